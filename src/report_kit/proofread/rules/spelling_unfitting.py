"""Suggestions of the speller: unfitting."""

from report_kit.proofread.checking.rule import Right, Wrong
from report_kit.proofread.speller.scoring import Kind
from report_kit.proofread.speller.speller import Suggestion
from report_kit.proofread.views.suggestions import SpellerRule


class SpellingUnfitting(SpellerRule):
    """用在这里不通的字。

    什么：按前后文看用在这里不通的字。
    为什么：与前后文不能成词，常是输入或修改时留下的错误。
    依据：大量公文和新闻中的通常写法；只作提醒，由人判断。
    """

    id = "spelling.unfitting"
    reason = "用在这里不成词"
    wrong = (Wrong("实现中华民族伟大复举的中国梦。", "举", "实现中华民族伟大复兴的中国梦。"),)
    right = (Right("实现中华民族伟大复兴的中国梦。"),)

    def reports(self, suggestion: Suggestion, text: str) -> bool:
        """Say whether this is such a suggestion."""
        return suggestion.kind <= Kind.WORD and not suggestion.alike
