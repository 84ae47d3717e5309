"""``report-kit check --annotate``: where the marked copies go, and writing them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from report_kit.cli.outputs import COPY, refuse_existing, write_bytes
from report_kit.errors import MarkingError, UsageError

if TYPE_CHECKING:
    from report_kit.cli.inputs import Checked
    from report_kit.cli.setups import Setup
    from report_kit.marking.options import Options

Command = TypeVar("Command", bound=Callable[..., Any])


def marking_options(command: Command) -> Command:
    """Add the options that write a marked copy or read one back."""
    for option in (
        click.option(
            "--settled",
            metavar="标注稿",
            help="标注稿经人处理以后，列出每处意见的结果；写上 --annotate 当时写出的那一份。",
        ),
        click.option(
            "--comment-time",
            metavar="时间",
            help="批注和修订的时间，如 2025-01-13T09:30:00，now 为当前时间；不写时不带时间。",
        ),
        click.option(
            "--comment-author", default="校对", metavar="名字", help="批注和修订的作者；不写时为“校对”。"
        ),
        click.option(
            "--track-changes",
            is_flag=True,
            help="Word 文件：把有把握的和很可能的改法写成修订，供逐处接受或拒绝。",
        ),
        click.option(
            "--annotate",
            metavar="位置",
            help="另写一份带标注的副本：Word 文件为批注，其他为并排的网页；校对多个文件时写一个文件夹。",
        ),
    ):
        command = option(command)
    return command


def make_options(author: str, time: str | None, *, track: bool) -> Callable[[Setup], Options]:
    """Return how to mark a file of a setup; raises ``MarkingError`` ``RK-253``, ``RK-254``."""
    from report_kit.marking.options import Options, author_of, time_of

    name, moment = author_of(author), time_of(time)

    def options(setup: Setup) -> Options:
        # Notes and headers are no report: they are checked as mere text.
        context = replace(setup.context, report=None, previous=None)
        return Options(name, moment, track, lambda text: setup.proofreader.check(text, context))

    return options


def copies(files: list[Path], place: str, *, force: bool) -> dict[Path, Path]:
    """Return where the copy of each file goes.

    Raises:
        MarkingError: ``RK-252``: a name whose ending does not fit the kind of file.
        UsageError: ``RK-608`` the copy is an original, ``RK-609`` it exists, or two files have the same copy.
    """
    from report_kit.marking import marker_for

    into_folder = len(files) > 1 or Path(place).is_dir() or place.endswith(("/", "\\"))
    targets: dict[Path, Path] = {}
    for file in files:
        suffix = marker_for(file).SUFFIX
        target = Path(place) / (file.stem + COPY + suffix) if into_folder else Path(place)
        if target.suffix.lower() != suffix:
            raise MarkingError(
                "RK-252",
                f"{file.suffix} 文件的标注稿是 {suffix} 文件",
                where=str(target),
                remedy=f"请把 --annotate 写成以 {suffix} 结尾的文件名，或写一个文件夹",
            )
        refuse_existing(target, force=force, originals=files)
        if target in targets.values():
            raise UsageError(
                "RK-609",
                "有两个文件会写到同一个文件",
                where=str(target),
                remedy="请分开处理同名文件，或先改名",
            )
        targets[file] = target
    return targets


def write_copy(item: Checked, target: Path, options: Options) -> None:
    """Write the marked copy of one file; say so on the error stream, for the findings are the output."""
    from report_kit.marking import marker_for

    path = Path(item.path)
    marked = marker_for(path).mark(path, item.document, item.findings, options)
    write_bytes(target, marked.data)
    said = f"标注 {marked.notes} 处"
    if marked.changes:
        said += f"，其中 {marked.changes} 处写成修订"
    if marked.nearby:
        said += f"，{marked.nearby} 处不能直接加批注，标在最近的地方"
    click.echo(f"{path}：{said}，写到 {target}", err=True)
