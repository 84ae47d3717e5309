"""Lines that the engine read, as characters in boxes of the size of their font."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from report_kit.document.ocr.engine import Read
from report_kit.document.pdf.characters import Char

_HAN = re.compile(r"[\u3400-\u9fff]")
# How much of the size of the font the ink of a line is high: of Chinese text, of figures.
_HAN_INK, _FIGURE_INK = 0.93, 0.7
_SAME = 0.12
# The ink of a few characters says less of the size of their font.
_FEW, _ALIKE = 6, 0.25


def sizes_of(reads: Sequence[Read], ink: Any) -> list[float]:
    """Return the size of the font of each line in pixels; sizes that differ by chance are made one."""
    raw = [_size(read, ink) for read in reads]
    groups: list[float] = []
    weights = sorted(zip(raw, (len(read.marks) for read in reads), strict=True), key=lambda one: -one[1])
    spread = [size for size, weight in weights for _ in range(weight)]
    if spread:
        groups.append(median(spread))
    sizes = []
    for size, read in zip(raw, reads, strict=True):
        slack = _SAME if len(read.marks) > _FEW else _ALIKE
        near = [group for group in groups if abs(group - size) <= slack * group]
        if not near:
            groups.append(size)
        sizes.append(min(near, key=lambda group: abs(group - size)) if near else size)
    return sizes


def _size(read: Read, ink: Any) -> float:
    top, bottom = inked_rows(ink, read)
    high = bottom - top
    han = sum(bool(_HAN.match(mark.text)) for mark in read.marks)
    if not han:
        return high / _FIGURE_INK
    steps = [
        after.x - mark.x
        for mark, after in pairwise(read.marks)
        if _HAN.match(mark.text) and _HAN.match(after.text)
    ]
    pitch = median(steps) if steps else high / _HAN_INK
    # 一 is not high; letters set apart are not wide.
    return high / _HAN_INK if han > 2 else max(high / _HAN_INK, min(pitch, read.bottom - read.top))


def inked_rows(ink: Any, read: Read) -> tuple[float, float]:
    """Return where the ink of a line begins and ends, from the top."""
    left, right = max(0, round(read.left)), max(0, round(read.right))
    top, bottom = max(0, round(read.top)), max(0, round(read.bottom))
    rows = (ink[top:bottom, left:right] > 0).sum(axis=1)
    inked = (rows > max(1, 0.01 * (right - left))).nonzero()[0]
    if not len(inked):
        return read.top, read.bottom
    return float(top + inked[0]), float(top + inked[-1] + 1)


def chars_of(read: Read, size: float, ink: Any, scale: float, height: float) -> Iterable[Char]:
    """Yield the characters of a line in points; ``y`` grows upwards.

    Args:
        read: the line.
        size: of its font, in pixels.
        ink: where there is ink.
        scale: points of a pixel.
        height: of the picture, in pixels.
    """
    top, bottom = inked_rows(ink, read)
    middle = (top + bottom) / 2
    xs = [mark.x for mark in read.marks]
    edges = [
        max(read.left, xs[0] - size / 2),
        *((one + other) / 2 for one, other in pairwise(xs)),
        min(read.right, xs[-1] + size / 2),
    ]
    for mark, (left, right) in zip(read.marks, pairwise(edges), strict=True):
        yield Char(
            mark.text,
            left * scale,
            (height - middle - size / 2) * scale,
            max(left, right) * scale,
            (height - middle + size / 2) * scale,
        )
