"""Rows of the statutory tables: all there, worded as the form has them, not those of the old form (F4)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from report_kit.document import Cell, Span
from report_kit.forms.catalogue import load_form
from report_kit.forms.form import Table
from report_kit.forms.gaps import nearest_label
from report_kit.forms.locate import squeeze
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.form_values import authority, form_of
from report_kit.proofread.views.sample_report import sample_report
from report_kit.proofread.views.table_gaps import table_gaps

_OLD = re.compile(
    r"本年\s*新\s*制\s*作\s*数量|本年\s*新\s*公开\s*数量|对外\s*公开\s*总\s*数量|其他\s*对外\s*管理\s*服务\s*事项|上一年项目数量|"
    r"本年增\s*/?\s*减|采购项目数量|采购总金额|第二十条\s*第\s*[（(]\s*九\s*[）)]\s*项"
)
_NEW_HEADS = "本年制发件数、本年废止件数、现行有效件数"
_SINCE = 2021
_FEW = 3


class TableForm(Rule):
    """法定表格缺行、行名写错，或还是 2019 年的旧表（F4）。

    什么：表格少了一行或几行；行名与格式不同（如“其他法律行政止公开”）；
    表头是“本年新制作数量”“对外公开总数量”等旧格式的项目。
    为什么：各级汇总按固定的行名取数，缺行、错名会漏数；2021 年度起旧表停用。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表二、表三、表四。
    """

    id = "structure.table_form"
    severity = Severity.ERROR
    source = "国办公开办函〔2021〕30号，表二至表四"
    wrong = (
        Wrong(
            "信息内容\t本年新制作数量\t本年新公开数量\n规章\t0\t0", "本年新制作数量", None, Context(year=2023)
        ),
        Wrong(
            sample_report(
                table3={"new": 1, "carried_in": 0, "granted": 1, "partial": 0, "done": 1, "carried_out": 0}
            ),
            "三、收到和处理政府信息公开申请情况",
        ),
        Wrong(sample_report(table3={"refused.secret": 1}).replace("国家秘密", "国家机密"), "1.属于国家机密"),
    )
    right = (
        Right("信息内容\t本年新制作数量\n规章\t0", Context(year=2019)),
        Right(sample_report(table2={"licensing": (3,)})),
        Right(
            sample_report(table3={row: 0 for row, _ in load_form("annual_2021").table("table3").addresses})
        ),
        Right("设备名称\t本年新公开数量\n规章\t0"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield labels of the old form, then rows that are missing or worded otherwise."""
        year = check.report_year
        if year is not None and year >= _SINCE and check.concerns_report:
            old = next(_OLD.finditer(check.text), None)
            if old:
                message = f"这是 2019 年的旧表，2021 年度起表二的项目为{_NEW_HEADS}等，应换用现行格式"
                yield self.finding(check, *old.span(), message)
                return
        if not check.is_report:
            return
        yield from self._labels(check)
        if year is None or form_of(check).covers(year):
            yield from self._unknown(check)
        gone = {gap.table.id: gap for gap in table_gaps(check) if gap.kind == "rows"}
        for table in form_of(check).tables:
            found = list(self._missing(check, table))
            if not found and table.id in gone:
                found = [self.finding(check, *gone[table.id].span, gone[table.id].message)]
            yield from found

    def _labels(self, check: Check) -> Iterator[Finding]:
        """Compare the row labels of tables, and of plain lines where the label is whole."""
        labels = {
            (table.id, row.id): row
            for table in form_of(check).tables
            for block in table.blocks
            for row in block.rows
        }
        seen: set[tuple[str, str]] = set()
        for address, located in check.located.cells.items():
            table, row, _ = address
            wanted = labels[table, row]
            if (table, row) in seen or not located.label or located.label in wanted.path:
                continue
            seen.add((table, row))
            names = [squeeze(name) for name in (wanted.label, *wanted.aliases)]
            printed = squeeze(located.label)
            if printed in names or any(printed.endswith(name) for name in names):
                continue
            span = _label_span(check, located.cell, located.label)
            if span:
                message = f"行名应是“{wanted.label}”"
                yield self.finding(
                    check,
                    *span,
                    message,
                    severity=Severity.WARNING,
                    confidence=0.8,
                    source=authority(check, self.source),
                )

    def _unknown(self, check: Check) -> Iterator[Finding]:
        """Yield rows and columns that the form does not have, in tables that hold rows of it."""
        starts = sorted(located.cell.start for located in check.located.cells.values())
        ours = [
            table
            for table in check.document.tables
            if bisect_left(starts, table.start) < bisect_left(starts, table.end)
        ]
        found = check.located.tables
        for cell in found.unknown_rows:
            if any(table.start <= cell.start < table.end for table in ours):
                nearest = nearest_label(form_of(check), cell.text)
                like = f"，最接近的是“{nearest}”" if nearest else ""
                message = f"法定格式里没有“{cell.text}”这一行{like}"
                yield self.finding(check, cell.start, cell.end, message, severity=Severity.WARNING)
        for cell, label in found.renamed_columns:
            message = f"列名应是“{label}”"
            yield self.finding(
                check, cell.start, cell.end, message, severity=Severity.WARNING, confidence=0.8
            )
        for cell in found.unknown_columns:
            message = f"法定格式里没有“{cell.text}”这一列"
            yield self.finding(
                check, cell.start, cell.end, message, severity=Severity.WARNING, confidence=0.8
            )

    def _missing(self, check: Check, table: Table) -> Iterator[Finding]:
        """Yield the rows that a table with some of its rows lacks."""
        cells = check.located.cells
        rows = [row for block in table.blocks for row in block.rows]
        present = {row for name, row, _ in cells if name == table.id}
        paths = {row.id: row.path for row in rows}
        whole_groups = {
            row
            for (name, row, _), located in cells.items()
            if name == table.id and located.label in paths[row]
        }
        missing = [row for row in rows if row.id not in present or row.id in whole_groups]
        # A few rows are an example; from text lines a row may be left unread, so only whole groups tell.
        if check.located.text_tables.covers(*_span(check, table.id)):
            missing = [row for row in missing if row.id in whole_groups]
        if not missing or len(present) < _FEW or _cut(check, table):
            return
        section = check.located.section(table.section)
        start, end = section.heading_span if section and section.heading_span else _span(check, table.id)
        some = "、".join(f"“{row.label}”" for row in missing[:_FEW]) + ("等" if len(missing) > _FEW else "")
        message = f"{table.called}缺少 {len(missing)} 行：{some}，各行都应列出，没有发生的填 0"
        yield self.finding(check, start, end, message, source=authority(check, self.source))


def _cut(check: Check, table: Table) -> bool:
    """Say whether the text breaks off in the table's section, so that its rows may stand behind."""
    located = check.located
    tops = [s.id for s in located.sections if s.heading_span and "." not in s.id]
    return bool(tops) and tops[-1] == table.section and not (located.signature or located.date)


def _span(check: Check, table: str) -> tuple[int, int]:
    """Return where the first cell of a table stands."""
    return next(
        ((c.cell.start, c.cell.end) for (name, _, _), c in check.located.cells.items() if name == table),
        (0, 0),
    )


def _label_span(check: Check, value: Cell, label: str) -> Span | None:
    """Return where the label stands in the row, or on the line, of a value cell."""
    for table in check.document.tables:
        if table.start <= value.start < table.end:
            row = next((row for row in table.rows if value in row), ())
            return next(((cell.start, cell.end) for cell in row if cell.text == label), None)
    line = check.text.rfind("\n", 0, value.start) + 1
    start = check.text.rfind(label, line, value.start)
    return (start, start + len(label)) if start >= 0 else None
