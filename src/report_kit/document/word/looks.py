"""How a run looks, as far as it says whether its text is seen: hidden, struck out, raised, white on white.

A property is the sum of what document defaults, paragraph style, character style and the run itself say
(ECMA-376 part 1, 17.7.2); toggles of the two styles cancel each other out (17.7.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from report_kit.document.word.xml import Element, attribute, child, is_on, number, tag

PAGE = "FFFFFF"
UNKNOWN_GROUND = "?"
"""The colour behind a text that may stand on anything: a picture, a filled shape."""

_TOGGLES = ("vanish", "strike")
_PROPERTIES = frozenset(
    (*_TOGGLES, "dstrike", "vertAlign", "color", "shd", "highlight", "sz", "textFill", "rStyle")
)
# Half points; a point is no size to read.
_LEAST_SIZE = 2
# Colours as near as this are not told apart on paper.
_NEAR = 8
_MAX_DEPTH = 12
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080",
    "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
    "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip

Properties = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be known of a run.

    Args:
        hidden: nobody sees it in print.
        struck: a line goes through it.
        raised: ``superscript``, ``subscript`` or empty.
    """

    hidden: bool = False
    struck: bool = False
    raised: str = ""


PLAIN = Look()


class Looks:
    """The looks of the runs of one file; ``root`` is the styles part."""

    def __init__(self, root: Element | None = None) -> None:
        self._styles: dict[str, Element] = {}
        self._default = ""
        defaults: Properties = {}
        for element in root if root is not None else ():
            if tag(element) == "docDefaults":
                defaults = _stated(child(element, "rPrDefault", "rPr"))
            elif tag(element) == "style":
                key = attribute(element, "styleId") or ""
                self._styles[key] = element
                # Programs leave the type out for paragraph styles.
                if attribute(element, "type") in (None, "paragraph") and attribute(element, "default") in (
                    "1",
                    "true",
                ):
                    self._default = key
        self._defaults = defaults
        self._of_style = cache(self._resolve)
        self._of_base = cache(self._base)
        self._of_styles = cache(self._styled)
        self._of_paragraph = cache(self._fill_of_style)
        self._of_table = cache(self._tinted)

    def of(self, properties: Element | None, paragraph_style: str, ground: str) -> Look:
        """Return the look of a run.

        Args:
            properties: its ``w:rPr``.
            paragraph_style: the style of its paragraph; empty for the default one.
            ground: colour behind the paragraph, six hexadecimal digits.
        """
        direct = _stated(properties)
        style = str(direct.pop("rStyle", ""))
        if not direct:
            return self._of_styles(paragraph_style, style, ground)
        return _look({**self._of_base(paragraph_style, style), **direct}, ground)

    def _styled(self, paragraph: str, character: str, ground: str) -> Look:
        return _look(self._of_base(paragraph, character), ground)

    def ground(self, properties: Element | None, paragraph_style: str, around: str) -> str:
        """Return the colour behind a paragraph with these properties (``w:pPr``)."""
        own = _fill(child(properties, "shd"))
        if own is None:
            own = self._of_paragraph(paragraph_style or self._default, 0)
        return own or around

    def cell_ground(self, cell: Element, table_style: str, around: str) -> str:
        """Return the colour behind a cell (``w:tcPr``) of a table with a style."""
        own = _fill(child(cell, "tcPr", "shd"))
        if own:
            return own
        return UNKNOWN_GROUND if table_style and self._of_table(table_style) else around

    def _fill_of_style(self, key: str, depth: int) -> str | None:
        style = self._styles.get(key)
        if style is None or depth > _MAX_DEPTH:
            return None
        own = _fill(child(style, "pPr", "shd"))
        based_on = attribute(child(style, "basedOn"), "val")
        return own or (self._of_paragraph(based_on, depth + 1) if based_on else None)

    def _tinted(self, key: str) -> bool:
        """Say whether a table style colours any of its cells: which ones is not worked out here."""
        for _ in range(_MAX_DEPTH):
            style = self._styles.get(key)
            if style is None:
                return False
            if any(_fill(element) for element in style.iter("{*}shd")):
                return True
            key = attribute(child(style, "basedOn"), "val") or ""
        return False

    def _resolve(self, key: str, depth: int) -> Properties:
        style = self._styles.get(key)
        if style is None or depth > _MAX_DEPTH:
            return {}
        based_on = attribute(child(style, "basedOn"), "val")
        parent = self._of_style(based_on, depth + 1) if based_on else {}
        return {**parent, **_stated(child(style, "rPr"))}

    def _base(self, paragraph: str, character: str) -> Properties:
        first = self._of_style(paragraph or self._default, 0)
        second = self._of_style(character, 0) if character else {}
        whole = {**self._defaults, **first, **second}
        for name in _TOGGLES:
            if first.get(name) and second.get(name):
                whole[name] = False
        return {name: value for name, value in whole.items() if value and name != "rStyle"}


def _stated(properties: Element | None) -> dict[str, object]:
    """Return what run properties state of what matters here."""
    found: dict[str, object] = {}
    if properties is None:
        return found
    for element in properties:
        name = tag(element)
        if name not in _PROPERTIES:
            continue
        if name in ("vanish", "strike", "dstrike"):
            found[name] = is_on(element)
        elif name == "shd":
            found[name] = _fill(element) or ""
        elif name == "sz":
            found[name] = number(element, default=_LEAST_SIZE + 1)
        elif name == "textFill":
            found[name] = child(element, "noFill") is not None
        else:
            found[name] = attribute(element, "val") or ""
    if found.get("vertAlign") == "baseline":
        found["vertAlign"] = ""
    return found


def _fill(shading: Element | None) -> str | None:
    """Return the colour that a shading gives; ``None`` when it gives none."""
    if shading is None:
        return None
    pattern, fill = attribute(shading, "val"), attribute(shading, "fill")
    if pattern == "solid":
        fill = attribute(shading, "color")
    elif pattern not in (None, "clear", "nil"):
        return UNKNOWN_GROUND
    return fill.upper() if fill and pattern != "nil" and fill != "auto" else None


def _look(found: Properties, ground: str) -> Look:
    if not found:
        return PLAIN
    struck = bool(found.get("strike") or found.get("dstrike"))
    return Look(_is_hidden(found, ground), struck, str(found.get("vertAlign", "")))


def _is_hidden(found: Properties, ground: str) -> bool:
    size = found.get("sz")
    if found.get("vanish") or found.get("textFill") or (isinstance(size, int) and size <= _LEAST_SIZE):
        return True
    colour = found.get("color")
    if not colour or colour == "auto":
        return False
    behind = found.get("shd") or _HIGHLIGHTS.get(str(found.get("highlight")), "") or ground
    return _same(str(colour), str(behind))


def _same(first: str, second: str) -> bool:
    try:
        pairs = zip(bytes.fromhex(first), bytes.fromhex(second), strict=True)
        return all(abs(one - other) <= _NEAR for one, other in pairs)
    except ValueError:
        return False
