"""Columns of prose: read one after the other, not across.

Rows come parted at gaps much narrower than those between the cells of a table: that between two columns may
be one character wide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from report_kit.document.pdf.characters import Char

_LEAST_COLUMN = 4
_COLUMN_WORDS = 8
_NEAR = 2.0
_MOST_EDGES = 8
Row = list[list[Char]]
Frame = tuple[float, float]
"""The left and right edge of a column."""


@dataclass(frozen=True)
class _Run:
    """Rows ``[start:end]`` are two columns, which part before ``gutter``."""

    start: int
    end: int
    gutter: float


def in_columns(rows: Sequence[Row]) -> list[tuple[Row, Frame | None]]:
    """Return rows (top to bottom, as their pieces) so that of two columns the left one comes first.

    Each row comes with the edges of its column, ``None`` where the text goes across the page.
    """
    ordered: list[tuple[Row, Frame | None]] = []
    start = 0
    for run in _runs(rows):
        ordered += [(row, None) for row in rows[start : run.start]]
        for is_left in (True, False):
            side = [
                [piece for piece in row if (piece[0].left < run.gutter) is is_left]
                for row in rows[run.start : run.end]
            ]
            pieces = [piece for row in side for piece in row]
            frame = (min(piece[0].left for piece in pieces), max(map(_right, pieces)))
            ordered += [(row, frame) for row in side if row]
        start = run.end
    return ordered + [(row, None) for row in rows[start:]]


def _runs(rows: Sequence[Row]) -> list[_Run]:
    """Return the runs of rows that are two columns, from top to bottom."""
    lefts = Counter(round(piece[0].left) for row in rows for piece in row if len(piece) >= _COLUMN_WORDS)
    outermost = min(lefts, default=0)
    edges = [
        edge for edge, times in lefts.most_common(_MOST_EDGES) if times >= _LEAST_COLUMN and edge > outermost
    ]
    found: list[_Run] = []
    for edge in sorted(edges):
        # Lines of the right column begin here; first lines of its paragraphs a little further.
        gutter = edge - _NEAR
        start = 0
        for end, row in enumerate([*rows, None]):
            if row is not None and not any(piece[0].left < gutter < _right(piece) for piece in row):
                continue
            run = _trimmed(rows, start, end, gutter)
            if run and not any(other.start < run.end and run.start < other.end for other in found):
                found.append(run)
            start = end + 1
    return sorted(found, key=lambda run: run.start)


def _trimmed(rows: Sequence[Row], start: int, end: int, gutter: float) -> _Run | None:
    """Return the run of two columns in rows that none of which goes across ``gutter``, if it is one."""
    sides = [
        [
            (number, pieces)
            for number in range(start, end)
            if (pieces := [piece for piece in rows[number] if (piece[0].left < gutter) is is_left])
        ]
        for is_left in (True, False)
    ]
    if not all(sides):
        return None
    # Columns stand side by side: a signature below the text is none. A table has more than two.
    low, high = max(side[0][0] for side in sides), min(side[-1][0] for side in sides)
    for found in sides:
        beside = [pieces for number, pieces in found if low <= number <= high]
        if (
            len(beside) < _LEAST_COLUMN
            or median(sum(map(len, pieces)) for pieces in beside) < _COLUMN_WORDS
            or median(map(len, beside)) > 1
        ):
            return None
    return _Run(start, end, gutter)


def _right(piece: Sequence[Char]) -> float:
    return max((char.right for char in piece if not char.text.isspace()), default=0.0)
