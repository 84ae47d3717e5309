"""Faulty collocations and redundancies listed in dictionaries/wording.tsv."""

from report_kit.proofread.dictionaries.rule import DictionaryRule


class WordingDictionary(DictionaryRule):
    """词典所列的搭配不当、重复累赘和句式杂糅。

    什么：如“提升……基础”（夯实）、“加强责任感”（增强）、“完善制定”（制定完善）、“由于……，导致……”缺主语。
    为什么：每个字都对，连起来却不通，逐字检查发现不了。
    依据：dictionaries/wording.tsv 逐条注明。
    """

    id = "wording.dictionary"
    dictionary = "wording"
