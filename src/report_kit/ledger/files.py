"""Sheets of register files (.xlsx, .csv) as rows of raw cells."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from report_kit.document.limits import (
    MAX_CONTAINER_BYTES,
    MAX_TEXT_BYTES,
    OLE_MAGIC,
    check_container,
    read_bytes,
)
from report_kit.document.readers.txt import decode
from report_kit.errors import InputError
from report_kit.ledger.cells import NoResult
from report_kit.ledger.csv_cells import unguarded
from report_kit.ledger.marks import Marks, address, read_marks

EXTENSIONS = (".xlsx", ".csv")
# An office registers some thousand pieces a year; beyond this the file is something else.
MAX_ROWS = 200_000
MAX_COLUMNS = 300


@dataclass(frozen=True)
class Sheet:
    """A sheet of a file: ``lines`` are (row number from 1, cells), blank rows left out."""

    file: str
    title: str
    lines: tuple[tuple[int, tuple[object, ...]], ...]
    marks: Marks = field(default_factory=Marks)
    hidden: bool = False


def read_sheets(path: Path) -> list[Sheet]:
    """Return the sheets of a file that hold anything, those that are hidden as well.

    Raises:
        InputError: ``RK-101`` to ``RK-105`` as for texts, ``RK-107`` another type of file, ``RK-801`` it is
            damaged or not what its name says.
    """
    suffix = path.suffix.lower()
    if suffix in EXTENSIONS:
        limit = MAX_TEXT_BYTES if suffix == ".csv" else MAX_CONTAINER_BYTES
        return sheets_in(read_bytes(path, limit), path)
    raise InputError(
        "RK-107",
        f"不支持的文件类型“{path.suffix or '无扩展名'}”",
        where=str(path),
        remedy="台账用 .xlsx 或 .csv；旧版 .xls、.et 请先在 Excel 或 WPS 里另存为 .xlsx",
    )


def sheets_in(data: bytes, path: Path) -> list[Sheet]:
    """Return the sheets in the bytes of a file of this name; raises as ``read_sheets``."""
    if path.suffix.lower() == ".csv":
        return [Sheet(path.name, "", tuple(_csv_lines(data, path)))]
    return _workbook(data, path)


def csv_text(data: bytes, path: Path) -> tuple[str, str]:
    """Return the text of a CSV file and what parts its cells; raises ``InputError``."""
    if data.startswith((b"PK\x03\x04", OLE_MAGIC)):
        raise _damaged(path, "扩展名是 .csv，内容却是 Excel 工作簿")
    text = decode(data, str(path))
    head = text[:8192].split("\n")[:12]  # titles may stand above the headings
    return text, max(",\t;", key=lambda mark: max(line.count(mark) for line in head))


def _csv_lines(data: bytes, path: Path) -> Iterator[tuple[int, tuple[object, ...]]]:
    text, delimiter = csv_text(data, path)
    try:
        for number, line in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            if number > MAX_ROWS:
                raise _too_many(path)
            if any(cell.strip() for cell in line):
                yield number, tuple(map(unguarded, line[:MAX_COLUMNS]))
    except csv.Error as error:
        raise _damaged(path, f"不是完整的 CSV 表格（{error}）") from None


def _workbook(data: bytes, path: Path) -> list[Sheet]:
    if data.startswith(OLE_MAGIC):
        raise _damaged(path, "文件已加密，或者是旧版 Excel（.xls）改了扩展名")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_container(archive, str(path))
    except zipfile.BadZipFile:
        raise _damaged(path, "文件已损坏，或者不是 Excel 工作簿") from None
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [found for sheet in book.worksheets if (found := _sheet(sheet, path)).lines]
    except InputError:
        raise
    except Exception as error:
        # openpyxl raises errors of many kinds on damaged files: KeyError, ValueError, zlib's, lxml's.
        raise _damaged(path, f"文件已损坏，或者不是 Excel 工作簿（{type(error).__name__}）") from error
    return sheets


def _sheet(sheet: Any, path: Path) -> Sheet:
    """Return a sheet of an openpyxl workbook that was opened to be read only."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    # Some programs write a wrong size of the sheet, and rows beyond it would be lost.
    sheet.reset_dimensions()
    with sheet._get_source() as source:
        marks = read_marks(source, from_1904=sheet.parent.epoch == CALENDAR_MAC_1904)
    if marks.last_row > MAX_ROWS:
        raise _too_many(path)
    unsolved: dict[int, list[int]] = {}
    for number, column in marks.unsolved:
        unsolved.setdefault(number, []).append(column)
    lines = []
    for number, line in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), 1):
        if number > MAX_ROWS:
            raise _too_many(path)
        if number not in unsolved and line.count(None) == len(line):
            continue
        cells = list(line[:MAX_COLUMNS])
        for column in unsolved.get(number, ()):
            if column <= len(cells):
                cells[column - 1] = NoResult(address(number, column))
        while cells and cells[-1] is None:
            cells.pop()
        if any(cell is not None and str(cell).strip() for cell in cells):
            lines.append((number, tuple(cells)))
    return Sheet(path.name, sheet.title, tuple(lines), marks, sheet.sheet_state != "visible")


def _damaged(path: Path, what: str) -> InputError:
    return InputError(
        "RK-801",
        f"台账读不出来：{what}",
        where=str(path),
        remedy="请在 Excel 或 WPS 里打开，另存为 .xlsx 后再试",
    )


def _too_many(path: Path) -> InputError:
    return InputError(
        "RK-103",
        f"台账超过 {MAX_ROWS} 行",
        where=str(path),
        remedy="请确认选对了文件；表格下面有大片带格式的空行时，删去后再试",
    )
