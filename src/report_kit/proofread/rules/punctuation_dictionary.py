"""Wrong marks in set surroundings, listed in dictionaries/punctuation.tsv."""

from report_kit.proofread.dictionaries.rule import DictionaryRule


class PunctuationDictionary(DictionaryRule):
    """词典所列的标点误用。

    什么：并列的两项之间误用逗号、分号，名称与数量之间多了逗号，长状语后漏了逗号，书名号之间多了顿号等。
    为什么：标点用错，并列的层次、停顿的地方就变了。
    依据：GB/T 15834—2011《标点符号用法》，dictionaries/punctuation.tsv 逐条注明条款。
    """

    id = "punctuation.dictionary"
    dictionary = "punctuation"
