"""Pages on their side: places turned so that the text runs level."""

from __future__ import annotations

from dataclasses import replace

from report_kit.document.pdf.characters import Char
from report_kit.document.pdf.drawings import Stroke


def turned_char(char: Char, turn: int, width: float, height: float) -> Char:
    """Turn a character that runs at ``turn`` degrees (90, 180, 270) on a page of that size."""
    (x1, y1), (x2, y2) = (
        _turn(x, y, turn, width, height) for x, y in ((char.left, char.bottom), (char.right, char.top))
    )
    return replace(char, left=min(x1, x2), bottom=min(y1, y2), right=max(x1, x2), top=max(y1, y2))


def turned_stroke(stroke: Stroke, turn: int, width: float, height: float) -> Stroke:
    """Turn a ruled line likewise."""
    ends = [(value, stroke.at) if stroke.level else (stroke.at, value) for value in (stroke.low, stroke.high)]
    (x1, y1), (x2, y2) = (_turn(x, y, turn, width, height) for x, y in ends)
    if abs(y1 - y2) <= abs(x1 - x2):
        return Stroke(True, y1, min(x1, x2), max(x1, x2))
    return Stroke(False, x1, min(y1, y2), max(y1, y2))


def _turn(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    return {90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}[turn]
