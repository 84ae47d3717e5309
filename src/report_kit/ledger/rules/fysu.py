"""Rules of the register of reviews and suits (复议诉讼), S1, S2 and S4 to S10; S3 is how instances count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from report_kit.ledger.fault import Fault
from report_kit.ledger.register import Row
from report_kit.ledger.rules.view import View

# From this day on these causes go to review first (《行政复议法》第二十三条).
_REVIEW_FIRST = date(2024, 1, 1)
_REVIEW_FIRST_CAUSES = ("不予公开", "部分公开", "逾期未答复", "无法提供", "不予处理", "未主动公开")


def check(view: View) -> Iterator[Fault]:
    """Yield the faults of all rows."""
    yield from view.repeated("S4", "id", "案号")
    for row in view.rows:
        yield from _track(view, row)
        yield from _ending(view, row)
        yield from _request(view, row)


def _track(view: View, row: Row) -> Iterator[Fault]:
    kind, track = row.text("kind"), row.text("track")
    if kind and track and (kind == "行政复议") != (track == "行政复议"):
        yield view.fault(row, "S5", "error", "track", f"类型是“{kind}”，途径却是“{track}”")
    if row.text("role") == "共同被告(复议机关)":
        message = "复议机关作共同被告的，不计入本机关的表四（国办公开办函〔2016〕201号）"
        yield view.fault(row, "S1", "hint", "role", message)
    accepted = row.day("acc_on")
    if (
        track == "未经复议直接起诉"
        and row.text("cause") in _REVIEW_FIRST_CAUSES
        and accepted
        and accepted >= _REVIEW_FIRST
    ):
        message = f"“{row.text('cause')}”应当先申请行政复议（《行政复议法》第二十三条），请核对途径"
        yield view.fault(row, "S2", "warning", "track", message)
    if re.search(r"\d", row.text("who")):
        yield view.fault(row, "S9", "warning", "who", "申请人或原告只写“张某”“某公司”，不要写数字")


def _ending(view: View, row: Row) -> Iterator[Fault]:
    accepted, ended = row.day("acc_on"), row.day("end_on")
    if accepted and ended and ended < accepted:
        yield view.fault(row, "S6", "error", "end_on", f"审结日期 {ended} 早于受理日期 {accepted}")
    if row.filled("end_on") != row.filled("result"):
        missing, there = ("result", "审结日期") if row.filled("end_on") else ("end_on", "结果归类")
        yield view.fault(
            row, "S7", "error", missing, f"有{there}，却没有{view.register.form.by_key[missing].label}"
        )
    if row.text("result") == "结果纠正" and not row.filled("fix"):
        yield view.fault(row, "S8", "warning", "fix", "结果纠正的，应填整改情况")


def _request(view: View, row: Row) -> Iterator[Fault]:
    ids = view.ids("ysq")
    if row.filled("ysq") and ids is not None and row.text("ysq") not in ids:
        message = f"依申请公开台账里没有登记编号“{row.text('ysq')}”"
        yield view.fault(row, "S10", "warning", "ysq", message)
