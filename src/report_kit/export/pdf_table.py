"""Grids and charts as the values typst prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from report_kit.export.blocks import prose_columns, table_size
from report_kit.export.fonts import visible
from report_kit.forms.layout import Grid, GridCell

if TYPE_CHECKING:
    from report_kit.export.charts.figures import Chart

CHART_SIZE = 9.0
"""Points of the type of the table below a chart."""


def table_data(grid: Grid, size: float | None = None) -> dict[str, Any]:
    """Return a grid parted into runs of header rows and value rows, as ``templates/table.typ`` wants them.

    Args:
        grid: the table.
        size: of the type in points; by the table's columns and figures where not given.
    """
    parts: list[dict[str, Any]] = []
    headers, prose = header_lines(grid), prose_columns(grid)
    for line, cells in enumerate(grid.lines()):
        header = line in headers
        if not parts or parts[-1]["header"] != header:
            parts.append({"header": header, "rows": []})
        parts[-1]["rows"].append([_cell(cell, prose) for cell in cells])
    size = size or table_size(grid)
    return {
        "widths": grid.widths,
        "size": size,
        "padding": size * 0.45,
        "inset": 2 if grid.columns > 6 else 4,
        "parts": parts,
    }


def chart_data(chart: Chart) -> dict[str, Any]:
    """Return what a template prints of a chart; without figures it has neither picture nor table."""
    said = {"title": chart.title, "text": chart.description}
    if chart.is_empty:
        return said
    from report_kit.export.charts.draw import svg

    return said | {"svg": svg(chart), "table": table_data(chart.grid, CHART_SIZE)}


def header_lines(grid: Grid) -> set[int]:
    """Return the rows that hold nothing but column headers."""
    values = {
        line
        for cell in grid.cells
        if cell.scope not in ("col", "colgroup")
        for line in range(cell.row, cell.row + cell.rowspan)
    }
    return set(range(grid.rows)) - values


def _cell(cell: GridCell, prose: frozenset[int]) -> dict[str, Any]:
    left = cell.scope == "row" or (cell.column in prose and not cell.scope)
    kind = "row" if left else "other"
    return {"text": visible(cell.text), "rowspan": cell.rowspan, "colspan": cell.colspan, "kind": kind}
