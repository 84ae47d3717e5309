"""Sums of the registers: the statutory tables, and the counts the prose names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from report_kit.forms.binding import address_of, fold_name, lookup_in
from report_kit.forms.form import Form
from report_kit.forms.values import Value
from report_kit.ledger.fault import Fault
from report_kit.ledger.register import Register, Row
from report_kit.ledger.schema import Kind, load_schema
from report_kit.ledger.sums.disclosure import Disclosure, count_disclosure
from report_kit.ledger.sums.figures import figures_of
from report_kit.ledger.sums.fitting import fit
from report_kit.ledger.sums.remarks import documents_balance, fees_balance
from report_kit.ledger.sums.table2 import add_decisions, add_documents
from report_kit.ledger.sums.table3 import add_requests
from report_kit.ledger.sums.table4 import add_cases
from report_kit.ledger.sums.tally import Address, Tally

__all__ = ["Address", "Disclosure", "Sums", "sum_registers"]


@dataclass(frozen=True)
class Sums:
    """What the registers of one year come to.

    Args:
        year: the year.
        form: the report's form.
        tables: figures by table id, row id and column id, as ``Report.tables``; only tables of which at least
            one register was there, blank where the register of that row was not.
        sources: the register rows behind each cell.
        counted: the same as ``tables`` for the form the registers are counted in, whatever the report's.
        counted_from: the register rows behind each of those.
        disclosure: the counts of published pieces, ``None`` without their register.
        faults: rows that could not be counted.
        remarks: what has to be explained about the sums.
        missing: names of the registers that were not there, or hold nothing of that year: their cells stay
            blank, for a register not kept is not a year without cases.
    """

    year: int
    form: Form
    tables: Mapping[str, Mapping[str, Mapping[str, Value]]]
    sources: Mapping[Address, tuple[Row, ...]]
    counted: Mapping[str, Mapping[str, Mapping[str, Value]]]
    counted_from: Mapping[Address, tuple[Row, ...]]
    disclosure: Disclosure | None
    faults: tuple[Fault, ...]
    remarks: tuple[Fault, ...]
    missing: tuple[str, ...]

    def rows_behind(self, table: str, row: str, column: str) -> tuple[Row, ...]:
        """Return the register rows a cell was summed from."""
        return self.sources.get((table, row, column), ())

    @cached_property
    def named(self) -> dict[str, tuple[Value, tuple[Row, ...]]]:
        """The figures prose can be bound to (``台账.规范性文件.现行有效``), each with its rows."""
        return figures_of(self.counted, self.counted_from, self.disclosure)

    @property
    def figures(self) -> dict[str, Value]:
        """The figures prose can be bound to, by name."""
        return {name: value for name, (value, _) in self.named.items()}

    def behind(self, name: str) -> tuple[Value, tuple[Row, ...]]:
        """Return a figure and its register rows, by the name prose is bound to it with.

        Raises:
            ReportError: ``RK-811``: there is no such figure; ``RK-812``: its register was not there.
        """
        address = address_of(self.form, name)
        if address and address[0] in self.tables:
            lookup_in(self.form, self.tables, {})(name)
            table, row, column = address
            return self.tables[table][row][column], self.rows_behind(*address)
        key = fold_name(name)
        for own, found in self.named.items():
            if fold_name(own) == key:
                return found
        lookup_in(self.form, self._blank(), self.figures)(name)
        raise AssertionError("a name that is known was found above")

    def _blank(self) -> dict[str, dict[str, dict[str, Value]]]:
        blank: dict[str, dict[str, dict[str, Value]]] = {}
        for table in self.form.tables:
            for row, column in table.addresses:
                blank.setdefault(table.id, {}).setdefault(row, {})[column] = None
        return blank


_COUNTERS: tuple[tuple[Kind, Callable[[Tally, list[Row], int], None], str], ...] = (
    ("gfxwj", add_documents, "table2"),
    ("xzcl", add_decisions, "table2"),
    ("ysq", add_requests, "table3"),
    ("fysu", add_cases, "table4"),
)


def _counts(add: Callable[[Tally, list[Row], int], None], table: str, rows: list[Row], year: int) -> bool:
    """Say whether a register is of a year: a date of it stands there, or something counts in it."""
    if any(isinstance(cell, date) and cell.year == year for row in rows for cell in row.cells.values()):
        return True
    alone = Tally(table)
    add(alone, rows, year)
    return bool(alone.sources or alone.faults)


def sum_registers(registers: Sequence[Register], year: int, form: Form | None = None) -> Sums:
    """Sum the registers of a year; several files of one register are taken together.

    Args:
        registers: the registers.
        year: the year.
        form: the form of the report the sums are for; the one the registers are counted in when omitted.
    """
    form = form or load_schema().counting.spec
    rows: dict[str, list[Row]] = {}
    for register in registers:
        if register.rows:
            rows.setdefault(register.form.kind, []).extend(register.rows)
    unused = {
        kind for kind, add, table in _COUNTERS if kind in rows and not _counts(add, table, rows[kind], year)
    }
    tallies: list[Tally] = []
    for kind, add, table in _COUNTERS:
        if kind in rows and kind not in unused:
            if not tallies or tallies[-1].table != table:
                tallies.append(Tally(table))
            add(tallies[-1], rows[kind], year)
    disclosure = count_disclosure(rows["zdgk"], year) if "zdgk" in rows else None
    remarks: list[Fault] = []
    if rows.get("gfxwj"):
        remarks += documents_balance(rows["gfxwj"], year)
    second = next((tally for tally in tallies if tally.table == "table2"), None)
    if second and "xzcl" in rows and "ysq" in rows:
        fees = second.cells()["fees"]["amount"]
        remarks += fees_balance(rows["ysq"], rows["xzcl"], fees, year)
    faults = [fault for tally in tallies for fault in tally.faults]
    counted = {tally.table: tally.cells() for tally in tallies}
    counted_from = {
        (tally.table, *address): tuple(found) for tally in tallies for address, found in tally.sources.items()
    }
    kinds: dict[str, list[Kind]] = {}
    for kind, _, table in _COUNTERS:
        if kind in rows and kind not in unused:
            kinds.setdefault(table, []).append(kind)
    fitted = fit(form, counted, counted_from, kinds)
    return Sums(
        year=year,
        form=form,
        tables=fitted.tables,
        sources=fitted.sources,
        counted=counted,
        counted_from=counted_from,
        disclosure=disclosure,
        faults=(*(disclosure.faults if disclosure else ()), *faults),
        remarks=(*remarks, *fitted.remarks),
        missing=tuple(
            form.file for kind, form in load_schema().registers.items() if kind not in rows or kind in unused
        ),
    )
