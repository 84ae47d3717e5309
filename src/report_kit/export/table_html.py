"""A table as HTML that stands alone: for notebook cells and for the web page."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

from report_kit.export.blocks import prose_columns
from report_kit.forms.layout import Grid, GridCell


def table_html(grid: Grid, *, caption: bool = False, captioned: bool = False) -> str:
    """Return a grid as one ``<table>`` without blank lines, so that markdown takes it whole.

    Args:
        grid: the table.
        caption: whether it says its name.
        captioned: whether the web page shows the name, which else is there for screen readers.
    """
    lines = ['<table class="captioned">' if captioned else "<table>"]
    if caption and grid.caption:
        lines.append(f"<caption>{escape(grid.caption)}</caption>")
    prose = prose_columns(grid)
    rows = [
        "<tr>" + "".join(_cell(cell, _class(cell, grid, prose)) for cell in line) + "</tr>"
        for line in grid.lines()
    ]
    if grid.header_rows:
        lines += ["<thead>", *rows[: grid.header_rows], "</thead>"]
    lines += ["<tbody>", *rows[grid.header_rows :], "</tbody>", "</table>"]
    return "\n".join(lines)


def _class(cell: GridCell, grid: Grid, prose: frozenset[int]) -> str:
    """Return the classes of a cell; browsers squeeze short columns, but a form's table has its own layout."""
    names = []
    if not grid.table and cell.row == 0 and cell.colspan == 1:
        share = 20 * grid.widths[cell.column] / sum(grid.widths)
        names.append(f"w{5 * max(1, round(share))}")
    if cell.column in prose and not cell.scope:
        names.append("left")
    return f' class="{" ".join(names)}"' if names else ""


def _cell(cell: GridCell, classes: str) -> str:
    spans = (f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else "") + (
        f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    )
    if cell.scope:
        return f'<th scope="{cell.scope}"{spans}{classes}>{escape(cell.text)}</th>'
    return f"<td{spans}{classes}>{escape(cell.text)}</td>"


def value_texts(html: str) -> list[str]:
    """Return the texts of the ``<td>`` cells in ``html``, in order."""
    reader = _Values()
    reader.feed(html)
    reader.close()
    return [text.strip() for text in reader.texts]


class _Values(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "td":
            self.texts.append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in ("td", "tr", "table")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data
