"""The statutory layout of a table as a grid of merged cells, for every writer and widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from report_kit.forms.form import Block, Table
from report_kit.forms.values import Value, format_value

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
    relative column widths.
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


def grid(table: Table, values: Mapping[str, Mapping[str, Value]]) -> Grid:
    """Lay out a statutory table with the merged headers of the form.

    Args:
        table: the form's table.
        values: cells by row id and column id; a missing cell prints as a blank.
    """
    depth = table.label_depth
    columns = depth + max(len(block.columns) for block in table.blocks)
    cells: list[GridCell] = []
    line = header_rows = 0
    for block in table.blocks:
        if block.heading:
            cells.append(GridCell(line, 0, block.heading, colspan=columns, scope="colgroup"))
            line += 1
        height = max(len(column.path) for column in block.columns) + 1
        if depth:
            cells.append(GridCell(line, 0, table.corner, height, depth, "col"))
        cells += _column_headers(block, line, depth, height, columns)
        line += height
        header_rows = line if len(table.blocks) == 1 else 0
        cells += _row_headers(block, line, depth)
        for offset, row in enumerate(block.rows):
            for index, column in enumerate(block.columns):
                value = format_value(values.get(row.id, {}).get(column.id))
                cells.append(
                    GridCell(
                        line + offset,
                        depth + index,
                        value,
                        colspan=_to_the_edge(index, block, depth, columns),
                        address=(row.id, column.id),
                    )
                )
        line += len(block.rows)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(table.id, table.title, line, columns, header_rows, table.widths, tuple(cells))


def _to_the_edge(index: int, block: Block, depth: int, columns: int) -> int:
    """The last column of a narrower block fills the table's width."""
    return columns - depth - index if index == len(block.columns) - 1 else 1


def _column_headers(block: Block, line: int, depth: int, height: int, columns: int) -> list[GridCell]:
    cells = []
    opened: set[tuple[str, ...]] = set()
    for index, column in enumerate(block.columns):
        for level, text in enumerate(column.path):
            group = column.path[: level + 1]
            if group not in opened:
                opened.add(group)
                span = sum(1 for other in block.columns if other.path[: level + 1] == group)
                cells.append(GridCell(line + level, depth + index, text, 1, span, "colgroup"))
        used = len(column.path)
        span = _to_the_edge(index, block, depth, columns)
        cells.append(GridCell(line + used, depth + index, column.label, height - used, span, "col"))
    return cells


def _row_headers(block: Block, line: int, depth: int) -> list[GridCell]:
    if not depth:
        return []
    cells = []
    opened: set[tuple[str, ...]] = set()
    for offset, row in enumerate(block.rows):
        for level, text in enumerate(row.path):
            group = row.path[: level + 1]
            if group not in opened:
                opened.add(group)
                span = sum(1 for other in block.rows if other.path[: level + 1] == group)
                cells.append(GridCell(line + offset, level, text, span, 1, "rowgroup"))
        used = len(row.path)
        cells.append(GridCell(line + offset, used, row.label, 1, depth - used, "row"))
    return cells
