"""Licences, penalties, coercive measures and fees in the text, against table two (X9)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import disagreeing
from report_kit.proofread.views.form_values import table_values
from report_kit.proofread.views.sample_report import sample_report

_ROWS = {"licensing": "行政许可", "penalty": "行政处罚", "coercion": "行政强制"}


class Decisions(Rule):
    """正文写的许可、处罚、强制和收费数与表二不符（X9）。

    什么：“作出行政许可（行政处罚、行政强制）决定N件”“行政事业性收费N万元”与表二的数不等。
    为什么：表二填的是全部处理决定，正文写作出多少件决定时应与它相同。只说公示、公开多少条的不比。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表二；
    《政府信息公开条例》第二十条第（五）（六）（八）项。
    """

    id = "consistency.decisions"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号，表二"
    wrong = (
        Wrong(
            sample_report("全年作出行政许可决定12件。", table2={"licensing": (10,)}),
            "作出行政许可决定12件",
        ),
        Wrong(
            sample_report("全年作出5件行政处罚决定。", table2={"penalty": (3,)}),
            "作出5件行政处罚",
        ),
        Wrong(
            sample_report("行政事业性收费12.5万元。", table2={"fees": (125000,)}),
            "行政事业性收费12.5万元",
        ),
    )
    right = (
        Right(sample_report("全年作出行政许可决定10件。", table2={"licensing": (10,)})),
        Right(sample_report("公开行政许可信息8条，公示行政处罚决定2件。", table2={"licensing": (10,)})),
        Right(sample_report("行政事业性收费12.5万元。", table2={"fees": ("12.5",)})),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield counts and amounts that differ from table two."""
        if not check.is_annual_report:
            return
        for row, name in _ROWS.items():
            value = table_values(check)("table2", row, "decisions")
            for fact, message in disagreeing(check, f"decisions.{row}", (value, f"表二“{name}”")):
                yield self.finding(check, fact.start, fact.end, message, confidence=0.85)
        amount = table_values(check)("table2", "fees", "amount")
        yuan = None if amount is None else Decimal(amount) * 10_000
        name = f"表二“行政事业性收费”填 {amount} 万元，折合元数"
        for fact, message in disagreeing(check, "decisions.fees", (yuan, name)):
            yield self.finding(check, fact.start, fact.end, message, confidence=0.85)
