"""Find the cells of the statutory tables by their labels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from report_kit.document import Cell, Table
from report_kit.forms.form import Block, Form
from report_kit.forms.form import Table as FormTable
from report_kit.forms.values import BLANK_MARKS

_ALIKE = 0.82


@dataclass(frozen=True, slots=True)
class LocatedCell:
    """A value cell as found.

    ``label`` is the printed row label, which may differ from the form's; for a group of rows printed as one
    it is the group's.
    """

    cell: Cell
    label: str


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def _is_value(text: str) -> bool:
    """Say whether a cell can hold a value: a figure, or one of the marks people write for none."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return plain in BLANK_MARKS or re.fullmatch(r"[-+]?[\d.,]+[^\W\d]?", plain) is not None


def locate_tables(
    tables: Sequence[Table], form: Form
) -> tuple[dict[tuple[str, str, str], LocatedCell], list[Cell]]:
    """Match the rows of ``tables`` to the form.

    Returns:
        The value cells by (table id, row id, column id), and the label cells of rows with figures that
        the form does not have. Where a label stands twice, the first row with figures counts.
    """
    labels = _known(form)
    cells: dict[tuple[str, str, str], LocatedCell] = {}
    unknown: list[Cell] = []
    unlabelled: list[list[Cell]] = []
    seen: set[tuple[str, str]] = set()
    groups: dict[str, list[Cell]] = {}
    members = _groups(form)
    for table in tables:
        for row in table.rows:
            words, values = _split(row, labels)
            if not words:
                unlabelled.append(values)
                continue
            match = _match([cell.text for cell in words], labels)
            if match is None:
                group = _squeeze(words[-1].text)
                if group in members and values and all(value.text.strip() == "0" for value in values):
                    groups.setdefault(group, values)
                elif any(_figure(value) for value in values):
                    unknown.append(words[-1])
                continue
            form_table, block, row_id = match
            if (form_table.id, row_id) in seen or not values:
                continue
            seen.add((form_table.id, row_id))
            for column, value in zip(block.columns, _aligned(values, form_table, block), strict=False):
                cells[form_table.id, row_id, column.id] = LocatedCell(value, words[-1].text)
    for group, values in groups.items():
        _place_group(*members[group], values, cells)
    for wide in _wide(form):
        _place_wide(wide, unlabelled, cells)
    return cells, unknown


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
        _squeeze(row.path[-1]): (row.path[-1], table, block)
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
        for column, value in zip(block.columns, _aligned(values, table, block), strict=False):
            cells[table.id, row, column.id] = LocatedCell(value, group)


def _labels(form: Form) -> Iterator[tuple[str, tuple[FormTable, Block, str]]]:
    for table in form.tables:
        for block in table.blocks:
            for row in block.rows:
                if row.label:
                    yield _squeeze(row.label), (table, block, row.id)


def _split(row: Sequence[Cell], labels: Collection[str]) -> tuple[list[Cell], list[Cell]]:
    """Part a row into its label cells and the value cells behind the last label.

    What follows a label of the form is a value even when it is no figure, so that it is not overlooked.
    """
    known = [index for index, cell in enumerate(row) if _squeeze(cell.text) in labels]
    words = [index for index, cell in enumerate(row) if not _is_value(cell.text)]
    last = max(known or words, default=-1)
    return [cell for cell in row[: last + 1] if not _is_value(cell.text)], list(row[last + 1 :])


def _figure(cell: Cell) -> bool:
    return bool(re.search(r"\d", cell.text))


def _aligned(values: list[Cell], table: FormTable, block: Block) -> list[Cell]:
    """Return the cells that hold the block's columns.

    The widest table ends in its values, whatever stands before; the narrow blocks of table 2 begin
    with them and are padded behind.
    """
    count = len(block.columns)
    return values[-count:] if len(table.blocks) == 1 else values[:count]


def _match(
    words: Sequence[str], labels: dict[str, tuple[FormTable, Block, str]]
) -> tuple[FormTable, Block, str] | None:
    """Find the form row of a printed row: by its last label, by the end of all labels, or one alike."""
    last, joined = _squeeze(words[-1]), _squeeze("".join(words))
    if last in labels:
        return labels[last]
    endings = [label for label in labels if len(label) > 2 and joined.endswith(label)]
    if endings:
        return labels[max(endings, key=len)]
    close = get_close_matches(last, labels, 1, _ALIKE) if len(last) > 3 else []
    return labels[close[0]] if close else None


def _place_wide(
    table: FormTable, rows: list[list[Cell]], cells: dict[tuple[str, str, str], LocatedCell]
) -> None:
    """Place the one row of a table whose row has no label: the first with figures, else one as wide.

    It is taken from ``rows``: no other table has it.
    """
    block = table.blocks[0]
    count = len(block.columns)
    figures = [row for row in rows if len(row) >= count and any(map(_figure, row))]
    for row in (figures or [row for row in rows if len(row) == count])[:1]:
        rows.remove(row)
        for column, value in zip(block.columns, row[-count:], strict=True):
            cells[table.id, block.rows[0].id, column.id] = LocatedCell(value, "")
