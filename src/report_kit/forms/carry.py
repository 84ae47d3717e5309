"""Begin this year's report from last year's: what the form's own equations carry over."""

from __future__ import annotations

from dataclasses import dataclass

from report_kit.forms.equations import values_of
from report_kit.forms.form import Equation, Form
from report_kit.forms.report import Note, Report
from report_kit.forms.values import format_value

_PREVIOUS = "previous:"


@dataclass(frozen=True)
class Begun:
    """A report as it begins.

    Args:
        report: with the figures that last year's report gives, and nothing else.
        carried: what was filled in: which row got which figures.
        missing: figures last year's report should have given, but does not hold.
    """

    report: Report
    carried: tuple[Note, ...]
    missing: tuple[Note, ...]


def following(last: Report) -> Begun:
    """Return the report for the year after ``last``: the same agency, carried figures, no prose.

    What is carried is what an equation “one cell = last year's cell, give or take cells of this year” says
    while this year's cells are still empty: 上年结转 is last year's 结转下年度, 现行有效 last year's.

    Raises:
        ReportError: ``RK-202``: there is no form for that year.
    """
    report = Report(last.agency, last.level, last.year + 1, signature=last.signature or last.agency)
    carried: list[Note] = []
    missing: list[Note] = []
    values = values_of(last.tables)
    for equation in report.spec.equations:
        source = _source(equation)
        if source is None:
            continue
        table = report.spec.table(equation.table)
        got: dict[str, list[str]] = {}
        lost: list[str] = []
        for here, there in _cells(report.spec, equation, source):
            value = values(equation.table, *there)
            row, column = table.names(*here)
            if value is None:
                lost.append(f"{row}，{column}")
            else:
                report = report.with_value(equation.table, *here, value)
                got.setdefault(row, []).append(f"{column} {format_value(value)}")
        carried += [Note(f"“{row}”：{'、'.join(figures)}", where=table.title) for row, figures in got.items()]
        if lost:
            missing.append(Note(f"上年报告里没有这个数，没有预填：{'；'.join(lost)}", where=table.title))
    return Begun(report, tuple(carried), tuple(missing))


def _source(equation: Equation) -> str | None:
    """Return the one term of last year that an equation takes its one left cell from, if it is such."""
    past = [term.removeprefix(_PREVIOUS) for term in equation.right if term.startswith(_PREVIOUS)]
    takes_over = equation.relation == "=" and len(equation.left) == 1 and len(past) == 1
    return past[0] if takes_over else None


def _cells(form: Form, equation: Equation, source: str) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """Return (this year's cell, last year's cell) for each line of an equation."""
    by_row = equation.for_each == "row"
    table = form.table(equation.table)
    lines = equation.rows or dict.fromkeys(row if by_row else column for row, column in table.addresses)
    (target,) = equation.left
    if by_row:
        return [((line, target), (line, source)) for line in lines]
    return [((target, line), (source, line)) for line in lines]
