"""Words left out of a sentence, listed in dictionaries/missing.tsv."""

from report_kit.proofread.dictionaries.rule import DictionaryRule


class MissingWord(DictionaryRule):
    """缺动词、缺宾语、缺中心语。

    什么：如“四是定期网页监管维护”（缺“开展”）、“督促各成员信息上报任务”（缺“完成”）、“公开群众关切”（缺“的信息”）。
    为什么：句子成分不全，读者不知道做了什么；多是删改、粘贴时丢掉的。
    依据：dictionaries/missing.tsv 逐条注明。
    """

    id = "wording.missing"
    dictionary = "missing"
