"""Administrative fees given in 元 where the table wants 万元 (T2-unit)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from report_kit.forms.equations import values_of
from report_kit.forms.form import ANNUAL
from report_kit.forms.report import Report
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import plain
from report_kit.proofread.views.form_values import cell_names, table_values
from report_kit.proofread.views.sample_report import AGENCY, sample_report

_ADDRESS = ("table2", "fees", "amount")
_YUAN = re.compile(r"(?:单位|金额)\s*[：:（(]\s*(元|千元|亿元)\s*[）)]?")
# A jump of a thousandfold and more is a unit, not a year; small sums may well vanish or come up.
_JUMP = 1000
_TOWNSHIP_MOST = 100_000


def _report(amount: str) -> Report:
    return Report(AGENCY, "乡", 2023, tables={"table2": {"fees": {"amount": Decimal(amount)}}})


class FeeUnit(Rule):
    """行政事业性收费像是以元填的（T2-unit）。

    什么：收费金额与上年相差上千倍，乡镇、街道的收费超过十亿元，或表头的单位写成了“元”。
    为什么：表二的单位是万元，以元填报会放大一万倍，汇总后很难发现。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表二“本年收费金额（单位：万元）”。
    """

    id = "table.fee_unit"
    severity = Severity.WARNING
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号，表二"
    wrong = (
        Wrong(sample_report(table2={"fees": (125300,)}), "125300", None, Context(previous=_report("11.8"))),
        Wrong(sample_report(table2={"fees": (1253000,)}), "1253000", None, Context(level="镇")),
        Wrong(
            sample_report(table2={"fees": (1253,)}).replace(
                "行政事业性", "信息内容\t本年收费金额（单位：元）\n行政事业性"
            ),
            "单位：元）",
        ),
    )
    right = (
        Right(sample_report(table2={"fees": ("12.53",)}), Context(previous=_report("11.8"), level="镇")),
        Right(sample_report(table2={"fees": (125300,)}), Context(level="市")),
        Right(sample_report(table2={"fees": (0,)}), Context(previous=_report("11.8"))),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield an amount out of all proportion, or a head that names another unit."""
        if not check.is_annual_report:
            return
        for table in check.document.tables:
            for cell in table.cells():
                unit = _YUAN.search(cell.text) if "收费" in cell.text else None
                if unit:
                    start = cell.start + unit.start()
                    message = f"表二收费金额的单位是万元，这里写成了{unit[1]}"
                    yield self.finding(check, start, cell.start + unit.end(), message)
        located = check.located.cells.get(_ADDRESS)
        amount = table_values(check)(*_ADDRESS)
        if located is None or not amount:
            return
        last = values_of(check.previous.tables)(*_ADDRESS) if check.previous else None
        reason = ""
        if last and not Decimal(1) / _JUMP < Decimal(amount) / Decimal(last) < _JUMP:
            reason = f"上年为 {plain(last)}，今年为 {plain(amount)}，相差上千倍"
        elif check.level in ("乡", "镇", "街道") and amount > _TOWNSHIP_MOST:
            reason = f"{plain(amount)} 万元对{check.level}来说过大"
        if reason:
            cell = located.cell
            message = f"{reason}，请核对是否把元当作万元填了"
            yield self.finding(
                check, cell.start, cell.end, message, confidence=0.7, cell=cell_names(check, _ADDRESS)
            )
