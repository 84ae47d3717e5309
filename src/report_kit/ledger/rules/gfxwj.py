"""Rules of the register of normative documents (规范性文件), G01 to G08."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from report_kit.ledger.fault import Fault
from report_kit.ledger.register import Row
from report_kit.ledger.rules.view import View
from report_kit.ledger.rules.zdgk import document_number

_NOTICE = timedelta(days=60)


def check(view: View) -> Iterator[Fault]:
    """Yield the faults of all rows."""
    yield from view.repeated("G01", "doc_no", "文号")
    for row in view.rows:
        yield from document_number(view, row, "G02", "error")
        yield from _publication(view, row)
        yield from _validity(view, row)


def _publication(view: View, row: Row) -> Iterator[Fault]:
    effective, published = row.day("eff_on"), row.day("pub_on")
    if effective and published and effective < published:
        yield view.fault(row, "G03", "warning", "eff_on", f"施行日期 {effective} 早于公开日期 {published}")
    if not row.filled("pub_on"):
        yield view.fault(row, "G04", "error", "pub_on", "规范性文件应当公开，没有填公开日期")
    if row.text("legal_ok") == "未审":
        yield view.fault(row, "G05", "warning", "legal_ok", "没有经过合法性审查")
    if not row.filled("filed_on"):
        yield view.fault(row, "G06", "warning", "filed_on", "没有填备案日期")


def _validity(view: View, row: Row) -> Iterator[Fault]:
    state, until = row.text("state"), row.day("until")
    if state and state != "有效" and not row.filled("state_on"):
        yield view.fault(row, "G07", "error", "state_on", f"状态为“{state}”的，应填状态日期")
    if state == "有效" and until:
        if until < view.on:
            yield view.fault(row, "G08", "error", "state", f"有效期到 {until} 已过，状态却还是“有效”")
        elif until <= view.on + _NOTICE:
            message = f"有效期到 {until}，快到期了，请决定是否延续"
            yield view.fault(row, "G08", "warning", "until", message)
