"""Topics that call for a secrecy review, listed in dictionaries/secrecy.tsv."""

from report_kit.proofread.dictionaries.rule import DictionaryRule


class SecrecyTopic(DictionaryRule):
    """可能涉密的话题。

    什么：部队番号、军事设施位置、尚未公布的数据、维稳反恐部署、内部网络信息、党内会议纪要等。
    为什么：这些内容公开前应当作保密审查；本规则只作提示，由人判断。
    依据：dictionaries/secrecy.tsv 逐条注明。
    """

    id = "secrecy.topics"
    dictionary = "secrecy"
