"""Tables of a picture read cell by cell: a second look at figures, a first at what the engine passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from report_kit.document.ocr.engine import Mark, Read, read_line
from report_kit.document.pdf.drawings import Box

_FIGURE = re.compile(r"[\d.,，．%％/／\-－—―一〇oOlI|]{1,14}")
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"[\d.,]+")
_SURE, _SURE_WORD = 0.9, 0.6
# Of a character's height: what ink of a cell is no more than a speck or the edge of a rule.
_SPECK = 0.28
_CROSSES = 0.45


@dataclass(frozen=True)
class Sheet:
    """A picture of a page: its dots, where there is ink (255), dots of an inch, now and as scanned."""

    picture: Any
    ink: Any
    inch: float
    native: float


@dataclass(frozen=True)
class CellReading:
    """What a cell says.

    ``doubt`` says in words where that is not sure, ``unread`` that its ink says nothing, ``figure_height``
    how many dots its ink is high where it is a figure.
    """

    reads: tuple[Read, ...]
    doubt: str = ""
    unread: bool = False
    figure_height: float = 0.0


def read_cells(sheet: Sheet, boxes: Sequence[Box], reads: Sequence[Read]) -> Iterator[CellReading]:
    """Yield for each cell what it says.

    A line that the engine read across a rule is parted, and every cell it touches is read again by itself.

    Args:
        sheet: the page.
        boxes: of the cells in pixels: left, top, right, bottom.
        reads: the lines whose middle lies in the table.
    """
    inside: list[list[Read]] = [[] for _ in boxes]
    again: set[int] = set()
    for read in reads:
        homes = [_home(boxes, mark.x, (read.top + read.bottom) / 2) for mark in read.marks]
        owners = sorted({home for home in homes if home is not None})
        own = homes[len(homes) // 2]
        if len(owners) > 1 or (own is not None and _crosses(read, boxes[own])):
            again.update(owners)
        for owner in owners:
            marks = tuple(mark for mark, home in zip(read.marks, homes, strict=True) if home == owner)
            left, _, right, _ = boxes[owner]
            inside[owner].append(
                replace(read, marks=marks, left=max(read.left, left), right=min(read.right, right))
            )
    for number, box in enumerate(boxes):
        yield _cell(sheet, box, inside[number], number in again)


def _home(boxes: Sequence[Box], x: float, y: float) -> int | None:
    return next(
        (
            number
            for number, (left, top, right, bottom) in enumerate(boxes)
            if left <= x < right and top <= y < bottom
        ),
        None,
    )


def _crosses(read: Read, box: Box) -> bool:
    slack = _CROSSES * (read.bottom - read.top)
    return read.left < box[0] - slack or read.right > box[2] + slack


def _cell(sheet: Sheet, box: Box, reads: list[Read], again: bool) -> CellReading:
    text = "".join(read.text for read in reads)
    figure = len(reads) == 1 and _FIGURE.fullmatch(text.replace(" ", "")) is not None
    if reads and not again and not figure:
        return CellReading(tuple(reads))
    lines = _lines_in(sheet, box)
    second = [read for read in (_read(sheet, line) for line in lines) if read is not None]
    said = "".join(read.text for read in second)
    if not reads or not second:
        found = tuple(second or reads)
        doubt = f"“{text}”" if reads else _doubt(said, second)
        return CellReading(found, doubt, bool(lines) and not found, _height(lines, said or text))
    if said == text:
        return CellReading(tuple(reads), _doubt(text, [*reads, *second]), figure_height=_height(lines, text))
    if again and not figure:
        return CellReading(tuple(second), _doubt(said, second), figure_height=_height(lines, said))
    better, other = (second, text) if again or second[0].sure > reads[0].sure else (reads, said)
    shown = "".join(read.text for read in better)
    return CellReading(tuple(better), f"“{shown}”（也像“{other}”）", figure_height=_height(lines, shown))


def _height(lines: Sequence[Box], text: str) -> float:
    """Return how many dots the one line of a cell is high that is a figure."""
    return lines[0][3] - lines[0][1] if len(lines) == 1 and _DIGITS.fullmatch(text) else 0.0


def _doubt(text: str, reads: Sequence[Read]) -> str:
    """Say of a cell that it may be wrong: a figure the engine was not sure of."""
    sure = min((mark.sure for read in reads for mark in read.marks), default=1.0)
    asked = _SURE if _DIGIT.search(text) else _SURE_WORD
    return f"“{text}”（{sure:.0%}）" if sure < asked else ""


def _lines_in(sheet: Sheet, box: Box) -> list[Box]:
    """Return the boxes of the lines of ink in a cell, from top to bottom."""
    import cv2

    edge = max(2, round(0.02 * sheet.inch))
    left, top, right, bottom = (round(value) for value in box)
    left, top, right, bottom = left + edge, top + edge, right - edge, bottom - edge
    if right - left < edge or bottom - top < edge:
        return []
    ink = sheet.ink[top:bottom, left:right]
    least = _SPECK * 0.12 * sheet.inch
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height, width = ink.shape
    blots = []
    for x, y, w, h, area in stats[1:count].tolist():
        rim = ((x == 0 or x + w == width) and w < least) or ((y == 0 or y + h == height) and h < least)
        if max(w, h) >= least and area >= least and not rim:
            blots.append((x + left, y + top, x + w + left, y + h + top))
    lines: list[list[int]] = []
    for blot in sorted(blots, key=lambda one: one[1]):
        if lines and blot[1] < lines[-1][3] - 0.1 * (lines[-1][3] - lines[-1][1]):
            last = lines[-1]
            lines[-1] = [
                min(last[0], blot[0]), min(last[1], blot[1]), max(last[2], blot[2]), max(last[3], blot[3])
            ]  # fmt: skip
        else:
            lines.append(list(blot))
    return [(one[0], one[1], one[2], one[3]) for one in lines]


def _read(sheet: Sheet, line: Box) -> Read | None:
    """Read one line of a cell by itself; ``None`` where the engine sees nothing."""
    left, top, right, bottom = (int(value) for value in line)
    rim = max(4, round(0.3 * (bottom - top)))
    height, width = sheet.picture.shape[:2]
    part = sheet.picture[
        max(0, top - rim) : min(height, bottom + rim), max(0, left - rim) : min(width, right + rim)
    ]
    text, sure = read_line(_three(part))
    if not text:
        return None
    step = (right - left) / len(text)
    marks = tuple(Mark(char, left + step * (at + 0.5), sure) for at, char in enumerate(text))
    return Read(marks, left, top, right, bottom, sure)


def _three(picture: Any) -> Any:
    import numpy

    return numpy.repeat(picture[:, :, None], 3, axis=2)
