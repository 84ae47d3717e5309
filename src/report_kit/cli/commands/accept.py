"""``report-kit accept``: a passage is right, and why."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.growing_file import add_line
from report_kit.cli.options import report_options, setup_options
from report_kit.cli.place import line_column
from report_kit.cli.setups import Choices, Setups
from report_kit.errors import UsageError

if TYPE_CHECKING:
    from report_kit.document import Document
    from report_kit.proofread import Finding


@click.command(cls=ChineseCommand)
@click.argument("path", metavar="文件")
@click.option("--at", "place", required=True, metavar="行:列", help="在哪里，如 2:12；照 check 所列的写。")
@click.option("--rule", metavar="编号", help="哪条规则的问题；这个位置只有一条时不用写。")
@click.option("--reason", required=True, metavar="理由", help="为什么是对的，一句话。")
@click.option("--who", default="", metavar="姓名", help="由谁认可。")
@click.option("--revoke", is_flag=True, help="撤回以前的认可；--reason 写为什么撤回。")
@report_options
@setup_options
def command(
    path: str,
    place: str,
    rule: str | None,
    reason: str,
    who: str,
    revoke: bool,
    **choices: Any,
) -> int:
    """认可一处：这里是对的，今后不再报。

    认可记在工作区的 report-kit.accepted.jsonl 里：哪条规则、哪几个字、前后文和理由。
    别处怎么改都有效；这几个字或同一句里紧挨着的字改了，就不再有效，会重新报出来。
    """
    from report_kit.settings import Acceptance, accepted_file

    if not reason.strip():
        raise UsageError("RK-605", "缺少理由", remedy="用 --reason 写明为什么是对的")
    file = Path(path)
    setups = Setups(Choices(**choices), [file])
    document = setups.open(file)
    checked = setups.check(file, document)
    found = [finding for finding, _ in checked.accepted] if revoke else checked.findings
    finding = _chosen(document, found, place, rule)
    target = accepted_file(setups.of(file).settings, file)
    decision = Acceptance.of(
        finding, document.text, reason.strip(), who=who.strip(), file=file.name, revoked=revoke
    )
    add_line(target, decision.line())
    done = "已撤回认可" if revoke else "已认可"
    click.echo(f"{done}：{path} {place} {finding.rule}（{finding.message}），记在 {target}")
    return 0


def _chosen(document: Document, findings: list[Finding], place: str, rule: str | None) -> Finding:
    """Return the finding meant by place and rule.

    Raises:
        UsageError: ``RK-606`` the place is not understood, ``RK-612`` nothing is there, ``RK-613`` several
            rules find something there.
    """
    match = re.fullmatch(r"(\d+)[:：](\d+)", place.strip())
    if match is None:
        raise UsageError("RK-606", f"“{place}”不是位置", remedy="写成 行:列，如 2:12")
    wanted = int(match[1]), int(match[2])
    begin = [f for f in findings if line_column(document, f) == wanted]
    there = begin or [f for f in findings if _covers(document, f, wanted)]
    if rule:
        there = [finding for finding in there if finding.rule == rule]
    if not there:
        raise UsageError(
            "RK-612",
            f"位置 {place} 没有{f'规则 {rule} 的' if rule else ''}问题",
            where=document.path,
            remedy="用 report-kit check 查看各处的“行:列”和规则编号（已认可的加 --show-accepted）",
        )
    rules = list(dict.fromkeys(finding.rule for finding in there))
    if len(rules) > 1:
        raise UsageError(
            "RK-613",
            f"位置 {place} 有几条规则的问题：{'、'.join(rules)}",
            where=document.path,
            remedy="用 --rule 写明是哪一条",
        )
    return there[0]


def _covers(document: Document, finding: Finding, wanted: tuple[int, int]) -> bool:
    lines = document.source_lines
    return any(
        lines.line_column(start) <= wanted < lines.line_column(end) for start, end in finding.source_spans
    )
