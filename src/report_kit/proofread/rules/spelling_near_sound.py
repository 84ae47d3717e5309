"""Suggestions of the speller: near sound."""

from report_kit.proofread.checking.rule import Right, Wrong
from report_kit.proofread.speller.confusion import NEAR_SOUND, SAME_SOUND
from report_kit.proofread.speller.scoring import Kind
from report_kit.proofread.speller.speller import Suggestion
from report_kit.proofread.views.suggestions import SpellerRule


class SpellingNearSound(SpellerRule):
    """读音相近的字词写错。

    什么：按前后文看读音相近的字词写错。
    为什么：方言和模糊音输入容易选错读音相近的字词。
    依据：大量公文和新闻中的通常写法；只作提醒，由人判断。
    """

    id = "spelling.near_sound"
    reason = "两者读音相近"
    wrong = (Wrong("认真贯策落实党中央、国务院决策部署。", "策", "认真贯彻落实党中央、国务院决策部署。"),)
    right = (Right("认真贯彻落实党中央、国务院决策部署。"),)

    def reports(self, suggestion: Suggestion, text: str) -> bool:
        """Say whether this is such a suggestion."""
        return suggestion.kind <= Kind.WORD and suggestion.alike & (SAME_SOUND | NEAR_SOUND) == NEAR_SOUND
