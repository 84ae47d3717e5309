"""The tables of scores and problems as plain sheets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from report_kit.assess.known import RATE
from report_kit.assess.month import rounded, spelt
from report_kit.assess.ranking import Month, Ranked
from report_kit.assess.scheme import Scheme
from report_kit.ledger.workdays import Workdays

Line = tuple[str, ...]


def score_lines(months: Iterable[Month], scheme: Scheme) -> list[Line]:
    """Return the scores of months, a head and a line a unit, as 得分表.csv has them."""
    dims = [f"{name}({_plain(dim.weight)})" for name, dim in scheme.dims.items()]
    months = list(months)
    grouped = any(len(month.groups) > 1 for month in months)
    head = ("月份", *(("分组",) if grouped else ()), "名次", "部门", *dims, "加减分", "总分", "等次")
    lines: list[Line] = [(*head, f"{RATE}(处/万字)", "较上月", "提示", "否决")]
    for month in months:
        for row in month.rows:
            cells = cells_of(row)
            group = (cells["分组"],) if grouped else ()
            lines.append(
                (
                    spelt(month.month),
                    *group,
                    cells["名次"],
                    row.unit,
                    *(cells[name] for name in scheme.dims),
                    cells["加减分"],
                    cells["总分"],
                    cells["等次"],
                    rate_of(row),
                    cells["较上月"],
                    cells["提示"],
                    cells["否决"],
                )
            )
    return lines


def cells_of(row: Ranked) -> dict[str, str]:
    """Return what a table of scores may show of a unit, by the names of ``rank.show``."""
    score, scheme = row.score, row.score.scheme
    group = scheme.groups.get(score.unit.group)
    return {
        "名次": "" if row.place is None else str(row.place),
        "单位": row.unit,
        "分组": group.label if group else score.unit.group,
        "加减分": f"{score.adjusted:+}",
        "总分": str(score.total),
        "等次": score.grade,
        "较上月": "" if row.change is None else f"{row.change:+}",
        "提示": "样本少" if score.few else "",
        "否决": "、".join(score.vetoes),
        **{name: "—" if (points := score.dim(name)) is None else str(points) for name in scheme.dims},
    }


def rate_of(row: Ranked) -> str:
    """Return the mistakes in ten thousand characters as printed; empty when there is no text."""
    rate = row.score.part(RATE)
    return "" if rate is None else str(rounded(rate))


def problem_lines(month: Month, due: date | None = None) -> list[Line]:
    """Return the list of problems of a month, which the next month's assessment reads again.

    Args:
        month: the month.
        due: until when they are to be mended; blank when omitted.
    """
    head = ("月份", "部门", "编号", "指标", "问题", "扣分", "整改期限", "整改日期", "整改情况")
    lines: list[Line] = [head]
    for taken in month.deductions:
        limit = due.isoformat() if due else ""
        said = f"{taken.code} {taken.label}" if taken.code != taken.label else taken.label
        points = str(rounded(taken.points))
        lines.append((spelt(month.month), taken.unit, taken.id, said, taken.problem, points, limit, "", ""))
    return lines


def mend_by(scheme: Scheme, told: date, calendar: Workdays) -> date:
    """Return the last day to mend what was told on a day; raises ``UnknownYearError``."""
    return calendar.after(told, scheme.limit("fix_days", 3))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
