"""What stands on the pages of a PDF: characters, ruled lines and pictures, with their places."""

from __future__ import annotations

import math
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from report_kit.document.limits import MAX_PAGE_CHARACTERS, MAX_PDF_PAGES, Deadline, most, too_much
from report_kit.document.pdf.characters import Char, Found, find_characters
from report_kit.document.pdf.drawings import Box, Drawings, Stroke, find_drawings
from report_kit.document.pdf.tags import blocks_of_page
from report_kit.document.pdf.turning import turned_char, turned_stroke
from report_kit.errors import InputError

# The library behind is not safe for threads.
_LOCK = threading.Lock()
_POINTS = 72


@dataclass(frozen=True)
class Reading:
    """How a page was read that is a picture.

    Args:
        sure: how sure its characters are on the whole, 0 to 1.
        doubtful: passages and figures that may be wrong, in words.
        unread: places that could not be read.
    """

    sure: float
    doubtful: tuple[str, ...] = ()
    unread: int = 0


@dataclass(frozen=True)
class Page:
    """What of a page runs one way; a page with a table on its side makes two.

    Args:
        number: of the page, from 1.
        height: from the foot to the head of what runs this way.
        chars: the characters.
        strokes: ruled lines.
        pictures: boxes of the pictures.
        unread: characters whose font does not say what they are.
        slanted: characters that run aslant, a watermark.
        hidden: characters that nobody sees.
        recognised: characters that lie unseen over a picture, as programs that read scans leave them.
        reading: how sure the characters are, where they were read in a picture of the page.
    """

    number: int
    height: float
    chars: tuple[Char, ...]
    strokes: tuple[Stroke, ...]
    pictures: tuple[Box, ...] = ()
    unread: int = 0
    slanted: int = 0
    hidden: int = 0
    recognised: int = 0
    reading: Reading | None = None


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
            if len(pdf) > most(MAX_PDF_PAGES):
                raise too_much(f"超过 {most(MAX_PDF_PAGES)} 页", where)
            return list(_pages(pdf, where, deadline))
        except pypdfium2.PdfiumError as error:
            raise _refusal(error, where) from None
        finally:
            pdf.close()


@dataclass(frozen=True)
class Picture:
    """A page as a picture.

    Args:
        dots: grey, 0 to 255, row by row from the top.
        scale: how many points one of them is wide.
        native: how many dots an inch of what was scanned has; fewer than ``dots`` where it was enlarged.
    """

    dots: Any
    scale: float
    native: float


def page_picture(data: bytes, number: int, inch: float, longest: int) -> Picture:
    """Return a page of a PDF as a picture.

    Args:
        data: the file, one that ``read_pages`` has read.
        number: of the page, from 1.
        inch: how many dots make an inch, less where the page is large.
        longest: the most dots a side has.
    """
    import pypdfium2

    with _LOCK:
        pdf = pypdfium2.PdfDocument(data)
        try:
            page = pdf[number - 1]
            scale = min(inch / _POINTS, longest / max(*page.get_size(), 1.0))
            dots = page.render(scale=scale, grayscale=True).to_numpy()
            return Picture(dots.reshape(dots.shape[:2]).copy(), 1 / scale, _native(page))
        finally:
            pdf.close()


def _native(page: Any) -> float:
    """Return how many dots an inch of the largest picture of a page has."""
    from pypdfium2 import raw

    best = (0.0, 0.0)
    for item in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = item.get_bounds()
        area = (right - left) * (top - bottom)
        width, height = item.get_px_size()
        if area > best[0]:
            best = (area, _POINTS * math.sqrt(width * height / area))
    return best[1]


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
    from pypdfium2 import raw

    tagged = bool(raw.FPDFCatalog_IsTagged(pdf.raw))
    blocks = 0
    for number in range(len(pdf)):
        deadline.check()
        page = pdf[number]
        try:
            owners = blocks_of_page(page, blocks) if tagged else {}
            blocks = max(owners.values(), default=blocks)
            yield from _page(page, number + 1, owners, where)
        finally:
            page.close()


def _page(page: Any, number: int, owners: dict[int, int], where: str) -> Iterator[Page]:
    drawings = find_drawings(page)
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > most(MAX_PAGE_CHARACTERS):
            raise too_much(f"一页超过 {most(MAX_PAGE_CHARACTERS)} 个字符", where)
        found = find_characters(textpage, count, owners, drawings)
    finally:
        textpage.close()
    width, height = page.get_size()
    upright, *others = _by_direction(found) or [(0, ())]
    yield replace(
        _turned(number, *upright, drawings, width, height),
        pictures=tuple(drawings.pictures),
        unread=found.unread,
        slanted=found.slanted,
        hidden=found.hidden,
        recognised=found.recognised,
    )
    for turn, chars in others:
        yield _turned(number, turn, chars, drawings, width, height)


def _by_direction(found: Found) -> list[tuple[int, tuple[Char, ...]]]:
    """Part the characters by the angle they run at, that of most characters first."""
    angles = Counter(angle for char, angle in found.chars if not char.text.isspace())
    return [
        (turn, tuple(char for char, angle in found.chars if angle == turn))
        for turn, _ in angles.most_common()
    ]


def _turned(
    number: int, turn: int, chars: tuple[Char, ...], drawings: Drawings, width: float, height: float
) -> Page:
    if not turn:
        return Page(number, height, chars, tuple(drawings.strokes))
    # A page lying on its side: its table is read as its text runs.
    return Page(
        number,
        width if turn in (90, 270) else height,
        tuple(turned_char(char, turn, width, height) for char in chars),
        tuple(turned_stroke(stroke, turn, width, height) for stroke in drawings.strokes),
    )
