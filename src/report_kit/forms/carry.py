"""Begin this year's report from last year's: what the form carries over."""

from __future__ import annotations

from dataclasses import dataclass

from report_kit.errors import ReportError
from report_kit.forms.catalogue import form_for_year
from report_kit.forms.equations import values_of
from report_kit.forms.form import FREE, Form, FormId
from report_kit.forms.particulars import Carry
from report_kit.forms.report import Note, Report
from report_kit.forms.values import format_value


@dataclass(frozen=True)
class Begun:
    """A report as it begins.

    Args:
        report: with the figures that last year's report gives, and nothing else.
        carried: what was filled in: which row got which figures.
        missing: figures last year's report should have given, but does not hold, or that do not fit.
    """

    report: Report
    carried: tuple[Note, ...]
    missing: tuple[Note, ...]


def following(last: Report) -> Begun:
    """Return the report for the year after ``last``: the same agency, carried figures, no prose.

    It is of the same form, or of that of the same family which is in force then; what the two have in common
    is carried. The titles of an office's own sections stay.

    Raises:
        ReportError: ``RK-202``: there is no form for that year.
    """
    form = form_for_year(last.year + 1, form=last.form)
    report = Report(
        last.agency,
        last.level,
        last.year + 1,
        form=FormId.of(form),
        headings=own_headings(last) if form.free_sections else {},
        signature=last.signature or form.signed(last.agency),
    )
    carried: list[Note] = []
    missing: list[Note] = []
    values = values_of(last.tables)
    # Where the form changes, what either of the two carries over, as far as the cells are in both.
    for entry in dict.fromkeys((*form.carry, *last.spec.carry)):
        got: dict[str, list[str]] = {}
        lost: list[str] = []
        unfit: list[str] = []
        for here, there in _cells(last.spec, form, entry):
            value = values(entry.table, *there)
            row, column = form.table(entry.table).names(*here)
            if value is None:
                lost.append(f"{row}，{column}")
                continue
            try:
                report = report.with_value(entry.table, *here, value)
            except ReportError as error:  # the two forms may hold different kinds of figures there
                unfit.append(f"{row}，{column}（{error.what}）")
                continue
            got.setdefault(row, []).append(f"{column} {format_value(value)}")
        carried += [
            Note(f"“{row}”：{'、'.join(figures)}", where=_title(form, entry)) for row, figures in got.items()
        ]
        if lost:
            missing.append(
                Note(f"上年报告里没有这个数，没有预填：{'；'.join(lost)}", where=_title(form, entry))
            )
        if unfit:
            missing.append(
                Note(f"上年报告里的数在这里不能用，没有预填：{'；'.join(unfit)}", where=_title(form, entry))
            )
    return Begun(report, tuple(carried), tuple(missing))


def earlier_form(report: Report, back: int = 1) -> str:
    """Return the id of the form of the same family that was in force ``back`` years before; empty if none."""
    try:
        return form_for_year(report.year - back, form=report.form).id
    except ReportError:
        return ""


def own_headings(report: Report) -> dict[str, str]:
    """Return the headings of an office's own sections, by section id."""
    return {key: heading for key, heading in report.headings.items() if FREE.fullmatch(key)}


def _title(form: Form, entry: Carry) -> str:
    return form.table(entry.table).title


def _cells(past: Form, form: Form, entry: Carry) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """Return (this year's cell, last year's cell) for each line, without those one of the forms lacks."""
    own, table = (
        next((table for table in of.tables if table.id == entry.table), None) for of in (form, past)
    )
    if own is None or table is None:
        return []
    by_row = entry.for_each == "row"
    lines = entry.lines or dict.fromkeys(row if by_row else column for row, column in table.addresses)
    pairs = [
        ((line, entry.to), (line, entry.source)) if by_row else ((entry.to, line), (entry.source, line))
        for line in lines
    ]
    return [pair for pair in pairs if pair[0] in own.addresses and pair[1] in table.addresses]
