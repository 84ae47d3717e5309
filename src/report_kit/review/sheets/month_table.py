"""审签汇总表: what was signed and published in a month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from report_kit.errors import UsageError
from report_kit.review.audit import Anchor
from report_kit.review.machine import Examination
from report_kit.review.sheets.paper import Column, Summary
from report_kit.review.signatures import Signature
from report_kit.review.state import State
from report_kit.workspace import ReportRecord

_COLUMNS = (
    Column("序号", 3),
    Column("编号", 8),
    Column("标题", 15),
    Column("审核过程（步骤、签署人、时间）", 25),
    Column("机器校对", 9),
    Column("退改次数", 4),
    Column("现在到哪一步", 9),
    Column("发布", 12),
    Column("备注", 6),
)


@dataclass(frozen=True)
class Entry:
    """A report of the month.

    Args:
        record: which one.
        state: where it stands now.
        signed: what was signed in the month.
        sent_back: how often it was sent back in the month.
        published: what was published in the month, in words.
    """

    record: ReportRecord
    state: State
    signed: Sequence[Signature]
    published: Sequence[str]


def month_of(text: str) -> tuple[int, int]:
    """Return year and month of ``2025-01`` or ``2025年1月``.

    Raises:
        UsageError: ``RK-606``.
    """
    found = re.fullmatch(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*月?", text.strip())
    if found is None or not 1 <= int(found[2]) <= 12 or not 1949 <= int(found[1]) <= 2100:
        raise UsageError("RK-606", f"“{text}”不是月份", remedy="写成 2025-01")
    return int(found[1]), int(found[2])


def month_table(
    unit: str, month: tuple[int, int], entries: Sequence[Entry], anchor: Anchor | None, now: datetime
) -> Summary:
    """Return the summary of a month; ``unit`` is the office it is of, empty where there are several."""
    rows = tuple(_row(number, entry) for number, entry in enumerate(entries, 1))
    year, number = month
    published = sum(bool(entry.published) for entry in entries)
    back = sum(_sent_back(entry) for entry in entries)
    foot = (
        f"合计：审签 {len(entries)} 件，发布 {published} 件，退改 {back} 次。",
        "填表：____________　　审核：____________　　负责人：____________　　日期：________年____月____日",
        f"存证码：{anchor.printed if anchor else '（还没有记录）'}　　打印：{now:%Y-%m-%d %H:%M}",
    )
    return Summary(f"{unit}{year}年{number}月信息发布审签汇总表", (), _COLUMNS, rows, foot)


def _row(number: int, entry: Entry) -> tuple[str, ...]:
    record, state = entry.record, entry.state
    steps = {step.id: step.name for step in state.chain.steps}
    process = "\n".join(
        f"{steps.get(one.step, one.step)}：{one.who} {_verdict(one)}{one.made:%m-%d %H:%M}"
        for one in entry.signed
    )
    machine = ""
    if entry.signed:
        found = Examination.from_json_dict(entry.signed[-1].machine)
        machine = f"{found.characters:,} 字\n错误 {found.errors}\n豁免 {len(found.waived)}"
    excuses = dict.fromkeys(one.excuse for one in entry.signed if one.excuse)
    return (
        str(number),
        f"SQ-{record.year}-{record.id:03d}",
        record.title,
        process or "（本月没有签署）",
        machine,
        str(_sent_back(entry)),
        state.label,
        "\n".join(entry.published) or "未发布",
        "；".join(f"一人签多步：{excuse}" for excuse in excuses),
    )


def _verdict(one: Signature) -> str:
    return "" if one.verdict == "同意" else f"（{one.verdict}）"


def _sent_back(entry: Entry) -> int:
    return sum(one.verdict in ("退回", "修改后同意") for one in entry.signed)
