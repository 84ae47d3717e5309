"""Suggestions of the speller: dropped."""

from report_kit.proofread.checking.rule import Right, Wrong
from report_kit.proofread.speller.scoring import Kind
from report_kit.proofread.speller.speller import Suggestion
from report_kit.proofread.views.suggestions import SpellerRule


class SpellingDropped(SpellerRule):
    """漏字。

    什么：按前后文看漏字。
    为什么：修改、粘贴时容易漏掉一个字。
    依据：大量公文和新闻中的通常写法；只作提醒，由人判断。
    """

    id = "spelling.dropped"
    wrong = (
        Wrong(
            "坚持中国特色会主义思想。",
            "色会",
            "坚持中国特色社会主义思想。",
        ),
    )
    right = (Right("坚持中国特色社会主义思想。"),)

    def reports(self, suggestion: Suggestion, text: str) -> bool:
        """Say whether this is such a suggestion."""
        return suggestion.kind is Kind.DROPPED

    def message(self, old: str, new: str) -> str:
        """Say what is suspected."""
        return f"此处疑漏“{new}”字"
