"""The text of a table cell, and which rows and cells of a table are seen."""

from __future__ import annotations

import re

from report_kit.document.omissions import OmissionKind
from report_kit.document.word.grounds import box_ground
from report_kit.document.word.inline import text_size
from report_kit.document.word.paragraphs import ParagraphReader
from report_kit.document.word.traced import Traced
from report_kit.document.word.xml import Element, attribute, child, children, is_on, tag, unwrapped

# Text boxes and layout tables inside each other, deeper than any real file goes.
MAX_NESTING = 80
_HAN = re.compile(r"[\u3400-\u9fff（）、，]")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、是]|第[一二三四五六七八九十百]+条")


class CellReader:
    """Reads cells with the paragraphs of one file; marks of notes that it meets go to ``notes``."""

    def __init__(self, paragraphs: ParagraphReader, notes: list[Element]) -> None:
        self._paragraphs, self._notes = paragraphs, notes

    def read(self, cell: Element, depth: int, ground: str) -> Traced:
        """Return the text of a cell on as few lines as it means to have.

        A label broken to fit a narrow column is one label; paragraphs of prose stay lines.
        """
        lines: list[Traced] = []
        if depth > MAX_NESTING:
            return _left_out("nested", text_size(cell))
        for element in unwrapped(cell):
            if tag(element) == "p":
                paragraph = self._paragraphs.read(element, ground)
                inline = paragraph.inline
                lines += [self._paragraphs.numbered(paragraph, inline.lines[0]), *inline.lines[1:]]
                self._notes += inline.notes
                for box in inline.boxes:
                    lines += self.read(box, depth + 1, box_ground(box)).lines()
            elif tag(element) == "tbl":
                lines += [self._row(row, depth, ground) for row in children(element, "tr")]
            elif tag(element) == "altChunk":
                lines.append(_left_out("altchunk", 1))
        return _joined(lines)

    def _row(self, row: Element, depth: int, ground: str) -> Traced:
        """Return a row of a table inside a cell, on one line."""
        kind = unseen(row)
        if kind:
            return _left_out(kind, text_size(row))
        line = Traced()
        for cell in children(row, "tc"):
            kind = unseen(cell)
            if kind:
                line.omit(kind, text_size(cell))
                continue
            line.extend(self.read(cell, depth + 1, ground))
            line.extend(" ")
        return line


def _left_out(kind: OmissionKind, size: int) -> Traced:
    line = Traced()
    line.omit(kind, size)
    return line


def _joined(lines: list[Traced]) -> Traced:
    text = Traced()
    for line in (line.without_tabs().strip() for line in lines):
        if line.text and text.length:
            goes_on = _HAN.match(line.text) and not _NUMBERED.match(line.text)
            text.extend("" if goes_on and _HAN.fullmatch(text.last) else "\n")
        text.extend(line)
    return text


def unseen(element: Element) -> OmissionKind | None:
    """Say why a row or cell is not seen; ``None`` when it is."""
    if tag(element) == "tc":
        return "deleted" if child(element, "tcPr", "cellDel") is not None else None
    properties = child(element, "trPr")
    if properties is None:
        return None
    if is_on(child(properties, "del")):
        return "deleted"
    return "hidden" if is_on(child(properties, "hidden")) else None


def continues(properties: Element | None, name: str) -> bool:
    """Say whether a cell goes on from the one above (``vMerge``) or before it (``hMerge``)."""
    element = child(properties, name)
    return element is not None and attribute(element, "val") in (None, "", "continue")
