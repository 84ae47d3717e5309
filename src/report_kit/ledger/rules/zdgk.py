"""Rules of the register of published information (主动公开), Z01 to Z12."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.ledger.fault import Fault
from report_kit.ledger.register import Row
from report_kit.ledger.rules.view import DOCUMENT_NUMBER, PUBLISH_WITHIN, View

_LONGEST_TITLE = 80
_NOT_TO_PUBLISH = ("不宜公开", "报上级确定")


def check(view: View) -> Iterator[Fault]:
    """Yield the faults of all rows."""
    yield from view.repeated("Z01", "id", "编号")
    titles: dict[tuple[str, object], Row] = {}
    for row in view.rows:
        first = titles.setdefault((row.text("title"), row.cells.get("pub_on")), row)
        if first is not row and row.filled("title"):
            yield view.fault(row, "Z02", "warning", "title", f"与{first.where}同日同题，可能重复登记")
        yield from _identity(view, row)
        yield from _days(view, row)
        yield from _clearance(view, row)
        yield from view.timed(row, _in_time(view, row))


def _identity(view: View, row: Row) -> Iterator[Fault]:
    if len(row.text("title")) > _LONGEST_TITLE:
        yield view.fault(row, "Z03", "warning", "title", f"标题超过 {_LONGEST_TITLE} 字")
    if row.text("origin") == "本机关" and not row.filled("index_no"):
        yield view.fault(row, "Z04", "warning", "index_no", "本机关的信息应有索引号")
    yield from document_number(view, row, "Z05", "warning")
    if "政府网站" in row.parts("channels") and not row.filled("url"):
        yield view.fault(row, "Z06", "error", "url", "公开渠道有政府网站的，应填网址")
    ids = view.ids("zdgk")
    if row.filled("explains") and ids is not None and row.text("explains") not in ids:
        yield view.fault(row, "Z07", "error", "explains", f"没有编号为“{row.text('explains')}”的信息")


def document_number(view: View, row: Row, rule: str, level: str) -> Iterator[Fault]:
    """Yield faults of 文号: its form, and its year against 成文日期 (``level``)."""
    number, made = row.text("doc_no"), row.day("made_on")
    if not number:
        return
    match = DOCUMENT_NUMBER.fullmatch(re.sub(r"\s", "", number))
    if match is None:
        message = f"文号“{number}”不合格式，应形如 清府发〔2024〕1号（年份用六角括号）"
        yield view.fault(row, rule, "error", "doc_no", message)
    elif made and int(match[1]) != made.year:
        message = f"文号的年份是 {match[1]}，成文日期却在 {made.year} 年"
        yield view.fault(row, rule, "warning" if level == "warning" else "error", "doc_no", message)


def _days(view: View, row: Row) -> Iterator[Fault]:
    made, published = row.day("made_on"), row.day("pub_on")
    if made and published and published < made:
        yield view.fault(row, "Z08", "error", "pub_on", f"公开日期 {published} 早于成文日期 {made}")


def _in_time(view: View, row: Row) -> Iterator[Fault]:
    made, published = row.day("made_on"), row.day("pub_on")
    if made and published and published > made:
        latest = view.calendar.after(made, PUBLISH_WITHIN)
        if published > latest:
            message = (
                f"成文后 {PUBLISH_WITHIN} 个工作日内公开（条例第二十六条），最迟 {latest}，实际 {published}"
            )
            yield view.fault(row, "Z09", "error", "pub_on", message)


def _clearance(view: View, row: Row) -> Iterator[Fault]:
    if row.text("secrecy") in _NOT_TO_PUBLISH and row.filled("pub_on"):
        message = f"保密审查为“{row.text('secrecy')}”，却有公开日期"
        yield view.fault(row, "Z10", "error", "secrecy", message)
    if (row.count("e2") or 0) > 0:
        yield view.fault(row, "Z11", "error", "e2", "有严重差错的不得发布")
    if row.text("ctype") == "政策文件" and not row.filled("valid"):
        yield view.fault(row, "Z12", "error", "valid", "政策文件应填有效性")
