"""Numbers of passports and licence plates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.identifiers import masked

_PASSPORT = re.compile(
    r"(?:护照|通行证|回乡证|台胞证)(?:号码?|证号)?[：:为是]?\s*(?P<number>(?:E[A-HJ-NP-Z]\d{7}|[DEGHMPSKdegps]\d{8,10}))(?![\dA-Za-z])"
)
_PLATE = re.compile(
    r"(?P<number>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[A-HJ-NP-Z][·•.\- ]?(?=[A-HJ-NP-Z]{0,4}\d)[A-HJ-NP-Z0-9]{5,6})(?![\dA-Za-z])"
)


class DocumentNumbers(Rule):
    """护照号、通行证号、车牌号。

    什么：写明的护照、通行证号码，和完整的机动车号牌。
    为什么：凭这些号码能查到具体的人，属于个人信息；确需公布的应遮盖。
    依据：《中华人民共和国个人信息保护法》第四条、第二十八条。
    """

    id = "privacy.documents"
    severity = Severity.ERROR
    source = "《个人信息保护法》第四条、第二十八条"
    wrong = (
        Wrong("护照号：E12345678。", "E12345678", "护照号：E1*****78。"),
        Wrong("车辆川A·12345违停。", "川A·12345", "车辆川A·***45违停。"),
        Wrong("扣押苏N8A123轿车。", "苏N8A123", "扣押苏N***23轿车。"),
    )
    right = (
        Right("办理护照业务12345件，型号E12345678。"),
        Right("执行川AB标准，渝A级旅游区12345家，川A***45。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the numbers; the message shows a masked value."""
        for pattern, what in ((_PASSPORT, "护照、通行证号码"), (_PLATE, "车牌号")):
            for match in pattern.finditer(check.folded):
                start, end = match.span("number")
                shown = masked(check.text[start:end], 2, 2)
                message = f"公布了{what}（{shown}），属于个人信息，应删去或遮盖"
                yield self.finding(check, start, end, message, replacement=shown, confidence=0.9)
