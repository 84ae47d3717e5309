"""``report-kit fix``: write a corrected copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.inputs import expand, progress
from report_kit.cli.options import report_options, setup_options
from report_kit.cli.outputs import CORRECTED, refuse_existing, write_text
from report_kit.cli.setups import Choices, Setups
from report_kit.errors import UsageError

if TYPE_CHECKING:
    from report_kit.document import Document
    from report_kit.proofread.findings.finding import Safety


@click.command(cls=ChineseCommand)
@click.argument("paths", nargs=-1, required=True, metavar="文件或文件夹...")
@click.option(
    "--output",
    metavar="位置",
    help="改好的文件写到哪里：一个文件名；校对多个文件时为文件夹。不写时放在原文件旁边，名为“原名.校对.txt”。",
)
@click.option(
    "--safety",
    type=click.Choice(("safe", "likely")),
    default="safe",
    help="改到什么程度：safe 只改有把握的（默认）；likely 连同很可能的，并接回被分页切断的段落。",
)
@click.option("--force", is_flag=True, help="允许覆盖以前写出的同名文件（原文件除外）。")
@report_options
@setup_options
def command(
    paths: tuple[str, ...],
    output: str | None,
    safety: Safety,
    force: bool,
    **choices: Any,
) -> int:
    """改正有把握的错误，另存为一份文本；原文件不会被改动。

    有任何一个文件不能读或不能写时，什么也不写。Word 文件、网页、Markdown、笔记本只留下文字，不保留版式；
    PDF 不能改正。
    """
    from report_kit.document.omissions import omission_lines
    from report_kit.proofread.findings.choice import choose_edits
    from report_kit.proofread.findings.source_edits import edit_source

    files = expand(paths, to_correct=True)
    _refuse_uncorrectable(files)
    setups = Setups(Choices(**choices), files)
    targets = _targets(files, output)
    for target in targets:
        refuse_existing(target, force=force, originals=files)
    # All files are read and checked before the first is written: a bad one must leave nothing behind.
    results: list[tuple[Path, Path, str, str]] = []
    left_out: dict[Path, list[str]] = {}
    with progress("改正", len(files)) as step:
        for file, target in zip(files, targets, strict=True):
            document = setups.open(file)
            edits = choose_edits(setups.check(file, document).findings, safety)
            fixed = edit_source(document, edits, heal=safety == "likely")
            results.append((file, target, fixed, _report(document, len(edits), safety)))
            left_out[file] = omission_lines(document.omissions, "没有校对，改好的文本里没有")
            step(file.name)
    for file, target, fixed, said in results:
        write_text(target, fixed)
        click.echo(f"{file}：{said}，写到 {target}")
        for line in left_out[file]:
            click.echo(f"  {line}")
    return 0


def _refuse_uncorrectable(files: list[Path]) -> None:
    """Raise ``UsageError`` ``RK-235`` for a file of which no corrected copy can be made."""
    from report_kit.document.readers import is_correctable

    for file in files:
        if not is_correctable(file):
            raise UsageError(
                "RK-235",
                f"{file.suffix} 文件不能改正，只能校对",
                where=str(file),
                remedy="请用 report-kit check 校对，按结果改原来的 Word 文件，再重新导出",
            )


def _targets(files: list[Path], output: str | None) -> list[Path]:
    """Return where the copy of each file goes; raises ``UsageError`` ``RK-609`` when two would be one."""
    if output is None:
        targets = [file.with_name(file.stem + CORRECTED) for file in files]
    elif len(files) > 1 or Path(output).is_dir():
        targets = [Path(output) / (file.stem + CORRECTED) for file in files]
    else:
        targets = [Path(output)]
        if targets[0].suffix.lower() != ".txt":
            raise UsageError(
                "RK-614",
                "改好的是文本，文件名要以 .txt 结尾",
                where=output,
                remedy="请改成 .txt；Word 文件用 report-kit check 的 --annotate、--track-changes 写成修订",
            )
    if len(set(targets)) < len(targets):
        double = next(target for target in targets if targets.count(target) > 1)
        raise UsageError(
            "RK-609", "有两个文件会写到同一个文件", where=str(double), remedy="请分开处理同名文件，或先改名"
        )
    return targets


def _report(document: Document, count: int, safety: Safety) -> str:
    said = f"改正 {count} 处" if count else "没有可以改正的地方"
    if document.joins and safety == "likely":
        return said + f"，接回被切断的段落 {len(document.joins)} 处"
    if document.joins:
        return (
            said + f"（另有 {len(document.joins)} 处段落疑似被分页切断，未改动；加 --safety likely 可接回）"
        )
    return said
