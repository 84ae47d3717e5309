"""From paths to checked documents: folders expanded, bad files reported, progress shown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_kit.cli.failures import log, unexpected
from report_kit.cli.outputs import COPY
from report_kit.cli.terminal import bare, clean, is_terminal
from report_kit.errors import DataError, InputError, ReportError, ReportKitError, where_raised

if TYPE_CHECKING:
    from report_kit.document import Document
    from report_kit.forms.recognised import Recognised
    from report_kit.proofread import Context, Finding, Proofreader
    from report_kit.proofread.proofreader import CheckResult
    from report_kit.settings import Acceptance


@dataclass(frozen=True)
class Checked:
    """One document and its findings; ``path`` is as the user wrote it.

    ``accepted`` are findings a person has judged right, which are not among ``findings``; ``recognised`` is
    what the document was taken for; ``stopped`` says why not all of it was checked;
    with ``shows_private`` numbers and names of people are shown as they are.
    """

    path: str
    document: Document
    findings: list[Finding]
    accepted: Sequence[tuple[Finding, Acceptance]] = ()
    recognised: Recognised | None = None
    stopped: tuple[ReportKitError, ...] = ()
    shows_private: bool = False


def expand(paths: Sequence[str], *, to_correct: bool = False) -> list[Path]:
    """Return the files meant by ``paths``; a folder stands for every readable file in it and its folders.

    With ``to_correct``, for every file that a corrected copy can be made of. Hidden folders are passed over;
    pictures and workbooks, too, which is told.

    Raises:
        InputError: ``RK-107``: a folder that holds no file of a known kind.
    """
    from report_kit.document.readers import is_correctable, is_meant_in_folders, readers
    from report_kit.document.readers.html import is_result

    files: list[Path] = []
    for name in paths:
        path = Path(name)
        if not path.is_dir():
            files.append(path)
            continue
        # “~$” files are what Word leaves beside a document that is open; our own copies are no input.
        readable = [
            file
            for file in sorted(path.rglob("*"))
            if file.suffix.lower() in readers()
            and not file.name.startswith("~$")
            and not any(part.startswith(".") for part in file.relative_to(path).parts)
            and Path(file.stem).suffix != COPY
            and (is_correctable(file) or not to_correct)
            and file.is_file()
            and not is_result(file)
        ]
        inside = [file for file in readable if is_meant_in_folders(file)]
        if len(inside) < len(readable):
            others = len(readable) - len(inside)
            click.echo(f"{name}：其中 {others} 个表格、图片没有校对；要校对的，请写出文件名", err=True)
        if not inside:
            known = "、".join(sorted(readers()))
            raise InputError(
                "RK-107", "文件夹里没有可以校对的文件", where=name, remedy=f"可以校对的类型：{known}"
            )
        files += inside
    return files


def check_document(proofreader: Proofreader, document: Document, context: Context) -> list[Finding]:
    """Check one document; see ``check_and_recognise``."""
    return _run(proofreader, document, context).findings


def check_and_recognise(
    proofreader: Proofreader, document: Document, context: Context
) -> tuple[list[Finding], Recognised, tuple[ReportKitError, ...]]:
    """Check one document, and say what it was taken for, and why not all of it was checked.

    A rule that fails is named on the error stream and the others go on; but a broken dictionary or form
    is the user's to mend, so its error is raised.

    Raises:
        DataError: data a rule needs are not usable (``RK-3xx``).
    """
    from report_kit.forms.locate import locate
    from report_kit.forms.recognised import recognised

    result = _run(proofreader, document, context)
    spec = context.report.spec if context.report else None
    located = result.located or locate(document, spec, year=context.year)
    return result.findings, recognised(document, located), result.stopped


def _run(proofreader: Proofreader, document: Document, context: Context) -> CheckResult:
    result = proofreader.run(document, context)
    for failure in result.failures:
        if isinstance(failure.error, DataError):
            raise failure.error
        click.echo(f"规则 {failure.rule} 出错，已跳过（{type(failure.error).__name__}）", err=True)
    for stop in result.stopped:
        click.echo(str(stop), err=True)
    return result


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[str], None]]:
    """Show a progress bar on the error stream while more than one item is worked on.

    Yields a function to call after each item with its name. Nothing is shown when the error stream is
    not a terminal.
    """
    if total < 2 or not is_terminal(sys.stderr):
        yield lambda _name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=bare(sys.stderr)), transient=True) as bar:
        task = bar.add_task(label, total=total)

        def step(name: str) -> None:
            bar.update(task, advance=1, description=f"{label} {clean(name)}"[:40])

        yield step


def each_checked(
    files: Iterable[Path],
    read: Callable[[Path], Document],
    check: Callable[[Path, Document], Checked],
    failed: list[ReportKitError],
    step: Callable[[str], None],
) -> Iterator[Checked]:
    """Open and check the files one after the other.

    A file that cannot be read, or is no report where one is asked for, is reported, collected in ``failed``
    and passed over; even a mistake of a reader does not stop the others.
    """
    for file in files:
        try:
            checked = check(file, read(file))
        except (InputError, ReportError) as error:
            failed.append(error)
            click.echo(str(error), err=True)
        except ReportKitError:
            raise  # a dictionary or a form: it would fail for every file
        except Exception as error:
            failed.append(unexpected(error))
            log.error("unexpected error in a file %s\n%s", file.suffix, where_raised(error))
            click.echo(f"{failed[-1]}\n  文件：{file}", err=True)
        else:
            failed += checked.stopped
            yield checked
        step(file.name)
