"""Pictures made ready to be read: upright, and which of their dots are ink."""

from __future__ import annotations

from typing import Any

_SMALL = 1000
_MOST = 5.0  # degrees a page may lie askew
_COARSE, _FINE = 0.5, 0.05
_LEAST = 0.04  # degrees that are not worth a turn


def straightened(picture: Any) -> Any:
    """Return a grey picture turned so that its lines run level."""
    angle = skew(picture)
    return picture if abs(angle) < _LEAST else turned(picture, angle)


def skew(picture: Any) -> float:
    """Return by how many degrees the lines of a grey picture run askew.

    Of all turns that one is right where rows of ink and rows of paper differ most (projection profile).
    """
    import cv2

    height, width = picture.shape[:2]
    scale = min(1.0, _SMALL / max(height, width))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, small = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    best = _best(small, [step * _COARSE for step in range(-int(_MOST / _COARSE), int(_MOST / _COARSE) + 1)])
    steps = int(_COARSE / _FINE)
    return _best(small, [best + step * _FINE for step in range(-steps, steps + 1)])


def _best(ink: Any, angles: list[float]) -> float:
    return max(angles, key=lambda angle: (_contrast(turned(ink, angle, paper=0)), -abs(angle)))


def _contrast(ink: Any) -> float:
    import numpy

    rows = ink.sum(axis=1, dtype=numpy.float64)
    return float(((rows[1:] - rows[:-1]) ** 2).sum())


def turned(picture: Any, angle: float, paper: int = 255) -> Any:
    """Return a picture turned about its middle by ``angle`` degrees, clockwise lines made level."""
    import cv2

    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    return cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)


def ink_of(picture: Any, inch: float) -> Any:
    """Return where a grey picture is darker than what is around: 255 for ink, 0 for paper.

    Args:
        picture: grey, 0 to 255.
        inch: how many dots make an inch.
    """
    import cv2

    around = int(inch / 5) | 1
    smooth = cv2.GaussianBlur(picture, (3, 3), 0)
    return cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, 18)
