"""HTML among Markdown, read as a web page is: its paragraphs, headings and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser
from itertools import groupby
from typing import Any

from report_kit.document.markdown.blocks import Heading, LeftOut, Paragraph, Table, TableCell, TextBlock
from report_kit.document.markdown.inline import image_text
from report_kit.document.markdown.places import ContentPlaces
from report_kit.document.markdown.traced import Traced, TracedBuilder
from report_kit.document.model import ParagraphKind
from report_kit.document.omissions import OmissionKind
from report_kit.document.web.furniture import furniture
from report_kit.document.writer import GridText, SourceWriter

_EMPTY = frozenset({"embed", "img", "input", "link", "meta"})
_HEADER_CELL = re.compile(r"<th[\s>]", re.IGNORECASE)


def read_html(places: ContentPlaces, depth: int, left_out: list[LeftOut], where: str) -> list[TextBlock]:
    """Read a piece of HTML.

    Args:
        places: of the HTML.
        depth: of the quotes and lists around it.
        left_out: takes what is not in the text.
        where: names the file in errors.

    Raises:
        InputError: ``RK-103`` too many tags, ``RK-231`` nested too deeply.
    """
    from report_kit.document.web.blocks import PageWalker
    from report_kit.document.web.clearing import clear
    from report_kit.document.web.page import parse_page

    written = _Written(places)
    collector = _Collector(written, depth, where, _HEADER_CELL.search(places.content) is not None)
    if written.text.strip():
        body = parse_page(places.content, where)
        for image in body.iter("img"):
            image.tag, image.text = "span", image_text(image.get("alt", ""))
        clear(body)
        PageWalker(collector, furniture_lines=False).walk(body)
    left_out += written.left_out
    if not collector.lost:
        left_out += written.unread()
    return collector.blocks


class _Collector(SourceWriter):
    """Takes what the walker finds as blocks."""

    def __init__(self, written: _Written, depth: int, where: str, headed: bool) -> None:
        super().__init__(where)
        self.blocks: list[TextBlock] = []
        self.lost = False
        self._written = written
        self._depth = depth
        self._headed = headed

    def paragraph(
        self, text: str, *, kind: ParagraphKind = "body", level: int = 0, indented: bool = False
    ) -> None:
        traced = self._trace(text).strip()
        if not traced.text:
            return
        if kind == "body":
            self.blocks.append(Paragraph(traced, self._depth))
        else:
            self.blocks.append(Heading(level + 1, traced))

    def table(self, rows: Sequence[Sequence[GridText]]) -> None:
        made = tuple(
            tuple(
                TableCell(self._trace(cell.text).strip(), cell.column, cell.rowspan, cell.colspan)
                for cell in row
            )
            for row in rows
        )
        if any(made):
            headers = max((cell.rowspan for cell in made[0]), default=1) if self._headed else 0
            self.blocks.append(Table(made, headers))

    def omit(self, kind: OmissionKind, size: int = 1, place: str = "") -> None:
        """Do nothing: what is left out is told by its place in the Markdown."""

    def _trace(self, text: str) -> Traced:
        traced = self._written.trace(text)
        self.lost = self.lost or traced is None
        if traced is None:
            builder = TracedBuilder()
            builder.add(text)
            return builder.traced()
        return traced


class _Written(HTMLParser):
    """The text of the HTML as it is written, to find in it what the walker reads."""

    def __init__(self, places: ContentPlaces) -> None:
        super().__init__(convert_charrefs=False)
        self.left_out: list[LeftOut] = []
        self._places = places
        self._starts = [0]
        for line in places.content.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._signs: list[tuple[str, int]] = []  # characters but blanks, each with its place or -1
        self._read: set[int] = set()
        self._position = 0
        self._never: list[str] = []
        self.feed(places.content)
        self.close()
        self.text = "".join(sign for sign, _ in self._signs)

    def trace(self, text: str) -> Traced | None:
        """Return ``text`` with its places, ``None`` when it is not found behind what was found before."""
        wanted = "".join(text.split())
        at = self.text.find(wanted, self._position)
        if at < 0:
            return None
        self._position = at + len(wanted)
        self._read.update(range(at, self._position))
        builder = TracedBuilder()
        for sign in text:
            if sign.isspace():
                builder.add(sign)
                continue
            place = self._signs[at][1]
            if place < 0:
                builder.add(sign)
            else:
                self._places.add(builder, sign, place)
            at += 1
        return builder.traced()

    def unread(self) -> list[LeftOut]:
        """Return the stretches of text that were not traced: what is hidden."""
        found = []
        for read, group in groupby(range(len(self._signs)), lambda at: at in self._read):
            places = [self._signs[at] for at in group] if not read else []
            if any(place >= 0 for _, place in places):
                known = [place for _, place in places if place >= 0]
                low, high = self._places.span(known[0], known[-1] + 1)
                found.append(LeftOut("hidden", low, high, "".join(sign for sign, _ in places)))
        return found

    @property
    def _place(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._place
        end = start + len(self.get_starttag_text() or "")
        if tag == "img":
            description = dict(attrs).get("alt") or ""
            self._signs += [(sign, -1) for sign in "".join(image_text(description).split())]
            self._leave_out("image", start, end, description)
        elif tag in furniture().tags:
            self._leave_out("html", start, end, self._places.content[start:end])
            if tag not in _EMPTY:
                self._never.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._never:
            del self._never[self._never.index(tag) :]

    def handle_comment(self, data: str) -> None:
        start = self._place
        self._leave_out("comment", start, start + len(data) + 7, data)

    def handle_data(self, data: str) -> None:
        start = self._place
        if not self._never:
            self._signs += [(s, at) for at, s in enumerate(data, start) if not s.isspace()]

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name};")

    def _reference(self, written: str) -> None:
        if not self._never:
            self._signs += [(sign, -1) for sign in unescape(written) if not sign.isspace()]

    def _leave_out(self, kind: Any, start: int, end: int, text: str) -> None:
        low, high = self._places.span(start, end)
        self.left_out.append(LeftOut(kind, low, high, text))
