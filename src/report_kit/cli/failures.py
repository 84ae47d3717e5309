"""Run a command and turn whatever goes wrong into a coded message and an exit code."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from report_kit.cli.chinese import explain
from report_kit.errors import ReportKitError

COULD_NOT_RUN = 2
INTERRUPTED = 130

log = logging.getLogger("report_kit")


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; never raises.

    A ``ReportKitError`` is shown as it is. Anything unexpected becomes ``RK-900`` with the place of the
    log; ``--debug`` shows the traceback as well.
    """
    from report_kit.cli.app import app

    arguments = list(sys.argv[1:] if arguments is None else arguments)
    _prepare_streams()
    _log_to_file()
    try:
        code = app.main(arguments, prog_name="report-kit", standalone_mode=False)
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
        # The reader of our output (head, less) has gone; nothing is wrong and nothing can be said.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        log.exception("unexpected error in: %s", arguments)
        click.echo(str(unexpected(error)), err=True)
        if "--debug" in arguments:
            traceback.print_exc()
    return COULD_NOT_RUN


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


class _UserLog(logging.FileHandler):
    """Makes the folder with the first record; a home that cannot be written only costs the log."""

    def __init__(self) -> None:
        super().__init__(log_file(), encoding="utf-8", delay=True)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        try:
            Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
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
