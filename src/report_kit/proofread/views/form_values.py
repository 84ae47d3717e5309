"""The figures of the statutory tables as they stand in the text under check."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from report_kit.errors import ReportError
from report_kit.forms.catalogue import LATEST
from report_kit.forms.equations import Lookup, values_of
from report_kit.forms.form import ANNUAL, Form
from report_kit.forms.values import Value, read_value
from report_kit.proofread.checking.check import Check, view

Address = tuple[str, str, str]

RESULTS = ("granted", "partial", "refused", "unavailable", "unprocessed", "other")
"""The groups of rows of table three that say how requests ended."""


@view
def table_values(check: Check) -> Lookup:
    """Return a lookup of the figures of the tables in the text, by table, row and column id.

    ``None`` stands for a blank, a bad or a missing cell. A cell the text does not hold
    is taken from the report it belongs to.
    """
    values: dict[Address, Value] = {}
    for address, located in check.located.cells.items():
        table, row, column = address
        try:
            kind = form_of(check).table(table).cell_type(row, column)
            reading = read_value(located.cell.text, kind)
            # A mark for none stays a blank here: that it is no figure is a finding of its own.
            values[address] = None if reading.beside == "mark" else reading.value
        except ReportError:
            values[address] = None
    given = values_of(check.report.tables) if check.report else None

    def lookup(table: str, row: str, column: str) -> Value:
        address = (table, row, column)
        return values[address] if address in values or given is None else given(*address)

    return lookup if given else lambda table, row, column: values.get((table, row, column))


def form_of(check: Check) -> Form:
    """Return the form of a text that has one: a cell or section of it has been found."""
    assert check.form is not None
    return check.form


def authority(check: Check, usual: str, *, of_family: bool = False) -> str:
    """Return on what authority a form is laid down.

    It is ``usual``, which speaks of the annual report of today (``of_family``: of any year), or the basis
    that another form gives itself.
    """
    form = check.form
    own = form is None or form.id == LATEST or (of_family and form.kin == ANNUAL)
    return usual if own or form is None else form.basis


def cell_names(check: Check, address: Address) -> tuple[str, str]:
    """Return the printed row and column label of a cell."""
    table, row, column = address
    return form_of(check).table(table).names(row, column)


def total(values: Lookup, table: str, rows: Iterable[str], columns: Iterable[str] = ("total",)) -> Value:
    """Return the sum of cells; ``None`` when one of them is blank or missing, or when there are none."""
    cells = [values(table, row, column) for row in rows for column in columns]
    return (
        None
        if not cells or None in cells
        else sum((Decimal(cell) for cell in cells if cell is not None), Decimal(0))
    )


def group(form: Form, prefix: str) -> tuple[str, ...]:
    """Return the ids of the rows of table three in a group of results, such as ``refused``.

    An office's own form of the family may have no such table, or no such row: then none.
    """
    tables = [table for table in form.tables if table.id == "table3"]
    rows = (row.id for table in tables for block in table.blocks for row in block.rows)
    return tuple(row for row in rows if row == prefix or row.startswith(prefix + "."))


@view
def result_totals(check: Check) -> Lookup:
    """Return the lookup of ``table_values`` in which no total of a result in table three is left blank.

    Some offices fill the columns of the applicants only. Such a total is the sum of its row, a blank being
    none, as long as all results then add up to the total that the table gives; else it stays blank.
    """
    values = table_values(check)
    form = form_of(check)
    parts = next(
        (
            one.right
            for one in form.equations
            if (one.table, one.for_each, one.left) == ("table3", "row", ("total",))
        ),
        (),
    )
    rows = [row for prefix in RESULTS for row in group(form, prefix)]

    def summed(row: str) -> Decimal:
        stated = values("table3", row, "total")
        cells = (stated,) if stated is not None else tuple(values("table3", row, part) for part in parts)
        return sum((Decimal(cell) for cell in cells if cell is not None), Decimal(0))

    totals = {row: summed(row) for row in rows}
    if not rows or sum(totals.values()) != values("table3", "done", "total"):
        return values

    def lookup(table: str, row: str, column: str) -> Value:
        value = values(table, row, column)
        return totals.get(row) if value is None and (table, column) == ("table3", "total") else value

    return lookup
