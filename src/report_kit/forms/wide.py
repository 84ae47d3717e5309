"""The table of one row without a label: columns by group and label, in one table or several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from report_kit.document import Cell
from report_kit.forms.columns import fitted, is_grid
from report_kit.forms.form import Column
from report_kit.forms.form import Table as FormTable
from report_kit.forms.outline import squeeze

_LEAST = 3
"""So many labels make a head."""


@dataclass(frozen=True)
class Sheet:
    """A row of figures without a label, the rows above it in its table, and the line above the table."""

    caption: str
    heads: tuple[Sequence[Cell], ...]
    values: tuple[Cell, ...]


@dataclass(frozen=True)
class WideCells:
    """What was found, by column id, and the words of the head that differ from the form's labels."""

    cells: dict[str, Cell]
    renamed: tuple[tuple[Cell, str], ...]


def locate_wide(table: FormTable, sheets: Sequence[Sheet]) -> WideCells:
    """Find the one row of ``table``: under its labels where it has a head, else by its number of figures."""
    reader = _Reader(table)
    for sheet in sheets:
        reader.read(sheet)
    if not reader.cells:
        count = len(table.blocks[0].columns)
        whole = [sheet.values for sheet in sheets if any(any(map(str.isdigit, c.text)) for c in sheet.values)]
        rows = [row for row in whole if fitted(row, count)] or [
            sheet.values for sheet in sheets if len(sheet.values) == count
        ]
        for row in rows[:1]:
            cells = fitted(row, count) or ()
            reader.cells = {
                column.id: cell for column, cell in zip(table.blocks[0].columns, cells, strict=True)
            }
    return WideCells(reader.cells, tuple(reader.renamed))


class _Reader:
    def __init__(self, table: FormTable) -> None:
        self.groups: dict[str, list[Column]] = {}
        for column in table.blocks[0].columns:
            self.groups.setdefault(squeeze(column.path[-1]) if column.path else "", []).append(column)
        columns = table.blocks[0].columns
        self.labels = [squeeze(label) for label in dict.fromkeys(column.label for column in columns)]
        self.above = {squeeze(word) for column in columns for word in column.path}
        self.cells: dict[str, Cell] = {}
        self.renamed: list[tuple[Cell, str]] = []

    def read(self, sheet: Sheet) -> None:
        grid = bool(sheet.heads) and is_grid((*sheet.heads, sheet.values))
        leaves = self._leaves(sheet, grid)
        if sum(squeeze(cell.text) in self.labels for cell in leaves) < min(_LEAST, len(self.labels)):
            return
        if grid:
            at = {cell.column: cell for cell in sheet.values}
            values = [at[leaf.column] for leaf in leaves if leaf.column in at]
        else:
            values = []
        if len(values) != len(leaves):
            values = fitted(sheet.values, len(leaves)) or []
        if len(values) != len(leaves):
            return
        heads = self._group_heads(sheet)
        begins = sorted({cell.column for cell, _ in heads}) if grid else []
        if begins and leaves[0].column >= begins[0]:
            # Each heading of a group stands above the first of its columns.
            bounds = [
                *(
                    next(n for n, leaf in enumerate(leaves) if leaf.column >= at)
                    for at in begins
                    if at <= leaves[-1].column
                ),
                len(leaves),
            ]
            parts = [(low, high) for low, high in pairwise(bounds) if low < high]
        else:
            parts = list(self._parts(leaves))
        for name, (low, high) in zip(self._named(sheet, heads, parts, leaves, grid), parts, strict=False):
            self._place(self.groups[name], leaves[low:high], values[low:high])

    def _group_heads(self, sheet: Sheet) -> list[tuple[Cell, str]]:
        """Return the headings of groups above the figures, with the group each names."""
        printed = [(cell, squeeze(cell.text)) for row in sheet.heads for cell in row]
        return [
            (cell, name)
            for cell, text in printed
            for name in self.groups
            if name and text.startswith(name) and len(text) <= len(name) + 2
        ]

    def _leaves(self, sheet: Sheet, grid: bool) -> list[Cell]:
        """Return the cells of the head right above the figures, in order."""
        if grid:
            lowest: dict[int, Cell] = {}
            for row in sheet.heads:
                for cell in row:
                    if cell.text.strip():
                        lowest.update({cell.column + step: cell for step in range(cell.colspan)})
            found = {lowest[place].start: lowest[place] for place in sorted(lowest)}
            return [cell for cell in found.values() if squeeze(cell.text) not in self.above]
        words = [cell for row in sheet.heads for cell in row if cell.text.strip()]
        words = [cell for cell in words if squeeze(cell.text) not in self.above]
        if len(words) > len(sheet.values):
            words = [cell for cell in words if squeeze(cell.text) in self.labels]
        return words

    def _parts(self, leaves: Sequence[Cell]) -> Iterator[tuple[int, int]]:
        """Yield where each group of labels begins and ends: one label stands in a group once."""
        seen: list[str] = []
        low = 0
        for number, leaf in enumerate(leaves):
            text = squeeze(leaf.text)
            again = len(seen) >= len(self.labels) - 1 and text == self.labels[0]
            if seen and (text in seen or len(seen) >= len(self.labels) or again):
                yield low, number
                low, seen = number, []
            seen.append(text)
        if seen:
            yield low, len(leaves)

    def _named(
        self,
        sheet: Sheet,
        heads: Sequence[tuple[Cell, str]],
        parts: Sequence[tuple[int, int]],
        leaves: Sequence[Cell],
        grid: bool,
    ) -> list[str]:
        """Return the group of each part: the one printed above it, else by order."""
        if grid:
            # Of headings above a part, the last that begins at or before it.
            named = [
                max(((c.column, n) for c, n in heads if c.column <= leaves[low].column), default=(0, ""))[1]
                for low, _ in parts
            ]
            if named and all(named) and len(set(named)) == len(named):
                return named
        elif len({name for _, name in heads}) == len(parts):
            # Headings of one group stand before those it is made of, whatever row they are in.
            return list(dict.fromkeys(name for _, name in heads))
        if len(parts) == len(self.groups):
            return list(self.groups)
        caption = squeeze(sheet.caption)
        said = [name for name in self.groups if name and name in caption]
        if len(said) == len(parts):
            return said
        return [name for name, columns in self.groups.items() if columns[0].id not in self.cells]

    def _place(self, columns: Sequence[Column], leaves: Sequence[Cell], values: Sequence[Cell]) -> None:
        by_label = {squeeze(column.label): column for column in columns}
        free = dict(by_label)
        strange = []
        for leaf, value in zip(leaves, values, strict=True):
            column = free.pop(squeeze(leaf.text), None)
            if column is None:
                strange.append((leaf, value))
            else:
                self.cells.setdefault(column.id, value)
        if len(strange) == len(free) == 1 and len(leaves) == len(columns):
            (leaf, value), column = strange[0], next(iter(free.values()))
            self.cells.setdefault(column.id, value)
            self.renamed.append((leaf, column.label))
