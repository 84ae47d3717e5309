"""Table four: administrative reviews and suits, by track and result."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from report_kit.ledger.register import Row
from report_kit.ledger.schema import load_schema
from report_kit.ledger.sums.tally import Tally

_LINE = "cases"


def add_cases(tally: Tally, rows: Iterable[Row], year: int) -> None:
    """Count cases open in the year or closed in it.

    A case of several instances counts once, by its latest instance accepted until the end of the year; one
    in which the office is only the reviewing agency is not its own (国办公开办函〔2016〕201号).
    """
    tally.open()
    counting = load_schema().counting
    end = date(year, 12, 31)
    latest: dict[tuple[str, str], Row] = {}
    for row in rows:
        why = _unusable(row)
        if why:
            tally.leave_out(row, why)
            continue
        accepted = row.day("acc_on")
        assert accepted is not None
        if row.text("role") in counting.not_ours or accepted > end:
            continue
        case = (row.text("grp") or f"{row.file}/{row.number}", row.text("track"))
        other = latest.get(case)
        if other is None or _instance(row) >= _instance(other):
            latest[case] = row
    for row in latest.values():
        ended = row.day("end_on")
        if ended is not None and ended.year < year:
            continue
        result = "pending" if ended is None or ended > end else counting.results[row.text("result")]
        track = counting.tracks[row.text("track")]
        for column in (result, "total"):
            tally.add(_LINE, f"{track}.{column}", row)


def _instance(row: Row) -> tuple[int, date]:
    levels = load_schema().counting.levels
    level = row.text("level")
    return (levels.index(level) if level in levels else -1, row.day("acc_on") or date.min)


def _unusable(row: Row) -> str:
    accepted, ended = row.day("acc_on"), row.day("end_on")
    if accepted is None:
        return "没有可用的受理日期"
    if not row.text("track"):
        return "途径不在三种之内"
    if (row.filled("end_on") and ended is None) or "result" in row.unreadable:
        return "审结日期或结果归类不能用"
    if row.filled("end_on") != row.filled("result"):
        return "审结日期与结果归类没有同时填写"
    if ended and ended < accepted:
        return "审结日期早于受理日期"
    return ""
