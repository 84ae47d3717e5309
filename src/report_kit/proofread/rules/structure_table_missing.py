"""Statutory tables that are missing, are pictures, or are read only in part (F4)."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.catalogue import load_form
from report_kit.forms.report import Report
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.table_gaps import table_gaps

_KINDS = frozenset({"table", "columns", "cells", "unread"})
_FORM = load_form("annual_2021")


def _sample() -> str:
    """Return a whole report as text, its tables filled with nought."""
    zeros = {
        table.id: {row: {c: 0 for r, c in table.addresses if r == row} for row, _ in table.addresses}
        for table in _FORM.tables
    }
    prose = "全年按规定公开信息，做好各项工作，及时回应群众关心的问题，没有发生追究责任的情形。" * 8
    return (
        Report("清水县梨树乡人民政府", "乡", 2024, sections={"overview": prose}, tables=zeros).document().text
    )


def _without_table4(text: str) -> str:
    begin, end = text.index("四、政府信息公开行政复议"), text.index("五、存在的")
    return text[:begin] + text[begin:end].split("\n")[0] + "\n" + text[end:]


class TableMissing(Rule):
    """法定的表格没有读到，是图片，或只读到一部分（F4）。

    什么：表二、表三、表四整张没有，少了一列，或有几格没有读到；表格是图片、嵌入的对象时，猜测并写明。
    为什么：没有读到的数不会被核对，“没有发现问题”就不可信；上级汇总也取不到图片里的数。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表二、表三、表四。
    """

    id = "structure.table_missing"
    severity = Severity.ERROR
    source = "国办公开办函〔2021〕30号，表二至表四"
    wrong = (
        Wrong(_without_table4(_sample()), "四、政府信息公开行政复议、行政诉讼情况"),
        Wrong(_sample().replace("2.重复申请\t0\t0", "2.重复申请\t0"), "三、收到和处理政府信息公开申请情况"),
    )
    right = (Right(_sample()), Right("2024年政府信息公开工作年度报告\n一、总体情况\n全年公开信息30条。"))

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield for each table of a whole report what of it is not there."""
        for gap in table_gaps(check):
            if gap.kind in _KINDS:
                yield self.finding(check, *gap.span, gap.message, confidence=0.95)
