"""Evaluate the equations of a form over a report's tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from report_kit.forms.form import Equation, Form, Relation
from report_kit.forms.form import Table as FormTable
from report_kit.forms.values import Value, format_value

Lookup = Callable[[str, str, str], Value]

_HOLDS: dict[Relation, Callable[[Decimal, Decimal], bool]] = {
    "=": lambda left, right: left == right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
}
_WORDS: dict[Relation, str] = {"=": "应等于", "<=": "不应大于", ">=": "不应小于"}


@dataclass(frozen=True)
class Broken:
    """An equation that does not hold.

    Args:
        equation: the family it belongs to.
        cells: (row id, column id) of this year's cells on the left, then on the right.
        left: value of the left side.
        right: value of the right side.
        message: Chinese, names the cells and both values.
    """

    equation: Equation
    cells: tuple[tuple[str, str], ...]
    left: Decimal
    right: Decimal
    message: str


def values_of(tables: Mapping[str, Mapping[str, Mapping[str, Value]]]) -> Lookup:
    """Return a lookup over ``Report.tables``."""
    return lambda table, row, column: tables.get(table, {}).get(row, {}).get(column)


def broken(
    form: Form, values: Lookup, previous: Lookup | None = None, level: str | None = None
) -> list[Broken]:
    """Return the equations that do not hold.

    An equation with a blank cell is skipped (a blank is a mistake of its own), so is one that needs
    last year's report when ``previous`` is ``None``.

    Args:
        form: whose equations.
        values: this year's cells.
        previous: last year's cells.
        level: level of the agency, for equations that bind some levels only.
    """
    found: list[Broken] = []
    failed: set[tuple[str, str]] = set()
    for equation in form.equations:
        if equation.levels and level not in equation.levels:
            continue
        table = form.table(equation.table)
        for line in _lines(equation, table):
            if equation.implied_by and (equation.implied_by, line) in failed:
                continue
            for left in [[name] for name in equation.each] or [list(equation.left)]:
                result = _evaluate(equation, table, line, left, values, previous)
                if result:
                    failed.add((equation.id, line))
                    found.append(result)
    return found


def _lines(equation: Equation, table: FormTable) -> Iterator[str]:
    """Yield the rows (or columns) the equation is repeated for."""
    ids = dict.fromkeys(row if equation.for_each == "row" else column for row, column in table.addresses)
    yield from equation.rows or ids


def _evaluate(
    equation: Equation,
    table: FormTable,
    line: str,
    left: list[str],
    values: Lookup,
    previous: Lookup | None,
) -> Broken | None:
    sides, cells = [], []
    for terms in (left, list(equation.right)):
        total = Decimal(0)
        for term in terms:
            name, negative, past = parse_term(term)
            address = (line, name) if equation.for_each == "row" else (name, line)
            source = previous if past else values
            value = source(table.id, *address) if source else None
            if value is None:
                return None
            total += -value if negative else value
            if not past:
                cells.append(address)
        sides.append(total)
    if _HOLDS[equation.relation](*sides):
        return None
    return Broken(equation, tuple(cells), sides[0], sides[1], _message(equation, table, line, left, sides))


def parse_term(term: str) -> tuple[str, bool, bool]:
    """Split a term into its id, whether it is subtracted, and whether it is last year's."""
    negative = term.startswith("-")
    name = term.removeprefix("-")
    return name.removeprefix("previous:"), negative, name.startswith("previous:")


def _message(equation: Equation, table: FormTable, line: str, left: list[str], sides: list[Decimal]) -> str:
    addresses = [(line, name) if equation.for_each == "row" else (name, line) for name in left]
    names = [table.names(*address) for address in addresses]
    if equation.for_each == "row":
        where, what = f"“{names[0][0]}”行", "、".join(column for _, column in names)
    else:
        where, what = f"“{names[0][1]}”列", "、".join(row for row, _ in names)
    total = "合计" if len(left) > 1 else ""
    return (
        f"{where}的“{what}”{total}为 {format_value(sides[0])}，"
        f"{_WORDS[equation.relation]} {format_value(sides[1])}：{equation.reason}"
    )
