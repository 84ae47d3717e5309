"""``report-kit check --settled``: show what became of the findings of a marked copy."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_kit.errors import MarkingError

if TYPE_CHECKING:
    from report_kit.marking.settled import Settled


def show_settled(files: list[Path], sent: str, *, as_json: bool) -> int:
    """Print the outcome of every finding; return 1 when one of severity error is not settled, else 0.

    Raises:
        MarkingError: ``RK-257``: more than one file, or not a Word file; ``RK-256``: no marked copy.
    """
    from report_kit.marking.settled import settle

    if len(files) != 1 or files[0].suffix.lower() != ".docx":
        raise MarkingError(
            "RK-257",
            "--settled 一次核对一份 Word 文件",
            where="、".join(map(str, files)),
            remedy="写成 report-kit check 返回稿.docx --settled 标注稿.docx",
        )
    found = settle(Path(sent), files[0])
    for item in found:
        click.echo(_record(item) if as_json else _lines(item))
    if not as_json:
        counts = Counter(item.outcome.label for item in found)
        said = "，".join(f"{label} {count} 处" for label, count in counts.items())
        click.echo(f"{files[0]}：共 {len(found)} 处，{said}")
    return int(any(item.signed.severity == "错误" and not item.outcome.is_settled for item in found))


def _lines(item: Settled) -> str:
    change = f"“{item.text}”" if item.now == item.text else f"“{item.text}”→“{item.now}”"
    head = f"  {item.signed.number}  【{item.outcome.label}】{change}（{item.reason}）"
    return f"{head}\n      {item.signed.severity}：{item.signed.message}  {item.signed.rule}"


def _record(item: Settled) -> str:
    record = {
        "number": item.signed.number,
        "rule": item.signed.rule,
        "severity": item.signed.severity,
        "message": item.signed.message,
        "text": item.text,
        "now": item.now,
        "outcome": item.outcome.value,
        "reason": item.reason,
    }
    return json.dumps(record, ensure_ascii=False)
