"""The sheets of a workbook: cells with their places, and what of them is not shown."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from report_kit.document.limits import (
    MAX_PART_BYTES,
    check_container,
    most,
    refuse_too_many_blocks,
    too_much,
)
from report_kit.document.omissions import OmissionKind
from report_kit.document.sheets.shown import shown
from report_kit.errors import InputError

_CELLS = re.compile(rb"<(?:\w+:)?c[\s/>]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]{0,200}?ref=[\"']([^\"']{1,40})")
Left = tuple[OmissionKind, int, str]
"""What is left out: kind, size, where."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell that shows something, or is merged: its text and place, rows and columns from 1."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass
class Sheet:
    """A sheet that is shown, its boxes row by row; ``hidden`` are the numbers of rows that are not shown."""

    title: str
    rows: list[list[Box]] = field(default_factory=list)
    hidden: frozenset[int] = frozenset()


def read_book(data: bytes, where: str) -> tuple[list[Sheet], list[Left]]:
    """Return the sheets that are shown, and what of the book is not.

    Raises:
        InputError: ``RK-103`` too large, ``RK-109`` damaged.
    """
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_container(archive, where)
            _refuse_many_cells(archive, where)
        # The formulas tell which cells have no result.
        formulas = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
        values = openpyxl.load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
        sheets: list[Sheet] = []
        left: list[Left] = []
        for sheet in values.worksheets:
            if sheet.sheet_state != "visible":
                left.append(("sheet", 1, f"“{sheet.title}”"))
                continue
            sheets.append(_sheet(sheet, formulas[sheet.title], left))
        left += [("chart", 1, f"“{sheet.title}”") for sheet in values.chartsheets]
    except InputError:
        raise
    except Exception as error:
        # openpyxl raises errors of many kinds on damaged files: KeyError, ValueError, zlib's, lxml's.
        raise InputError(
            "RK-109",
            "Excel 文件已损坏，或者有密码，无法读取",
            where=where,
            remedy="请用 Excel 或 WPS 打开后另存为 .xlsx；打不开时请向提供者重新索取",
        ) from error
    return sheets, left


def _refuse_many_cells(archive: zipfile.ZipFile, where: str) -> None:
    cells = 0
    for entry in archive.infolist():
        if not entry.filename.startswith("xl/worksheets/") or not entry.filename.endswith(".xml"):
            continue
        with archive.open(entry) as stream:
            part = stream.read(most(MAX_PART_BYTES) + 1)
        if len(part) > most(MAX_PART_BYTES):
            raise too_much("工作表太大", where)
        # Each cell that is merged away is a cell of its own to the library.
        cells += len(_CELLS.findall(part)) + sum(map(_merged, _MERGED.findall(part)))
    refuse_too_many_blocks(cells, where)


def _merged(ref: bytes) -> int:
    """Return how many cells an area such as ``A1:C3`` has."""
    from openpyxl.utils import range_boundaries

    try:
        left, top, right, bottom = range_boundaries(ref.decode("ascii", "replace"))
    except (ValueError, TypeError):
        return 0
    return int(right - left + 1) * int(bottom - top + 1) if None not in (left, top, right, bottom) else 0


def _sheet(sheet: Any, formulas: Any, left: list[Left]) -> Sheet:
    place = f"工作表“{sheet.title}”"
    merged = {}
    covered = set()
    for area in sheet.merged_cells.ranges:
        merged[area.min_row, area.min_col] = (area.size["rows"], area.size["columns"])
        covered |= {(row, column) for row, column in area.cells} - {(area.min_row, area.min_col)}
    hidden_rows = {number for number, one in sheet.row_dimensions.items() if one.hidden}
    hidden_columns = set(_hidden_columns(sheet))
    made = Sheet(sheet.title, hidden=frozenset(hidden_rows))
    lost: dict[OmissionKind, int] = {"formula": 0, "struck": 0, "comment": 0}
    unseen: dict[OmissionKind, set[int]] = {"rows": set(), "columns": set()}
    for line in _lines(sheet):
        row: list[Box] = []
        for cell in line:
            at = (cell.row, cell.column)
            if at in covered:
                continue
            span = merged.get(at, (1, 1))
            text, struck = _text(cell)
            lost["struck"] += struck
            if cell.comment is not None:
                lost["comment"] += len("".join(cell.comment.text.split()))
            formula = formulas._cells.get(at)
            if not text and formula is not None and formula.data_type == "f" and cell.value is None:
                lost["formula"] += 1
            if not text and span == (1, 1):
                continue
            if cell.row in hidden_rows or cell.column in hidden_columns:
                if text:
                    by_row = cell.row in hidden_rows
                    unseen["rows" if by_row else "columns"].add(cell.row if by_row else cell.column)
                continue
            row.append(Box(text, *at, *span))
        if any(box.text for box in row):
            made.rows.append(row)
    drawn: dict[OmissionKind, int] = {"image": len(sheet._images), "chart": len(sheet._charts)}
    counts = {**lost, **{kind: len(found) for kind, found in unseen.items()}, **drawn}
    left += [(kind, size, place) for kind, size in counts.items() if size]
    return made


def _lines(sheet: Any) -> Iterator[list[Any]]:
    """Yield the cells there are row by row; the library's own way makes those between them as well."""
    for _, places in groupby(sorted(sheet._cells), key=itemgetter(0)):
        yield [sheet._cells[place] for place in places]


def _hidden_columns(sheet: Any) -> Iterator[int]:
    for one in sheet.column_dimensions.values():
        if one.hidden and one.min:
            yield from range(one.min, min(one.max or one.min, 16384) + 1)


def _text(cell: Any) -> tuple[str, int]:
    """Return what a cell shows, and how many characters of it are struck out."""
    value = cell.value
    pieces: Sequence[Any] = value if type(value).__name__ == "CellRichText" else ()
    if pieces:
        kept = "".join(str(piece) for piece in pieces if not _is_struck(piece))
        struck = sum(len("".join(str(piece).split())) for piece in pieces if _is_struck(piece))
        return kept.strip(), struck
    text = shown(value, cell.number_format or "General").strip()
    if text and cell.font is not None and cell.font.strike:
        return "", len("".join(text.split()))
    return text, 0


def _is_struck(piece: Any) -> bool:
    font = getattr(piece, "font", None)
    return bool(font is not None and font.strike)
