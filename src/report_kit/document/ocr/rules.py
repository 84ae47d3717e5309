"""Ruled lines of a picture: long straight ink that hangs together as a table does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from report_kit.document.pdf.drawings import Stroke

# In inches. A character of 三号 is 0.22 high, the row of a table as much.
_LEVEL, _UPRIGHT = 0.3, 0.16
_THICK = 0.06
_TABLE = 1.0
_MEETS = 0.06


def find_rules(ink: Any, inch: float) -> list[Stroke]:
    """Return the ruled lines of tables in pixels, ``at`` and the ends counted from the left and the top.

    A stroke of a character is as straight as a short rule; so a rule is what is longer than an inch, and what
    runs from one rule to another.

    Args:
        ink: 255 where there is ink.
        inch: how many dots make an inch.
    """
    level = _straight(ink, True, int(_LEVEL * inch), inch)
    upright = _straight(ink, False, int(_UPRIGHT * inch), inch)
    near = _MEETS * inch
    found = [stroke for stroke in level if stroke.high - stroke.low >= _TABLE * inch]
    short = [stroke for stroke in level if stroke.high - stroke.low < _TABLE * inch]
    walls = [stroke for stroke in upright if _spans(stroke, found, near)]
    floors = [stroke for stroke in short if _spans(stroke, walls, near)]
    walls = [stroke for stroke in upright if _spans(stroke, [*found, *floors], near)]
    return [*found, *floors, *walls]


def _straight(ink: Any, level: bool, least: int, inch: float) -> list[Stroke]:
    import cv2
    import numpy

    # A line that is a little askew steps from row to row.
    thick = cv2.dilate(ink, numpy.ones((3, 1) if level else (1, 3), numpy.uint8))
    kernel = numpy.ones((1, least) if level else (least, 1), numpy.uint8)
    lines = cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    strokes = []
    for left, top, width, height, area in boxes[1:].tolist():
        long, across = (width, height) if level else (height, width)
        if long < least or area / long > _THICK * inch or across > 3 * _THICK * inch:
            continue
        if level:
            strokes.append(Stroke(True, top + height / 2, left, left + width))
        else:
            strokes.append(Stroke(False, left + width / 2, top, top + height))
    return strokes


def _spans(stroke: Stroke, others: Sequence[Stroke], near: float) -> bool:
    """Say whether a stroke meets others at both its ends."""
    at = [
        other.at
        for other in others
        if other.low - near <= stroke.at <= other.high + near
        and stroke.low - near <= other.at <= stroke.high + near
    ]
    return bool(at) and min(at) - stroke.low <= near and stroke.high - max(at) <= near
