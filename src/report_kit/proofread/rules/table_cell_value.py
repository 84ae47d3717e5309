"""Cells of the statutory tables that hold no proper figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from report_kit.errors import ReportError
from report_kit.forms.form import Table
from report_kit.forms.values import format_value, read_value
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Fix, Severity
from report_kit.proofread.views.form_values import authority, cell_names, form_of

_FEW = 3
_HEAD = "梨树乡人民政府\n2024年政府信息公开工作年度报告\n"


class CellValue(Rule):
    """法定表格的单元格空着，或填的不是数（F5、F6）。

    什么：空白、“/”“-”“无”，负数、件数带小数、文字，数后面带着单位或说明。没有发生的一律填 0。
    为什么：空着分不清是没有发生还是漏填，汇总程序也读不出来。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号），表格各项均须填报。
    """

    id = "table.cell_value"
    severity = Severity.ERROR
    source = "国办公开办函〔2021〕30号"
    wrong = (
        Wrong(f"{_HEAD}行政许可\t/", "/", f"{_HEAD}行政许可\t0"),
        Wrong(f"{_HEAD}行政处罚\t无", "无", f"{_HEAD}行政处罚\t0"),
        Wrong(f"{_HEAD}行政强制\t-3", "-3"),
        Wrong(f"{_HEAD}行政许可\t2.5", "2.5"),
        Wrong(f"{_HEAD}行政许可\t252件", "252件", f"{_HEAD}行政许可\t252"),
        Wrong(f"{_HEAD}行政许可\t22（其中修订16件）", "22（其中修订16件）"),
    )
    right = (Right(f"{_HEAD}行政许可\t12\n行政事业性收费\t1.25"), Right("行政许可\t/"))

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield blank cells, with 0 as the likely value, and cells that hold no count or amount.

        A table with many blanks is one finding: nobody decides on two hundred cards.
        """
        if not check.is_report:
            return
        blanks: dict[tuple[str, Severity], list[Finding]] = {}
        units: dict[tuple[str, Severity], list[Finding]] = {}
        source = authority(check, self.source)
        for address, located in check.located.cells.items():
            cell = located.cell
            names = cell_names(check, address)
            try:
                reading = read_value(cell.text, form_of(check).table(address[0]).cell_type(*address[1:]))
            except ReportError as error:
                yield self.finding(
                    check, cell.start, cell.end, error.what, confidence=0.95, source=source, cell=names
                )
                continue
            if reading.beside == "remark":
                message = f"“{names[0]}”的“{names[1]}”里除了数还有说明，表格里只填数，说明写在正文里"
                yield self.finding(
                    check,
                    cell.start,
                    cell.end,
                    message,
                    severity=Severity.WARNING,
                    source=source,
                    cell=names,
                )
            elif reading.beside == "unit":
                message = f"“{names[0]}”的“{names[1]}”带着单位，表格里只填数"
                figure = format_value(reading.value)
                unit = self.finding(
                    check,
                    cell.start,
                    cell.end,
                    message,
                    replacement=figure,
                    severity=Severity.WARNING,
                    source=source,
                    cell=names,
                )
                units.setdefault((address[0], unit.severity), []).append(unit)
            elif reading.value is None or reading.beside == "mark":
                message = f"“{names[0]}”的“{names[1]}”没有填数；没有发生的应填 0"
                nought = form_of(check).empty_cells and not cell.text.strip()
                blank = self.finding(
                    check,
                    cell.start,
                    cell.end,
                    message,
                    replacement="0",
                    severity=Severity.HINT if nought else None,
                    confidence=0.95,
                    source=source,
                    cell=names,
                )
                blanks.setdefault((address[0], blank.severity), []).append(blank)
        for kind, message in ((blanks, _BLANK), (units, _UNIT)):
            for (table, _), found in kind.items():
                few = len(found) <= _FEW
                yield from found if few else [_together(form_of(check).table(table), found, message)]


_BLANK = "有 {count} 个单元格没有填数（{cells}等）；没有发生的应填 0"
_UNIT = "有 {count} 个单元格带着单位（{cells}等）；表格里只填数"


def _together(table: Table, blanks: list[Finding], message: str) -> Finding:
    """Make one finding of a table's cells of one kind; it stands at the first."""
    blanks = sorted(blanks, key=lambda blank: blank.start)
    cells = "、".join(f"“{row}”的“{column}”" for row, column in (b.cell for b in blanks[:_FEW] if b.cell))
    return replace(
        blanks[0],
        message=f"{table.title}：{message.format(count=len(blanks), cells=cells)}",
        fixes=(Fix(tuple(edit for blank in blanks for edit in blank.fixes[0].edits), "manual"),),
    )
