"""Write the rows of a register into its file, and leave all else in that file as it is."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from report_kit.errors import InputError
from report_kit.ledger.cells import NoResult, read_cell
from report_kit.ledger.csv_cells import guarded
from report_kit.ledger.files import csv_text, sheets_in
from report_kit.ledger.headings import find_headings
from report_kit.ledger.schema import Column

# What openpyxl does not write again when it saves a workbook.
_LOST = re.compile(
    r"xl/(?:media|charts|chartsheets|threadedComments|pivotTables|slicers|embeddings|vbaProject)"
)
_SUM = re.compile(r"=SUM\(([A-Z]{1,3})\d+:\1\d+\)", re.I)
_NUMERIC = ("int", "amount", "date")


@dataclass(frozen=True)
class NewCell:
    """A cell to write: what the file held, or what a person typed (then ``value`` is text)."""

    value: object
    column: Column | None
    typed: bool


@dataclass(frozen=True)
class NewRow:
    """A row to write; ``origin`` is where it stood in the file, 0 for a new one."""

    origin: int
    cells: tuple[NewCell, ...]
    is_sum: bool = False


def render(
    path: Path,
    data: bytes,
    title: str,
    heading_row: int,
    added: Mapping[int, str],
    rows: Sequence[NewRow],
) -> bytes:
    """Return the file with other rows below its headings.

    Args:
        path: names the file; its ending says which kind it is.
        data: the file as it is.
        title: of the sheet, in a workbook.
        heading_row: row of the headings, from 1.
        added: headings to add, by position.
        rows: all rows, the first below the headings.

    Raises:
        InputError: ``RK-806``: the workbook holds what could not be written again.
    """
    if path.suffix.lower() == ".csv":
        return _csv(path, data, heading_row, added, rows)
    return _workbook(path, data, title, heading_row, added, rows)


def _csv(
    path: Path, data: bytes, heading_row: int, added: Mapping[int, str], rows: Sequence[NewRow]
) -> bytes:
    text, delimiter = csv_text(data, path)
    above = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[:heading_row]
    for position, heading in added.items():
        above[-1] += [""] * (position + 1 - len(above[-1]))
        above[-1][position] = heading
    lines = [
        [guarded(str(cell.value if cell.value is not None else ""), cell.column) for cell in row.cells]
        for row in rows
    ]
    while lines and not any(lines[-1]):
        lines.pop()
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows([*above, *lines])
    # With a mark, so that Excel and WPS read it as UTF-8, whatever it was before.
    return stream.getvalue().encode("utf-8-sig")


def _workbook(
    path: Path,
    data: bytes,
    title: str,
    heading_row: int,
    added: Mapping[int, str],
    rows: Sequence[NewRow],
) -> bytes:
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if any(_LOST.match(name) for name in archive.namelist()):
            raise _unsafe(path, "里面有图片、图表或批注串")
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    sheet = book[title]
    if any(merged.max_row > heading_row for merged in sheet.merged_cells.ranges):
        raise _unsafe(path, "表头下面有合并的单元格")
    sums = {row.origin for row in rows if row.is_sum}
    _settle_formulas(book, data, path, {(title, number) for number in sums})
    for position, heading in added.items():
        target = sheet.cell(heading_row, position + 1, heading)
        target._style = copy(sheet.cell(heading_row, max(1, position))._style)
    held = {}
    if _moves(rows, heading_row):
        held = _held(sheet, heading_row)
        _hide(sheet, rows, heading_row)
    for number, row in enumerate(rows, heading_row + 1):
        stays = row.origin == number
        for column, cell in enumerate(row.cells, 1):
            if stays and not cell.typed:
                continue
            if isinstance(cell.value, NoResult) and not _totals(held.get((row.origin, column)), row):
                raise _unsafe(path, f"{cell.value.address} 的公式没有结果，请先在 Excel 里打开它保存一次")
            target = sheet.cell(number, column)
            if not stays:
                _dress(target, held.get((row.origin, column)), sheet, heading_row)
            if not isinstance(cell.value, NoResult):
                _put(target, cell)
            link = held[row.origin, column].link if (row.origin, column) in held else None
            if link and not cell.typed:
                target.hyperlink = copy(link)
        if row.is_sum and row.origin:
            _sum_up(sheet, row, held, heading_row, number)
    for target in _cells(sheet, heading_row + len(rows)):
        if target.value is not None or target.comment:
            target.value = target.comment = target.hyperlink = None
    for table in sheet.tables.values():
        _stretch(table, heading_row, heading_row + max(1, len(rows)))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@dataclass(frozen=True)
class _Held:
    """What a cell carries besides its value."""

    style: Any
    comment: Any
    link: Any
    value: object


def _moves(rows: Sequence[NewRow], heading_row: int) -> bool:
    """Say whether a row of the file comes to stand elsewhere."""
    return any(row.origin not in (0, number) for number, row in enumerate(rows, heading_row + 1))


def _hide(sheet: Any, rows: Sequence[NewRow], heading_row: int) -> None:
    """Let the rows that were hidden be hidden where they stand now, and no others."""
    dimensions = sheet.row_dimensions
    hidden = {number for number, row in dimensions.items() if row.hidden and number > heading_row}
    for number, row in enumerate(rows, heading_row + 1):
        if (row.origin in hidden) != (number in hidden):
            dimensions[number].hidden = row.origin in hidden
    for number in hidden:
        if number > heading_row + len(rows):
            dimensions[number].hidden = False


def _held(sheet: Any, heading_row: int) -> dict[tuple[int, int], _Held]:
    return {
        (cell.row, cell.column): _Held(copy(cell._style), cell.comment, cell.hyperlink, cell.value)
        for cell in _cells(sheet, heading_row)
    }


def _cells(sheet: Any, above: int) -> list[Any]:
    """Return the cells below a row that are there; openpyxl's own loop makes all the others as well."""
    return [cell for (row, _), cell in sheet._cells.items() if row > above]


def _dress(target: Any, held: _Held | None, sheet: Any, heading_row: int) -> None:
    """Give a cell the looks of the one that stood elsewhere, or, in a new row, of the one above."""
    target.comment = copy(held.comment) if held and held.comment else None
    target.hyperlink = None
    if held:
        target._style = held.style
    elif not target.has_style and target.row > heading_row + 1:
        target._style = copy(sheet.cell(target.row - 1, target.column)._style)


def _sum_up(
    sheet: Any, row: NewRow, held: Mapping[tuple[int, int], _Held], heading_row: int, number: int
) -> None:
    """Let the totals of a line of totals reach over all rows above it."""
    for column, cell in enumerate(row.cells, 1):
        before = held.get((row.origin, column))
        formula = str(before.value if before else sheet.cell(number, column).value)
        match = _SUM.fullmatch(formula)
        if match and not cell.typed:
            sheet.cell(number, column).value = f"=SUM({match[1]}{heading_row + 1}:{match[1]}{number - 1})"


def _totals(held: _Held | None, row: NewRow) -> bool:
    """Say whether a cell holds the formula of a line of totals, which is written anew."""
    return row.is_sum and held is not None and bool(_SUM.fullmatch(str(held.value)))


def _settle_formulas(book: Any, data: bytes, path: Path, sums: set[tuple[str, int]]) -> None:
    """Put their results in place of the formulas of the workbook's registers.

    Written again, a formula has no result until a spreadsheet program computes it, and a reader of the file
    would find the cell empty. In a line of totals (``sums``: sheet and row) nobody reads it: there it stays.
    """
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(re.search(rb"<(?:\w+:)?f[ >/]", archive.read(name)) for name in sheets):
            return
    registers = {sheet.title: sheet.marks for sheet in sheets_in(data, path) if find_headings(sheet)}
    computed = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for title, marks in registers.items():
        for cell in _cells(book[title], 0):
            total = (title, cell.row) in sums and _SUM.fullmatch(str(cell.value))
            # A formula without a result stays one: its result is not known here.
            if cell.data_type == "f" and not total and (cell.row, cell.column) not in marks.unsolved:
                cell.value = computed[title].cell(cell.row, cell.column).value


def _put(target: Any, cell: NewCell) -> None:
    value = cell.value
    if cell.typed:
        text = str(value)
        value = text or None
        if text and cell.column and cell.column.type in _NUMERIC:
            try:
                value = read_cell(text, cell.column)
            except ValueError:
                value = text  # a person has to mend it; what was typed stays
        target.hyperlink = None
    target.value = value
    if isinstance(value, str) and value.startswith("="):
        target.data_type = "s"
    if isinstance(value, date) and not isinstance(value, datetime) and not target.is_date:
        target.number_format = "yyyy-mm-dd"


def _stretch(table: Any, heading_row: int, last: int) -> None:
    """Let a table of the spreadsheet program reach to the last row."""
    match = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)\d+", table.ref)
    if match and int(match[2]) == heading_row:
        table.ref = f"{match[1]}{match[2]}:{match[3]}{last}"
        if table.autoFilter:
            table.autoFilter.ref = table.ref


def _unsafe(path: Path, why: str) -> InputError:
    return InputError(
        "RK-806",
        f"这个工作簿不能在这里保存：{why}，存了会丢失",
        where=str(path),
        remedy="请在 Excel 或 WPS 里改这本台账；或把表格另存为一个只有台账的工作簿",
    )
