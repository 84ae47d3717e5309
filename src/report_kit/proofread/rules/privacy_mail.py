"""Private mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_MAIL = re.compile(
    r"(?<![\w.+-])(?P<name>[A-Za-z0-9][\w.+-]{2,30})@(?:(?:vip\.)?(?:qq|163|126|139|189|wo|sina|sohu|yeah|foxmail|gmail|hotmail|outlook|aliyun|21cn|tom)\.(?:com|net|cn|com\.cn))(?![\w-])",
    re.ASCII | re.IGNORECASE,
)
_OFFICE = re.compile(r"zf|gov|dzb|bgs|zwgk|office|zhengfu|xz|dzbgs", re.IGNORECASE)
_QQ = re.compile(
    r"(?:QQ|微信号?)[：:号]{0,2}\s*(?P<number>[1-9]\d{5,10}|[A-Za-z][\w-]{5,19})(?![\w])", re.ASCII
)


class PrivateMail(Rule):
    """个人邮箱、QQ 号、微信号。

    什么：qq.com、163.com 等个人邮箱，以及写明的 QQ 号、微信号。
    为什么：对外公布的应是单位的办公邮箱；个人账号属于个人信息，人员变动后也会失效。
    依据：《中华人民共和国个人信息保护法》第四条。名称看得出是单位的（如含 zf、bgs）只作提示。
    """

    id = "privacy.mail"
    severity = Severity.WARNING
    source = "《个人信息保护法》第四条"
    wrong = (
        Wrong("请发送至987654321@qq.com。", "987654321@qq.com"),
        Wrong("邮箱：zhangsan1985@163.com", "zhangsan1985@163.com"),
        Wrong("联系QQ：987654321。", "987654321"),
    )
    right = (
        Right("邮箱：office@qingshui.gov.cn"),
        Right("关注微信公众号“清水发布”，扫描微信二维码。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield private mail addresses and accounts; the message names only the kind."""
        for match in _MAIL.finditer(check.text):
            office = _OFFICE.search(match["name"]) is not None
            message = "公布了个人邮箱，宜改为单位的办公邮箱"
            severity = Severity.HINT if office else None
            yield self.finding(check, *match.span(), message, severity=severity, confidence=0.8)
        for match in _QQ.finditer(check.text):
            yield self.finding(
                check, *match.span("number"), "公布了个人的 QQ 号、微信号，属于个人信息", confidence=0.8
            )
