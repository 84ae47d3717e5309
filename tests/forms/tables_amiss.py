"""Reports with one thing amiss in a table: a table, row or column removed, a picture, relabelled or moved.

They are made with the project's own exporters, from a table that is edited before it is printed.
"""

from __future__ import annotations

import base64
import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import docx
from docx.shared import Cm

from report_kit import Report
from report_kit.export.blocks import Block, Content, Heading, Paragraph, TableBlock
from report_kit.export.content import report_content
from report_kit.export.formats import FORMATS, Source
from report_kit.forms.layout import Grid, GridCell

PICTURE = "◆"
"""Stands in the printed text where a picture is put."""


@dataclass(frozen=True)
class Amiss:
    """One case: what was done, to which table, and whether figures are gone by it."""

    table: str
    what: str
    lost: bool
    content: Content

    @property
    def pictures(self) -> bool:
        """A picture has to be put in."""
        return self.what.startswith("图片")


def whole(report: Report) -> Report:
    """Return ``report`` with a figure of its own in every cell, and signed."""
    number = iter(range(1, 1000))
    tables: dict[str, dict[str, dict[str, int]]] = {}
    for table in report.spec.tables:
        for row, column in table.addresses:
            tables.setdefault(table.id, {}).setdefault(row, {})[column] = next(number)
    return replace(report, tables=tables, date=date(report.year + 1, 1, 10))


def cases(report: Report) -> Iterator[Amiss]:
    """Yield every case of ``report``."""
    content = report_content(report)
    for place, block in enumerate(content.blocks):
        if isinstance(block, TableBlock):
            yield from _of_table(content, place, block.grid)


def _of_table(content: Content, place: int, grid: Grid) -> Iterator[Amiss]:
    name = grid.table

    def case(what: str, lost: bool, *blocks: Block) -> Amiss:
        kept = (*content.blocks[:place], *blocks, *content.blocks[place + 1 :])
        return Amiss(name, what, lost, replace(content, blocks=kept))

    yield case("缺表", True)
    yield case("图片 表", True, Paragraph(PICTURE))
    without = case("移走", False).content.blocks
    headings = [n for n, block in enumerate(without) if isinstance(block, Heading) and block.level == 1]
    later = next((n for n in headings if n > place), len(without))
    yield replace(
        case("移到下一部分", False),
        content=replace(content, blocks=(*without[: later + 1], TableBlock(grid), *without[later + 1 :])),
    )
    yield replace(case("移到文末", False), content=replace(content, blocks=(*without, TableBlock(grid))))
    lines = list(dict.fromkeys(cell.row for cell in grid.cells if cell.address))
    for number, line in enumerate(lines):
        label = next((c for c in reversed(grid.lines()[line]) if c.scope == "row" and c.text), None)
        shown = label.text if label else "数"
        yield case(f"缺行 {shown}", True, TableBlock(without_line(grid, line, rows=True)))
        yield case(
            f"图片 行 {shown}", True, TableBlock(_pictured(grid, {c for c in grid.cells if c.row == line}))
        )
        if label:
            yield case(f"改行名 {shown}", True, TableBlock(_said(grid, label, f"其余各类情形之{number}")))
        same = [other for other in lines if other != line and _shape(grid, other) == _shape(grid, line)]
        if label and same:
            other = min((abs(at - line), at) for at in same)[1]
            yield case(f"换行 {shown}", False, TableBlock(_swapped(grid, line, other, rows=True)))
    for head in _leaves(grid):
        path = f"{head.text}@{head.column}"
        if head.colspan == 1:
            yield case(f"缺列 {path}", True, TableBlock(without_line(grid, head.column, rows=False)))
            beside = [
                h.column for h in _leaves(grid) if h is not head and _group(grid, h) == _group(grid, head)
            ]
            if beside:
                other = min((abs(at - head.column), at) for at in beside)[1]
                yield case(f"换列 {path}", False, TableBlock(_swapped(grid, head.column, other, rows=False)))
        yield case(f"改列名 {path}", False, TableBlock(_said(grid, head, "其余情形")))
        below = {c.row for c in grid.cells if c.address and c.row > head.row and c.column == head.column}
        ours = {
            row
            for row in below
            if not any(
                h.row < row and h.row > head.row
                for h in _leaves(grid)
                if h.column <= head.column < h.column + h.colspan
            )
        }
        yield case(
            f"图片 列 {path}",
            True,
            TableBlock(_pictured(grid, {c for c in grid.cells if c.row in ours and c.column == head.column})),
        )


def _leaves(grid: Grid) -> list[GridCell]:
    """Return the heads right above figures."""
    return [
        head
        for head in grid.cells
        if head.scope == "col"
        and head.text
        and any(c.address and c.column == head.column and c.row > head.row for c in grid.cells)
        and head.column > min(c.column for c in grid.cells if not c.address) - (grid.table == "table4")
    ]


def _group(grid: Grid, head: GridCell) -> tuple[int, int, int]:
    """Return what two columns share that may be exchanged, heads and all: the heading above, the row."""
    above = [
        c.column
        for c in grid.cells
        if c.scope == "colgroup" and c.row < head.row and c.column <= head.column < c.column + c.colspan
    ]
    return max(above, default=-1), head.row, head.rowspan


def _shape(grid: Grid, line: int) -> tuple[tuple[int, int], ...]:
    return tuple((c.column, c.colspan) for c in grid.lines()[line] if c.rowspan == 1)


def _said(grid: Grid, cell: GridCell, text: str) -> Grid:
    return replace(grid, cells=tuple(replace(c, text=text) if c is cell else c for c in grid.cells))


def _pictured(grid: Grid, chosen: set[GridCell]) -> Grid:
    return replace(
        grid,
        cells=tuple(replace(c, text=PICTURE) if c in chosen and c.rowspan == 1 else c for c in grid.cells),
    )


def _swapped(grid: Grid, first: int, second: int, *, rows: bool) -> Grid:
    """Return the grid with the texts of two lines of one shape exchanged."""
    texts = {(c.row, c.column): c.text for c in grid.cells}
    other = {first: second, second: first}
    cells = []
    for c in grid.cells:
        line = c.row if rows else c.column
        span = c.rowspan if rows else c.colspan
        if line in other and span == 1:
            at = (other[line], c.column) if rows else (c.row, other[line])
            cells.append(replace(c, text=texts.get(at, c.text)))
        else:
            cells.append(c)
    return replace(grid, cells=tuple(cells))


def without_line(grid: Grid, line: int, *, rows: bool) -> Grid:
    """Return the grid without one row or column; what is merged over it shrinks."""
    cells = []
    for c in grid.cells:
        start, span = (c.row, c.rowspan) if rows else (c.column, c.colspan)
        if start <= line < start + span:
            if span == 1:
                continue
            span -= 1
        elif start > line:
            start -= 1
        cells.append(replace(c, row=start, rowspan=span) if rows else replace(c, column=start, colspan=span))
    if rows:
        return replace(grid, cells=tuple(cells), rows=grid.rows - 1)
    widths = grid.widths[:line] + grid.widths[line + 1 :]
    return replace(grid, cells=tuple(cells), columns=grid.columns - 1, widths=widths)


def write(case: Amiss, report: Report, kind: str, path: Path) -> None:
    """Write the file of a case; pictures stand where ``PICTURE`` was."""
    content = case.content
    if kind == "pdf" and case.pictures:
        content = _blanked(content)
    data = FORMATS[kind].write(Source(report, None, content))
    if case.pictures:
        data = {"html": _html, "docx": _docx, "pdf": _pdf}[kind](data)
    path.write_bytes(data)


def _blanked(content: Content) -> Content:
    blocks = []
    for block in content.blocks:
        if isinstance(block, TableBlock):
            cells = tuple(replace(c, text=c.text.replace(PICTURE, "")) for c in block.grid.cells)
            block = TableBlock(replace(block.grid, cells=cells))
        if not (isinstance(block, Paragraph) and block.text == PICTURE):
            blocks.append(block)
    return replace(content, blocks=tuple(blocks))


def _png() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + bytes([90, 90, 200]) * 40 for _ in range(40))
    head = struct.pack(">IIBBBBB", 40, 40, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def _html(data: bytes) -> bytes:
    image = f'<img width="400" height="300" src="data:image/png;base64,{base64.b64encode(_png()).decode()}">'
    return data.decode().replace(PICTURE, image).encode()


def _docx(data: bytes) -> bytes:
    document = docx.Document(io.BytesIO(data))
    paragraphs = [*document.paragraphs, *(p for t in document.tables for c in t._cells for p in c.paragraphs)]
    for paragraph in paragraphs:
        if PICTURE in paragraph.text:
            for run in paragraph.runs:
                run.text = ""
            paragraph.add_run().add_picture(io.BytesIO(_png()), width=Cm(1))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _pdf(data: bytes) -> bytes:
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            image = pdf.make_stream(bytes([90, 90, 200]) * 1600)
            image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            image.Width = image.Height = 40
            image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
            name = page.add_resource(image, pikepdf.Name.XObject)
            page.contents_add(f"q 300 0 0 200 100 300 cm {name} Do Q".encode(), prepend=False)
        written = io.BytesIO()
        pdf.save(written)
    return written.getvalue()
