"""Section six must say whether fees for information were charged."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_HEAD = "梨树乡人民政府\n2024年政府信息公开工作年度报告\n一、总体情况\n已完成。\n"
_SIX = "六、其他需要报告的事项"


class FeeStatement(Rule):
    """第六部分没有写信息处理费收取情况（F8）。

    什么：“六、其他需要报告的事项”里没有提到信息处理费。没有收取也要写明。
    为什么：这是格式规定必须在第六部分报告的事项。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）；
    《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）。
    """

    id = "structure.fee_statement"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    since = 2021
    source = "国办公开办函〔2021〕30号；国办函〔2020〕109号"
    wrong = (
        Wrong(f"{_HEAD}{_SIX}\n本年度无其他需要报告的事项。", "本年度无其他需要报告的事项。"),
        Wrong(f"{_HEAD}{_SIX}", _SIX),
    )
    right = (
        Right(f"{_HEAD}{_SIX}\n本年度未收取信息处理费。"),
        Right(f"{_HEAD}{_SIX}\n发出收费通知2件，收取政府信息公开处理费300元。"),
        Right(f"{_SIX}\n没有。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield one finding on the text of section six, or on its heading when it is empty."""
        section = check.located.section("other") if check.is_annual_report else None
        if section is None or section.heading_span is None:
            return
        spans = section.prose or (section.heading_span,)
        start, end = spans[0][0], spans[-1][1]
        if "处理费" in check.text[start:end] or "收费" in check.text[start:end]:
            return
        message = "第六部分应写明信息处理费的收取情况；没有收取的，写“本年度未收取信息处理费”"
        yield self.finding(check, spans[0][0], spans[0][1], message, confidence=0.95)
