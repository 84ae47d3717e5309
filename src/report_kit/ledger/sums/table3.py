"""Table three: requests received, answered and carried over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from report_kit.ledger.register import Row
from report_kit.ledger.schema import load_schema
from report_kit.ledger.sums.tally import Tally


def add_requests(tally: Tally, rows: Iterable[Row], year: int) -> None:
    """Count requests (件数) by what happened in the year and by the kind of applicant.

    A row is new or carried in, and answered or carried out, never both of a pair: so the equation of the
    table's head holds by construction. A row that could break it is left out and named.
    """
    tally.open()
    counting = load_schema().counting
    begin, end = date(year, 1, 1), date(year, 12, 31)
    for row in rows:
        why = unusable(row)
        if why:
            tally.leave_out(row, why)
            continue
        received, reply, count = row.day("recv_on"), row.day("reply_on"), row.count("n") or 0
        assert received is not None
        if received > end or (reply is not None and reply < begin):
            continue
        lines = ["new" if received >= begin else "carried_in"]
        if reply is None or reply > end:
            lines.append("carried_out")
        else:
            lines += [counting.outcomes[row.text("outcome")], "done"]
        for line in lines:
            for column in (counting.applicants[row.text("atype")], "total"):
                tally.add(line, column, row, count)


def unusable(row: Row) -> str:
    """Return why a row can not be counted, in Chinese; empty when it can."""
    received, reply = row.day("recv_on"), row.day("reply_on")
    if received is None:
        return "没有可用的收到日期"
    if not row.text("atype"):
        return "申请人类型不在六类之内"
    if not row.count("n"):
        return "件数不是 1 或更大的整数"
    if (row.filled("reply_on") and reply is None) or "outcome" in row.unreadable:
        return "答复日期或答复类型不能用"
    if row.filled("reply_on") != row.filled("outcome"):
        return "答复日期与答复类型没有同时填写"
    if reply and reply < received:
        return "答复日期早于收到日期"
    return ""
