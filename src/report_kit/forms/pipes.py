"""Tables drawn with upright strokes in plain text: rows such as “| 规章 | 3 | 5 |”, Markdown's among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from report_kit.document import Cell, Paragraph, Table

_STROKE = re.compile(r"[|｜│┃]")
_RULE = re.compile(r"[\s:：|｜│┃┼├┤┌┐└┘┬┴─━═+\-]+")
_LEAST = 2
"""So many rows in a row are a table; a single line with a stroke is a line of prose."""


def may_hold_strokes(text: str) -> bool:
    """Say whether ``text`` can hold such a table, at little cost."""
    return _STROKE.search(text) is not None


def pipe_tables(paragraphs: Sequence[Paragraph]) -> list[tuple[Table, tuple[Paragraph, ...]]]:
    """Return the tables drawn in ``paragraphs``, each with the lines it is drawn in."""
    found = []
    for drawn, lines in groupby(paragraphs, lambda paragraph: _is_row(paragraph.text)):
        taken = tuple(lines)
        if not drawn or len(taken) < _LEAST:
            continue
        rows: list[tuple[Cell, ...]] = []
        for line in taken:
            cells = tuple(_cells(line, len(rows)))
            if cells:
                rows.append(cells)
        if rows:
            found.append((Table(taken[0].start, taken[-1].end, tuple(rows)), taken))
    return found


def _is_row(text: str) -> bool:
    plain = text.strip()
    if _RULE.fullmatch(plain):
        return len(plain) > 2
    strokes = len(_STROKE.findall(plain))
    return strokes > 1 or (strokes == 1 and not re.search("[。；]", plain))


def _cells(line: Paragraph, row: int) -> Iterator[Cell]:
    """Yield the cells of a line; none for one that only rules off the head."""
    if _RULE.fullmatch(line.text) and not re.search(r"[|｜]\s*-\s*[|｜]", line.text):
        return
    edges = [-1, *(match.start() for match in _STROKE.finditer(line.text)), len(line.text)]
    parts = [(low + 1, high) for low, high in pairwise(edges)]
    # The strokes at both ends are the frame.
    parts = [
        part
        for number, part in enumerate(parts)
        if number not in (0, len(parts) - 1) or line.text[slice(*part)].strip()
    ]
    for column, (low, high) in enumerate(parts):
        text = line.text[low:high]
        start = line.start + low + len(text) - len(text.lstrip())
        plain = text.strip()
        yield Cell(
            start if plain else line.start + low,
            start + len(plain) if plain else line.start + low,
            plain,
            row,
            column,
        )
