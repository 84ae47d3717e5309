"""Tables on pages: over two pages, and those without rules, known by columns that line up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from report_kit.document.pdf.lines import Line, Piece
from report_kit.document.pdf.paragraphs import Measure
from report_kit.document.structure import begins_paragraph
from report_kit.document.writer import GridText, cell_text

_LEAST_ROWS = 3
_SENTENCE = re.compile(r"[。；！？]")
_BESIDE = 0.8
_PROSE = 30  # characters: longer than a label


@dataclass(frozen=True)
class PageTable:
    """A table on a page; ``xs`` are its edges, ``marks`` the characters of marks of notes left out."""

    rows: list[list[GridText]]
    xs: tuple[float, ...]
    bottom: float
    top: float
    marks: int = 0


Item = Line | PageTable


def together(above: PageTable, below: PageTable) -> PageTable:
    """Return one table of two pages; a head printed again on the new page is left out."""
    again = 0
    for first, second in zip(above.rows, below.rows, strict=False):
        texts = [cell.text for cell in first]
        if texts != [cell.text for cell in second] or any(re.search(r"\d", text) for text in texts):
            break
        again += 1
    marks = above.marks + below.marks
    return PageTable([*above.rows, *below.rows[again:]], above.xs, below.bottom, above.top, marks)


def with_open_tables(items: Sequence[Item], measure: Measure) -> list[Item]:
    """Return the items of a page, its tables without rules made of their lines."""
    done: list[Item] = []
    run: list[Line] = []
    for item in [*items, None]:
        if isinstance(item, Line) and (_is_row(item) or (run and _within(run[-1], item, measure))):
            run.append(item)
            continue
        done += _table_or_lines(run)
        run = []
        if item is not None:
            done.append(item)
    return done


def _is_row(line: Line) -> bool:
    return line.frame is None and len(line.pieces) > 1 and not _SENTENCE.search(line.text)


def _within(last: Line, line: Line, measure: Measure) -> bool:
    """Say whether a line of one piece may stand in a table: a label by itself, or the rest of one."""
    near = last.bottom - line.bottom < 2.5 * max(measure.size, line.size)
    return near and line.frame is None and len(line.text) <= _PROSE and not _SENTENCE.search(line.text)


def _table_or_lines(run: Sequence[Line]) -> list[Item]:
    lines = list(run)
    after: list[Item] = []
    while lines and len(lines[-1].pieces) < 2 and begins_paragraph(lines[-1].text):
        after.insert(0, lines.pop())  # a heading below the table
    columns = _columns(lines)
    if not columns:
        return [*lines, *after]
    rows: list[list[list[Piece]]] = []
    middle = float("inf")
    for line in lines:
        cells: list[list[Piece]] = [[] for _ in columns]
        for piece in line.pieces:
            cells[_first_column(piece, columns)].append(piece)
        own = (line.bottom + line.top) / 2
        beside = middle - own < _BESIDE * line.size  # beside the lines of a label
        if rows and (beside or _goes_on(line, columns) or _completes(rows[-1], line, columns)):
            for cell, more in zip(rows[-1], cells, strict=True):
                cell += more
        else:
            rows.append(cells)
        middle = own
    grid = [
        [
            GridText(cell_text(piece.text for piece in cell), column, 1, _span(cell, column, columns))
            for column, cell in enumerate(row)
            if cell or not _covered(row, column, columns)
        ]
        for row in rows
    ]
    edges = (columns[0][0], *(right for _, right in columns))
    marks = sum(line.marks for line in lines)
    return [PageTable(grid, edges, lines[-1].bottom, lines[0].top, marks), *after]


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return where the columns are that the fullest lines agree on; none where they do not."""
    most = max((len(line.pieces) for line in lines), default=0)
    full = [line.pieces for line in lines if len(line.pieces) == most]
    if most < 2 or len(full) < _LEAST_ROWS:
        return []
    columns = [
        (min(piece.left for piece in pieces), max(piece.right for piece in pieces))
        for pieces in zip(*full, strict=True)
    ]
    apart = all(left[1] < right[0] for left, right in pairwise(columns))
    return columns if apart else []


def _first_column(piece: Piece, columns: Sequence[tuple[float, float]]) -> int:
    """Return the first column a piece stands in or over, the nearest where it stands in none."""
    over = [n for n, (left, right) in enumerate(columns) if piece.left <= right and piece.right >= left]
    if over:
        return over[0]
    middle = (piece.left + piece.right) / 2
    return min(range(len(columns)), key=lambda n: abs(sum(columns[n]) / 2 - middle))


def _span(cell: Sequence[Piece], column: int, columns: Sequence[tuple[float, float]]) -> int:
    right = max((piece.right for piece in cell), default=0.0)
    return 1 + sum(left <= right for left, _ in columns[column + 1 :])


def _covered(row: Sequence[Sequence[Piece]], column: int, columns: Sequence[tuple[float, float]]) -> bool:
    return any(row[n] and n + _span(row[n], n, columns) > column for n in range(column))


def _goes_on(line: Line, columns: Sequence[tuple[float, float]]) -> bool:
    """Say whether a line is the rest of a label above it."""
    return len(line.pieces) == 1 and line.right < columns[1][0] and not _is_numbered(line.text)


def _completes(row: Sequence[Sequence[Piece]], line: Line, columns: Sequence[tuple[float, float]]) -> bool:
    """Say whether a line with values completes a row of which only the first line of the label was read."""
    label = "".join(piece.text for piece in row[0])
    return (
        not any(row[1:])
        and _is_numbered(label)
        and line.pieces[0].right < columns[1][0]
        and not _is_numbered(line.text)
    )


def _is_numbered(text: str) -> bool:
    return begins_paragraph(text) or re.match(r"\d{1,2}[.．、]", text) is not None
