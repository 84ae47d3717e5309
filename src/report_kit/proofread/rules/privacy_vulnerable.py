"""Names of people receiving aid, of the ill, of minors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.finding import Finding, Severity
from report_kit.proofread.rule import Check, Right, Rule, Wrong
from report_kit.proofread.segment import word_frequency
from report_kit.proofread.word_classes import word_classes

_KIND = "低保户|低保对象|低保人员|五保户|五保老人|特困户|特困人员|特困供养人员|贫困户|脱贫户|监测户|困境儿童|留守儿童|孤儿|未成年人|残疾人|重度残疾人|重病患者|精神障碍患者|社区矫正对象|吸毒人员|刑满释放人员|信访人|举报人|投诉人|申请人|困难学生|受助学生"
_NAMED = re.compile(rf"(?:{_KIND})(?:是|为|：|有)?(?P<name>[\u3400-\u9fff]{{2,3}})(?=[、，。；（等的家]|$)")

_RARE = 60


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
        for match in _NAMED.finditer(check.text):
            name = match["name"]
            if not name.startswith(surnames) or "某" in name:
                continue
            # Names stand in jieba's dictionary too, but are rare there.
            if any(word_frequency(part) > _RARE for part in (name, name[:2])):
                continue
            shown = name[0] + "某" * (len(name) - 1)
            message = f"写明了姓名（{shown}），与敏感情况在一起属于个人隐私，应遮盖"
            yield self.finding(check, *match.span("name"), message, confidence=0.7)
