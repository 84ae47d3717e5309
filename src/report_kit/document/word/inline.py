"""The text of one Word paragraph: runs, breaks, tabs, tracked changes, fields, text boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from report_kit.document.word.traced import Traced
from report_kit.document.word.xml import Element, attribute, child, tag

# Deleted text, field codes, pronunciation guides and properties are not part of the text.
_SKIPPED = {"pPr", "rPr", "del", "moveFrom", "instrText", "delText", "rt", "sdtPr", "sdtEndPr", "sectPr"}
_BREAKS = {"br", "cr"}
_TABS = {"tab", "ptab"}
# Characters of symbol fonts, which stand in the private use area.
_SYMBOLS = {
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xA8): "□",
    ("wingdings", 0x6F): "□",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0xA3): "□",
}
_UNKNOWN_SYMBOL = "\ufffc"
_XML_SPACE = re.compile(r"[\t\r\n]")


@dataclass
class Inline:
    """The lines of a paragraph (parted by breaks inside it) and the text boxes anchored in it."""

    lines: list[Traced] = field(default_factory=lambda: [Traced()])
    boxes: list[Element] = field(default_factory=list)

    def add(self, text: str, element: Element) -> None:
        """Append to the last line what ``element`` holds."""
        self.lines[-1].add(text, element)


def read_inline(paragraph: Element) -> Inline:
    """Return the visible text of a paragraph: insertions kept, deletions dropped."""
    inline = Inline()
    _walk(paragraph, inline)
    return inline


def _walk(element: Element, inline: Inline) -> None:
    for inner in element:
        name = tag(inner)
        if name == "t":
            inline.add(_XML_SPACE.sub(" ", inner.text or ""), inner)
        elif name in _SKIPPED or not name:
            continue
        elif name in _TABS:
            inline.add("\t", inner)
        elif name in _BREAKS:
            inline.lines.append(Traced())
        elif name == "noBreakHyphen":
            inline.add("-", inner)
        elif name == "sym":
            inline.add(_symbol(inner), inner)
        elif name == "txbxContent":
            inline.boxes.append(inner)
        elif name == "Fallback" and child(element, "Choice") is not None:
            continue  # the same text box again, for older programs
        else:
            _walk(inner, inline)


def _symbol(element: Element) -> str:
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return _UNKNOWN_SYMBOL
    font = (attribute(element, "font") or "").lower()
    known = _SYMBOLS.get((font, code & 0xFF)) if code >> 8 in (0x00, 0xF0) else None
    return known or _UNKNOWN_SYMBOL
