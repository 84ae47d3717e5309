"""The time limit of a request: twenty working days, extensions, and what stops the clock.

《政府信息公开条例》第三十条 (a corrected request counts from the day the correction came), 第三十二条 and
第三十三条 (asking third parties and other agencies is not counted; at most twenty days of extension).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from report_kit.ledger.register import Row
from report_kit.ledger.workdays import UnknownYearError, Workdays

LIMIT = 20
LONGEST_EXTENSION = 20
CORRECTION_NOTICE = 7
CONSULTATION = 15
PAYMENT = 20

State = Literal["overdue", "soon", "running", "waiting", "unknown"]


@dataclass(frozen=True)
class Clock:
    """The time limit of one request.

    Args:
        start: the day it counts from.
        first: the last day of the limit without extension.
        last: the last day to answer.
        stopped: working days the clock stood still.
        extended: working days of extension.
    """

    start: date
    first: date
    last: date
    stopped: int
    extended: int


def waits_for(row: Row) -> str:
    """Return what the applicant owes, in words, while the limit does not run; empty when it runs."""
    if row.filled("bz_on") and not row.filled("bz_recv"):
        return "等申请人补正"
    if row.filled("fee_on") and not row.filled("paid_on"):
        return "等申请人缴费"
    return ""


def clock(row: Row, calendar: Workdays, on: date) -> Clock | None:
    """Return the time limit of a request as it stands on a day; ``None`` while it does not run.

    Args:
        row: a row of the register of requests.
        calendar: the working days.
        on: the day of looking: a consultation still open stops the clock up to this day.

    Raises:
        UnknownYearError: the limit reaches into a year whose holidays are not known.
    """
    received = row.day("recv_on")
    if received is None or waits_for(row):
        return None
    start = max(filter(None, (received, row.day("bz_recv"), row.day("paid_on"))))
    stopped = _stopped(row, calendar, start, on)
    extended = min(row.count("ext_n") or 0, LONGEST_EXTENSION) if row.filled("ext_ok") else 0
    first = calendar.after(start, LIMIT + stopped)
    return Clock(start, first, calendar.after(first, extended), stopped, extended)


def _stopped(row: Row, calendar: Workdays, start: date, on: date) -> int:
    """Count the working days of consultations, days of two at once only once."""
    days: set[date] = set()
    for asked_key, answered_key in (("tp_on", "tp_back"), ("oa_on", "oa_back")):
        asked, answered = row.day(asked_key), row.day(answered_key)
        if asked is None:
            continue
        reply = row.day("reply_on")
        end = min(answered or reply or max(on, asked), calendar.after(asked, CONSULTATION))
        day = max(asked, start)
        while day < end:
            day += timedelta(1)
            if calendar.is_workday(day):
                days.add(day)
    return len(days)


@dataclass(frozen=True)
class Due:
    """A request that is not answered, and how it stands.

    Args:
        row: its row.
        state: ``waiting`` for the applicant, ``unknown`` when the holidays are not known.
        last: the last day to answer, ``None`` when there is none.
        left: working days from the day of looking to the last day; negative when it is past.
        note: what else to know, in Chinese.
    """

    row: Row
    state: State
    last: date | None
    left: int | None
    note: str = ""


_ORDER: tuple[State, ...] = ("unknown", "overdue", "soon", "running", "waiting")


def due(rows: Sequence[Row], calendar: Workdays, on: date, soon: int = 5) -> list[Due]:
    """Return the requests not answered by the day ``on``, the most pressing first.

    Args:
        rows: rows of the register of requests.
        calendar: the working days.
        on: the day of looking; what was received later, or answered by then, is left out.
        soon: how many working days before the last one a request is shown as due soon.
    """
    found = []
    for row in rows:
        received, reply = row.day("recv_on"), row.day("reply_on")
        if received and received > on:
            continue
        if row.filled("reply_on") and (reply is None or reply <= on):
            continue
        found.append(_due(row, calendar, on, soon))
    return sorted(found, key=lambda item: (_ORDER.index(item.state), item.last or date.max, item.row.number))


def _owed_by(row: Row, calendar: Workdays) -> str:
    """Return until when the applicant has to act, in words; empty when that is not registered."""
    asked, days = row.day("bz_on"), row.count("bz_days")
    if row.filled("bz_on") and not row.filled("bz_recv"):
        return f"，期限到 {calendar.after(asked, days)}" if asked and days else ""
    notice = row.day("fee_on")
    return f"，期限到 {calendar.after(notice, PAYMENT)}" if notice else ""


def _due(row: Row, calendar: Workdays, on: date, soon: int) -> Due:
    if row.day("recv_on") is None:
        return Due(row, "unknown", None, None, "没有可用的收到日期，算不出期限")
    try:
        limit = clock(row, calendar, on)
        if limit is None:
            return Due(row, "waiting", None, None, waits_for(row) + _owed_by(row, calendar))
        left = calendar.between(on, limit.last)
    except UnknownYearError as error:
        return Due(row, "unknown", None, None, error.what)
    notes = []
    if limit.stopped:
        notes.append(f"征求意见暂停 {limit.stopped} 个工作日")
    if limit.extended:
        notes.append(f"已延期 {limit.extended} 个工作日")
    state: State = "overdue" if on > limit.last else "soon" if left <= soon else "running"
    return Due(row, state, limit.last, left, "，".join(notes))
