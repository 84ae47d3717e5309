"""``report-kit diff-findings``: judge a change of rules on real text."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.findings_diff import by_rule, compare, outcome, sentence
from report_kit.cli.options import names
from report_kit.cli.versions import findings_of

if TYPE_CHECKING:
    from report_kit.cli.findings_diff import Change, Record

_MARKS = {"appeared": ("+", "新出现"), "vanished": ("-", "消失"), "changed": ("~", "改变")}


@click.command("diff-findings", cls=ChineseCommand)
@click.argument("old", metavar="旧")
@click.argument("new", metavar="新")
@click.argument("texts", nargs=-1, required=True, metavar="文件或文件夹...")
@click.option(
    "--select",
    multiple=True,
    metavar="规则",
    help="只比较这些规则：规则编号或类别，可用逗号隔开或多次使用。",
)
@click.option(
    "--most",
    type=click.IntRange(min=0),
    default=20,
    metavar="数",
    help="每条规则每种变化最多列几处，默认 20；合计照计。",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    help="输出给人看的文本（默认）或每处变化一行 JSON 对象。",
)
def command(
    old: str, new: str, texts: tuple[str, ...], select: tuple[str, ...], most: int, format_: str
) -> int:
    """比较两个版本校对同样文字的结果：新出现、消失和改变的各处。

    “旧”和“新”各写一个版本：check --format json 的结果文件，源代码文件夹（. 为当前的），
    或装有 report-kit 的 Python。读不了的文件列出原因，其余照常比较，退出码为 2。
    """
    wanted = names(select)
    runs = {version: findings_of(version, texts) for version in (old, new)}
    before, after = (_selected(runs[version].findings, wanted) for version in (old, new))
    for version, run in runs.items():
        if run.said:
            click.echo(f"{version} 没有全部校对：\n{run.said}", err=True)
    code = 2 if any(run.said for run in runs.values()) else 0
    changes, same = compare(before, after)
    if format_ == "json":
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        for change in changes:
            click.echo(_json(change))
        return code
    for rule, group in by_rule(changes):
        for piece in _shown(rule, group, most):
            click.echo(piece)
    click.echo(f"旧 {len(before)} 处，新 {len(after)} 处：{_counts(changes)}，不变 {same} 处")
    return code


def _selected(records: list[Record], wanted: Sequence[str]) -> list[Record]:
    if not wanted:
        return records
    return [
        r for r in records if any(r["rule"] == name or r["rule"].startswith(name + ".") for name in wanted)
    ]


def _counts(changes: Sequence[Change]) -> str:
    counts = Counter[str](change.kind for change in changes)
    return "，".join(f"{label} {counts[kind]} 处" for kind, (_, label) in _MARKS.items())


def _shown(rule: str, changes: Sequence[Change], most: int) -> Iterator[str]:
    yield f"{rule}：{_counts(changes)}"
    for kind, (mark, label) in _MARKS.items():
        group = [change for change in changes if change.kind == kind]
        for change in group[:most]:
            record = change.record
            before, passage, after = sentence(record)
            yield f"  {mark} {record['path']}:{record['line']}:{record['column']}  {_outcome(change)}"
            yield f"      {before}【{passage}】{after}"
            yield f"      {record['message']}"
        if len(group) > most:
            yield f"  （{label}的另有 {len(group) - most} 处）"
    yield ""


def _outcome(change: Change) -> str:
    """Say the severity and the suggestions, and what they were where they have changed."""
    said = [_words(record) for record in (change.old, change.new) if record]
    return " → ".join(said)


def _words(record: Record) -> str:
    from report_kit.proofread import Severity
    from report_kit.proofread.findings.finding import SAFETY

    severity, fixes = outcome(record)
    label = Severity(severity).label
    if not fixes:
        return label
    return f"{label}，建议“{'”或“'.join(text for _, text in fixes)}”（{SAFETY[fixes[0][0]]}）"


def _json(change: Change) -> str:
    record = change.record
    before, _, after = sentence(record)
    head = {name: record[name] for name in ("rule", "path", "line", "column")}
    whole = {"change": change.kind, **head, "before": before, "text": record["text"], "after": after}
    return json.dumps(whole | {"old": change.old, "new": change.new}, ensure_ascii=False)
