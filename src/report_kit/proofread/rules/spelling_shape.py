"""Suggestions of the speller: shape."""

from report_kit.proofread.checking.rule import Right, Wrong
from report_kit.proofread.speller.confusion import FIVE_STROKE, NEAR_SOUND, SAME_SOUND, SHAPE
from report_kit.proofread.speller.scoring import Kind
from report_kit.proofread.speller.speller import Suggestion
from report_kit.proofread.views.suggestions import SpellerRule


class SpellingShape(SpellerRule):
    """字形或五笔编码相近的字写错。

    什么：按前后文看字形或五笔编码相近的字写错。
    为什么：扫描识别、五笔输入和抄写容易写成形近的字。
    依据：大量公文和新闻中的通常写法；只作提醒，由人判断。
    """

    id = "spelling.shape"
    reason = "两者字形或五笔编码相近"
    wrong = (Wrong("扎实开展扫黑险恶专项斗争。", "险", "扎实开展扫黑除恶专项斗争。"),)
    right = (Right("扎实开展扫黑除恶专项斗争。"),)

    def reports(self, suggestion: Suggestion, text: str) -> bool:
        """Say whether this is such a suggestion."""
        return (
            suggestion.kind <= Kind.WORD
            and not suggestion.alike & (SAME_SOUND | NEAR_SOUND)
            and bool(suggestion.alike & (SHAPE | FIVE_STROKE))
        )
