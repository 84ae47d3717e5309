"""Mobile telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.identifiers import masked

_MOBILE = re.compile(
    r"(?<![\dA-Za-z.×*=/_-])(?:\+?86[ -]?)?1(?:3\d|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])"
    r"[ -]?\d{4}[ -]?\d{4}(?![\dA-Za-z*]|\.\d|[ ]?[元万亿%％吨条件份次人户亩])"
)
_CODE = re.compile(r"(?:编号|文号|代码|流水号|单号|案号|标准|账号|序列号|许可证号?|凭证号?)[：:]?\s*\Z")


class MobileNumber(Rule):
    """手机号码。

    什么：11 位手机号，包括中间有空格、短横、全角数字和带 +86 的；办公固定电话不算。
    为什么：手机号多是个人号码，公布后容易招来骚扰和诈骗；对外公布的应是办公电话。
    依据：《中华人民共和国个人信息保护法》第四条；《中华人民共和国政府信息公开条例》第十五条。
    """

    id = "privacy.mobile"
    severity = Severity.ERROR
    source = "《个人信息保护法》第四条；《政府信息公开条例》第十五条"
    wrong = (
        Wrong("联系电话13912345678。", "13912345678", "联系电话139****5678。"),
        Wrong("请拨打139 1234 5678咨询。", "139 1234 5678", "请拨打139 **** 5678咨询。"),
        Wrong("手机：１３９１２３４５６７８", "１３９１２３４５６７８", "手机：１３９****５６７８"),
        Wrong("电话+86-13912345678（王）", "+86-13912345678", "电话+86-139****5678（王）"),
    )
    right = (
        Right("咨询电话0800-1234567，服务热线12345。"),
        Right("合同编号：13912345678，投入13912345678元，坐标139.12345678。"),
        Right("手机号139****5678，网址https://a.gov.cn/13912345678.html。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield mobile numbers; the message shows a masked value."""
        for match in _MOBILE.finditer(check.folded):
            start, end = match.span()
            if _CODE.search(check.text[max(0, start - 12) : start]):
                continue
            found = check.text[start:end]
            shown = masked(found, 5 if "86" in match.group()[:3] else 3, 4)
            message = f"公布了手机号码（{shown}），属于个人信息，应改为办公电话或遮盖"
            yield self.finding(check, start, end, message, replacement=shown, confidence=0.95)
