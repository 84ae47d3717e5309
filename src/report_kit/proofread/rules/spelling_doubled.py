"""Suggestions of the speller: doubled."""

from report_kit.proofread.speller.candidates import Kind
from report_kit.proofread.speller.speller import Suggestion
from report_kit.proofread.spelling import SpellerRule


class SpellingDoubled(SpellerRule):
    """字词重复。

    什么：按前后文看字词重复。
    为什么：换行、修改时容易把一个字或词打两遍。
    依据：大量公文和新闻中的通常写法；只作提醒，由人判断。
    """

    id = "spelling.doubled"

    def reports(self, suggestion: Suggestion) -> bool:
        """Say whether this is such a suggestion."""
        return suggestion.kind is Kind.DOUBLED

    def message(self, old: str, new: str) -> str:
        """Say what is suspected."""
        return f"“{old}”疑为重复"
