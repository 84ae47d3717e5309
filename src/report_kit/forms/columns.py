"""Which printed column holds which column of the form: by the words of the head, never by place alone.

A head is the rows above a row of figures. In a file that keeps merged cells it is a grid; where they are
lost, a merged heading stands in one row and what it covers at its place in the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from report_kit.document import Cell
from report_kit.forms.form import Block, Column
from report_kit.forms.form import Table as FormTable
from report_kit.forms.outline import squeeze

_ALIKE = 0.6
_REST = frozenset({"信息内容", "项目", "内容", "名称", "序号", "类别"})


@dataclass(frozen=True)
class Heads:
    """The columns as the head of a printed table names them.

    Args:
        order: for each printed column, in order, the id of the form's; ``None`` for one it does not have.
        places: column of the grid for each, where the file keeps a grid; empty otherwise.
        renamed: words of the head that differ from the form's, with the label they were taken for.
        unknown: cells of the head that are none of the form's.
    """

    order: tuple[str | None, ...]
    places: tuple[int, ...] = ()
    renamed: tuple[tuple[Cell, str], ...] = ()
    unknown: tuple[Cell, ...] = ()

    def assign(self, values: Sequence[Cell]) -> dict[str, Cell] | None:
        """Return the cell of each column, ``None`` when the row does not fit the head."""
        if self.places:
            at = {c.column + step: c for c in reversed(values) for step in range(max(1, c.colspan))}
            found = {
                name: at[place]
                for name, place in zip(self.order, self.places, strict=True)
                if name and place in at
            }
            if len(set(map(id, found.values()))) == len([name for name in self.order if name]):
                return found
        fitting = fitted(values, len(self.order))
        if fitting is None:
            return None
        return {name: cell for name, cell in zip(self.order, fitting, strict=True) if name}


def fitted(values: Sequence[Cell], count: int) -> list[Cell] | None:
    """Return ``count`` of the cells, ``None`` when they are fewer.

    Blank cells before them belong to the labels, blank ones behind to a line that ends in tabs.
    """
    rest = list(values)
    while len(rest) > count and not rest[0].text.strip():
        rest.pop(0)
    while len(rest) > count and not rest[-1].text.strip():
        rest.pop()
    return rest[-count:] if len(rest) >= count else None


def heads_of(
    rows: Sequence[Sequence[Cell]], block: Block, table: FormTable, below: Sequence[Cell], first: int
) -> Heads | None:
    """Return what the rows of a head say of the columns of ``block``, ``None`` when they name none of them.

    Args:
        rows: the rows above the figures.
        block: whose columns have a label each of its own.
        table: the table it belongs to.
        below: the first row of figures.
        first: column of the grid of the first figure.
    """
    labels = {squeeze(column.label): column for column in block.columns}
    groups = {squeeze(word) for column in block.columns for word in column.path}
    corner = {squeeze(table.corner), *(squeeze(one.heading) for one in table.blocks)} | _REST
    headed = bool(rows) and bool(rows[-1]) and squeeze(rows[-1][0].text) in corner - {""}
    if not headed and not any(squeeze(cell.text) in labels for row in rows for cell in row):
        return None
    grid = is_grid((*rows, below))
    words = _by_grid(rows, groups, first) if grid else _by_order(rows, groups)
    words = [cell for cell in words if squeeze(cell.text) not in corner]
    if not grid:
        # What stands before the first known label heads the labels of the rows, if there is more than enough.
        known = [number for number, cell in enumerate(words) if squeeze(cell.text) in labels]
        while len(words) > len(block.columns) and known and known[0] > 0:
            words.pop(0)
            known = [number - 1 for number in known]
    return _named(words, block.columns, labels, grid)


def is_grid(rows: Sequence[Sequence[Cell]]) -> bool:
    """Say whether the cells' columns can be trusted: merged cells are known, or printed as blank ones."""
    spans = any(cell.colspan > 1 or cell.rowspan > 1 for row in rows for cell in row)
    return spans or len({len(row) for row in rows}) == 1


def _named(
    words: Sequence[Cell], columns: Sequence[Column], labels: Mapping[str, Column], grid: bool
) -> Heads:
    order: list[str | None] = [
        found.id if (found := labels.get(squeeze(cell.text))) else None for cell in words
    ]
    free = [column for column in columns if column.id not in order]
    strange = [number for number, name in enumerate(order) if name is None]
    renamed: list[tuple[Cell, str]] = []
    for number in strange:
        text = squeeze(words[number].text)
        best = max(free, key=lambda column: _likeness(text, squeeze(column.label)), default=None)
        # A single word in the place of the only label that lacks is that label, whatever it says.
        alone = len(strange) == len(free) == 1 and columns.index(free[0]) == number
        if best and (alone or _likeness(text, squeeze(best.label)) >= _ALIKE):
            order[number] = best.id
            free.remove(best)
            renamed.append((words[number], best.label))
    unknown = tuple(cell for cell, name in zip(words, order, strict=True) if name is None)
    places = tuple(cell.column for cell in words) if grid else ()
    return Heads(tuple(order), places, tuple(renamed), unknown)


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _by_grid(rows: Sequence[Sequence[Cell]], groups: set[str], first: int) -> list[Cell]:
    """Return the lowest cell of the head above each column, from the first with figures on."""
    lowest: dict[int, Cell] = {}
    for row in rows:
        for cell in row:
            if cell.column >= first and cell.text.strip():
                lowest.update({cell.column + step: cell for step in range(cell.colspan)})
    found: dict[int, Cell] = {}
    for place in sorted(lowest):
        found.setdefault(lowest[place].start, lowest[place])
    return [cell for cell in found.values() if squeeze(cell.text) not in groups]


def _by_order(rows: Sequence[Sequence[Cell]], groups: set[str]) -> list[Cell]:
    """Return the cells of a head without its merged cells, each merged heading replaced by what it covers."""
    line: list[Cell] = []
    for row in rows:
        cells = [cell for cell in row if cell.text.strip()]
        at = next((n for n, cell in enumerate(line) if squeeze(cell.text) in groups), None)
        if at is None:
            line += cells
        else:
            line[at : at + 1] = cells
    return [cell for cell in line if squeeze(cell.text) not in groups]
