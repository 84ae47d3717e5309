"""Run a command and turn whatever goes wrong into a coded message and an exit code."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import re
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any, cast

import click

from report_kit.cli.chinese import explain
from report_kit.cli.signals import Told
from report_kit.cli.terminal import clean_streams
from report_kit.errors import ReportKitError, reason_of, where_raised

COULD_NOT_RUN = 2
INTERRUPTED = 130

log = logging.getLogger("report_kit")

_HALF = re.compile("[\ud800-\udfff]")


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; never raises.

    A ``ReportKitError`` is shown as it is. Anything unexpected becomes ``RK-900`` with the place of the
    log; ``--debug`` shows the traceback as well.
    """
    with clean_streams():
        try:
            return _run(list(sys.argv[1:] if arguments is None else arguments))
        except (BrokenPipeError, SystemExit):
            # The reader of our output (head, less) has gone, for which click leaves the process: nothing is
            # wrong, and nothing can be said.
            _let_go()
            return 0
        except Told as told:
            with contextlib.suppress(OSError):
                click.echo("已中止。", err=True)
            return told.exit_code


def _run(arguments: list[str]) -> int:
    from report_kit.cli.app import app

    _prepare_streams()
    _log_to_file()
    try:
        code = app.main(arguments, prog_name="report-kit", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断。", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        click.echo(str(explain(error)), err=True)
    except ReportKitError as error:
        click.echo(str(error), err=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        if reason_of(error).startswith("系统错误"):
            return _broke(error, arguments)
        click.echo(str(_not_usable(error)), err=True)
    except RuntimeError as error:
        if "Symlink loop" not in str(error):  # an OSError from Python 3.13 on
            return _broke(error, arguments)
        click.echo(str(_not_usable(OSError(errno.ELOOP, ""))), err=True)
    except UnicodeEncodeError as error:
        if not _HALF.search(error.object):
            return _broke(error, arguments)
        click.echo(str(_half_a_character(error.object)), err=True)
    except Exception as error:
        return _broke(error, arguments)
    return COULD_NOT_RUN


def _broke(error: Exception, arguments: list[str]) -> int:
    log.error("unexpected error in: %s\n%s", _command(arguments), where_raised(error))
    click.echo(str(unexpected(error)), err=True)
    if "--debug" in arguments:
        traceback.print_exc()
    return COULD_NOT_RUN


def _not_usable(error: OSError) -> ReportKitError:
    """Return the coded error for a file or folder that a command met where it did not expect it."""
    return ReportKitError(
        "RK-615",
        f"文件或文件夹不能用（{reason_of(error)}）",
        where=str(error.filename or ""),
        remedy="请检查名字、权限和磁盘空间",
    )


def _half_a_character(text: str) -> ReportKitError:
    return ReportKitError(
        "RK-615",
        "文件或文件夹不能用（名字里有半个字，即不完整的字符）",
        where=text[:200],
        remedy="请改名，或删去这个字重新输入",
    )


def _let_go() -> None:
    """Let nothing more be written to a pipe that nobody reads, at the end of the process either."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            try:
                stream.flush()
            except BrokenPipeError:
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _command(arguments: list[str]) -> str:
    """Return what was asked for without names, reasons and words of a report: the command and its options."""
    return " ".join(one.partition("=")[0] for one in arguments if _is_plain(one))


def _is_plain(argument: str) -> bool:
    return argument.isascii() and (argument.startswith("-") or argument.isalpha())


def unexpected(error: Exception) -> ReportKitError:
    """Return the coded error for a mistake of the program itself."""
    return ReportKitError(
        "RK-900",
        f"程序内部错误（{type(error).__name__}）",
        where=f"详细记录在 {log_file()}",
        remedy="请把该记录文件发给维护人员；重新运行时写 report-kit --debug … 可直接看到出错信息",
    )


def log_file() -> Path:
    """Return the path of the log, in the user's own state folder."""
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_STATE_HOME")
    return (Path(base) if base else Path.home() / ".local" / "state") / "report-kit" / "report-kit.log"


class _NoText(logging.Formatter):
    """Tells where an exception was raised, not what it says: that may be text of a report."""

    def formatException(self, ei: Any) -> str:
        return where_raised(ei[1])


def _private(path: str, flags: int) -> int:
    """Open a file that only the user may read."""
    return os.open(path, flags, 0o600)


class _UserLog(logging.FileHandler):
    """Makes the folder with the first record; a home that cannot be written only costs the log."""

    def __init__(self) -> None:
        super().__init__(log_file(), encoding="utf-8", delay=True)
        self.setFormatter(_NoText("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def _open(self) -> TextIOWrapper:
        return cast(
            "TextIOWrapper",
            open(self.baseFilename, self.mode, encoding=self.encoding, opener=_private),
        )

    def emit(self, record: logging.LogRecord) -> None:
        try:
            Path(self.baseFilename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            super().emit(record)
        except OSError:
            pass


def _log_to_file() -> None:
    if not any(isinstance(handler, _UserLog) for handler in log.handlers):
        log.addHandler(_UserLog())
        log.propagate = False


def _prepare_streams() -> None:
    """Let no character of a text stop the output on a console with a smaller character set."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
