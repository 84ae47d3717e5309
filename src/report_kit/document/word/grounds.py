"""The colour behind the text of a box: white text on a blue shape is meant to be read."""

from __future__ import annotations

import re

from report_kit.document.word.looks import PAGE, UNKNOWN_GROUND
from report_kit.document.word.xml import Element, attribute, child, tag

_HEX = re.compile(r"#?([0-9A-Fa-f]{6})\b")
_SHAPES = {"wsp", "sp", "shape", "rect", "roundrect", "oval"}


def box_ground(box: Element) -> str:
    """Return the colour of the shape around a text box; a clear one may lie over a picture."""
    shape = next((node for node in box.iterancestors() if tag(node) in _SHAPES), None)
    if shape is None:
        return PAGE
    return _drawn(shape) if tag(shape) in ("wsp", "sp") else _marked_up(shape)


def _drawn(shape: Element) -> str:
    """Return the fill of a DrawingML shape."""
    fill = next((each for each in _children(child(shape, "spPr")) if tag(each).endswith("Fill")), None)
    if fill is None:
        themed = attribute(child(shape, "style", "fillRef"), "idx") not in (None, "0")
        return UNKNOWN_GROUND if themed else PAGE
    colour = next(iter(fill), None) if tag(fill) == "solidFill" else None
    stated = attribute(colour, "val") or ""
    if colour is None:
        return UNKNOWN_GROUND
    if tag(colour) == "schemeClr" and stated in ("bg1", "lt1") and not len(colour):
        return PAGE
    return stated.upper() if _HEX.fullmatch(stated) else UNKNOWN_GROUND


def _marked_up(shape: Element) -> str:
    """Return the fill of a VML shape, white where it states none."""
    filled, colour = attribute(shape, "filled"), attribute(shape, "fillcolor")
    if filled in ("f", "false", "0") or child(shape, "fill") is not None:
        return UNKNOWN_GROUND
    match = _HEX.match(colour) if colour else None
    if match:
        return match.group(1).upper()
    return PAGE if colour in (None, "white") else UNKNOWN_GROUND


def page_ground(document: Element) -> str:
    """Return the colour of the page."""
    colour = attribute(child(document, "background"), "color")
    return PAGE if colour in (None, "auto", PAGE) else UNKNOWN_GROUND


def _children(element: Element | None) -> list[Element]:
    return list(element) if element is not None else []
