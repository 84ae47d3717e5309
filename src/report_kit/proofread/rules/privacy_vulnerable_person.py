"""Names of people receiving aid, of the ill, of minors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.dictionaries.word_classes import word_classes
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.segment import word_frequency

_RARE = 60


@cache
def _named() -> re.Pattern[str]:
    kinds = "|".join(word_classes()["救助对象"])
    name = r"(?P<name>[\u3400-\u9fff]{2,3})(?=[、，。；（等的家]|$)"
    return re.compile(rf"(?:{kinds})(?:是|为|：|有)?{name}")


class VulnerablePerson(Rule):
    """写明姓名的救助对象、未成年人、信访人等。

    什么：“低保户张三”“信访人李四”一类，把姓名与家庭困难、疾病、信访等情况写在一起。
    为什么：这些情况属于敏感个人信息，公开会伤害当事人；已用“某”字遮盖的不算。
    依据：《中华人民共和国个人信息保护法》第二十八条；《中华人民共和国政府信息公开条例》第十五条。
    """

    id = "privacy.vulnerable_person"
    severity = Severity.WARNING
    source = "《个人信息保护法》第二十八条"
    wrong = (
        Wrong("走访慰问低保户张建国、李某等人。", "张建国"),
        Wrong("答复信访人王秀兰。", "王秀兰"),
        Wrong("救助困境儿童：赵小萌。", "赵小萌"),
    )
    right = (
        Right("走访低保户、残疾人和留守儿童，慰问低保户张某。"),
        Right("低保户高度认可，残疾人安全保障到位，申请人应当提交材料。"),
        Right("保障残疾人就业，关爱留守儿童成长。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield names behind words for such people: a surname first, and no word of the language."""
        surnames = word_classes()["姓"]
        for match in _named().finditer(check.text):
            name = match["name"]
            if not name.startswith(surnames) or "某" in name:
                continue
            # Names stand in jieba's dictionary too, but are rare there.
            if any(word_frequency(part) > _RARE for part in (name, name[:2])):
                continue
            shown = name[0] + "某" * (len(name) - 1)
            message = f"写明了姓名（{shown}），与敏感情况在一起属于个人隐私，应遮盖"
            yield self.finding(check, *match.span("name"), message, confidence=0.7)
