"""Characters put together to lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from report_kit.document.pdf.characters import Char
from report_kit.document.pdf.columns import Frame, in_columns
from report_kit.document.pdf.notes import without_marks

_WORD = re.compile(r"[!-~\u00a1-\u024f]")
_WIDE_BLANK = "\u3000"
_GAP_WORDS = 0.2
_SAME, _OPENING = 0.1, 0.55
# Wider than any gap that justification makes: columns, or the cells of a table without rules.
WIDE_GAP = 1.6
GAP_COLUMNS = 0.7


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a line stands between two gaps."""

    text: str
    left: float
    right: float


@dataclass(frozen=True)
class Line:
    """One line of text.

    Args:
        text: what it says, pieces parted by two blanks.
        left, right, bottom, top: its box.
        size: of most of its characters.
        pieces: its text parted at gaps that may be those between the cells of a table.
        breaks: how many gaps are wider than any within a text.
        first, last: the blocks that the file says its ends are in, 0 for none.
        blank: a blank stands at its end.
        word: how wide its beginning is that can not be parted at the end of a line.
        marks: characters of marks of notes that are left out.
        frame: the edges of its column, where the page has columns.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    pieces: tuple[Piece, ...] = ()
    breaks: int = 0
    first: int = 0
    last: int = 0
    blank: bool = False
    word: float = 0.0
    marks: int = 0
    frame: Frame | None = None


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """Return the lines that ``chars`` make, top to bottom; columns of prose one after the other."""
    chars = list(chars)
    rows = [_as_written(row, chars) for row in _with_blanks(*_rows(chars))]
    ordered = in_columns([_parted(row) for row in rows])
    lines = (line_of([char for piece in row for char in piece], frame) for row, frame in ordered)
    return [line for line in lines if line.text]


def _rows(chars: Iterable[Char]) -> tuple[list[list[Char]], list[Char]]:
    """Part characters into rows of those that stand at about the same height; blanks apart."""
    rows: list[list[Char]] = []
    blanks: list[Char] = []
    middle = size = 0.0
    for char in sorted(chars, key=lambda char: (-(char.bottom + char.top), char.left)):
        if char.size <= 0:
            continue
        if char.text.isspace():
            blanks.append(char)
            continue
        own = (char.bottom + char.top) / 2
        if rows and abs(middle - own) <= 0.45 * max(size, char.size):
            rows[-1].append(char)
            if char.size > 1.2 * size:  # the row began with a raised mark
                middle, size = own, char.size
        else:
            rows.append([char])
            middle, size = own, char.size
    return rows, blanks


def _with_blanks(rows: list[list[Char]], blanks: list[Char]) -> list[list[Char]]:
    """Put each blank into the row at whose height it stands, and sort the rows from left to right."""
    boxes = [(min(char.bottom for char in row), max(char.top for char in row)) for row in rows]
    at = 0
    for blank in blanks:  # from top to bottom, as the rows are
        middle = (blank.bottom + blank.top) / 2
        while at < len(rows) and boxes[at][0] > middle:
            at += 1
        if at < len(rows) and middle <= boxes[at][1]:
            rows[at].append(blank)
    return [sorted(row, key=lambda char: (char.left, char.right)) for row in rows]


def _as_written(row: list[Char], chars: Sequence[Char]) -> list[Char]:
    """Return a row with characters in one place as the file has them.

    Two marks may share the room of one; one that opens may reach over what stands before it.
    """
    close = [
        at
        for at, (one, other) in enumerate(pairwise(row))
        if other.left - one.left < (_OPENING if one.text in "“‘（《〈「『【〔" else _SAME) * one.size
    ]
    if not close:
        return row
    order = {id(char): number for number, char in enumerate(chars)}
    row = list(row)
    for at in close:
        one, other = row[at : at + 2]
        behind = order[id(one)] - order[id(other)]
        if behind == 1 or (behind > 0 and other.left - one.left < _SAME * one.size):
            row[at : at + 2] = other, one
    return row


def _parted(row: Sequence[Char]) -> list[list[Char]]:
    """Part a row at gaps that may be those between columns; a blank stays with what is before it."""
    pieces: list[list[Char]] = [[]]
    last: Char | None = None
    for char in row:
        if char.text.isspace():
            pieces[-1].append(char)
            continue
        if last is not None and char.left - last.right > GAP_COLUMNS * char.size:
            pieces.append([])
        pieces[-1].append(char)
        last = char
    return pieces


def line_of(row: Sequence[Char], frame: Frame | None = None) -> Line:
    """Make a line of characters from left to right.

    A blank is where the file has one; between words also where there is a gap, for some files have none.
    """
    seen = [char for char in row if not char.text.isspace()]
    kept, marks = without_marks(seen) if seen else ([], 0)
    if not kept:
        return Line("", 0, 0, 0, 0, 0, marks=marks)
    dropped = {id(char) for char in seen} - {id(char) for char in kept}
    # Justification sets Han characters apart, words not.
    between_han = [_gap(*pair) for pair in pairwise(kept) if not any(_WORD.match(one.text) for one in pair)]
    usual = max(0.0, median(between_han or [0.0]))
    pieces: list[list[str]] = [[]]
    edges: list[tuple[float, float]] = []
    text = ""
    breaks = 0
    blank = wide = ""
    last: Char | None = None
    for char in row:
        if char.text.isspace():
            blank = " " if last is not None else ""
            wide += char.text if last is not None and char.text == _WIDE_BLANK else ""
            continue
        if id(char) in dropped:
            continue
        if last is not None:
            gap = _gap(last, char)
            words = _WORD.match(char.text) and _WORD.match(last.text)
            between = ""
            if gap > WIDE_GAP:
                between = "  "
                breaks += not wide
            elif blank or gap - usual > GAP_COLUMNS or (words and gap > _GAP_WORDS):
                between = " "
            # A blank as wide as a character is meant: 第一条　…
            between = wide or between
            text += between
            if gap - usual > GAP_COLUMNS or gap > WIDE_GAP:
                pieces.append([])
            else:
                pieces[-1].append(between)
        if len(edges) < len(pieces):
            edges.append((char.left, char.right))
        edges[-1] = (edges[-1][0], max(edges[-1][1], char.right))
        pieces[-1].append(char.text)
        text += char.text
        last, blank, wide = char, "", ""
    sizes = sorted(char.size for char in kept)
    return Line(
        text.strip(),
        kept[0].left,
        max(char.right for char in kept),
        min(char.bottom for char in kept),
        max(char.top for char in kept),
        sizes[len(sizes) // 2],
        tuple(Piece("".join(piece), *edge) for piece, edge in zip(pieces, edges, strict=True)),
        breaks,
        kept[0].block,
        kept[-1].block,
        bool(blank),
        _first_word(kept),
        marks,
        frame,
    )


def _gap(last: Char, char: Char) -> float:
    """Return how far apart two characters stand, in parts of their size."""
    return (char.left - last.right) / (min(char.size, last.size) or 1)


def _first_word(row: Sequence[Char]) -> float:
    """Return how wide the beginning is that stays together: a word, a figure, or one Han character."""
    end = 0
    while end + 1 < len(row) and _WORD.match(row[end].text) and _WORD.match(row[end + 1].text):
        if row[end + 1].left - row[end].right > _GAP_WORDS * row[end].size or row[end].text in "-/":
            break
        end += 1
    # No mark that ends a clause begins a line.
    while end + 1 < len(row) and row[end + 1].text in "，。、；：？！”’）》】%％":
        end += 1
    return row[end].right - row[0].left
