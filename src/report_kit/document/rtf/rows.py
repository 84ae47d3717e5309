"""Rows of RTF tables: where their cells end, and which are one cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from report_kit.document.writer import GridText, cell_text

_NEAR = 30  # twips, a twentieth of a point each
_MOST_CELLS = 500


@dataclass
class CellProps:
    """The right edge of a cell in twips, and whether it goes on from the one above or to the left."""

    edge: int = 0
    below: bool = False
    beside: bool = False


@dataclass
class RowProps:
    """What a row says of its cells before it ends."""

    left: int = 0
    cells: list[CellProps] = field(default_factory=list)
    open: CellProps = field(default_factory=CellProps)

    def edge(self, at: int) -> None:
        """End a cell at ``at``."""
        if len(self.cells) < _MOST_CELLS:
            self.open.edge = at
            self.cells.append(self.open)
        self.open = CellProps()


@dataclass(frozen=True)
class Row:
    """A row: the lines of its cells and what it says of them."""

    cells: tuple[tuple[str, ...], ...]
    props: RowProps


def grid_of(rows: list[Row]) -> list[list[GridText]]:
    """Return the cells of a table with the places they take in its grid."""
    edges = _apart([row.props.left for row in rows] + [cell.edge for row in rows for cell in row.props.cells])
    table: list[list[GridText]] = []
    # For each column the row and number of the cell that stands there, for those that go on below.
    open_cells: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        done: list[GridText] = []
        left = row.props.left
        for index, lines in enumerate(row.cells):
            text = cell_text(lines)
            if index >= len(row.props.cells):
                done.append(GridText(text, max(len(edges) - 1, index)))
                continue
            props = row.props.cells[index]
            column, end = _at(edges, left), _at(edges, props.edge)
            left = props.edge
            span = max(1, end - column)
            if props.beside and done:
                last = done[-1]
                done[-1] = GridText(last.text + text, last.column, last.rowspan, last.colspan + span)
                continue
            if props.below and column in open_cells:
                above, at = open_cells[column]
                cell = table[above][at]
                more = cell_text([*cell.text.split("\n"), text]) if text else cell.text
                table[above][at] = GridText(more, cell.column, number - above + 1, cell.colspan)
                continue
            open_cells[column] = (number, len(done))
            done.append(GridText(text, column, 1, span))
        table.append(done)
    return table


def _apart(values: list[int]) -> list[int]:
    done: list[int] = []
    for value in sorted(values):
        if not done or value - done[-1] > _NEAR:
            done.append(value)
    return done


def _at(edges: list[int], value: int) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))
