"""Telephone numbers: the dash behind the area code, and the colon that others in the same bracket have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Severity

_BRACKET = re.compile(r"（[^（）\n]{8,200}）")
_LABEL = re.compile(
    r"(?:(?<=[（，；、。\s])|^)(?P<label>(?:办公|通信|通讯|联系|单位)?地址|(?:联系|办公|咨询|监督)?电话|传真|"
    r"邮编|邮政编码|(?:电子)?邮箱|电子邮件|联系人|网址)(?P<colon>\s*：)?(?=\s*[\w\u3400-\u9fff])"
)
_AREA_CODE = re.compile(r"(?<![\d〔（(第])0\d{2,3}(?P<dash>[—–－]{1,2})\d{7,8}(?!\d)")


class ContactLabels(Rule):
    """联系方式里有的项目漏了冒号，或电话的区号后用了破折号。

    什么：“（地址：长平西街46号，电话0356-5221239，邮编：048400）”，“电话”后漏了冒号，别的项目都有。
    为什么：同一处并列的项目写法应一致，少了冒号读起来与号码连成一片。
    依据：GB/T 15834—2011《标点符号用法》4.7（冒号用于提示性词语之后）、4.13（电话号码用短横线连接）。
    """

    id = "punctuation.contact"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 4.7"
    wrong = (
        Wrong(
            "请与我办联系（地址：长平西街46号，电话0356-5221239，电子邮箱：a@b.cn）。",
            "电话",
            "请与我办联系（地址：长平西街46号，电话：0356-5221239，电子邮箱：a@b.cn）。",
        ),
        Wrong(
            "请与乡政府联系（邮编342819，联系电话：7854110）。",
            "邮编",
            "请与乡政府联系（邮编：342819，联系电话：7854110）。",
        ),
        Wrong(
            "联系电话：0527—83593059。",
            "—",
            "联系电话：0527-83593059。",
        ),
    )
    right = (
        Right("联系电话：0527-83593059，执行GB/T 1234567—20080101。"),
        Right("请与我办联系（地址：长平西街46号，电话：0356-5221239）。"),
        Right("请与我办联系（地址长平西街46号，电话0356-5221239）。"),
        Right("（地址：城关镇，电话咨询服务中心）。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the label, with the colon put behind it, and the dash."""
        for bracket in _BRACKET.finditer(check.folded):
            labels = list(_LABEL.finditer(check.folded, bracket.start() + 1, bracket.end()))
            if not any(label["colon"] for label in labels):
                continue
            for label in labels:
                follows = check.folded[label.end() : label.end() + 1]
                if label["colon"] or not (follows.isascii() and follows.isalnum()):
                    continue
                end = label.end("label")
                fix = Fix((Edit(end, end, "："),), "likely")
                message = f"“{label['label']}”后漏了冒号，与并列的各项不一致"
                yield self.finding(check, *label.span("label"), message, fixes=(fix,), confidence=0.85)
        for number in _AREA_CODE.finditer(check.text):
            message = "电话的区号后用短横线“-”"
            yield self.finding(check, *number.span("dash"), message, replacement="-", safety="safe")
