"""Rules of the register of requests (依申请公开), Y01 to Y22; the choices Y02 and Y11 are told on reading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.ledger.deadlines import (
    CORRECTION_NOTICE,
    LONGEST_EXTENSION,
    PAYMENT,
    clock,
)
from report_kit.ledger.fault import Fault
from report_kit.ledger.register import Row
from report_kit.ledger.rules.view import View


def check(view: View) -> Iterator[Fault]:
    """Yield the faults of all rows."""
    yield from view.repeated("Y01", "id", "登记编号")
    for row in view.rows:
        yield from _received(view, row)
        yield from _corrected(view, row)
        yield from _extended(view, row)
        yield from _answered(view, row)
        yield from _outcome(view, row)
        yield from view.timed(row, _limits(view, row))


def _received(view: View, row: Row) -> Iterator[Fault]:
    sent, received = row.day("sub_on"), row.day("recv_on")
    if sent and received and received < sent:
        yield view.fault(row, "Y03", "error", "recv_on", f"收到日期 {received} 早于提交日期 {sent}")
    elif sent and received and row.text("recv_way") == "当面" and received != sent:
        message = f"当面提交的，收到日期就是提交日期 {sent}，这里是 {received}"
        yield view.fault(row, "Y04", "error", "recv_on", message)
    if re.search(r"\d", row.text("who")):
        yield view.fault(row, "Y22", "warning", "who", "申请人只写“张某”“某公司”，不要写数字")
    if row.count("n") == 0:
        yield view.fault(row, "B03", "error", "n", "件数应为 1 或更多")


def _corrected(view: View, row: Row) -> Iterator[Fault]:
    asked, came = row.day("bz_on"), row.day("bz_recv")
    if row.filled("bz_recv") and not row.filled("bz_on"):
        yield view.fault(row, "Y06", "error", "bz_recv", "有补正收到日，却没有补正通知日")
    elif asked and came and came < asked:
        yield view.fault(row, "Y06", "error", "bz_recv", f"补正收到日 {came} 早于补正通知日 {asked}")


def _extended(view: View, row: Row) -> Iterator[Fault]:
    days = row.count("ext_n")
    if days is not None and days > LONGEST_EXTENSION:
        message = f"延期 {days} 个工作日，超过法定的 {LONGEST_EXTENSION} 个工作日（条例第三十三条）"
        yield view.fault(row, "Y07", "error", "ext_n", message)
    if (row.filled("ext_n") or row.filled("ext_on")) and not row.filled("ext_ok"):
        yield view.fault(row, "Y08", "error", "ext_ok", "延长答复期限须经批准，没有填延期批准日")


def _answered(view: View, row: Row) -> Iterator[Fault]:
    received, reply = row.day("recv_on"), row.day("reply_on")
    if row.filled("reply_on") and not row.filled("outcome"):
        yield view.fault(row, "Y10", "error", "outcome", "有答复日期，却没有答复类型")
    if row.filled("outcome") and not row.filled("reply_on"):
        yield view.fault(row, "Y10", "error", "reply_on", "有答复类型，却没有答复日期")
    if received and reply and reply < received:
        yield view.fault(row, "Y12", "error", "reply_on", f"答复日期 {reply} 早于收到日期 {received}")


def _outcome(view: View, row: Row) -> Iterator[Fault]:
    outcome = row.text("outcome")
    if outcome == "F1" and (not row.filled("bz_on") or row.filled("bz_recv")):
        why = "没有补正通知日" if not row.filled("bz_on") else "已经收到补正"
        yield view.fault(row, "Y15", "error", "outcome", f"F1（逾期不补正）须有补正通知而没有补正：{why}")
    if outcome == "D3" and not (row.filled("bz_on") and row.filled("bz_recv")):
        message = "D3（补正后仍不明确）须有补正通知日和补正收到日"
        yield view.fault(row, "Y16", "error", "outcome", message)
    if outcome == "F2" and (not row.filled("fee_on") or row.filled("paid_on")):
        why = "没有收费通知日" if not row.filled("fee_on") else "已经缴费"
        yield view.fault(row, "Y17", "error", "outcome", f"F2（逾期未缴费）须有收费通知而没有缴费：{why}")
    if outcome == "C4" and not row.filled("tp_on"):
        yield view.fault(row, "Y19", "warning", "tp_on", "C4（保护第三方）一般要先征求第三方意见，没有征求日")
    if outcome == "E4" and not row.filled("why_on"):
        yield view.fault(row, "Y20", "warning", "why_on", "E4（大量反复）要先请申请人说明理由，没有通知日")
    if outcome[:1] in ("B", "C", "D", "E") and not row.filled("basis"):
        yield view.fault(row, "Y21", "warning", "basis", f"{outcome} 的答复应写明法律依据")


def _limits(view: View, row: Row) -> Iterator[Fault]:
    """Yield what needs the calendar; raises ``UnknownYearError``."""
    received, reply = row.day("recv_on"), row.day("reply_on")
    asked, notice = row.day("bz_on"), row.day("fee_on")
    if received and asked:
        latest = view.calendar.after(received, CORRECTION_NOTICE)
        if asked > latest:
            message = f"补正通知应在收到后 {CORRECTION_NOTICE} 个工作日内，最迟 {latest}，这里是 {asked}"
            yield view.fault(row, "Y05", "error", "bz_on", message)
    if row.text("outcome") == "F2" and notice and reply:
        latest = view.calendar.after(notice, PAYMENT)
        if reply <= latest:
            message = f"缴费期限到 {latest}，期满以后才能按 F2 办结"
            yield view.fault(row, "Y18", "error", "reply_on", message)
    limit = clock(row, view.calendar, view.on)
    if limit is None:
        return
    if row.filled("ext_ok"):
        told = row.day("ext_on")
        if not row.filled("ext_on"):
            yield view.fault(row, "Y09", "error", "ext_on", "延期须告知申请人，没有填延期告知日")
        elif told and told > limit.first:
            message = f"延期应在原期限内（最迟 {limit.first}）告知，这里是 {told}"
            yield view.fault(row, "Y09", "error", "ext_on", message)
    if reply and reply > limit.last:
        yield view.fault(
            row, "Y13", "error", "reply_on", f"超期答复：最迟应在 {limit.last} 答复，实际 {reply}"
        )
    if not row.filled("reply_on") and view.on > limit.last:
        message = f"超期未答复：最迟应在 {limit.last} 答复，到 {view.on} 还没有答复"
        yield view.fault(row, "Y14", "error", "reply_on", message)
