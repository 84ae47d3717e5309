"""What the tests read from a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2


def elements(pdf: pikepdf.Pdf, kind: str = "") -> Iterator[Any]:
    """Yield the structure elements (of a kind) in reading order."""

    def below(element: Any) -> Iterator[Any]:
        children = element.get("/K", pikepdf.Array())
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                if not kind or kind == child.S:
                    yield child
                yield from below(child)

    yield from below(pdf.Root.StructTreeRoot)


def attribute(element: Any, name: str) -> Any:
    """Return an attribute of a structure element as part of a table or a layout, else ``None``."""
    found = element.get("/A", pikepdf.Array())
    for attributes in found if isinstance(found, pikepdf.Array) else [found]:
        if name in attributes:
            return attributes[name]
    return None


def fonts(resources: Any) -> Iterator[Any]:
    """Yield every font a page's resources name, those of the pictures on it included."""
    yield from (font for _, font in resources.get("/Font", {}).items())
    for _, item in resources.get("/XObject", {}).items():
        if "/Resources" in item:
            yield from fonts(item.Resources)


def lines(page: pypdfium2.PdfPage) -> list[str]:
    """Return the text of a page, a line each, without the page number."""
    text = page.get_textpage().get_text_bounded()
    found = [line.strip() for line in text.replace("\r", "").split("\n")]
    return [line for line in found if line and not line.startswith("— ")]


def boxes(page: pypdfium2.PdfPage) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Return each printed character with its box (left, bottom, right, top) in points."""
    text = page.get_textpage()
    signs = ((text.get_text_range(at, 1), text.get_charbox(at)) for at in range(text.count_chars()))
    return [(sign, box) for sign, box in signs if sign.strip()]
