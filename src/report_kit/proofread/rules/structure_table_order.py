"""Rows, columns and tables that stand elsewhere than the form has them (F4)."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.rules.structure_table_missing import _sample
from report_kit.proofread.views.table_gaps import table_gaps

_KINDS = frozenset({"row_order", "column_order", "place"})


class TableOrder(Rule):
    """法定表格的行、列换了次序，或表格放错了部分（F4）。

    什么：行、列的次序与格式不同；表格排在别的部分之下，或排在落款之后。
    为什么：各级汇总按固定的位置取数，换了次序会取错。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表二、表三、表四。
    """

    id = "structure.table_order"
    severity = Severity.WARNING
    source = "国办公开办函〔2021〕30号，表二至表四"
    wrong = (
        Wrong(
            _sample()
            .replace("2.重复申请", "？")
            .replace("1.信访举报投诉类申请", "2.重复申请")
            .replace("？", "1.信访举报投诉类申请"),
            "0",
        ),
    )
    right = (Right(_sample()),)

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield for each table of a whole report what stands elsewhere."""
        for gap in table_gaps(check):
            if gap.kind in _KINDS:
                yield self.finding(check, *gap.span, gap.message)
