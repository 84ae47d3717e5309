"""``report-kit check``: list the findings in files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.inputs import Checked, each_checked, expand, progress
from report_kit.cli.marked import copies, make_options, marking_options, write_copy
from report_kit.cli.options import report_options, setup_options
from report_kit.cli.outputs import refuse_existing, write_text
from report_kit.cli.render import formats, renderer
from report_kit.cli.settlement import show_settled
from report_kit.cli.setups import Choices, Setups
from report_kit.cli.terminal import is_terminal, styled
from report_kit.errors import ReportKitError, UsageError

if TYPE_CHECKING:
    from report_kit.document import Document


@click.command(cls=ChineseCommand)
@click.argument("paths", nargs=-1, required=True, metavar="文件或文件夹...")
@click.option(
    "--format",
    "format_",
    type=click.Choice(formats()),
    default="text",
    help="输出给人看的文本（默认）、标出问题的网页（html）、每行一个 JSON 对象，或供其他软件读的 SARIF。",
)
@click.option("--output", metavar="文件", help="结果写到这个文件；不写时显示在屏幕上。")
@click.option(
    "--force", is_flag=True, help="允许覆盖 --output、--annotate 指定的已有文件（被校对的文件除外）。"
)
@click.option("--show-accepted", is_flag=True, help="连同已认可的问题一起列出，附理由。")
@click.option("--show-private", is_flag=True, help="查出的证件号码、手机号等照原样显示，不用星号遮住。")
@marking_options
@report_options
@setup_options
def command(
    paths: tuple[str, ...],
    format_: str,
    output: str | None,
    force: bool,
    show_accepted: bool,
    show_private: bool,
    annotate: str | None,
    track_changes: bool,
    comment_author: str,
    comment_time: str | None,
    settled: str | None,
    **choices: Any,
) -> int:
    """校对文件，列出发现的问题。

    文件可以是 .docx、.doc、.wps、.rtf、.html、.pdf、.txt、.md、.ipynb、.xlsx、.xls、.et、.png、.jpg。
    写文件夹时校对其中（连同下级文件夹）全部文件，表格和图片除外。读不了的文件列出原因，其余照常校对。原文件不会被改动。

    退出码：0 没有“错误”级的问题；1 有“错误”级的问题；2 未能完成。
    """
    from report_kit.proofread import Severity

    if settled:
        if output or annotate or format_ not in ("text", "json"):
            raise UsageError(
                "RK-603",
                "--settled 只在屏幕上列出处理结果",
                remedy="请去掉 --output、--annotate；--format 可以是 text 或 json",
            )
        return show_settled(expand(paths), settled, as_json=format_ == "json")
    files = expand(paths)
    setups = Setups(Choices(**choices), files)
    if output:
        refuse_existing(Path(output), force=force, originals=files)
    targets = copies(files, annotate, force=force) if annotate else {}
    if output and Path(output).absolute() in {target.absolute() for target in targets.values()}:
        raise UsageError(
            "RK-609", "--output 和 --annotate 会写到同一个文件", where=output, remedy="请写成两个不同的名字"
        )
    if track_changes and not annotate:
        raise UsageError(
            "RK-603", "--track-changes 要与 --annotate 同用", remedy="请用 --annotate 写明标注稿写到哪里"
        )
    marking = make_options(comment_author, comment_time, track=track_changes)
    failed: list[ReportKitError] = []
    errors = 0

    def check(path: Path, document: Document) -> Checked:
        item = replace(setups.check(path, document), shows_private=show_private)
        if path in targets:
            write_copy(item, targets[path], marking(setups.of(path)))
        return item

    def checked() -> Iterator[Checked]:
        nonlocal errors
        for item in each_checked(files, setups.open, check, failed, step):
            errors += sum(finding.severity is Severity.ERROR for finding in item.findings)
            yield item

    with progress("校对", len(files)) as step:
        pieces = renderer(format_).render(checked(), not output and _shows_colour(), show_accepted)
        if output:
            write_text(Path(output), "".join(pieces))
            click.echo(f"结果写到 {output}", err=True)
        else:
            if format_ != "text" and hasattr(sys.stdout, "reconfigure"):
                sys.stdout.reconfigure(encoding="utf-8")
            # The text is clean but for our colours; other programs want the rest as it is.
            as_it_is = format_ == "text" or not is_terminal(sys.stdout)
            for piece in pieces:
                with styled() if as_it_is else nullcontext():
                    click.echo(piece, nl=False, color=_shows_colour())
    return 2 if failed else 1 if errors else 0


def _shows_colour() -> bool:
    return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR")
