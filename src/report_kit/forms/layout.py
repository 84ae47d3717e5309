"""The statutory layout of a table as a grid of merged cells, for every writer and widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scope = Literal["", "row", "col", "rowgroup", "colgroup"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of the printed grid.

    ``scope`` is the HTML scope of a header cell and empty for a value. ``address`` is the (row id,
    column id) of a value cell, ``None`` for a header.
    """

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    scope: Scope = ""
    address: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to draw: every position of ``rows`` x ``columns`` is covered by exactly one cell.

    ``header_rows`` leading rows repeat when the table is continued on another page. ``widths`` are
    relative column widths. ``starts_block`` lists rows after which a page may break (the first row of
    a group).
    """

    table: str
    caption: str
    rows: int
    columns: int
    header_rows: int
    widths: tuple[float, ...]
    cells: tuple[GridCell, ...]

    def lines(self) -> list[list[GridCell]]:
        """Return the cells by the row they start in, left to right."""
        lines: list[list[GridCell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            lines[cell.row].append(cell)
        return [sorted(line, key=lambda cell: cell.column) for line in lines]
