"""Say in Chinese where an offset of a text stands, for what is not in it."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import accumulate

from report_kit.document.model import Document, Table

_WORDS = 10


class Places:
    """The places of one document; a file may leave out as much as it has blocks."""

    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        self._starts = [block.start for block in document.blocks]
        self._tables = list(accumulate(isinstance(block, Table) for block in document.blocks))
        self._cells = cache(self._cell_starts)

    def at(self, offset: int) -> str:
        """Return the place of an offset into the document's text."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return "文首"
        block, tables = self._blocks[index], self._tables[index]
        if isinstance(block, Table):
            return f"第 {tables} 个表格{self._in_table(block, index, offset)}"
        words = block.text[:_WORDS] + ("…" if len(block.text) > _WORDS else "")
        return f"第 {index + 1 - tables} 段“{words}”{'' if offset <= block.end else '之后'}"

    def number(self, offset: int) -> str:
        """Return the number of the paragraph or of the cell at an offset, without its words."""
        index = max(0, bisect_right(self._starts, offset) - 1)
        block, tables = self._blocks[index], self._tables[index]
        if isinstance(block, Table):
            return f"第 {tables} 个表格{self._in_table(block, index, offset)}"
        return f"第 {index + 1 - tables} 段"

    def _in_table(self, table: Table, index: int, offset: int) -> str:
        starts, places = self._cells(index)
        if offset > table.end:
            return "之后"
        row, column = places[max(0, bisect_right(starts, offset) - 1)]
        return f"第 {row + 1} 行第 {column + 1} 列"

    def _cell_starts(self, index: int) -> tuple[list[int], list[tuple[int, int]]]:
        table = self._blocks[index]
        cells = list(table.cells()) if isinstance(table, Table) else []
        return [cell.start for cell in cells], [(cell.row, cell.column) for cell in cells]
