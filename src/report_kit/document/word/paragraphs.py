"""One Word paragraph with what its style and its list add: kind, indent, automatic number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from report_kit.document.word.beside import comment_sizes
from report_kit.document.word.container import WordParts
from report_kit.document.word.inline import Inline, InlineReader
from report_kit.document.word.looks import Looks
from report_kit.document.word.numbering import Numbering
from report_kit.document.word.styles import Style, Styles, first_line_indent, numbering_of, outline
from report_kit.document.word.traced import Traced
from report_kit.document.word.xml import Element, child, is_on

_FIGURE = re.compile(r"[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph as read.

    Args:
        inline: its lines, boxes and marks of notes.
        properties: its ``w:pPr``.
        named: its named style.
        list: the list it counts in and its level there.
    """

    inline: Inline
    properties: Element | None
    named: Style
    list: tuple[int, int] | None

    @property
    def style(self) -> Style:
        """Kind, level and indent, whether the named style or the paragraph itself states them."""
        named = self.named
        stated = None if named.kind == "contents" else outline(self.properties)
        kind, level = stated or (named.kind, named.level)
        own = first_line_indent(self.properties)
        return Style(kind, level, bool(named.indented if own is None else own))

    @property
    def goes_on(self) -> bool:
        """Its end is deleted or hidden, so that it is one with the next."""
        ends = child(self.properties, "rPr")
        return any(is_on(child(ends, name)) for name in ("del", "moveFrom", "vanish"))


class ParagraphReader:
    """Reads the paragraphs of one file in their order; ``looks`` says what is seen of its runs."""

    def __init__(self, parts: WordParts) -> None:
        self.looks = Looks(parts.styles)
        self._styles = Styles(parts.styles)
        self._numbering = Numbering(parts.numbering, parts.styles)
        self._inline = InlineReader(self.looks, comment_sizes(parts))

    def read(self, element: Element, ground: str) -> ReadParagraph:
        """Read one ``w:p`` that stands on a ground of a colour; its number is not yet counted."""
        properties = child(element, "pPr")
        style = self._styles.of(properties)
        inline = self._inline.read(element, ground)
        return ReadParagraph(inline, properties, style, self._list(properties, style))

    def numbered(self, paragraph: ReadParagraph, line: Traced) -> Traced:
        """Count a paragraph and return its first line with its number before it."""
        if paragraph.list is None:
            return line
        label = self._numbering.next(*paragraph.list)
        whole = Traced(label)
        line = line.lstrip()
        if _FIGURE.match(label[-1:]) and _FIGURE.match(line.text):
            whole.extend(" ")  # Word prints a tab there; 1 and 2024 are no number
        whole.extend(line)
        return whole

    def _list(self, properties: Element | None, style: Style) -> tuple[int, int] | None:
        found = numbering_of(properties, style.numbering)
        if found and child(properties, "numPr", "ilvl") is None:
            return found[0], self._numbering.depth_of(found[0], style.numbered_by, found[1])
        return found
