"""Find the cells of the statutory tables by their labels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import zip_longest

from report_kit.document import Cell, Table
from report_kit.forms.columns import Heads, fitted, heads_of
from report_kit.forms.form import Block, Form
from report_kit.forms.form import Table as FormTable
from report_kit.forms.outline import squeeze
from report_kit.forms.values import BLANK_MARKS
from report_kit.forms.wide import Sheet, locate_wide

_ALIKE = 0.82
_VALUE = re.compile(
    r"[-+]?[\d.,]*\d(?:件次|人次|万元|[^\W\d])?(?:\([^()]*\)|\[[^\[\]]*\])?[*※†]?|[-+]?[\d.,]+[^\W\d]?"
)
"""A figure with what people write behind it: a unit, a remark."""
_NUMBERED = re.compile(r"[\d一二三四五六七八九十]")


@dataclass(frozen=True, slots=True)
class LocatedCell:
    """A value cell as found.

    ``label`` is the printed row label, which may differ from the form's; for a group of rows printed as one
    it is the group's.
    """

    cell: Cell
    label: str


def _is_value(text: str) -> bool:
    """Say whether a cell can hold a value: a figure, or one of the marks people write for none."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return plain in BLANK_MARKS or _VALUE.fullmatch(plain) is not None


@dataclass(frozen=True)
class LocatedTables:
    """What of the form's tables the tables of a document hold.

    Args:
        cells: the value cells by (table id, row id, column id).
        unknown_rows: label cells of rows with figures that the form does not have.
        short_rows: label cells of rows with fewer figures than columns: which is missing, nobody can tell.
        renamed_columns: heads that differ from the form's, each with the label it was taken for.
        unknown_columns: heads that the form does not have.
    """

    cells: dict[tuple[str, str, str], LocatedCell]
    unknown_rows: tuple[Cell, ...] = ()
    short_rows: tuple[Cell, ...] = ()
    renamed_columns: tuple[tuple[Cell, str], ...] = ()
    unknown_columns: tuple[Cell, ...] = ()


def locate_tables(tables: Sequence[Table], form: Form, captions: Sequence[str] = ()) -> LocatedTables:
    """Match the rows of ``tables`` to the form.

    Args:
        tables: of the document.
        form: the form.
        captions: for each table the line above it.

    Returns:
        What they hold. Where a label stands twice, the first row with figures counts.
    """
    reader = _Reader(form)
    for table, caption in zip_longest(tables, captions, fillvalue=""):
        if isinstance(table, Table):
            reader.read(table, str(caption))
    return reader.found()


class _Reader:
    """The tables of a document under way."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.labels = _known(form)
        self.members = _groups(form)
        self.cells: dict[tuple[str, str, str], LocatedCell] = {}
        self.unknown: list[Cell] = []
        self.short: list[Cell] = []
        self.sheets: list[Sheet] = []
        self.seen: set[tuple[str, str]] = set()
        self.groups: dict[str, list[Cell]] = {}
        self.heads: dict[int, Heads] = {}
        """What the last head said, by block."""
        self.under: dict[int, Sequence[Sequence[Cell]]] = {}
        self.said: list[Heads] = []

    def read(self, table: Table, caption: str) -> None:
        """Read the rows of one table."""
        above: list[Sequence[Cell]] = []
        figures = False
        for row in table.rows:
            words, values = _split(row, self.labels)
            match = _match([cell.text for cell in words], self.labels) if words and values else None
            if not words and values:
                self.sheets.append(Sheet(caption, tuple(above), tuple(values)))
                figures = figures or any(map(_figure, values))
                continue
            if not match and not any(cell.text.strip() for cell in values):
                above = [*([] if figures else above), row]
                figures = False
                continue
            if match:
                self._row(match, row, words, values, above)
            else:
                self._strange(words, values, caption, above)
            figures = True

    def _row(
        self,
        match: tuple[FormTable, Block, str],
        row: Sequence[Cell],
        words: Sequence[Cell],
        values: Sequence[Cell],
        above: Sequence[Sequence[Cell]],
    ) -> None:
        table, block, row_id = match
        if (table.id, row_id) in self.seen:
            return
        if self.under.get(id(block)) is not above:
            # The first row below a head tells which of its columns are those of the figures.
            self.under[id(block)] = above
            heads = heads_of(above, block, table, row, values[0].column)
            if heads:
                self.heads[id(block)] = heads
                self.said.append(heads)
        found = _assigned(values, table, block, self.heads.get(id(block)))
        if found is None:
            self.short.append(words[-1])
            return
        self.seen.add((table.id, row_id))
        for column, value in found.items():
            self.cells[table.id, row_id, column] = LocatedCell(value, words[-1].text)

    def _strange(
        self, words: Sequence[Cell], values: Sequence[Cell], caption: str, above: Sequence[Sequence[Cell]]
    ) -> None:
        """Take a row the form does not have: a group printed as one row, or the row of a wide table."""
        group = squeeze(words[-1].text)
        if group in self.members and all(value.text.strip() == "0" for value in values):
            self.groups.setdefault(group, list(values))
        elif any(map(_figure, values)):
            self.unknown.append(words[-1])
            self.sheets.append(Sheet(caption, tuple(above), tuple(values)))

    def found(self) -> LocatedTables:
        """Return what was found."""
        for group, values in self.groups.items():
            _place_group(*self.members[group], values, self.cells)
        renamed = [one for heads in self.said for one in heads.renamed]
        unknown = list(self.unknown)
        for table in _wide(self.form):
            wide = locate_wide(table, self.sheets)
            renamed += wide.renamed
            row = table.blocks[0].rows[0].id
            self.cells.update({(table.id, row, c): LocatedCell(cell, "") for c, cell in wide.cells.items()})
            taken = [sheet for sheet in self.sheets if any(c in sheet.values for c in wide.cells.values())]
            self.sheets = [sheet for sheet in self.sheets if sheet not in taken]
            lines = {(cell.row, cell.start) for sheet in taken for cell in sheet.values}
            unknown = [label for label in unknown if not any(_right_of(label, line) for line in lines)]
        columns = dict.fromkeys(cell for heads in self.said for cell in heads.unknown)
        return LocatedTables(
            self.cells, tuple(unknown), tuple(self.short), tuple(dict.fromkeys(renamed)), tuple(columns)
        )


def _right_of(label: Cell, line: tuple[int, int]) -> bool:
    row, start = line
    return label.row == row and 0 <= start - label.end < 200


def _assigned(
    values: Sequence[Cell], table: FormTable, block: Block, heads: Heads | None
) -> dict[str, Cell] | None:
    """Return the cell of each column: as the head says, else in the form's order."""
    found = heads.assign(values) if heads else None
    if found is not None:
        return found
    ids = [column.id for column in block.columns]
    if heads and [name for name in heads.order if name] != ids:
        return None
    if len(table.blocks) > 1:
        # The narrow blocks begin with their values and are padded behind.
        return dict(zip(ids, values, strict=False))
    fitting = fitted(values, len(ids))
    return dict(zip(ids, fitting, strict=True)) if fitting else None


def may_hold_rows(form: Form, tables: Sequence[Table], labels: AbstractSet[str]) -> bool:
    """Say whether ``tables``, with these squeezed ``labels``, can hold rows of the form; at little cost."""
    if not tables:
        return False
    widths = [len(table.blocks[0].columns) for table in _wide(form)]
    return not labels.isdisjoint(_known(form)) or any(
        len(row) >= min(widths, default=len(row) + 1) and sum(map(_figure, row)) >= 1
        for table in tables
        for row in table.rows
    )


def _wide(form: Form) -> list[FormTable]:
    """Return the tables whose one row has no label."""
    return [table for table in form.tables if not any(row.label for row in table.blocks[0].rows)]


@lru_cache(maxsize=32)
def _known(form: Form) -> dict[str, tuple[FormTable, Block, str]]:
    return dict(_labels(form))


def _groups(form: Form) -> dict[str, tuple[str, FormTable, Block]]:
    """Return the groups of rows, such as （六）其他处理, by their squeezed labels."""
    return {
        squeeze(row.path[-1]): (row.path[-1], table, block)
        for table in form.tables
        for block in table.blocks
        for row in block.rows
        if len(row.path) > 1
    }


def _place_group(
    group: str,
    table: FormTable,
    block: Block,
    values: list[Cell],
    cells: dict[tuple[str, str, str], LocatedCell],
) -> None:
    """Place a group printed as one row of zeros: none in all means none in each."""
    rows = [row.id for row in block.rows if row.path[-1:] == (group,)]
    if any((table.id, row, column.id) in cells for row in rows for column in block.columns):
        return
    for row in rows:
        for column, value in (_assigned(values, table, block, None) or {}).items():
            cells[table.id, row, column] = LocatedCell(value, group)


def _labels(form: Form) -> Iterator[tuple[str, tuple[FormTable, Block, str]]]:
    for table in form.tables:
        for block in table.blocks:
            for row in block.rows:
                for name in filter(None, (*reversed(row.aliases), row.label)):
                    yield squeeze(name), (table, block, row.id)


def _split(row: Sequence[Cell], labels: Collection[str]) -> tuple[list[Cell], list[Cell]]:
    """Part a row into its label cells and the value cells behind the last label.

    What follows a label of the form is a value even when it is no figure, so that it is not overlooked.
    """
    known = [index for index, cell in enumerate(row) if squeeze(cell.text) in labels]
    words = [index for index, cell in enumerate(row) if not _is_value(cell.text)]
    last = max(known or words, default=-1)
    return [cell for cell in row[: last + 1] if not _is_value(cell.text)], list(row[last + 1 :])


def _figure(cell: Cell) -> bool:
    return bool(re.search(r"\d", cell.text))


def _match(
    words: Sequence[str], labels: dict[str, tuple[FormTable, Block, str]]
) -> tuple[FormTable, Block, str] | None:
    """Find the form row of a printed row: by its last label, by the end of all labels, or one alike."""
    last, joined = squeeze(words[-1]), squeeze("".join(words))
    if last in labels:
        return labels[last]
    endings = [label for label in labels if len(label) > 2 and joined.endswith(label)]
    if endings:
        return labels[max(endings, key=len)]
    bare = [label for label in labels if _NUMBERED.match(label) and label[1:] == last]
    if len(bare) == 1 and len(last) > 3:
        return labels[bare[0]]
    close = get_close_matches(last, labels, 1, _ALIKE) if len(last) > 3 else []
    return labels[close[0]] if close else None
