"""Commands that work on a workspace: which one, which report in it, and whose passphrase."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from report_kit.errors import UsageError, reason_of

if TYPE_CHECKING:
    from report_kit.workspace import ReportRecord, Workspace

Command = TypeVar("Command", bound=Callable[..., Any])
_USUAL = "report-kit-workspace"
_DATABASE = "report-kit.db"


def workspace_option(command: Command) -> Command:
    """Add ``--workspace``."""
    return click.option(
        "--workspace",
        "place",
        metavar="文件夹",
        help="工作区；不写时用当前文件夹或上级文件夹里的，再没有时用 report-kit-workspace。",
    )(command)


def passphrase_option(command: Command) -> Command:
    """Add ``--passphrase-file``."""
    return click.option(
        "--passphrase-file",
        metavar="文件",
        help="从文件的第一行读口令，- 为标准输入；不写时在屏幕上输入，不显示。",
    )(command)


def open_workspace(place: str | None, near: Path | None = None) -> Workspace:
    """Open the workspace that is meant.

    Args:
        place: a folder or the URL of a database, as given.
        near: a file beside or below which to look for one.

    Raises:
        UsageError: ``RK-631`` there is none.
        WorkspaceError: it can not be opened.
    """
    from report_kit.workspace import Workspace

    if place is not None:
        if "://" in place or (Path(place) / _DATABASE).is_file():
            return Workspace(place)
        raise _no_workspace(place)
    for start in (near, Path.cwd()):
        here = start.absolute() if start else None
        for folder in (here, *here.parents) if here else ():
            for found in (folder, folder / _USUAL):
                if (found / _DATABASE).is_file():
                    return Workspace(found)
    raise _no_workspace(str(Path.cwd()))


def _no_workspace(where: str) -> UsageError:
    return UsageError(
        "RK-631",
        "这里没有工作区（里面有 report-kit.db 的文件夹）",
        where=where,
        remedy="用 --workspace 写明工作区的文件夹；还没有的，运行 report-kit lab 建立",
    )


def find_report(workspace: Workspace, wanted: str | None) -> ReportRecord:
    """Return the report that is meant: by its number, or by a part of its title; the only one when omitted.

    Raises:
        UsageError: ``RK-632`` there is none such, or there are several.
    """
    known = workspace.reports()
    chosen = known
    if wanted is not None:
        by_title = [one for one in known if wanted in f"{one.year}年 {one.agency} {one.title}"]
        chosen = [one for one in known if wanted.isdecimal() and one.id == int(wanted)] or by_title
    if len(chosen) == 1:
        return chosen[0]
    listed = "\n    ".join(f"{one.id}  {one.title}" for one in chosen or known)
    said = "有几份报告，要写明是哪一份" if chosen else f"工作区里没有报告“{wanted}”"
    raise UsageError(
        "RK-632",
        said if known else "工作区里还没有报告",
        where=listed,
        remedy="写报告前面的编号，或标题里的几个字",
    )


def ask_passphrase(label: str, file: str | None, line: int = 0) -> str:
    """Return the passphrase a person types, or a line of a file; of the standard input the next one.

    Raises:
        UsageError: ``RK-633`` the file can not be read.
    """
    if file is None:
        return str(click.prompt(label, hide_input=True, prompt_suffix="："))
    try:
        text = sys.stdin.readline() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "RK-633",
            f"口令文件读不出来（{reason_of(error)}）",
            where=file,
            remedy="检查文件名和编码（UTF-8）",
        ) from error
    lines: list[str] = [*text.splitlines(), "", ""]
    return lines[0 if file == "-" else line]
