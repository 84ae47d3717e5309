"""A sheet as paragraphs and tables: a cell alone in its row is text, cells side by side are a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from report_kit.document.sheets.book import Box, Sheet
from report_kit.document.writer import GridText, SourceWriter, cell_text

_USUAL = re.compile(r"(?:Sheet|工作表)\s*\d*", re.I)
# What no label of a row is: a sentence, a numbered heading.
_PROSE = re.compile(
    r".{26}|.*[。；！？]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)].*[。，]", re.S
)
Row = list[Box]


def write_sheet(sheet: Sheet, writer: SourceWriter, *, named: bool) -> None:
    """Write a sheet; ``named`` says to write its name above, where it has no heading of its own."""
    parts = list(_parts(sheet))
    usual = _USUAL.fullmatch(sheet.title)
    if named and parts and not usual and not _texts(parts[0])[0]:
        writer.paragraph(sheet.title, kind="heading")
    for part in parts:
        for is_text, group in groupby(zip(_texts(part), part, strict=True), key=lambda pair: pair[0]):
            rows = [row for _, row in group]
            if not is_text:
                writer.table(_grid(rows))
                continue
            for row in rows:
                for line in row[0].text.split("\n"):
                    writer.paragraph(line)


def _parts(sheet: Sheet) -> Iterator[list[Row]]:
    """Part a sheet at its blank rows."""
    part: list[Row] = []
    last = 0
    for row in sheet.rows:
        if part and any(number not in sheet.hidden for number in range(last + 1, row[0].row)):
            yield part
            part = []
        part.append(row)
        last = max(last, *(box.row + box.rowspan - 1 for box in row))
    if part:
        yield part


def _texts(part: Sequence[Row]) -> list[bool]:
    """Say of each row of a part whether it is a line of text rather than one of a table.

    It has one cell, and is prose, or stands above the table or below such lines. What stands below the rows
    of a table may be a label without figures.
    """
    if all(len(row) == 1 for row in part):
        return [True] * len(part)
    alone = [len(row) == 1 and not _is_inside(row, part) for row in part]
    lead = next(index for index, single in enumerate(alone) if not single) if not all(alone) else len(part)
    texts = [
        single and (index < lead or _PROSE.match(row[0].text) is not None)
        for index, (single, row) in enumerate(zip(alone, part, strict=True))
    ]
    for index in range(1, len(part)):
        follows = texts[index - 1] and alone[index] and part[index][0].colspan == 1
        texts[index] = texts[index] or follows
    return texts


def _is_inside(row: Row, part: Sequence[Row]) -> bool:
    """Say whether a cell of a row above reaches down to this one."""
    number = row[0].row
    return any(box.row < number < box.row + box.rowspan for other in part for box in other)


def _grid(rows: Sequence[Row]) -> list[list[GridText]]:
    """Return rows as a table: every place has a cell, blank ones too, so that columns keep their numbers."""
    left = min(box.column for row in rows for box in row)
    right = max(box.column + box.colspan - 1 for row in rows for box in row)
    taken: set[tuple[int, int]] = set()
    used = {row[0].row: {box.column: box for box in row} for row in rows}
    numbers = sorted(used)
    table: list[list[GridText]] = []
    for number in numbers:
        line: list[GridText] = []
        for column in range(left, right + 1):
            if (number, column) in taken:
                continue
            box = used[number].get(column)
            if box is None:
                line.append(GridText("", column - left))
                continue
            rowspan = sum(number <= other < number + box.rowspan for other in numbers)
            colspan = min(box.colspan, right - column + 1)
            taken |= {
                (other, wide)
                for other in numbers
                if number <= other < number + box.rowspan
                for wide in range(column, column + colspan)
            }
            line.append(GridText(cell_text(box.text.split("\n")), column - left, rowspan, colspan))
        table.append(line)
    return table
