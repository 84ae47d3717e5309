"""``report-kit audit``: the trail of what was done in a workspace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.workspaces import find_report, open_workspace, workspace_option

if TYPE_CHECKING:
    from report_kit.review.audit import Anchor
    from report_kit.workspace import Workspace

_ACTIONS = ("verify", "list", "head")


@click.command(cls=ChineseCommand)
@click.argument("action", metavar="|".join(_ACTIONS), type=click.Choice(_ACTIONS))
@click.option(
    "--anchor",
    "anchors",
    multiple=True,
    metavar="存证码",
    help="审签单上的存证码，或正式发布的网页、PDF、Word、笔记本文件；可多次使用。",
)
@click.option("--report", metavar="报告", help="list 只列这份报告的；写编号或标题里的几个字。")
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    help="list 的输出：给人看的文本（默认）或每行一个 JSON 对象。",
)
@workspace_option
def command(
    action: str, anchors: tuple[str, ...], report: str | None, format_: str, place: str | None
) -> int:
    """存证：核对（verify）、列出来（list）、给出现在的存证码（head）。

    保存、决定、批注、签署、导出等，每件事一条，一条扣一条。verify 查有没有被改、被删、换次序、被截去；
    有问题时退出码为 1。能整个改写数据库的人，只有用外面的存证码才查得出来：请给 --anchor。
    """
    workspace = open_workspace(place)
    if action == "list":
        return _list(workspace, report, format_)
    if action == "head":
        from report_kit.review.audit import head

        anchor = head(workspace)
        click.echo(str(anchor) if anchor else "还没有记录。")
        return 0
    return _verify(workspace, [_anchor(text) for text in anchors])


def _anchor(text: str) -> Anchor:
    from report_kit.errors import ReviewError
    from report_kit.review.audit import anchor_of
    from report_kit.review.seal import seal_in

    if not Path(text).is_file():
        return anchor_of(text)
    seal = seal_in(Path(text))
    if seal is None:
        raise ReviewError(
            "RK-741",
            "这个文件里没有存证码",
            where=text,
            remedy="给出正式发布（export --final）的网页、PDF、Word 或笔记本，或照审签单输入存证码",
        )
    return seal.anchor


def _verify(workspace: Workspace, anchors: list[Anchor]) -> int:
    from report_kit.review.audit import verify

    found = verify(workspace, *anchors)
    for fault in found.faults:
        click.echo(f"有问题  {fault}")
    for remark in found.remarks:
        click.echo(f"请留意  {remark}")
    if found.faults:
        click.echo(
            f"共 {found.count} 条记录，{len(found.faults)} 处有问题。请保留原样，从备份里找出改动以前的比较。"
        )
        return 1
    click.echo(f"共 {found.count} 条记录，没有问题{'，与存证码相符' if found.anchored else ''}。")
    if not found.anchored:
        click.echo("没有给存证码：整个改写过的数据库这样查不出来，请照审签单或发布的文件给 --anchor。")
    if found.head:
        click.echo(f"现在的存证码：{found.head.printed}")
    return 0


def _list(workspace: Workspace, report: str | None, format_: str) -> int:
    from report_kit.review.audit import KINDS, records
    from report_kit.workspace.rows import time

    wanted = find_report(workspace, report).id if report else None
    for record in records(workspace, wanted):
        details = {key: value for key, value in record.details.items() if key != "rows"}
        if format_ == "json":
            said = {
                name: getattr(record, name) for name in ("number", "made", "kind", "report", "who", "hash")
            }
            click.echo(json.dumps({**said, **details}, ensure_ascii=False))
            continue
        about = f"报告 {record.report}" if record.report else ""
        what = "，".join(f"{value}" for key, value in details.items() if isinstance(value, str | int))
        cells = (
            f"{time(record.made):%Y-%m-%d %H:%M:%S}",
            KINDS.get(record.kind, record.kind),
            about,
            record.who,
        )
        click.echo("  ".join(filter(None, (f"{record.number}", *cells, what))))
    return 0
