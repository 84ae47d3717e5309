"""Say in Chinese where an offset of a source stands, for what is not in its text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from report_kit.document.model import Document, Paragraph, Table

_WORDS = 10


def place_of(document: Document, starts: Sequence[int], offset: int) -> str:
    """Return the place of an offset into ``Document.text``.

    Args:
        document: the document.
        starts: where its blocks start, ascending.
        offset: where the content would stand.
    """
    index = bisect_right(starts, offset) - 1
    if index < 0:
        return "文首"
    block = document.blocks[index]
    if isinstance(block, Table):
        return _in_table(document, block, index, offset)
    number = sum(isinstance(other, Paragraph) for other in document.blocks[: index + 1])
    words = block.text[:_WORDS] + ("…" if len(block.text) > _WORDS else "")
    return f"第 {number} 段“{words}”{'' if offset <= block.end else '之后'}"


def _in_table(document: Document, table: Table, index: int, offset: int) -> str:
    number = sum(isinstance(other, Table) for other in document.blocks[: index + 1])
    cells = [cell for cell in table.cells() if cell.start <= offset]
    if not cells or offset > table.end:
        return f"第 {number} 个表格之后"
    return f"第 {number} 个表格第 {cells[-1].row + 1} 行第 {cells[-1].column + 1} 列"
