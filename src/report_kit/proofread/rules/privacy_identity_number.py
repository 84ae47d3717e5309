"""Identity numbers of people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.identifiers import is_identity_number, is_old_identity_number, masked

_NUMBER = re.compile(r"(?<![\dA-Za-z])[1-8]\d{5}[ -]?\d{4}[ -]?\d{4}[ -]?\d{3}[\dXx](?![\dA-Za-z])")
_OLD = re.compile(r"(?<![\dA-Za-z.])[1-8]\d{14}(?![\dA-Za-z])")
_NEAR = re.compile(r"身份证|证件号|身份号码")


class IdentityNumber(Rule):
    """居民身份证号码。

    什么：18 位身份证号（核对地区、出生日期和校验码，全角、中间有空格的也算），以及写明是身份证的 15 位旧号。
    为什么：身份证号属于个人隐私，公布后无法收回，会被冒用。
    依据：《中华人民共和国个人信息保护法》第二十八条；《中华人民共和国政府信息公开条例》第十五条；
    GB 11643—1999。
    """

    id = "privacy.identity_number"
    severity = Severity.ERROR
    source = "《个人信息保护法》第二十八条；《政府信息公开条例》第十五条"
    wrong = (
        Wrong(
            "张某，身份证号11010519491231002X。", "11010519491231002X", "张某，身份证号11*************02X。"
        ),
        Wrong(
            "证件：１１０１０５１９４９１２３１００２Ｘ",
            "１１０１０５１９４９１２３１００２Ｘ",
            "证件：１１*************０２Ｘ",
        ),
        Wrong("身份证号110105 19491231 002X。", "110105 19491231 002X", "身份证号11**** ******** *02X。"),
        Wrong("旧身份证110105491231002。", "110105491231002", "旧身份证11**********002。"),
    )
    right = (
        Right("项目编号110105194912310021，统一社会信用代码91350100M000100Y43。"),
        Right("身份证号11***************02X，流水号110105491231002。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield numbers whose check digit is right; the message shows a masked value."""
        for match in _NUMBER.finditer(check.folded):
            if is_identity_number(re.sub("[ -]", "", match.group())):
                yield self._finding(check, match)
        for match in _OLD.finditer(check.folded):
            before = check.text[max(0, match.start() - 12) : match.start()]
            if is_old_identity_number(match.group()) and _NEAR.search(before):
                yield self._finding(check, match)

    def _finding(self, check: Check, match: re.Match[str]) -> Finding:
        shown = masked(check.text[match.start() : match.end()], 2, 3)
        message = f"公布了身份证号码（{shown}），属于个人隐私，应删去或遮盖"
        return self.finding(check, *match.span(), message, replacement=shown, confidence=0.99)
