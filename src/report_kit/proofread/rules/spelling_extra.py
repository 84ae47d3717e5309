"""Suggestions of the speller: extra."""

from report_kit.proofread.checking.rule import Right, Wrong
from report_kit.proofread.speller.scoring import Kind
from report_kit.proofread.speller.speller import Suggestion
from report_kit.proofread.views.suggestions import SpellerRule


class SpellingExtra(SpellerRule):
    """多出的字。

    什么：按前后文看多出的字。
    为什么：修改时没有删净的字。
    依据：大量公文和新闻中的通常写法；只作提醒，由人判断。
    """

    id = "spelling.extra"
    wrong = (Wrong("加强社会主义精神文明建的设工作。", "的", "加强社会主义精神文明建设工作。"),)
    right = (Right("加强社会主义精神文明建设工作。"),)

    def reports(self, suggestion: Suggestion, text: str) -> bool:
        """Say whether this is such a suggestion."""
        return suggestion.kind is Kind.EXTRA

    def message(self, old: str, new: str) -> str:
        """Say what is suspected."""
        return f"“{old}”疑为多余"
