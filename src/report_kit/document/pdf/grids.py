"""Ruled tables: lines that cross make a grid, boxes with no line between them are one cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from report_kit.document.pdf.characters import Char
from report_kit.document.pdf.drawings import Box, Stroke
from report_kit.document.pdf.lines import lines_of
from report_kit.document.writer import GridText, cell_text

_NEAR = 3.0
_GAP = 4.0
_COVERED = 0.5
# More lines than any table has are a drawing.
_MAX_STROKES = 2000
_MAX_BOXES = 60_000


@dataclass(frozen=True)
class Grid:
    """The edges of a table: ``xs`` from left to right, ``ys`` from top to bottom."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    strokes: tuple[Stroke, ...]

    def holds(self, char: Char) -> bool:
        """Say whether the middle of a character lies inside."""
        x, y = (char.left + char.right) / 2, (char.bottom + char.top) / 2
        return self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]


def find_grids(strokes: Iterable[Stroke]) -> list[Grid]:
    """Return the grids on a page, smaller ones first, so that one in a frame comes before the frame."""
    merged = _merged(strokes)
    level = [stroke for stroke in merged if stroke.level]
    upright = [stroke for stroke in merged if not stroke.level]
    if not level or not upright or len(merged) > _MAX_STROKES:
        return []
    groups = _touching(level, upright)
    grids = [grid for grid in map(_grid, groups) if grid]
    return sorted(grids, key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[0] - grid.ys[-1]))


def _merged(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Put the pieces of a line together: rules are often drawn cell by cell."""
    rows: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda stroke: (stroke.level, stroke.at)):
        first = rows[-1][0] if rows else None
        if first is not None and first.level == stroke.level and stroke.at - first.at <= _NEAR:
            rows[-1].append(stroke)
        else:
            rows.append([stroke])
    done: list[Stroke] = []
    for row in rows:
        done.append(min(row, key=lambda stroke: stroke.low))
        for stroke in sorted(row, key=lambda stroke: stroke.low):
            last = done[-1]
            if stroke.low <= last.high + _GAP:
                done[-1] = Stroke(last.level, last.at, last.low, max(last.high, stroke.high))
            else:
                done.append(stroke)
    return done


def _touching(level: list[Stroke], upright: list[Stroke]) -> list[list[Stroke]]:
    """Part the lines into groups that hang together."""
    strokes = level + upright
    group = list(range(len(strokes)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, flat in enumerate(level):
        for j, tall in enumerate(upright, len(level)):
            across = flat.low - _NEAR <= tall.at <= flat.high + _NEAR
            if across and tall.low - _NEAR <= flat.at <= tall.high + _NEAR:
                group[root(i)] = root(j)
    found: dict[int, list[Stroke]] = {}
    for index, stroke in enumerate(strokes):
        found.setdefault(root(index), []).append(stroke)
    return list(found.values())


def _grid(strokes: list[Stroke]) -> Grid | None:
    level = [stroke for stroke in strokes if stroke.level]
    upright = [stroke for stroke in strokes if not stroke.level]
    if len(level) < 2 or not upright:
        return None
    # Some tables have no rules at their sides, or none at top and bottom.
    sides = [min(stroke.low for stroke in level), max(stroke.high for stroke in level)]
    ends = [min(stroke.low for stroke in upright), max(stroke.high for stroke in upright)]
    xs = _apart([stroke.at for stroke in upright] + sides)
    ys = _apart([stroke.at for stroke in level] + ends)
    boxes = (len(xs) - 1) * (len(ys) - 1)
    return Grid(tuple(xs), tuple(reversed(ys)), tuple(strokes)) if 2 <= boxes <= _MAX_BOXES else None


def _apart(values: list[float]) -> list[float]:
    done: list[float] = []
    for value in sorted(values):
        if not done or value - done[-1] > _NEAR:
            done.append(value)
    return done


def read_grid(grid: Grid, chars: Sequence[Char], marks: list[int] | None = None) -> list[list[GridText]]:
    """Return the rows of a grid with the text of ``chars`` in them; rows without a cell are left out.

    The lengths of marks of notes that are left out are added to ``marks``.
    """
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    owner = _cells(grid, rows, columns)
    inside: dict[int, list[Char]] = {}
    downward = [-y for y in grid.ys]
    for char in chars:
        x, y = (char.left + char.right) / 2, (char.bottom + char.top) / 2
        row = min(rows - 1, max(0, bisect_right(downward, -y) - 1))
        column = min(columns - 1, max(0, bisect_right(grid.xs, x) - 1))
        inside.setdefault(owner[row * columns + column], []).append(char)
    extents: dict[int, tuple[int, int]] = {}
    for box, cell in enumerate(owner):
        low, right = extents.get(cell, (0, 0))
        extents[cell] = (max(low, box // columns), max(right, box % columns))
    table: list[list[GridText]] = [[] for _ in range(rows)]
    for cell, (low, right) in sorted(extents.items()):
        row, column = divmod(cell, columns)
        lines = lines_of(inside.get(cell, ()))
        if marks is not None:
            marks += [line.marks for line in lines if line.marks]
        text = cell_text(line.text.replace("  ", " ") for line in lines)
        table[row].append(GridText(text, column, low - row + 1, right - column + 1))
    return [row for row in table if row]


def cell_boxes(grid: Grid) -> list[Box]:
    """Return the boxes of the cells in reading order."""
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    extents: dict[int, tuple[int, int]] = {}
    for box, cell in enumerate(_cells(grid, rows, columns)):
        low, right = extents.get(cell, (0, 0))
        extents[cell] = (max(low, box // columns), max(right, box % columns))
    return [
        (grid.xs[cell % columns], grid.ys[low + 1], grid.xs[right + 1], grid.ys[cell // columns])
        for cell, (low, right) in sorted(extents.items())
    ]


def _cells(grid: Grid, rows: int, columns: int) -> list[int]:
    """Return for each box of the grid the first box (in reading order) of the cell it belongs to."""
    owner = list(range(rows * columns))

    def root(index: int) -> int:
        while owner[index] != index:
            index = owner[index]
        return index

    def join(first: int, second: int) -> None:
        low, high = sorted((root(first), root(second)))
        owner[high] = low

    upright = _by_edge(grid.xs, [stroke for stroke in grid.strokes if not stroke.level])
    level = _by_edge(grid.ys, [stroke for stroke in grid.strokes if stroke.level])
    for row in range(rows):
        for column in range(columns):
            box = row * columns + column
            if column + 1 < columns and not _ruled(upright[column + 1], grid.ys[row + 1], grid.ys[row]):
                join(box, box + 1)
            if row + 1 < rows and not _ruled(level[row + 1], grid.xs[column], grid.xs[column + 1]):
                join(box, box + columns)
    return [root(index) for index in range(rows * columns)]


def _by_edge(edges: Sequence[float], strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    return [[stroke for stroke in strokes if abs(stroke.at - edge) <= _NEAR] for edge in edges]


def _ruled(strokes: Iterable[Stroke], low: float, high: float) -> bool:
    covered = sum(max(0.0, min(high, stroke.high) - max(low, stroke.low)) for stroke in strokes)
    return covered >= _COVERED * (high - low)
