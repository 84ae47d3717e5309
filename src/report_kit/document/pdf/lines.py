"""Characters put together to lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from report_kit.document.pdf.pages import Char

_WORD = re.compile(r"[!-~\u00a1-\u024f]")
_GAP_WORDS = 0.2
# Wider than any gap that justification makes: columns, or the cells of a table without rules.
WIDE_GAP = 1.6
_LEAST_COLUMN = 4
_COLUMN_WORDS = 8


@dataclass(frozen=True)
class Line:
    """One line of text; ``breaks`` counts the wide gaps in it."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    breaks: int = 0


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """Return the lines that ``chars`` make, top to bottom; columns of prose one after the other."""
    rows = [_pieces(sorted(row, key=lambda char: char.left)) for row in _rows(chars)]
    lines: list[Line] = []
    start = 0
    while start < len(rows):
        end = _columns_end(rows, start)
        if end:
            lines += [line_of(row[0]) for row in rows[start:end]]
            lines += [line_of(row[1]) for row in rows[start:end]]
            start = end
        else:
            lines.append(line_of([char for piece in rows[start] for char in piece]))
            start += 1
    return [line for line in lines if line.text]


def _rows(chars: Iterable[Char]) -> list[list[Char]]:
    """Part characters into rows of those that stand at about the same height."""
    rows: list[list[Char]] = []
    middle = size = 0.0
    visible = (char for char in chars if not char.text.isspace() and char.size > 0)
    for char in sorted(visible, key=lambda char: (-(char.bottom + char.top), char.left)):
        own = (char.bottom + char.top) / 2
        if rows and abs(middle - own) <= 0.5 * max(size, char.size) * 0.9:
            rows[-1].append(char)
        else:
            rows.append([char])
            middle, size = own, char.size
    return rows


def _pieces(row: Sequence[Char]) -> list[list[Char]]:
    """Part a row at its wide gaps."""
    pieces: list[list[Char]] = [[]]
    for char in row:
        if pieces[-1] and char.left - pieces[-1][-1].right > WIDE_GAP * char.size:
            pieces.append([])
        pieces[-1].append(char)
    return pieces


def _columns_end(rows: Sequence[list[list[Char]]], start: int) -> int:
    """Return the end of a run of rows that are two columns of prose, 0 when none begins at ``start``."""
    low, high = 0.0, float("inf")
    end = start
    while end < len(rows) and len(rows[end]) == 2:
        left, right = rows[end]
        low, high = max(low, left[-1].right), min(high, right[0].left)
        if low >= high:
            break
        end += 1
    words = [min(len(row[0]), len(row[1])) for row in rows[start:end]]
    return end if end - start >= _LEAST_COLUMN and sorted(words)[len(words) // 2] >= _COLUMN_WORDS else 0


def line_of(row: Sequence[Char]) -> Line:
    """Make a line of characters from left to right, blanks where the gaps between words are."""
    text = ""
    breaks = 0
    last: Char | None = None
    for char in row:
        if last is not None:
            gap = (char.left - last.right) / (min(char.size, last.size) or 1)
            if gap > WIDE_GAP:
                text += "  "
                breaks += 1
            elif gap > _GAP_WORDS and _WORD.match(char.text) and _WORD.match(last.text):
                text += " "
        text += char.text
        last = char
    sizes = sorted(char.size for char in row)
    return Line(
        text.strip(),
        row[0].left,
        max(char.right for char in row),
        min(char.bottom for char in row),
        max(char.top for char in row),
        sizes[len(sizes) // 2],
        breaks,
    )
