"""The tables and charts of a circular."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from report_kit.assess.month import named, rounded
from report_kit.assess.ranking import Assessment, Month, Ranked
from report_kit.assess.scores import cells_of, rate_of
from report_kit.assess.scoring import Score, plain
from report_kit.export.blocks import Block, Figure, Heading, TableBlock, display_width
from report_kit.export.charts.figures import Chart
from report_kit.forms.layout import Grid, GridCell

_NARROWEST, _WIDEST, _AROUND = 3.0, 16.0, 1.0
_MOST_BARS = 30
"""Units on one chart: more would not stand on a page."""
_FIGURES = (
    "计入条数",
    "月任务数",
    "已公开事项数",
    "按期条数",
    "达标栏目数",
    "应办结件",
    "字数",
    "一般差错",
    "严重差错",
)
_SHORT = {
    "计入条数": "公开条数",
    "月任务数": "月任务",
    "已公开事项数": "已公开事项",
    "达标栏目数": "达标栏目",
    "应办结件": "应答复申请",
}


def table(name: str, head: Sequence[str], rows: Sequence[Sequence[str]], row_names: int = 1) -> TableBlock:
    """Return a table; the first ``row_names``-th column names the rows."""
    cells = [GridCell(0, column, text, scope="col") for column, text in enumerate(head)]
    for line, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            cells.append(GridCell(line, column, text, scope="row" if column == row_names - 1 else ""))
    widths = [
        min(_WIDEST, max(_NARROWEST, *(display_width(part) for part in column)) + _AROUND)
        for column in zip(*([head, *rows]), strict=True)
    ]
    return TableBlock(Grid("", name, len(rows) + 1, len(head), 1, tuple(widths), tuple(cells)))


def ranking_blocks(month: Month) -> list[Block]:
    """Return the tables of scores, one a group."""
    shown = [name for name in month.scheme.rank.show if name != "分组"]
    blocks: list[Block] = []
    for label, rows in month.groups.items():
        if len(month.groups) > 1:
            blocks.append(Heading(2, label or "没有分组"))
        lines = [[cells_of(row)[name] for name in shown] for row in rows]
        at = shown.index("单位") + 1 if "单位" in shown else 1
        blocks.append(table("得分及排名表", shown, lines, at))
    return blocks


def problem_block(month: Month, due: date | None) -> TableBlock:
    """Return the list of what each unit has to mend."""
    head = ("单位", "指标", "编号", "问题", "扣分", "整改期限", "整改情况")
    limit = f"{due.month}月{due.day}日" if due else ""
    rows = [
        (taken.unit, taken.code, taken.id or "—", taken.problem, str(rounded(taken.points)), limit, "")
        for taken in month.deductions
    ]
    return table("问题清单", head, rows)


def figures_block(month: Month) -> TableBlock:
    """Return what was published, by unit."""
    there = [name for name in _FIGURES if any(name in row.score.unit.facts for row in month.rows)]
    rated = any(rate_of(row) for row in month.rows)
    head = ["单位", *(_SHORT.get(name, name) for name in there), *(["差错率"] if rated else [])]
    rows = []
    for row in month.rows:
        values = [row.score.unit.value(name) for name in there]
        texts = ["" if value is None else plain(value) for value in values]
        rows.append([row.unit, *texts, *([rate_of(row)] if rated else [])])
    sums = [_sum([row.score.unit.value(name) for row in month.rows]) for name in there]
    rows.append(["合计", *sums, *([""] if rated else [])])
    return table("信息公开情况一览表", head, rows)


def _sum(values: Sequence[Fraction | None]) -> str:
    return plain(sum((value for value in values if value is not None), Fraction(0)))


def charts(assessment: Assessment, month: Month, months: int = 12) -> list[Block]:
    """Return the scores of the units beside the month before, and the mean of each month."""
    blocks: list[Block] = []
    for number, (label, rows) in enumerate(month.groups.items(), 1):
        title = f"{named(month.month)}得分" + (f"（{label}）" if label and len(month.groups) > 1 else "")
        shown = rows[:_MOST_BARS]
        this = tuple(row.score.total for row in shown)
        series = [("本月", this)]
        if any(row.change is not None for row in shown):
            series.append(("上月", tuple(_last(row) for row in shown)))
        labels = tuple(row.unit for row in shown)
        blocks.append(Figure(Chart(f"scores-{number}", title, labels, tuple(series), "分", "没有得分")))
    past = [one for one in assessment.until(month.month).months if one.rows][-months:]
    if len(past) > 1:
        labels = tuple(named(one.month) for one in past)
        means = tuple(rounded(mean([row.score for row in one.rows])) for one in past)
        blocks.append(
            Figure(Chart("means", "各月平均得分", labels, (("平均得分", means),), "分", "没有得分"))
        )
    return blocks


def trend(assessment: Assessment, unit: str, months: int = 12) -> Chart | None:
    """Return the chart of a unit's totals; ``None`` when there is one month only."""
    past = [(one, row) for one in assessment.months for row in one.rows if row.unit == unit][-months:]
    if len(past) < 2:
        return None
    labels = tuple(named(one.month) for one, _ in past)
    totals = tuple(row.score.total for _, row in past)
    return Chart("trend", "各月总分", labels, (("总分", totals),), "分", "没有得分")


def mean(scores: Sequence[Score]) -> Fraction:
    """Return the mean of exact totals."""
    return sum((Fraction(score.total) for score in scores), Fraction(0)) / len(scores)


def _last(row: Ranked) -> Decimal:
    return row.score.total - row.change if row.change is not None else Decimal(0)
