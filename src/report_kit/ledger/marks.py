"""What a sheet of a workbook carries beside its values: merged and hidden cells, formulas unsolved."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

_TAGS = tuple("{*}" + name for name in ("row", "col", "mergeCell", "filterColumn", "c"))
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


@dataclass(frozen=True, order=True, slots=True)
class Area:
    """Cells merged into one: rows and columns from 1, both ends within."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        return f"{address(self.first_row, self.first_column)}:{address(self.last_row, self.last_column)}"


@dataclass(frozen=True)
class Marks:
    """The marks of a sheet.

    Args:
        merged: areas of merged cells.
        hidden_rows: rows that are not shown, whoever hid them.
        hidden_columns: pairs of the first and the last of columns that are not shown.
        filtered: whether a filter is on, so that rows are hidden by it.
        unsolved: cells (row, column) with a formula and no result of it.
        last_row: the number of the last row there is, blank or not.
        from_1904: whether numbers that are days count from 1904, as old Macs did.
    """

    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    filtered: bool = False
    unsolved: frozenset[tuple[int, int]] = frozenset()
    from_1904: bool = False
    last_row: int = 0


def address(row: int, column: int) -> str:
    """Return a cell's name as spreadsheet programs write it, such as ``K5``."""
    return f"{letters(column)}{row}"


def letters(column: int) -> str:
    """Return the name of a column, from 1."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def spans(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of neighbours in ascending numbers as pairs of first and last."""
    run: list[int] = []
    for number in sorted(numbers):
        if run and number != run[1] + 1:
            yield run[0], run[1]
            run = []
        run = [run[0] if run else number, number]
    if run:
        yield run[0], run[1]


def read_marks(source: IO[bytes], *, from_1904: bool) -> Marks:
    """Return the marks in the XML of a sheet; ``ValueError`` when its rows are not in order.

    openpyxl gives merged cells and hidden rows only with the whole sheet in memory, some hundred times the
    size of the file.
    """
    from lxml import etree

    merged, hidden, columns, unsolved = [], [], [], []
    filtered = False
    row = column = 0
    data = source.read()
    # Without a formula in it no cell has to be looked at, and cells are most of a sheet.
    tags = _TAGS if _FORMULA.search(data) else _TAGS[:-1]
    for event, element in etree.iterparse(
        io.BytesIO(data), events=("start", "end"), tag=tags, resolve_entities=False, no_network=True
    ):
        name = etree.QName(element).localname
        if event == "start":
            if name == "row":
                number = int(element.get("r") or row + 1)
                if number <= row:
                    raise ValueError(f"row {number} after row {row}")
                row, column = number, 0
                if _is_on(element.get("hidden")) or _is_nothing(element.get("ht")):
                    hidden.append(row)
            continue
        if name == "c":
            column = _column_of(element.get("r")) or column + 1
            if _lacks_result(element):
                unsolved.append((row, column))
        elif name == "mergeCell":
            merged.append(_area(element.get("ref") or ""))
        elif name == "col" and (_is_on(element.get("hidden")) or _is_nothing(element.get("width"))):
            columns.append((int(element.get("min") or 0), int(element.get("max") or 0)))
        elif name == "filterColumn":
            filtered = True
        element.clear()
        if name == "row" and element.getparent() is not None:
            while element.getprevious() is not None:
                del element.getparent()[0]
    areas = tuple(area for area in merged if area)
    return Marks(areas, frozenset(hidden), tuple(columns), filtered, frozenset(unsolved), from_1904, row)


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")


def _is_nothing(size: str | None) -> bool:
    """Say whether a height or a width is nought: some hide a row by drawing it together."""
    try:
        return size is not None and float(size) == 0
    except ValueError:
        return False


def _column_of(name: str | None) -> int:
    column = 0
    for letter in (name or "").upper():
        if not "A" <= letter <= "Z":
            break
        column = column * 26 + ord(letter) - 64
    return column


def _lacks_result(cell: Any) -> bool:
    """Say whether a cell has a formula but no result; an empty text (``t="str"``) is a result."""
    formula, value = cell.find("{*}f"), cell.find("{*}v")
    if formula is None or (value is not None and value.text):
        return False
    return not (value is not None and cell.get("t") == "str")


def _area(ref: str) -> Area | None:
    first, _, last = ref.replace("$", "").partition(":")
    try:
        rows = [int("".join(c for c in name if c.isdigit())) for name in (first, last or first)]
    except ValueError:
        return None
    columns = [_column_of(first), _column_of(last or first)]
    return Area(min(rows), min(columns), max(rows), max(columns))
