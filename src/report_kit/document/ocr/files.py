"""Which pages of a file are pictures to be read, and what is said where they can not be."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from report_kit.document.limits import most, too_much
from report_kit.document.ocr.engine import EXTRA, is_installed
from report_kit.document.pdf.pages import Page, Picture, page_picture
from report_kit.errors import InputError

INCH = 200
"""Dots per inch that pages are read at: characters of 小五 are 25 dots high."""
MAX_PAGES = 200
LONGEST = 3000
MAX_DOTS = 120_000_000

_A4 = (595.0, 842.0)
# A page with fewer characters is a picture with a stamp or a page number put on it.
_FEW = 30
_COVERS = 0.5


def with_pictures_read(data: bytes, pages: Sequence[Page]) -> list[Page]:
    """Return the pages of a PDF, those that are pictures read where the extra is installed.

    Args:
        data: the file.
        pages: as ``read_pages`` gives them.
    """
    from report_kit.document.ocr.page import read_picture

    done: list[Page] = []
    count = 0
    numbers = [page.number for page in pages]
    for page in pages:
        # A page with a table on its side comes in two parts; it has text.
        if (
            numbers.count(page.number) > 1
            or not _is_picture(page)
            or not is_installed()
            or count >= most(MAX_PAGES)
        ):
            done.append(page)
            continue
        count += 1
        read = read_picture(page_picture(data, page.number, INCH, LONGEST), page.number)
        done.append(replace(read, hidden=page.hidden, slanted=page.slanted) if read.chars else page)
    return done


def _is_picture(page: Page) -> bool:
    seen = sum(not char.text.isspace() for char in page.chars)
    if not page.pictures or seen > _FEW or page.recognised:
        return False
    covered = max((right - left) * (top - bottom) for left, bottom, right, top in page.pictures)
    return not seen or covered >= _COVERS * _A4[0] * _A4[1]


def read_picture_file(data: bytes, where: str) -> list[Page]:
    """Return the page that a picture shows, as large as A4.

    Raises:
        InputError: ``RK-103`` too large, ``RK-109`` damaged.
    """
    import numpy
    from PIL import Image, ImageOps

    from report_kit.document.ocr.page import read_picture

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > most(MAX_DOTS):
                raise too_much(f"图片超过 {most(MAX_DOTS) // 10_000} 万像素", where)
            image.draft("L", (LONGEST, LONGEST))
            upright = ImageOps.exif_transpose(_on_white(image))
            upright.thumbnail((LONGEST, LONGEST))
            dots: Any = numpy.asarray(upright).copy()
    except InputError:
        raise
    except Exception as error:
        # The library raises errors of many kinds on damaged pictures.
        raise InputError(
            "RK-109",
            "图片已损坏，打不开",
            where=where,
            remedy="请重新扫描或重新导出；打不开时请向提供者重新索取",
        ) from error
    scale = min(max(_A4) / max(dots.shape), min(_A4) / min(dots.shape))
    return [read_picture(Picture(dots, scale, 72 / scale), 1)]


def _on_white(image: Any) -> Any:
    """Return a picture in grey; what is transparent is white."""
    from PIL import Image

    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("L")
    full = image.convert("RGBA")
    ground = Image.new("RGBA", full.size, "white")
    return Image.alpha_composite(ground, full).convert("L")


def needs_extra(what: str, where: str) -> InputError:
    """Return the error for a file whose text only the extra can read."""
    return InputError(
        "RK-233",
        what,
        where=where,
        remedy=f"请改用原来的 Word 文件；没有时装上文字识别（OCR）再试：{EXTRA}，见“安装”",
    )


def nothing_read(where: str) -> InputError:
    """Return the error for pictures in which nothing could be read."""
    return InputError(
        "RK-233",
        "图片里没有认出文字",
        where=where,
        remedy="请改用原来的 Word 文件；没有时请按 200 dpi 以上重新扫描，摆正、对焦清楚",
    )
