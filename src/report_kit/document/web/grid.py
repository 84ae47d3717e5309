"""The cells of a table of a web page in their grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from report_kit.document.omissions import OmissionKind
from report_kit.document.web.furniture import furniture
from report_kit.document.web.lists import Lists
from report_kit.document.web.omitted import OMITTED
from report_kit.document.web.runs import Runs
from report_kit.document.writer import GridText, cell_text

Node = Any

_MAX_SPAN = 64
_LONG_CELL = 200


def rows_of(table: Node) -> Iterator[list[Node]]:
    """Yield the rows of a table, those of nested tables apart."""
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from rows_of(child)


def is_layout(rows: list[list[Node]]) -> bool:
    """Say whether a table only places what it holds: one cell, tables inside, or prose in columns."""
    cells = [cell for row in rows for cell in row]
    if len(cells) == 1:
        return True
    nested = sum(_length(table) for cell in cells for table in _outermost_tables(cell))
    whole = sum(map(_length, cells))
    long = any(_length(cell) > _LONG_CELL and len(cell.findall(".//p")) > 1 for cell in cells)
    return (nested > 0 and 2 * nested >= whole) or (long and len(rows) <= 2)


def _outermost_tables(cell: Node) -> Iterator[Node]:
    for node in cell:
        if node.tag == "table":
            yield node
        else:
            yield from _outermost_tables(node)


def _length(node: Node) -> int:
    return len("".join("".join(node.itertext()).split()))


def grid_of(
    rows: list[list[Node]], lists: Lists, left_out: dict[tuple[int, int], Counter[OmissionKind]]
) -> Iterator[list[GridText]]:
    """Yield the cells of each row with their columns in the grid, as the HTML standard lays them out.

    What was taken out of a cell is put into ``left_out`` by its row and column, from 1.
    """
    taken: dict[int, int] = {}
    for number, row in enumerate(rows):
        cells, column = [], 0
        for cell in row:
            while taken.get(column, 0) > 0:
                column += 1
            rowspan = min(_span(cell, "rowspan") or len(rows), len(rows) - number)
            colspan = max(1, _span(cell, "colspan"))
            lines, counts = _lines(cell, lists)
            if counts:
                left_out[number + 1, column + 1] = counts
            cells.append(GridText(cell_text(lines), column, rowspan, colspan))
            for place in range(column, column + colspan):
                taken[place] = max(taken.get(place, 0), rowspan)
            column += colspan
        taken = {place: left - 1 for place, left in taken.items() if left > 1}
        yield cells


def _span(cell: Node, name: str) -> int:
    try:
        return min(_MAX_SPAN, max(0, int(cell.get(name, "1").strip())))
    except ValueError:
        return 1


def _lines(cell: Node, lists: Lists) -> tuple[list[str], Counter[OmissionKind]]:
    """Return the lines of a cell (its paragraphs, and what breaks part), and what was taken out of it."""
    runs = Runs()
    lines: list[str] = []
    blocks = furniture().blocks

    def part(as_typed: bool) -> None:
        lines.extend(line for line, _ in runs.take(as_typed=as_typed))

    def walk(node: Node, as_typed: bool) -> None:
        as_typed = as_typed or node.tag == "pre"
        if node.tag == "li":
            runs.label(lists.number(node))
        runs.text(node.text)
        for inner in node:
            if inner.tag == OMITTED:
                runs.mark(inner)
            else:
                block = inner.tag == "br" or inner.tag in blocks
                if block:
                    part(as_typed)
                walk(inner, as_typed)
                if block:
                    part(as_typed)
            runs.text(inner.tail)
        if node.tag == "li":
            part(as_typed)
            runs.label("")

    walk(cell, False)
    part(False)
    return lines, runs.left_out
