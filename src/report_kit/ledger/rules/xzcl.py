"""Rules of the monthly sheet of decisions and fees (行政处理与收费), X01 and X02."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.ledger.fault import Fault
from report_kit.ledger.register import Row
from report_kit.ledger.rules.view import View


def check(view: View) -> Iterator[Fault]:
    """Yield the faults of all rows."""
    seen: dict[tuple[object, ...], Row] = {}
    for row in view.rows:
        if row.text("by") and row.text("by") == row.text("checked"):
            yield view.fault(row, "X01", "warning", "checked", "核对人与填报人是同一个人")
        key = tuple(row.cells.get(name) for name in ("month", "unit", "src", "fee_item"))
        first = seen.setdefault(key, row)
        if first is not row:
            message = f"与{first.where}的月份、部门、来源、收费项目都相同，可能填了两次"
            yield view.fault(row, "X02", "warning", "", message)
