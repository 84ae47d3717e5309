"""Suggestions of the speller: homophone."""

from report_kit.proofread.checking.rule import Right, Wrong
from report_kit.proofread.speller.confusion import SAME_SOUND
from report_kit.proofread.speller.scoring import Kind
from report_kit.proofread.speller.speller import Suggestion
from report_kit.proofread.views.suggestions import SpellerRule


class SpellingHomophone(SpellerRule):
    """同音的字词写错。

    什么：按前后文看同音的字词写错。
    为什么：用拼音输入法时最容易选错同音的字词，单看每个词都是对的，通读才看得出。
    依据：大量公文和新闻中的通常写法；只作提醒，由人判断。
    """

    id = "spelling.homophone"
    reason = "两者同音"
    wrong = (Wrong("根据工作需要，制定本实施方按。", "按", "根据工作需要，制定本实施方案。"),)
    right = (Right("根据工作需要，制定本实施方案。"),)

    def reports(self, suggestion: Suggestion, text: str) -> bool:
        """Say whether this is such a suggestion."""
        return suggestion.kind <= Kind.WORD and bool(suggestion.alike & SAME_SOUND)
