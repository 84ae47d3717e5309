"""The figures of each chart, from the tables of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from report_kit.forms.layout import Grid, GridCell
from report_kit.forms.report import Report
from report_kit.forms.values import Value

# The printed labels of some rows are sentences; a chart has room for the heads of their groups.
_RESULTS = {
    "予以公开": ("granted",),
    "部分公开": ("partial",),
    "不予公开": ("refused.",),
    "无法提供": ("unavailable.",),
    "不予处理": ("unprocessed.",),
    "其他处理": ("other.",),
    "结转下年度": ("carried_out",),
}
_DISPUTES = {"行政复议": "review", "未经复议直接起诉": "direct", "复议后起诉": "after"}
_OUTCOMES = {"结果维持": "upheld", "结果纠正": "corrected", "其他结果": "other", "尚未审结": "pending"}
_DECISIONS = ("licensing", "penalty", "coercion")
_MOST_COLUMNS = 7
_YEARS = {"新收申请": "new", "办结": "done", "结转下年度": "carried_out"}


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
    series: tuple[tuple[str, tuple[int, ...]], ...]
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
        rows: tuple[tuple[str, tuple[int, ...]], ...] = self.series
        if len(heads) > _MOST_COLUMNS:
            heads = tuple(name for name, _ in self.series)
            sets = zip(*(values for _, values in self.series), strict=True)
            rows = tuple(zip(self.labels, sets, strict=True))
        cells = [GridCell(0, 0, f"单位：{self.unit}", scope="col")]
        cells += [GridCell(0, column, head, scope="col") for column, head in enumerate(heads, 1)]
        for line, (name, values) in enumerate(rows, 1):
            cells.append(GridCell(line, 0, name, scope="row"))
            cells += [GridCell(line, column, str(value)) for column, value in enumerate(values, 1)]
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
            said = "、".join(f"{name}{value}{self.unit}" for name, value in values)
            parts.append(f"{label}：{said}" if len(values) > 1 else f"{label}{values[0][1]}{self.unit}")
        return "；".join(parts) + "。"


def charts_of(report: Report, previous: Sequence[Report] = ()) -> list[Chart]:
    """Return the charts of a report; blank cells count as nought.

    Args:
        report: of the year.
        previous: reports of earlier years, in any order; the last two are compared with this one.
    """
    charts = [_results(report), _applicants(report)]
    earlier = sorted({other.year: other for other in previous if other.year < report.year}.items())
    if earlier:
        charts.append(_years([*(other for _, other in earlier[-2:]), report]))
    return [*charts, *_channels(report), _decisions(report), _disputes(report)]


def _number(value: Value) -> int:
    return int(value) if isinstance(value, int | Decimal) else 0


def _sum(rows: Mapping[str, Mapping[str, Value]], names: Iterable[str], column: str) -> int:
    prefixes = tuple(name for name in names if name.endswith("."))
    exact = {name for name in names if not name.endswith(".")}
    return sum(
        _number(cells[column])
        for row, cells in rows.items()
        if row in exact or (prefixes and row.startswith(prefixes))
    )


def _results(report: Report) -> Chart:
    rows = report.tables["table3"]
    values = tuple(_sum(rows, names, "total") for names in _RESULTS.values())
    empty = "本年度没有办理政府信息公开申请。"
    return Chart("results", "政府信息公开申请办理结果", tuple(_RESULTS), (("件数", values),), "件", empty)


def _applicants(report: Report) -> Chart:
    spec = report.spec.table("table3")
    columns = [column for column in spec.blocks[0].columns if column.id != "total"]
    cells = report.tables["table3"]["new"]
    values = tuple(_number(cells[column.id]) for column in columns)
    empty = "本年度没有收到政府信息公开申请。"
    labels = tuple(column.label for column in columns)
    return Chart("applicants", "本年新收申请的申请人", labels, (("件数", values),), "件", empty)


def _years(reports: Sequence[Report]) -> Chart:
    series = tuple(
        (name, tuple(_number(report.tables["table3"][row]["total"]) for report in reports))
        for name, row in _YEARS.items()
    )
    labels = tuple(f"{report.year}年" for report in reports)
    return Chart("years", "各年度申请数量对比", labels, series, "件", "各年度都没有收到政府信息公开申请。")


def _channels(report: Report) -> Iterator[Chart]:
    """Yield the chart of channels when the report was summed from a register: no table has these figures."""
    if not report.figures:
        return
    from report_kit.ledger.figures import channels_of

    found = dict(sorted(channels_of(report.figures).items(), key=lambda item: -item[1]))
    if found:
        title = "主动公开信息的发布渠道（一条可有几个渠道）"
        yield Chart("channels", title, tuple(found), (("条数", tuple(found.values())),), "条", "")


def _decisions(report: Report) -> Chart:
    spec = report.spec.table("table2")
    names = {row.id: row.label for block in spec.blocks for row in block.rows}
    rows = report.tables["table2"]
    labels = tuple(names[row] for row in _DECISIONS)
    values = tuple(_number(rows[row]["decisions"]) for row in _DECISIONS)
    return Chart(
        "decisions", "行政处理决定数量", labels, (("件数", values),), "件", "本年度没有作出这些行政处理决定。"
    )


def _disputes(report: Report) -> Chart:
    cells = report.tables["table4"]["cases"]
    series = tuple(
        (name, tuple(_number(cells[f"{kind}.{outcome}"]) for kind in _DISPUTES.values()))
        for name, outcome in _OUTCOMES.items()
    )
    empty = "本年度没有因政府信息公开被申请行政复议、提起行政诉讼。"
    return Chart("disputes", "行政复议、行政诉讼结果", tuple(_DISPUTES), series, "件", empty, stacked=True)
