"""Prose as markdown that shows exactly that prose, and markdown read back as plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report_kit.document.limits import MAX_BLOCKS, too_much
from report_kit.document.markdown import blocks as markdown
from report_kit.document.markdown.reading import read_markdown
from report_kit.export.blocks import Code, Heading, Paragraph, TableBlock, display_width
from report_kit.forms.layout import Grid, GridCell, Scope

TextBlock = Heading | Paragraph | Code | TableBlock
"""What markdown holds."""

# A backslash becomes a reference: "\\(" would begin a formula in Jupyter however it is escaped.
_SPECIAL = re.compile(r"[\\&]|[`*_\[\]<>$|~]")
_BEGINS_BLOCK = re.compile(r"(?:[#+\-=]|(\d{1,9})(?=[.)]))")
_REFERENCES = {"\\": "&#92;", "&": "&amp;"}
# Full-width characters: a column takes the room of its longest line, within these bounds.
_NARROWEST, _WIDEST = 3.0, 18.0
_DEEPEST = 6  # more would leave no room on the line


def escape(text: str) -> str:
    """Return markdown that shows one paragraph of plain text as it is, in any Jupyter."""
    escaped = _SPECIAL.sub(lambda match: _REFERENCES.get(match[0], "\\" + match[0]), text)
    begins = _BEGINS_BLOCK.match(escaped)
    if begins:
        place = begins.end() if begins[1] else 0
        escaped = escaped[:place] + "\\" + escaped[place:]
    return escaped


def escape_prose(text: str) -> str:
    """Return markdown for paragraphs parted by line ends."""
    return "\n\n".join(escape(line) for line in text.split("\n"))


def parse(source: str, *, line_is_paragraph: bool = False) -> list[TextBlock]:
    """Read markdown as blocks of plain text; see ``read_markdown``, by which it is checked too.

    Args:
        source: the markdown.
        line_is_paragraph: a single line end begins a paragraph.
    """
    reading = read_markdown(source, line_is_paragraph=line_is_paragraph)
    return [_printed(block) for block in reading.blocks]


def _printed(block: markdown.TextBlock) -> TextBlock:
    match block:
        case markdown.Heading(level, text):
            return Heading(level, text.text)
        case markdown.Paragraph(text, depth):
            return Paragraph(text.text, depth=min(depth, _DEEPEST))
        case markdown.Code(text):
            return Code(text.text)
        case markdown.Table():
            return TableBlock(_grid(block))


def _grid(table: markdown.Table) -> Grid:
    """Return a table whose every place is covered by one cell: people leave cells out or let them overlap."""
    rows = len(table.rows)
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for line, row in enumerate(table.rows):
        for cell in row:
            column = cell.column
            while (line, column) in taken:
                column += 1
            height, width = _room(taken, (line, column), min(cell.rowspan, rows - line), cell.colspan)
            taken |= {(line + down, column + on) for down in range(height) for on in range(width)}
            cells.append(
                GridCell(line, column, cell.text.text, height, width, _scope(line, table.header_rows))
            )
    columns = max((column for _, column in taken), default=0) + 1
    if rows * columns > MAX_BLOCKS:
        raise too_much(f"一张表格超过 {MAX_BLOCKS} 个单元格", "")
    cells += (
        GridCell(line, column, "", scope=_scope(line, table.header_rows))
        for line in range(rows)
        for column in range(columns)
        if (line, column) not in taken
    )
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid("", "", rows, columns, table.header_rows, _widths(cells, columns), tuple(cells))


def _scope(line: int, header_rows: int) -> Scope:
    return "col" if line < header_rows else ""


def _room(taken: set[tuple[int, int]], place: tuple[int, int], height: int, width: int) -> tuple[int, int]:
    """Return how far a cell can reach from ``place`` over places that are free."""
    line, column = place
    free = 1
    while free < width and (line, column + free) not in taken:
        free += 1
    deep = 1
    while deep < height and all((line + deep, column + on) not in taken for on in range(free)):
        deep += 1
    return deep, free


def _widths(cells: Sequence[GridCell], columns: int) -> tuple[float, ...]:
    """Return a width for each column by what stands in it."""
    widths = [_NARROWEST] * columns
    for cell in cells:
        if cell.colspan == 1:
            longest = max(map(display_width, cell.text.split("\n")))
            widths[cell.column] = max(widths[cell.column], min(longest, _WIDEST))
    return tuple(widths)
