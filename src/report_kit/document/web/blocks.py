"""Walk the main part of a web page: paragraphs, headings and tables in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from report_kit.document.model import ParagraphKind
from report_kit.document.omissions import OmissionKind
from report_kit.document.web.furniture import furniture
from report_kit.document.web.grid import grid_of, is_layout, rows_of
from report_kit.document.web.lists import Lists
from report_kit.document.web.omitted import OMITTED, Node, plain
from report_kit.document.web.runs import MANY, Runs
from report_kit.document.web.styles import Styles, inline
from report_kit.document.writer import SourceWriter

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INDENT = re.compile(r"[1-9]|0?\.[1-9]")
_NUMBER = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_FEW_MARKS = 3
_WORDS = 16


class PageWalker:
    """Writes the blocks of an element to a ``SourceWriter``.

    Args:
        writer: where to.
        furniture_lines: leave out the lines that content management systems put beside a text.
        styles: of the page, for the kinds of numbers of its lists.
    """

    def __init__(
        self, writer: SourceWriter, *, furniture_lines: bool = True, styles: Styles | None = None
    ) -> None:
        self._writer = writer
        self._known = furniture()
        self._drops = furniture_lines
        self._runs = Runs()
        self._styles = styles
        self._lists = Lists(styles)
        self._pre = 0
        self._tables = 0
        self._headings: list[str] = []
        self._last = ""

    def walk(self, node: Node) -> None:
        """Write all blocks of ``node``."""
        self._block(node, ("body", 0), False)

    def _block(self, node: Node, style: tuple[ParagraphKind, int], indented: bool | None) -> None:
        self._flush(style, indented)
        if node.tag in _HEADINGS:
            level = _HEADINGS[node.tag]
            style = ("title", 0) if level == 1 else ("heading", level - 1)
        indented = _indent(node, self._styles.of(node) if self._styles else inline(node), indented)
        if node.tag == "li":
            self._runs.label(self._lists.number(node))
        self._pre += node.tag == "pre"
        self._runs.text(node.text)
        for inner in node:
            self._inside(inner, style, indented)
            self._runs.text(inner.tail)
        self._flush(style, indented)
        self._pre -= node.tag == "pre"
        if node.tag == "li":
            self._runs.label("")  # an empty item

    def _inside(self, node: Node, style: tuple[ParagraphKind, int], indented: bool | None) -> None:
        if node.tag == OMITTED:
            self._runs.mark(node)
        elif node.tag == "br":
            self._flush(style, indented)
        elif node.tag == "table":
            self._flush(style, indented)
            self._table(node)
        elif node.tag in self._known.blocks:
            self._block(node, style, indented)
        elif _NUMBER.search(node.get("style", "")):
            self._runs.text(plain(node))  # Word parts a number from the text by blanks
        else:
            self._runs.text(node.text)
            for inner in node:
                self._inside(inner, style, indented)
                self._runs.text(inner.tail)

    def _flush(self, style: tuple[ParagraphKind, int], indented: bool | None) -> None:
        written = False
        for line, lead in self._runs.take(as_typed=self._pre > 0):
            if self._drops and self._known.is_line(line):
                self._runs.left_out["site"] += len("".join(line.split()))
                continue
            if style[0] == "heading":
                self._headings.append(line)
            # What was taken out of a line is told where the line begins.
            self._tell(self._runs.left_out)
            moved = indented is not None and (indented or lead >= 2) and lead < MANY
            self._writer.paragraph(line, kind=style[0], level=style[1], indented=moved)
            self._last = f"“{line[:_WORDS]}{'…' if len(line) > _WORDS else ''}”"
            written = True
        self._tell(self._runs.left_out, "" if written or not self._last else f"{self._last}之后")

    def _tell(self, left_out: Counter[OmissionKind], place: str = "") -> None:
        for kind, size in left_out.items():
            self._writer.omit(kind, size, place)
        left_out.clear()

    def _table(self, table: Node) -> None:
        for caption in table.findall("caption"):
            # A caption that repeats the heading above is there for screen readers.
            if not any(heading.endswith("".join(caption.itertext()).strip()) for heading in self._headings):
                self._block(caption, ("body", 0), False)
        rows = list(rows_of(table))
        for stray in _beside(table):
            self._inside(stray, ("body", 0), False)
        if is_layout(rows):
            for row in rows:
                for cell in row:
                    self._block(cell, ("body", 0), False)
            return
        left_out: dict[tuple[int, int], Counter[OmissionKind]] = {}
        grid = list(grid_of(rows, self._lists, left_out))
        record = {word for row in grid for cell in row for word in self._known.record if word in cell.text}
        if self._drops and len(record) >= _FEW_MARKS:
            self._writer.omit("site", sum(len("".join(cell.text.split())) for row in grid for cell in row))
            return
        self._writer.table(grid)
        written = any(grid)
        self._tables += written
        self._last = f"第 {self._tables} 个表格" if written else self._last
        for (line, column), counts in sorted(left_out.items()):
            self._tell(counts, f"第 {self._tables} 个表格第 {line} 行第 {column} 列" if written else "")


def _indent(node: Node, declared: dict[str, str], around: bool | None) -> bool | None:
    """Say whether an element begins indented; ``None`` for what stands in the middle or at the right."""
    aligned = declared.get("text-align", "") or node.get("align", "").lower()
    if aligned in ("right", "center", "end"):
        return None
    if around is None and aligned not in ("left", "justify", "start"):
        return None
    if "text-indent" in declared:
        return _INDENT.match(declared["text-indent"]) is not None
    return bool(around)


def _beside(table: Node) -> Iterator[Node]:
    """Yield the marks that stand in a table outside of its cells."""
    for node in table:
        if node.tag == OMITTED:
            yield node
        elif node.tag in ("thead", "tbody", "tfoot", "tr", "colgroup"):
            yield from _beside(node)
