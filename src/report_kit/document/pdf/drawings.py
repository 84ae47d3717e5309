"""What is drawn on a page of a PDF: ruled lines, pictures, filled boxes, and where its pieces of text are."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

_THIN = 3.0
_MAX_FORMS = 8
_MAX_OBJECTS = 100_000
Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
TextPlace = tuple[float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_WHITE = 250


@dataclass(frozen=True, slots=True)
class Stroke:
    """A ruled line: level at ``y = at`` or upright at ``x = at``, from ``low`` to ``high``."""

    level: bool
    at: float
    low: float
    high: float


@dataclass
class Drawings:
    """What is drawn on a page.

    ``fills`` are boxes of a colour. ``texts`` gives for each piece of text where it begins, the size of its
    font, and how far it reaches to the right.
    """

    strokes: list[Stroke] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    texts: dict[int, TextPlace] = field(default_factory=dict)


def find_drawings(page: Any) -> Drawings:
    """Return what is drawn on a page."""
    drawings = Drawings()
    _objects(page.raw, None, _IDENTITY, drawings, 0)
    return drawings


def address(item: Any) -> int:
    """Return what tells one object of a page from the others."""
    return ctypes.addressof(item.contents)


def _objects(page: Any, form: Any, matrix: Matrix, drawings: Drawings, depth: int) -> None:
    """Collect what is drawn on a page or in a form on it."""
    from pypdfium2 import raw

    count = raw.FPDFPage_CountObjects(page) if form is None else raw.FPDFFormObj_CountObjects(form)
    for index in range(min(count, _MAX_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, index) if form is None else raw.FPDFFormObj_GetObject(form, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            if len(drawings.texts) < _MAX_OBJECTS:
                drawings.texts[address(item)] = _text_place(item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            drawings.pictures.append(_box(_corners(_times(_matrix(item), matrix))))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_FORMS:
            _objects(page, item, _times(_matrix(item), matrix), drawings, depth + 1)
        elif kind == raw.FPDF_PAGEOBJ_PATH and len(drawings.strokes) < _MAX_OBJECTS:
            _path(item, _times(_matrix(item), matrix), drawings)


def _text_place(item: Any, matrix: Matrix) -> TextPlace:
    from pypdfium2 import raw

    _, b, c, d, e, f = _times(_matrix(item), matrix)
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(item, size)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    level = matrix == _IDENTITY and not b and not c
    known = level and raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return e, f, size.value * math.hypot(c, d), right.value if known else e


def _matrix(item: Any) -> Matrix:
    from pypdfium2 import raw

    values = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, values):
        return _IDENTITY
    return (values.a, values.b, values.c, values.d, values.e, values.f)


def _times(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that applies ``first``, then ``second``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _corners(matrix: Matrix) -> list[tuple[float, float]]:
    """Return where the corners of the unit square go: a picture fills it."""
    a, b, c, d, e, f = matrix
    return [(e, f), (a + e, b + f), (c + e, d + f), (a + c + e, b + d + f)]


def _box(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _path(path: Any, matrix: Matrix, drawings: Drawings) -> None:
    """Collect the level and upright lines of a path (its strokes, the thin boxes it fills) and its fills."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not (fill.value or stroke.value):
        return
    for points in _runs(path, matrix):
        left, bottom, right, top = _box(points)
        if top - bottom <= _THIN < right - left:
            drawings.strokes.append(Stroke(True, (bottom + top) / 2, left, right))
        elif right - left <= _THIN < top - bottom:
            drawings.strokes.append(Stroke(False, (left + right) / 2, bottom, top))
        else:
            if fill.value and not _is_white(path):
                drawings.fills.append((left, bottom, right, top))
            if stroke.value:
                drawings.strokes += _edges(points)


def _edges(points: list[tuple[float, float]]) -> Iterator[Stroke]:
    for (x1, y1), (x2, y2) in pairwise(points):
        if abs(y1 - y2) < 1 < abs(x1 - x2):
            yield Stroke(True, (y1 + y2) / 2, min(x1, x2), max(x1, x2))
        elif abs(x1 - x2) < 1 < abs(y1 - y2):
            yield Stroke(False, (x1 + x2) / 2, min(y1, y2), max(y1, y2))


def _is_white(item: Any) -> bool:
    return is_white(item, True)


def is_white(item: Any, or_unknown: bool) -> bool:
    """Say whether an object is filled with white, or with no colour at all."""
    from pypdfium2 import raw

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return or_unknown
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def _runs(path: Any, matrix: Matrix) -> list[list[tuple[float, float]]]:
    """Return the connected runs of straight segments of a path, closed ones with their first point again."""
    from pypdfium2 import raw

    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    runs: list[list[tuple[float, float]]] = []
    for index in range(min(raw.FPDFPath_CountSegments(path), _MAX_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if not all(map(math.isfinite, point)):
            continue
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not runs:
            runs.append([])
        runs[-1].append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            runs[-1].append(runs[-1][0])
    return [run for run in runs if len(run) > 1]
