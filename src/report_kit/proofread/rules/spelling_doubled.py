"""Suggestions of the speller: doubled."""

from report_kit.proofread.checking.rule import Right, Wrong
from report_kit.proofread.language.segment import is_word
from report_kit.proofread.speller.scoring import Kind
from report_kit.proofread.speller.speller import Suggestion
from report_kit.proofread.views.suggestions import SpellerRule


class SpellingDoubled(SpellerRule):
    """字词重复。

    什么：按前后文看字词重复。
    为什么：换行、修改时容易把一个字或词打两遍。
    依据：大量公文和新闻中的通常写法；只作提醒，由人判断。
    """

    id = "spelling.doubled"
    wrong = (Wrong("进一步深化改改革开放。", "改", "进一步深化改革开放。"),)
    right = (Right("工作人员认真负责，高高兴兴参加学习。"),)

    def reports(self, suggestion: Suggestion, text: str) -> bool:
        """Say whether this is such a suggestion; 保障 in 保障保障性住房 begins a longer word."""
        start, end = suggestion.start, suggestion.end
        begins_another = end - start > 1 and is_word(text[start : end + 1])
        return suggestion.kind is Kind.DOUBLED and not begins_another

    def message(self, old: str, new: str) -> str:
        """Say what is suspected."""
        return f"“{old}”疑为重复"
