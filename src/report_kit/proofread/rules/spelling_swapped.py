"""Suggestions of the speller: swapped."""

from report_kit.proofread.checking.rule import Right, Wrong
from report_kit.proofread.speller.scoring import Kind
from report_kit.proofread.speller.speller import Suggestion
from report_kit.proofread.views.suggestions import SpellerRule


class SpellingSwapped(SpellerRule):
    """字序颠倒。

    什么：按前后文看字序颠倒。
    为什么：快速输入时容易把前后两个字打颠倒。
    依据：大量公文和新闻中的通常写法；只作提醒，由人判断。
    """

    id = "spelling.swapped"
    wrong = (Wrong("推进政府息信公开工作规范化建设。", "息信", "推进政府信息公开工作规范化建设。"),)
    right = (Right("推进政府信息公开工作规范化建设。"),)

    def reports(self, suggestion: Suggestion, text: str) -> bool:
        """Say whether this is such a suggestion."""
        return suggestion.kind is Kind.SWAPPED

    def message(self, old: str, new: str) -> str:
        """Say what is suspected."""
        return f"“{old}”疑为“{new}”：前后颠倒"
