"""The figures of the statutory tables as they stand in the text under check."""

from __future__ import annotations

from report_kit.errors import ReportError
from report_kit.forms.equations import Lookup
from report_kit.forms.form import load_form
from report_kit.forms.values import Value, parse_value
from report_kit.proofread.context import Check

Address = tuple[str, str, str]


def table_values(check: Check) -> Lookup:
    """Return a lookup by table, row and column id; ``None`` for a blank, a bad or a missing cell."""
    values: dict[Address, Value] = {}
    form = load_form()
    for address, located in check.located.cells.items():
        table, row, column = address
        try:
            values[address] = parse_value(located.cell.text, form.table(table).cell_type(row, column))
        except ReportError:
            continue
    return lambda table, row, column: values.get((table, row, column))


def cell_names(address: Address) -> tuple[str, str]:
    """Return the printed row and column label of a cell."""
    table, row, column = address
    return load_form().table(table).names(row, column)
