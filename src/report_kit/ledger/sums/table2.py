"""Table two: normative documents in force, decisions, fees."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from report_kit.ledger.register import Row
from report_kit.ledger.schema import load_schema
from report_kit.ledger.sums.tally import Tally

# The register is kept in yuan, the statutory table in units of ten thousand.
_UNIT = Decimal(10_000)


def add_documents(tally: Tally, rows: Iterable[Row], year: int) -> None:
    """Count 行政规范性文件 issued and repealed in the year, and in force at its end.

    One whose term ran out (到期失效) is no repeal, but is not in force either. 规章 are none of an office
    that keeps this register.
    """
    tally.open(("regulations", "normative"))
    counting = load_schema().counting
    end = date(year, 12, 31)
    for row in rows:
        made, state, changed = row.day("made_on"), row.text("state"), row.day("state_on")
        if made is None or not state:
            tally.leave_out(row, "成文日期或状态不能用")
            continue
        over = state in counting.ended
        if over and changed is None:
            tally.leave_out(row, f"状态为“{state}”，没有可用的状态日期")
            continue
        if made.year == year:
            tally.add("normative", "issued", row)
        if state in counting.repealed and changed and changed.year == year:
            tally.add("normative", "repealed", row)
        if made <= end and not (over and changed and changed <= end) and not _expired(row, end):
            tally.add("normative", "valid", row)


def _expired(row: Row, end: date) -> bool:
    until = row.day("until")
    return until is not None and until < end


def add_decisions(tally: Tally, rows: Iterable[Row], year: int) -> None:
    """Sum the decisions and fees of the months of the year."""
    decisions = load_schema().counting.decisions
    tally.open((*(row for row, _ in decisions.values()), "fees"))
    for row in rows:
        month = row.day("month")
        if month is None:
            tally.leave_out(row, "月份不能用")
            continue
        if month.year != year:
            continue
        bad = [label for label, (_, key) in decisions.items() if key in row.unreadable]
        if "fee" in row.unreadable:
            bad.append("收费金额元")
        if bad:
            tally.leave_out(row, f"{'、'.join(bad)}不是可用的数")
            continue
        for line, key in decisions.values():
            if row.count(key):
                tally.add(line, "decisions", row, row.count(key) or 0)
        if row.amount("fee"):
            tally.add("fees", "amount", row, row.amount("fee") / _UNIT)
