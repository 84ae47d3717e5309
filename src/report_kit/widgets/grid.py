"""A statutory table to fill in: one widget, whatever the number of cells."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from report_kit.errors import ReportError
from report_kit.forms.form import Table
from report_kit.forms.layout import GridCell, grid
from report_kit.forms.values import Value, format_value, parse_value

Values = Mapping[str, Mapping[str, Value]]
Address = tuple[str, str]


class GridWidget(anywidget.AnyWidget):
    """An editable statutory table. It holds what was typed; ``read`` turns that into figures.

    Args:
        table: a table of the form.
        values: the figures to begin with, by row id and column id.
    """

    _esm = Path(__file__).with_name("grid.js")
    _css = Path(__file__).with_name("grid.css")
    lines: traitlets.List[Any] = traitlets.List().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    typed = traitlets.Dict().tag(sync=True)
    problems = traitlets.Dict().tag(sync=True)

    def __init__(self, table: Table, values: Values) -> None:
        self.table = table
        layout = grid(table, {})
        super().__init__(lines=[_line(table, line) for line in layout.lines()], caption=layout.caption)
        self.show(values)

    def show(self, values: Values) -> None:
        """Put figures into the cells, replacing what was typed."""
        self.typed = {
            _key(row, column): format_value(values.get(row, {}).get(column))
            for row, column in self.table.addresses
        }

    def read(self) -> tuple[dict[Address, Value], dict[Address, str]]:
        """Return the figures by address, and for cells that hold no figure why, in Chinese."""
        figures: dict[Address, Value] = {}
        problems: dict[Address, str] = {}
        for row, column in self.table.addresses:
            try:
                figures[row, column] = parse_value(
                    str(self.typed.get(_key(row, column), "")), self.table.cell_type(row, column)
                )
            except ReportError as error:
                problems[row, column] = error.what
        return figures, problems

    def mark(self, problems: Mapping[Address, str]) -> None:
        """Mark cells as wrong, each with its reason; the others lose their mark."""
        self.problems = {_key(row, column): reason for (row, column), reason in problems.items()}


def _key(row: str, column: str) -> str:
    return f"{row}/{column}"


def _line(table: Table, line: list[GridCell]) -> list[dict[str, Any]]:
    """Return one printed row as the page draws it; the row's own label carries its help."""
    address = next((cell.address for cell in line if cell.address), None)
    help = table.addresses[address][0].help if address else ""
    drawn = []
    for cell in line:
        item: dict[str, Any] = {"rowspan": cell.rowspan, "colspan": cell.colspan}
        if cell.address:
            item |= {"key": _key(*cell.address), "label": "，".join(table.names(*cell.address))}
        else:
            item |= {"text": cell.text, "scope": cell.scope, "help": help if cell.scope == "row" else ""}
        drawn.append(item)
    return drawn
