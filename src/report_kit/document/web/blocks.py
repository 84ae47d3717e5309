"""Walk the main part of a web page: paragraphs, headings and tables in order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.document.model import ParagraphKind
from report_kit.document.web.page import Node, furniture
from report_kit.document.writer import GridText, SourceWriter, cell_text

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HAN_GAP = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])")
_INDENT = re.compile(r"text-indent\s*:\s*(?:[1-9]|0?\.[1-9])", re.IGNORECASE)
_LEAD = re.compile(r"[ \u00a0\u2002\u2003\u3000]*")
_MAX_SPAN = 64
_FEW_MARKS = 3
_LONG_CELL = 200


class PageWalker:
    """Writes the blocks of an element to a ``SourceWriter``.

    Args:
        writer: where to.
        furniture_lines: leave out the lines that content management systems put beside a text.
    """

    def __init__(self, writer: SourceWriter, *, furniture_lines: bool = True) -> None:
        self._writer = writer
        self._known = furniture()
        self._drops = furniture_lines
        self._line: list[str] = []
        self._pre = 0
        self._headings: list[str] = []

    def walk(self, node: Node) -> None:
        """Write all blocks of ``node``."""
        self._block(node, ("body", 0), False)

    def _block(self, node: Node, style: tuple[ParagraphKind, int], indented: bool) -> None:
        self._flush(style, indented)
        if node.tag in _HEADINGS:
            level = _HEADINGS[node.tag]
            style = ("title", 0) if level == 1 else ("heading", level - 1)
        indented = indented or _INDENT.search(node.get("style", "")) is not None
        self._pre += node.tag == "pre"
        self._text(node.text)
        for inner in node:
            self._inside(inner, style, indented)
            self._text(inner.tail)
        self._flush(style, indented)
        self._pre -= node.tag == "pre"

    def _inside(self, node: Node, style: tuple[ParagraphKind, int], indented: bool) -> None:
        if node.tag == "br":
            self._flush(style, indented)
        elif node.tag == "table":
            self._flush(style, indented)
            self._table(node)
        elif node.tag in self._known.blocks:
            self._block(node, style, indented)
        else:
            self._text(node.text)
            for inner in node:
                self._inside(inner, style, indented)
                self._text(inner.tail)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._pre:
            self._line.append(text)
            return
        # A line end in the markup of Chinese text is no blank of the text.
        self._line.append(_SPACE.sub(" ", _HAN_GAP.sub("", text.replace("\r\n", "\n"))))

    def _flush(self, style: tuple[ParagraphKind, int], indented: bool) -> None:
        text = "".join(self._line)
        self._line.clear()
        for line in text.splitlines() if self._pre else [text]:
            lead = len(_LEAD.match(line).group())  # type: ignore[union-attr]
            moved = indented or lead >= 2 or line.startswith("\u3000")
            plain = line.replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", "").strip()
            if plain and not (self._drops and self._known.is_line(plain)):
                if style[0] == "heading":
                    self._headings.append(plain)
                self._writer.paragraph(plain, kind=style[0], level=style[1], indented=moved)

    def _table(self, table: Node) -> None:
        rows = list(_rows(table))
        for caption in table.findall("caption"):
            # A caption that repeats the heading above is there for screen readers.
            if not any(heading.endswith("".join(caption.itertext()).strip()) for heading in self._headings):
                self._block(caption, ("body", 0), False)
        if _is_layout(rows):
            for row in rows:
                for cell in row:
                    self._block(cell, ("body", 0), False)
            return
        grid = list(grid_of(rows))
        record = {word for row in grid for cell in row for word in self._known.record if word in cell.text}
        if not self._drops or len(record) < _FEW_MARKS:
            self._writer.table(grid)


def _rows(table: Node) -> Iterator[list[Node]]:
    """Yield the rows of a table, those of nested tables apart."""
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _is_layout(rows: list[list[Node]]) -> bool:
    """Say whether a table only places what it holds: one cell, tables inside, or prose in columns."""
    cells = [cell for row in rows for cell in row]
    if len(cells) == 1:
        return True
    nested = sum(_length(table) for cell in cells for table in cell.iterfind(".//table"))
    whole = sum(map(_length, cells))
    long = any(_length(cell) > _LONG_CELL and len(cell.findall(".//p")) > 1 for cell in cells)
    return (nested > 0 and 2 * nested >= whole) or (long and len(rows) <= 2)


def _length(node: Node) -> int:
    return len("".join("".join(node.itertext()).split()))


def grid_of(rows: list[list[Node]]) -> Iterator[list[GridText]]:
    """Yield the cells of each row with their columns in the grid, as the HTML standard lays them out."""
    taken: dict[int, int] = {}
    for number, row in enumerate(rows):
        cells, column = [], 0
        for cell in row:
            while taken.get(column, 0) > 0:
                column += 1
            rowspan = min(_span(cell, "rowspan") or len(rows), len(rows) - number)
            colspan = max(1, _span(cell, "colspan"))
            cells.append(GridText(cell_text(_lines(cell)), column, rowspan, colspan))
            for place in range(column, column + colspan):
                taken[place] = max(taken.get(place, 0), rowspan)
            column += colspan
        taken = {place: left - 1 for place, left in taken.items() if left > 1}
        yield cells


def _span(cell: Node, name: str) -> int:
    try:
        return min(_MAX_SPAN, max(0, int(cell.get(name, "1").strip())))
    except ValueError:
        return 1


def _lines(cell: Node) -> list[str]:
    """Return the lines of a cell: its paragraphs, and what breaks part."""
    lines = [""]
    blocks = furniture().blocks

    def add(text: str | None) -> None:
        if text:
            lines[-1] += _SPACE.sub(" ", _HAN_GAP.sub("", text.replace("\r\n", "\n"))).replace("\u00a0", " ")

    def walk(node: Node) -> None:
        add(node.text)
        for inner in node:
            block = inner.tag == "br" or inner.tag in blocks
            if block:
                lines.append("")
            walk(inner)
            if block:
                lines.append("")
            add(inner.tail)

    walk(cell)
    return lines
