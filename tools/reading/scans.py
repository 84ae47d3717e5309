"""Pages of the kit's own PDF as a scanner would give them: pictures, and none too good."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

_INCH = 72.0


def scan(pdf: Path, target: Path, *, pages: Sequence[int] = (), dpi: int = 200, seed: int = 1) -> None:
    """Write ``target``, a PDF of pictures: ``pages`` (from 0, none for all) of ``pdf`` as from a scanner.

    Every page is turned by up to a degree, blurred, unevenly lit, made grainy and kept as JPEG.
    """
    chance = random.Random(seed)
    source = pypdfium2.PdfDocument(pdf)
    made = pikepdf.new()
    for number in pages or range(len(source)):
        page = source[number]
        picture = page.render(scale=dpi / _INCH, grayscale=True).to_numpy()
        _add_page(made, *_degraded(picture, chance), page.get_size())
    source.close()
    made.save(target)


def _degraded(picture: Any, chance: random.Random) -> tuple[bytes, int, int]:
    """Return a page as a JPEG, its width and height."""
    import cv2
    import numpy

    height, width = picture.shape[:2]
    picture = picture.reshape(height, width)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), chance.uniform(-1, 1), 1)
    picture = cv2.warpAffine(picture, turn, (width, height), borderValue=255)
    picture = cv2.GaussianBlur(picture, (0, 0), chance.uniform(0.5, 0.9)).astype(numpy.float32)
    # Ink is not black, paper not white, and one edge darker than the other.
    light = numpy.linspace(1.0, chance.uniform(0.88, 1.0), width, dtype=numpy.float32)
    picture = (35 + picture * (215 / 255)) * light
    grain = numpy.random.default_rng(chance.randrange(2**32)).normal(0, chance.uniform(5, 11), picture.shape)
    picture = numpy.clip(picture + grain, 0, 255).astype(numpy.uint8)
    specks = numpy.random.default_rng(chance.randrange(2**32)).random(picture.shape)
    picture[specks < 0.0001] = 40
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, chance.randint(45, 70)])
    return data.tobytes(), width, height


def _add_page(pdf: pikepdf.Pdf, data: bytes, width: int, height: int, size: tuple[float, float]) -> None:
    image = pikepdf.Stream(
        pdf,
        data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = pdf.add_blank_page(page_size=size)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=image))
    content = io.BytesIO()
    content.write(f"{size[0]} 0 0 {size[1]} 0 0 cm /Scan Do".encode())
    page.Contents = pdf.make_stream(content.getvalue())
