"""What stands on the pages of a PDF: characters and ruled lines, with their places."""

from __future__ import annotations

import ctypes
import math
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from report_kit.document.limits import MAX_PAGE_CHARACTERS, MAX_PDF_PAGES, Deadline, too_much
from report_kit.errors import InputError

# The library behind is not safe for threads.
_LOCK = threading.Lock()
_THIN = 3.0
_MAX_FORMS = 8
_MAX_OBJECTS = 100_000
_KANGXI = (0x2F00, 0x2FD5)
_NO_CHARACTERS = {0, 0xFFFD, 0xFFFE, 0xFFFF}
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Char:
    """A character in its box, in points; ``y`` grows upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        """The height of the box, about the size of the font."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Stroke:
    """A ruled line: level at ``y = at`` or upright at ``x = at``, from ``low`` to ``high``."""

    level: bool
    at: float
    low: float
    high: float


@dataclass(frozen=True)
class Page:
    """One page; ``unread`` counts characters whose font does not say what they are."""

    height: float
    chars: tuple[Char, ...]
    strokes: tuple[Stroke, ...]
    has_picture: bool
    unread: int


def read_pages(data: bytes, where: str) -> list[Page]:
    """Return the pages of a PDF.

    Raises:
        InputError: ``RK-103`` too many pages or characters, ``RK-109`` damaged, ``RK-110`` encrypted,
            ``RK-232`` takes too long.
    """
    import pypdfium2

    deadline = Deadline(where)
    with _LOCK:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _refusal(error, where) from None
        try:
            if len(pdf) > MAX_PDF_PAGES:
                raise too_much(f"超过 {MAX_PDF_PAGES} 页", where)
            return list(_pages(pdf, where, deadline))
        except pypdfium2.PdfiumError as error:
            raise _refusal(error, where) from None
        finally:
            pdf.close()


def _refusal(error: Exception, where: str) -> InputError:
    from pypdfium2 import raw

    if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return InputError(
            "RK-110",
            "PDF 已加密，需要密码才能打开",
            where=where,
            remedy="请输入密码打开，去掉密码后另存；或改用原来的 Word 文件",
        )
    return InputError(
        "RK-109",
        "PDF 文件已损坏，无法读取",
        where=where,
        remedy="请重新下载或重新导出，或改用原来的 Word 文件",
    )


def _pages(pdf: Any, where: str, deadline: Deadline) -> Iterator[Page]:
    for number in range(len(pdf)):
        deadline.check()
        page = pdf[number]
        try:
            yield _page(page, where)
        finally:
            page.close()


def _page(page: Any, where: str) -> Page:
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > MAX_PAGE_CHARACTERS:
            raise too_much(f"一页超过 {MAX_PAGE_CHARACTERS} 个字符", where)
        found, unread = _characters(textpage, count)
    finally:
        textpage.close()
    strokes: list[Stroke] = []
    pictures = [0]
    _objects(page.raw, None, _IDENTITY, strokes, pictures, 0)
    width, height = page.get_size()
    turn = Counter(angle for _, angle in found).most_common(1)[0][0] if found else 0
    chars = tuple(_turned(char, turn, width, height) for char, angle in found if angle == turn)
    if turn:
        # A page lying on its side: its table is read as its text runs.
        strokes = [_turned_stroke(stroke, turn, width, height) for stroke in strokes]
        height = width if turn in (90, 270) else height
    return Page(height, chars, tuple(strokes), bool(pictures[0]), unread)


def _characters(textpage: Any, count: int) -> tuple[list[tuple[Char, int]], int]:
    """Return the characters, each with the angle it runs at, and the number of those not known."""
    from pypdfium2 import raw

    found: list[tuple[Char, int]] = []
    unread = 0
    high = 0
    for index in range(count):
        if raw.FPDFText_IsGenerated(textpage.raw, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(textpage.raw, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if code in _NO_CHARACTERS or code > 0x10FFFF:
            unread += 1
            continue
        if code < 0x20 or 0x7F <= code < 0xA0 or code == 0xAD:
            continue
        degrees = round(math.degrees(raw.FPDFText_GetCharAngle(textpage.raw, index))) % 360
        angle = next((turn for turn in (0, 90, 180, 270) if abs((degrees - turn + 180) % 360 - 180) <= 3), -1)
        box = _box(textpage.raw, index)
        if angle < 0 or box is None:
            continue  # slanted: a watermark
        text = chr(code)
        if _KANGXI[0] <= code <= _KANGXI[1]:
            text = unicodedata.normalize("NFKC", text)
        found.append((Char(text, *box), angle))
    return found, unread


def _box(textpage: Any, index: int) -> tuple[float, float, float, float] | None:
    """Return left, bottom, right and top of the place a character takes."""
    from pypdfium2 import raw

    loose = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(textpage, index, loose):
        return None
    left, right = sorted((loose.left, loose.right))
    bottom, top = sorted((loose.bottom, loose.top))
    size = raw.FPDFText_GetFontSize(textpage, index)
    matrix = raw.FS_MATRIX()
    if raw.FPDFText_GetMatrix(textpage, index, matrix):
        size *= math.hypot(matrix.c, matrix.d)
    if top - bottom > 2 * size > 0:
        # For text that runs downwards the library gives a box as large as the font before it is scaled.
        tight = [ctypes.c_double() for _ in range(4)]
        raw.FPDFText_GetCharBox(textpage, index, *tight)
        x, y = (tight[0].value + tight[1].value) / 2, (tight[2].value + tight[3].value) / 2
        left, bottom, right, top = x - size / 2, y - size / 2, x + size / 2, y + size / 2
    box = (left, bottom, right, top)
    return box if all(map(math.isfinite, box)) else None


def _turned(char: Char, turn: int, width: float, height: float) -> Char:
    if not turn:
        return char
    (x1, y1), (x2, y2) = (
        _turn(x, y, turn, width, height) for x, y in ((char.left, char.bottom), (char.right, char.top))
    )
    return Char(char.text, min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _turned_stroke(stroke: Stroke, turn: int, width: float, height: float) -> Stroke:
    ends = [(value, stroke.at) if stroke.level else (stroke.at, value) for value in (stroke.low, stroke.high)]
    (x1, y1), (x2, y2) = (_turn(x, y, turn, width, height) for x, y in ends)
    if abs(y1 - y2) <= abs(x1 - x2):
        return Stroke(True, y1, min(x1, x2), max(x1, x2))
    return Stroke(False, x1, min(y1, y2), max(y1, y2))


def _turn(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    """Turn a point so that text running at ``turn`` degrees runs level."""
    return {90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}[turn]


def _objects(
    page: Any, form: Any, matrix: Matrix, strokes: list[Stroke], pictures: list[int], depth: int
) -> None:
    """Collect the ruled lines of a page or of a form on it."""
    from pypdfium2 import raw

    count = raw.FPDFPage_CountObjects(page) if form is None else raw.FPDFFormObj_CountObjects(form)
    for index in range(min(count, _MAX_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, index) if form is None else raw.FPDFFormObj_GetObject(form, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures[0] += 1
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_FORMS:
            _objects(page, item, _times(_matrix(item), matrix), strokes, pictures, depth + 1)
        elif kind == raw.FPDF_PAGEOBJ_PATH and len(strokes) < _MAX_OBJECTS:
            strokes += _strokes(item, _times(_matrix(item), matrix))


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


def _strokes(path: Any, matrix: Matrix) -> Iterator[Stroke]:
    """Yield the level and upright lines of a path: its strokes, or the thin boxes it fills."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not (fill.value or stroke.value):
        return
    runs = _runs(path, matrix)
    for points in runs:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        wide, tall = max(xs) - min(xs), max(ys) - min(ys)
        if tall <= _THIN < wide:
            yield Stroke(True, (min(ys) + max(ys)) / 2, min(xs), max(xs))
        elif wide <= _THIN < tall:
            yield Stroke(False, (min(xs) + max(xs)) / 2, min(ys), max(ys))
        elif stroke.value:
            for (x1, y1), (x2, y2) in pairwise(points):
                if abs(y1 - y2) < 1 < abs(x1 - x2):
                    yield Stroke(True, (y1 + y2) / 2, min(x1, x2), max(x1, x2))
                elif abs(x1 - x2) < 1 < abs(y1 - y2):
                    yield Stroke(False, (x1 + x2) / 2, min(y1, y2), max(y1, y2))


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
