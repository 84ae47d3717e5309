"""The figures of each chart, from the tables of a report, as its form says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from report_kit.errors import ExportError
from report_kit.forms.layout import Grid, GridCell
from report_kit.forms.particulars import ChartPlan
from report_kit.forms.report import Report
from report_kit.forms.values import format_value

Number = int | Decimal

_MOST_COLUMNS = 7
_YEARS = 3
"""So many years are compared at most, this one among them."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart.

    Args:
        id: stable name.
        title: what it shows.
        labels: what each group of bars stands for.
        series: name and values of each set of bars; one set needs no legend.
        unit: of the values (件).
        empty: what to say when all values are nought.
        stacked: the sets stand one on another, not side by side.
    """

    id: str
    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[Number, ...]], ...]
    unit: str
    empty: str
    stacked: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to draw."""
        return not any(value for _, values in self.series for value in values)

    @property
    def grid(self) -> Grid:
        """The figures as a table: a column for each label and a row for each set, or turned when too wide."""
        heads: tuple[str, ...] = self.labels
        rows: tuple[tuple[str, tuple[Number, ...]], ...] = self.series
        if len(heads) > _MOST_COLUMNS:
            heads = tuple(name for name, _ in self.series)
            sets = zip(*(values for _, values in self.series), strict=True)
            rows = tuple(zip(self.labels, sets, strict=True))
        cells = [GridCell(0, 0, f"单位：{self.unit}", scope="col")]
        cells += [GridCell(0, column, head, scope="col") for column, head in enumerate(heads, 1)]
        for line, (name, values) in enumerate(rows, 1):
            cells.append(GridCell(line, 0, name, scope="row"))
            cells += [GridCell(line, column, format_value(value)) for column, value in enumerate(values, 1)]
        columns = len(heads) + 1
        return Grid(self.id, self.title, len(rows) + 1, columns, 1, (1.0,) * columns, tuple(cells))

    @property
    def description(self) -> str:
        """The chart in words, for people who can not see it."""
        if self.is_empty:
            return self.empty
        parts = []
        for index, label in enumerate(self.labels):
            values = [(name, numbers[index]) for name, numbers in self.series]
            said = "、".join(f"{name}{format_value(value)}{self.unit}" for name, value in values)
            parts.append(
                f"{label}：{said}" if len(values) > 1 else f"{label}{format_value(values[0][1])}{self.unit}"
            )
        return "；".join(parts) + "。"


def charts_of(report: Report, previous: Sequence[Report] = ()) -> list[Chart]:
    """Return the charts the form of a report names; blank cells count as nought.

    Args:
        report: of the year.
        previous: reports of earlier years, in any order; of those of the same family the last two are
            compared with this one.

    Raises:
        ExportError: ``RK-510``: the form names no charts.
    """
    if not report.spec.charts:
        raise ExportError(
            "RK-510",
            f"{report.spec.name}没有图解",
            remedy="去掉“附图解”（命令里去掉 --charts）；或在表单文件里写上 charts",
        )
    kin = [other for other in previous if other.spec.kin == report.spec.kin and other.year < report.year]
    earlier = sorted({other.year: other for other in kin}.items())[1 - _YEARS :]
    return [
        chart
        for plan in report.spec.charts
        for chart in _DRAWN[plan.of](plan, report, [other for _, other in earlier])
    ]


def _cells(plan: ChartPlan, report: Report, _earlier: Sequence[Report]) -> Iterator[Chart]:
    series = tuple((one.name, tuple(_sum(report, term) for term in one.cells)) for one in plan.series)
    yield _chart(plan, plan.labels, series)


def _years(plan: ChartPlan, report: Report, earlier: Sequence[Report]) -> Iterator[Chart]:
    """Yield the chart of the years when an earlier report is known."""
    if not earlier:
        return
    reports = [*earlier, report]
    series = tuple((one.name, tuple(_sum(of, *one.cells) for of in reports)) for one in plan.series)
    yield _chart(plan, tuple(f"{of.year}年" for of in reports), series)


def _channels(plan: ChartPlan, report: Report, _earlier: Sequence[Report]) -> Iterator[Chart]:
    """Yield the chart of channels when the report was summed from a register: no table has these figures."""
    from report_kit.ledger.sums.figures import channels_of

    found = dict(sorted(channels_of(report.figures).items(), key=lambda item: -item[1]))
    if found:
        yield _chart(plan, tuple(found), (("条数", tuple(found.values())),))


_DRAWN: Mapping[str, Callable[[ChartPlan, Report, Sequence[Report]], Iterator[Chart]]] = {
    "cells": _cells,
    "years": _years,
    "channels": _channels,
}


def _chart(
    plan: ChartPlan, labels: tuple[str, ...], series: tuple[tuple[str, tuple[Number, ...]], ...]
) -> Chart:
    return Chart(plan.id, plan.title, labels, series, plan.unit, plan.empty, plan.stacked)


def _sum(report: Report, *terms: str) -> Number:
    """Add up the cells of ``table/row/column``, several parted by ``+``; ``*`` ends what may go on."""
    total: Number = 0
    for cell in (cell for term in terms for cell in term.split("+")):
        table, row, column = cell.strip().split("/")
        for own, values in report.tables.get(table, {}).items():
            total += sum(
                value or 0 for name, value in values.items() if _means(row, own) and _means(column, name)
            )
    return total


def _means(wanted: str, name: str) -> bool:
    return name.startswith(wanted[:-1]) if wanted.endswith("*") else name == wanted
