"""Names and fixed terms listed in dictionaries/term.tsv."""

from report_kit.proofread.dictionaries.rule import DictionaryRule


class TermDictionary(DictionaryRule):
    """词典所列的法律名称、文号、固定表述错误。

    什么：如“信息公开法”（政府信息公开条例）、“商业机密”（商业秘密）、“政府信息公开年度报告”漏“工作”。
    为什么：法定名称一字之差就不是原来的东西；国名、政治表述写错属严重表述错误。
    依据：dictionaries/term.tsv 逐条注明法条或文件。
    """

    id = "term.dictionary"
    dictionary = "term"
    yields_to = ("term.document_number", "term.law_name")
