"""Home addresses with the name of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_HAN = r"\u3400-\u9fff"
_NUMBER = r"[0-9一二三四五六七八九十]{1,5}"
_HOME = re.compile(
    rf"(?:{_NUMBER}|[{_HAN}]{{1,6}})(?:村|社区|屯|湾)(?:[{_HAN}]{{0,6}}?{_NUMBER}(?:村民小组|小组|组|社|队))(?:{_NUMBER}号)?"
    rf"|[{_HAN}0-9]{{2,10}}(?:小区|花园|公寓|家园|新村|苑|城|府|路|街|巷)(?:{_NUMBER}号)?(?:{_NUMBER}[栋幢座]|{_NUMBER}号楼)(?:{_NUMBER}单元)?(?:{_NUMBER}[室号户])?"
)
_LIVES = re.compile(
    rf"(?:家住|现住|住址|家庭住址|户籍地?址?|居住地?址?|户籍所在地|住)(?:为|在|于|是)?[：，]?[{_HAN}0-9]{{0,16}}\Z"
)
_PERSON = re.compile(
    rf"(?:姓名[：:]?[{_HAN}]{{2,4}}|[{_HAN}]{{2,4}}[，、（(](?:男|女)|户主[：:]?[{_HAN}]{{2,4}})"
)
_REACH = 40


class HomeAddress(Rule):
    """家庭住址。

    什么：写到村民小组、门牌、楼栋单元的住址，并且写明是某人的住处或附近有姓名、性别。
    为什么：住址与姓名合在一起能找到具体的人，属于个人隐私；公布时写到乡镇、街道为止。
    依据：《中华人民共和国个人信息保护法》第四条、第二十五条；《中华人民共和国政府信息公开条例》第十五条。
    """

    id = "privacy.address"
    severity = Severity.ERROR
    source = "《个人信息保护法》第四条、第二十五条"
    wrong = (
        Wrong("李四，男，家住云岫乡白石村三组12号。", "白石村三组12号"),
        Wrong("申请人住址：清水县和平路5号幸福小区3栋2单元501室。", "幸福小区3栋2单元501室"),
        Wrong("姓名：王五，白石村2社，享受补贴。", "白石村2社"),
    )
    right = (
        Right("办公地址：清水县和平路5号政务服务中心2号楼。"),
        Right("白石村三组新建道路2公里，惠及农户30户。"),
        Right("李四，男，家住云岫乡。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield addresses down to the door beside words that say whose they are."""
        for match in _HOME.finditer(check.folded):
            start, end = match.span()
            line = check.text.rfind("\n", 0, start) + 1
            before = check.folded[max(line, start - _REACH) : start]
            if "办公" in before or "工程" in check.text[end : end + 8]:
                continue
            lives = _LIVES.search(re.split("[。；]", before)[-1])
            person = _PERSON.search(re.split("[。；]", before)[-1])
            if not (lives or person):
                continue
            low = start
            for cut in re.finditer(
                r"(?:家住|现住|住址|在|于|[省市县乡镇]|(?<!小)区|街道|[路街]\d*号)", check.folded[start:end]
            ):
                if cut.end() < end - start - 3:
                    low = start + cut.end()
            message = "写明了具体住址，属于个人隐私，公布时写到乡镇、街道为止"
            yield self.finding(check, low, end, message, confidence=0.9)
