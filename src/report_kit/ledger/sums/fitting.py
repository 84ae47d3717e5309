"""From what the registers came to, to the cells of a report's own form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from report_kit.errors import ReportError
from report_kit.forms.form import Form, Table
from report_kit.forms.values import Value, check_value, format_value
from report_kit.ledger.fault import Fault
from report_kit.ledger.register import Row
from report_kit.ledger.schema import Kind, load_schema
from report_kit.ledger.sums.tally import Address

NO_PLACE = "N04"

Tables = dict[str, dict[str, dict[str, Value]]]


@dataclass
class Fitted:
    """What the registers give a report.

    Args:
        tables: figures by table id, row id and column id of the report's form; blank where they say nothing.
        sources: the register rows behind each cell.
        remarks: figures the form has no cell for, or that its cell can not hold.
    """

    tables: Tables = field(default_factory=dict)
    sources: dict[Address, tuple[Row, ...]] = field(default_factory=dict)
    remarks: list[Fault] = field(default_factory=list)


def fit(
    form: Form,
    counted: Mapping[str, Mapping[str, Mapping[str, Value]]],
    rows: Mapping[Address, Sequence[Row]],
    kinds: Mapping[str, Sequence[Kind]],
) -> Fitted:
    """Put what was counted into the cells of ``form``.

    A table of the form names the registers that are counted into it. A cell of the same ids takes the
    figure; a form with one row where the counting form has a group (``other`` for ``other.misc``) takes the
    sum of the group. What has no cell is told: nothing is lost silently, and prose can still be bound to it.

    Args:
        form: the report's form.
        counted: the figures, by the ids of the counting form.
        rows: the register rows behind each.
        kinds: by table of the counting form, the registers it was counted from.
    """
    found = Fitted()
    for table_id, cells in counted.items():
        known = load_schema().counting.spec.table(table_id)
        files = [load_schema().registers[kind].file for kind in kinds[table_id]]
        own = next((table for table in form.tables if set(table.registers) & set(kinds[table_id])), None)
        places = {at: place for at in known.addresses if own and (place := _place(own, *at))}
        if own is None or not places:
            found.remarks.append(_told(files, f"“{form.name}”没有{known.called}，没有汇总到表格里"))
            continue
        figures: dict[tuple[str, str], Decimal] = {}
        for at, place in places.items():
            value = cells[at[0]][at[1]]
            if value is not None:
                figures[place] = figures.get(place, Decimal(0)) + value
                address = (own.id, *place)
                found.sources[address] = (*found.sources.get(address, ()), *rows.get((table_id, *at), ()))
        found.sources = {address: behind for address, behind in found.sources.items() if behind}
        table = found.tables.setdefault(own.id, {})
        for row, column in own.addresses:
            figure = figures.get((row, column))
            try:
                value = check_value(figure, own.cell_type(row, column))
            except ReportError as error:
                # Told, not the end of the sum: the other cells can be filled.
                value = None
                found.sources.pop((own.id, row, column), None)
                names = "，".join(filter(None, own.names(row, column)))
                said = f"{own.called}的“{names}”：台账里的数 {error.what}，没有汇总到表格里"
                found.remarks.append(_told(files, said))
            table.setdefault(row, {})[column] = value
        lost = [at for at in known.addresses if at not in places and cells[at[0]][at[1]]]
        found.remarks += [_told(files, words) for words in _lost(form, known, cells, lost)]
    return found


def _place(table: Table, row: str, column: str) -> tuple[str, str] | None:
    """Return the cell of a table that takes a counted one: its own, or that of its group."""
    group = row.partition(".")[0]
    return next((at for at in ((row, column), (group, column)) if at in table.addresses), None)


def _lost(
    form: Form, table: Table, cells: Mapping[str, Mapping[str, Value]], lost: list[tuple[str, str]]
) -> Iterator[str]:
    for at in lost:
        names = "，".join(filter(None, table.names(*at)))
        figure = format_value(cells[at[0]][at[1]])
        yield f"“{form.name}”的{table.called}没有“{names}”这一格，台账里的 {figure} 没有汇总到表格里"


def _told(files: Sequence[str], message: str) -> Fault:
    return Fault(NO_PLACE, "hint", "、".join(files), 0, "", f"{message}；正文里可以取台账的数")
