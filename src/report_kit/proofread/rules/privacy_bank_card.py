"""Numbers of bank cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.identifiers import is_credit_code, is_identity_number, masked, passes_luhn

_CARD = re.compile(r"(?<![\dA-Za-z])[3-6]\d{3}(?:[ -]?\d{4}){2}(?:[ -]?\d{4}(?:[ -]?\d{1,3})?)(?![\dA-Za-z])")
_CODE = re.compile(r"信用代码|项目代码|编号|文号|条码|流水号|单号|订单|代码[：:]?\s*\Z")


class BankCard(Rule):
    """银行卡号。

    什么：16 至 19 位、通过 Luhn 校验的银行卡号，包括四位一组的；统一社会信用代码、身份证号、编号不算。
    为什么：银行卡号是敏感的财产信息，公布后可能被盗用。
    依据：《中华人民共和国个人信息保护法》第二十八条（金融账户属于敏感个人信息）。
    """

    id = "privacy.bank_card"
    severity = Severity.ERROR
    source = "《个人信息保护法》第二十八条"
    wrong = (
        Wrong(
            "补贴打入卡号6222021234567890128。", "6222021234567890128", "补贴打入卡号6222***********0128。"
        ),
        Wrong("开户卡6225 7612 3456 7892", "6225 7612 3456 7892", "开户卡6225 **** **** 7892"),
    )
    right = (
        Right("统一社会信用代码：91350100M000100Y43，项目编号4222021234567890123。"),
        Right("卡号6222021234567890129有误。"),
        Right("身份证号510105194912310027。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield numbers that pass the check of cards; the message shows a masked value."""
        for match in _CARD.finditer(check.folded):
            start, end = match.span()
            digits = re.sub("[ -]", "", match.group())
            if not 16 <= len(digits) <= 19 or not passes_luhn(digits) or len(set(digits)) < 4:
                continue
            if is_identity_number(digits) or is_credit_code(digits):
                continue
            if _CODE.search(check.text[max(0, start - 12) : start]):
                continue
            shown = masked(check.text[start:end], 4, 4)
            message = f"公布了银行卡号（{shown}），属于敏感个人信息，应删去或遮盖"
            yield self.finding(check, start, end, message, replacement=shown, confidence=0.95)
