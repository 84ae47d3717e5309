"""Which cells of a table are the sums of others, by the form's own equations."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from report_kit.forms.form import Form
from report_kit.forms.values import Value

Address = tuple[str, str]


def total_cells(form: Form, table_id: str) -> dict[Address, tuple[Address, ...]]:
    """Return for every total the cells it is the sum of.

    Totals are what an equation states as “one cell = the sum of other cells of this year”. Of two such
    equations about one cell (the corner of a table summed both ways) the first counts.
    """
    table = form.table(table_id)
    totals: dict[Address, tuple[Address, ...]] = {}
    for equation in form.equations:
        plain = not any(term.startswith(("-", "previous:")) for term in (*equation.left, *equation.right))
        is_sum = equation.relation == "=" and len(equation.left) == 1 and equation.right and plain
        if equation.table != table_id or equation.levels or not is_sum:
            continue
        by_row = equation.for_each == "row"
        lines = dict.fromkeys(row if by_row else column for row, column in table.addresses)
        for line in equation.rows or lines:
            left, *right = [
                (line, name) if by_row else (name, line) for name in (*equation.left, *equation.right)
            ]
            totals.setdefault(left, tuple(right))
    return totals


def compute_totals(
    totals: Mapping[Address, tuple[Address, ...]],
    figures: Mapping[Address, Value],
    kept: Mapping[Address, Value] | None = None,
) -> dict[Address, Value]:
    """Return the value of every total; blank when all its parts are, for blank parts count as nothing.

    Args:
        totals: the parts of every total, as ``total_cells`` gives them.
        figures: the values of the other cells; one that is missing counts as nothing.
        kept: totals that are not computed, with their values.
    """
    found: dict[Address, Value] = dict(kept or {})

    def value(address: Address) -> Value:
        if address not in totals:
            return figures.get(address)
        if address not in found:
            parts = [part for part in map(value, totals[address]) if part is not None]
            total = sum(parts, Decimal(0)) if parts else None
            found[address] = int(total) if total is not None and total == int(total) else total
        return found[address]

    return {address: value(address) for address in totals}
