"""Sentence frames that lack a piece or are mixed of two, listed in dictionaries/frames.tsv."""

from report_kit.proofread.dictionaries.rule import DictionaryRule


class Frame(DictionaryRule):
    """句式残缺、杂糅。

    什么：“以……契机”缺“为”，“造成严重的。”缺“后果”，“同比11.2%”缺“增长”，“任何单位和个人截留”缺“不得”，
    “至少……以上”重复，“原因是……造成的”“评为……称号”两种句式混在一起。
    为什么：句式前后要配套；多是删改时丢了一半，或者写到后面忘了前面。
    依据：dictionaries/frames.tsv 逐条注明。
    """

    id = "wording.frame"
    dictionary = "frames"
