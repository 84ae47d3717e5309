"""Reconsiderations and suits where nobody asked for anything (T4-T3, T4-post)."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.equations import values_of
from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.form_values import cell_names, table_values, total
from report_kit.proofread.views.sample_report import sample_report

_ONE = (1, 0, 0, 0, 1, *(0,) * 10)
_AFTER = (*(0,) * 10, 2, 0, 0, 0, 2)
_NOBODY = {"new": 0, "carried_in": 0}
_TOTALS = ("review.total", "direct.total", "after.total")


class LitigationWithoutRequests(Rule):
    """没有申请却有复议、诉讼；没有复议却有复议后的诉讼（T4-T3、T4-post）。

    什么：表三新收和结转都是 0（附上年报告的，上年也是 0），表四却有案件；
    行政复议为 0，“复议后起诉”却不是 0（提示）。
    为什么：案件一般由申请引起，可能是表三漏填，也可能是往年的申请，请核对。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表三、表四。
    """

    id = "table.litigation_without_requests"
    severity = Severity.WARNING
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号，表三、表四"
    wrong = (
        Wrong(sample_report(table3=_NOBODY, table4=_ONE), "1"),
        Wrong(sample_report(table3={"new": 3, "carried_in": 0}, table4=_AFTER), "2"),
    )
    right = (
        Right(sample_report(table3={"new": 3, "carried_in": 0}, table4=_ONE)),
        Right(sample_report(table3=_NOBODY, table4=(0,) * 15)),
        Right(sample_report(table4=_ONE)),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the totals of table four that nothing explains."""
        if not check.is_annual_report:
            return
        values = table_values(check)
        last = values_of(check.previous.tables) if check.previous else None
        asked = [total(source, "table3", ("new", "carried_in")) for source in (values, last) if source]
        if asked and all(number == 0 for number in asked):
            for column in _TOTALS:
                number = values("table4", "cases", column)
                if number:
                    message = f"表三没有申请，表四却有 {number} 件，请核对是否漏填表三或为往年的申请"
                    yield from self._at(check, column, message, Severity.WARNING)
            return
        review = values("table4", "cases", "review.total")
        reviewed = last("table4", "cases", "review.total") if last else 0
        after = values("table4", "cases", "after.total")
        if review == 0 and not reviewed and after:
            message = f"行政复议为 0，复议后起诉却有 {after} 件，请核对是否为往年的复议"
            yield from self._at(check, "after.total", message, Severity.HINT)

    def _at(self, check: Check, column: str, message: str, severity: Severity) -> Iterator[Finding]:
        address = ("table4", "cases", column)
        located = check.located.cells.get(address)
        if located:
            cell = located.cell
            yield self.finding(
                check,
                cell.start,
                cell.end,
                message,
                severity=severity,
                confidence=0.7,
                cell=cell_names(check, address),
            )
