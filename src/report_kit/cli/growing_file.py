"""Add a line to a file that people also edit: nothing that is there is lost, whoever else adds."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from report_kit.cli.outputs import not_writable, write_text
from report_kit.errors import DataError

_PATIENCE = 5.0
# A lock this old was left behind by a process that is no more: adding a line takes a moment.
_STALE = 60.0


def add_line(path: Path, line: str, header: str = "") -> None:
    """Add ``line`` at the end of ``path``, which is made with ``header`` when it is not there.

    What the file holds stays as it is to the byte, line ends and mark at the beginning included. The
    file is replaced in one step, so that it is never seen half written.

    Raises:
        DataError: ``RK-316``: another program is adding to it.
        UsageError: ``RK-610``: the place cannot be written.
    """
    with _lock(path):
        # The mark lets Excel know that a new file is UTF-8.
        old = path.read_bytes().decode("utf-8") if path.exists() else f"\ufeff{header}\n" if header else ""
        end = "\r\n" if "\r\n" in old else "\n"
        between = "" if not old or old.endswith("\n") else end
        write_text(path, old + between + line + end)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    lock = path.with_name(f".{path.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _take(lock)
    except OSError as error:
        raise not_writable(path, error) from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _take(lock: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            _drop_stale(lock)
            if time.monotonic() > until:
                raise DataError(
                    "RK-316",
                    "另一个程序正在改这个文件",
                    where=str(lock.parent),
                    remedy=f"稍后再试；确认没有别的程序在运行时，删除 {lock.name}",
                ) from None
            time.sleep(0.05)
        else:
            return


def _drop_stale(lock: Path) -> None:
    try:
        if time.time() - lock.stat().st_mtime > _STALE:
            lock.unlink(missing_ok=True)
    except FileNotFoundError:
        pass  # its owner has just finished
