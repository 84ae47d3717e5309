"""``report-kit verify``: is a published file the signed one."""

from __future__ import annotations

from pathlib import Path

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.workspaces import open_workspace, workspace_option

_SHOWN = 20


@click.command(cls=ChineseCommand)
@click.argument("path", metavar="文件")
@workspace_option
def command(path: str, place: str | None) -> int:
    """核对发布的文件：是不是签发的那一个，有没有改动，文字哪里不同。

    文件可以是网页、PDF、Word、笔记本、文本，改了名字不要紧。
    就是签发的那一个、存证也没有问题时退出码为 0，否则为 1。
    """
    from report_kit.review.published import OUTCOMES, verify_file

    file = Path(path)
    workspace = open_workspace(place, file.parent)
    found = verify_file(workspace, file)
    about = f"{found.title}（第 {found.revision} 版）" if found.title else ""
    click.echo(f"{path}：{OUTCOMES[found.outcome]}")
    if about:
        click.echo(f"  对照：{about}")
    for piece in found.differences[:_SHOWN]:
        click.echo(f"  签发的：{_line(piece.signed) or '（没有这一处）'}")
        click.echo(f"  文件里：{_line(piece.found) or '（没有了）'}")
    if len(found.differences) > _SHOWN:
        click.echo(f"  …… 共 {len(found.differences)} 处不同")
    if found.newer:
        click.echo(f"  注意：以后又发布了第 {found.newer} 版。")
    for fault in found.audit.faults:
        click.echo(f"  存证有问题：{fault}")
    return 0 if found.is_signed else 1


def _line(text: str) -> str:
    return " ".join(text.split())[:200]
