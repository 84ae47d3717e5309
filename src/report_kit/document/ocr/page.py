"""A picture of a page read as the page of a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from report_kit.document.ocr.cells import Sheet, read_cells
from report_kit.document.ocr.engine import Mark, Read, find_lines
from report_kit.document.ocr.lines import chars_of, sizes_of
from report_kit.document.ocr.picture import ink_of, straightened
from report_kit.document.ocr.rules import find_rules
from report_kit.document.ocr.wording import as_written
from report_kit.document.pdf.characters import Char
from report_kit.document.pdf.drawings import Stroke
from report_kit.document.pdf.grids import Grid, cell_boxes, find_grids
from report_kit.document.pdf.pages import Page, Picture, Reading

_POINTS = 72.0
# A line less sure than this is no text but dirt, a stamp or a picture: it is told, not read.
_LEGIBLE = 0.5
_SURE, _SURE_DIGIT = 0.6, 0.9
_CONTEXT = 4
# Figures of fewer dots can not be told apart: 4 is a 1 with a blur beside it.
_READABLE = 12.0
_TURNS = (0, 1, 3, 2)  # quarters to try
_DIGIT = re.compile(r"[\d○〇零一二三四五六七八九十百千万]")
# The engine wavers between the forms of these, and has not to decide.
_MARKS = frozenset("，：；？！（）,:;?!()、。.-—－“”")
_SURE_MARK = 0.4
_UPRIGHT = 1.4


@dataclass
class _Found:
    reads: list[Read]
    doubtful: list[str]
    unread: int = 0


def read_picture(picture: Picture, number: int) -> Page:
    """Return what stands on a picture of a page, ``number`` from 1."""
    dots, reads = _upright(picture.dots)
    height, scale = dots.shape[0], picture.scale
    inch = _POINTS / scale
    ink = ink_of(dots, inch)
    strokes = find_rules(ink, inch)
    sheet = Sheet(dots, ink, inch, picture.native or inch)
    found = _with_tables(sheet, strokes, reads, scale)
    chars: list[Char] = []
    sizes = sizes_of(found.reads, ink)
    for read, size in zip(found.reads, sizes, strict=True):
        chars += chars_of(read, size, ink, scale, height)
    weights = [(mark.sure, 1) for read in found.reads for mark in read.marks]
    sure = sum(one for one, _ in weights) / len(weights) if weights else 0.0
    return Page(
        number,
        height * scale,
        tuple(chars),
        tuple(_in_points(stroke, scale, height) for stroke in strokes),
        reading=Reading(sure, tuple(found.doubtful), found.unread) if chars else None,
    )


def _upright(dots: Any) -> tuple[Any, list[Read]]:
    """Return the dots turned so that its text stands upright, and the lines on it."""
    import numpy

    best: tuple[float, Any, list[Read]] | None = None
    for turn in _TURNS:
        tried = straightened(numpy.ascontiguousarray(numpy.rot90(dots, turn)))
        reads = find_lines(numpy.repeat(tried[:, :, None], 3, axis=2))
        worth = sum(len(read.marks) * read.sure**4 for read in reads)
        if best is None or worth > best[0]:
            best = (worth, tried, reads)
        tall = sum(read.bottom - read.top > _UPRIGHT * (read.right - read.left) for read in reads)
        # A page that reads well needs no other turn; nor one on which there is nothing.
        if not reads or (2 * tall < len(reads) and _mean(reads) > _SURE_DIGIT):
            break
    assert best is not None
    return best[1], best[2]


def _mean(reads: Sequence[Read]) -> float:
    return sum(read.sure for read in reads) / len(reads)


def _with_tables(sheet: Sheet, strokes: Sequence[Stroke], reads: Sequence[Read], scale: float) -> _Found:
    """Return the lines of a page, those in tables cell by cell; what is not sure is told."""
    height = sheet.picture.shape[0]
    rest = list(reads)
    found = _Found([], [])
    grids = find_grids([_in_points(stroke, scale, height) for stroke in strokes])
    for count, grid in enumerate(sorted(grids, key=lambda grid: -grid.ys[0]), 1):
        inside = [read for read in rest if _holds(grid, read, scale, height)]
        rest = [read for read in rest if not _holds(grid, read, scale, height)]
        boxes = [
            (left / scale, height - top / scale, right / scale, height - bottom / scale)
            for left, bottom, right, top in cell_boxes(grid)
        ]
        where = f"第 {count} 个表格" if len(grids) > 1 else "表格"
        at = len(found.doubtful)
        heights: list[float] = []
        for cell, (_, _, _, row) in zip(read_cells(sheet, boxes, inside), cell_boxes(grid), strict=True):
            line = grid.ys.index(row) + 1
            if cell.unread:
                found.unread += 1
                found.doubtful.append(f"{where}第 {line} 行有一格认不出")
            elif cell.doubt:
                found.doubtful.append(f"{where}第 {line} 行{cell.doubt}")
            heights += [cell.figure_height] if cell.figure_height else []
            for read in cell.reads:
                if not (cell.doubt or cell.figure_height):
                    found.doubtful += _doubts(read.marks)
                found.reads.append(replace(read, marks=as_written(read.marks)))
        small = median(heights) * sheet.native / sheet.inch if heights else _READABLE
        if small < _READABLE:
            found.doubtful.insert(at, f"{where}里的数（扫得太小，只有 {small:.0f} 点高，都要核对）")
    for read in rest:
        if read.sure < _LEGIBLE:
            found.unread += 1
            continue
        marks = as_written(read.marks)
        found.doubtful += _doubts(marks)
        found.reads.append(replace(read, marks=marks))
    found.reads = [read for read in found.reads if read.marks]
    return found


def _holds(grid: Grid, read: Read, scale: float, height: int) -> bool:
    x, y = (read.left + read.right) / 2 * scale, (height - (read.top + read.bottom) / 2) * scale
    return grid.xs[0] <= x <= grid.xs[-1] and grid.ys[-1] <= y <= grid.ys[0]


def _doubts(marks: Sequence[Mark]) -> Iterator[str]:
    """Yield the passages of a line that may be wrong, with what stands around them."""
    weak = [at for at, mark in enumerate(marks) if mark.text.strip() and mark.sure < _asked(mark)]
    if not weak:
        return
    starts = [weak[0], *(after for at, after in pairwise(weak) if after - at > _CONTEXT)]
    for start in starts:
        run = [at for at in weak if start <= at <= start + _CONTEXT * 2] or [start]
        low, high = max(0, run[0] - _CONTEXT), run[-1] + _CONTEXT + 1
        text = [mark.text for mark in marks]
        sure = min(marks[at].sure for at in run)
        before, said, after = (
            "".join(text[low : run[0]]),
            "".join(text[run[0] : run[-1] + 1]),
            "".join(text[run[-1] + 1 : high]),
        )
        yield f"{before}【{said}】{after}（{sure:.0%}）"


def _asked(mark: Mark) -> float:
    """Return how sure the engine must be of a character."""
    if mark.text in _MARKS:
        return _SURE_MARK
    return _SURE_DIGIT if _DIGIT.match(mark.text) else _SURE


def _in_points(stroke: Stroke, scale: float, height: float) -> Stroke:
    if stroke.level:
        return Stroke(True, (height - stroke.at) * scale, stroke.low * scale, stroke.high * scale)
    return Stroke(False, stroke.at * scale, (height - stroke.high) * scale, (height - stroke.low) * scale)
