"""The colour behind the text of a box: white text on a blue shape is meant to be read."""

from __future__ import annotations

import re

from report_kit.document.word.looks import PAGE, UNKNOWN_GROUND
from report_kit.document.word.xml import Element, attribute, child, tag

_HEX = re.compile(r"#?([0-9A-Fa-f]{6})\b")
_SHAPES = {"wsp", "sp", "shape", "rect", "roundrect", "oval"}


def box_ground(box: Element) -> str:
    """Return the colour of the shape around a text box, unknown unless it is stated or plain white."""
    shape = next((node for node in box.iterancestors() if tag(node) in _SHAPES), None)
    if shape is None:
        return UNKNOWN_GROUND
    if tag(shape) in ("wsp", "sp"):
        colour = child(shape, "spPr", "solidFill", "srgbClr")
        return (attribute(colour, "val") or UNKNOWN_GROUND).upper() if colour is not None else UNKNOWN_GROUND
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
