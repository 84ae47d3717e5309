"""Wrong words listed in dictionaries/spelling.tsv."""

from report_kit.proofread.dictionaries.rule import DictionaryRule


class SpellingDictionary(DictionaryRule):
    """词典所列的错别字、易混词和误用的的、地、得。

    什么：写错、混用的词，如“布署”（部署）、“大力发言……作风”（发扬）。容易误判的词只在前后文合适时才报。
    为什么：同音、形近的错字最容易漏过，又最伤公文的严肃性。
    依据：dictionaries/spelling.tsv 逐条注明，主要是《现代汉语词典》和《第一批异形词整理表》。
    """

    id = "spelling.dictionary"
    dictionary = "spelling"
