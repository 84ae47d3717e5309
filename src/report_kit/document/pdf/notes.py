"""Raised figures: the marks of notes are no part of a figure, the powers of a unit are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report_kit.document.pdf.characters import Char

_NOTE = re.compile(r"[\[〔【(（]?(?:\d{1,3}|[*＊†‡])[\]〕】)）]?|[①-⑳]|注")
_UNIT = re.compile(r"[A-Za-zΑ-ω]")
_SMALL = 0.8
_RAISED = 0.12


def without_marks(row: Sequence[Char]) -> tuple[list[Char], int]:
    """Return a line without the marks of notes in it, and how many characters they are.

    A mark is smaller than the line and stands higher: 5¹件 is 5件; m² is a unit.
    """
    sizes = sorted(char.size for char in row)
    # Most of a line is text: its size is that of the larger characters.
    size = sizes[len(sizes) * 3 // 4]
    body = [char for char in row if char.size > _SMALL * size]
    if len(body) == len(row) or not body:
        return list(row), 0
    heights = sorted((char.bottom + char.top) / 2 for char in body)
    level = heights[len(heights) // 2]
    kept: list[Char] = []
    run: list[Char] = []
    marks = 0
    for char in [*row, None]:
        if char is not None and _raised(char, size, level):
            run.append(char)
            continue
        if run:
            text = "".join(one.text for one in run)
            if kept and _NOTE.fullmatch(text) and not _UNIT.match(kept[-1].text):
                marks += len(text)
            else:
                kept += run
            run = []
        if char is not None:
            kept.append(char)
    return kept, marks


def _raised(char: Char, size: float, level: float) -> bool:
    return char.size <= _SMALL * size and (char.bottom + char.top) / 2 - level > _RAISED * size
