"""What a register's file held before: every file that is replaced is kept in a folder beside it."""

from __future__ import annotations

import hashlib
import os
import re
import time
from datetime import datetime
from pathlib import Path

from report_kit.document.limits import MAX_CONTAINER_BYTES, read_bytes
from report_kit.durable import NAMED, sweep, write_durably
from report_kit.errors import InputError, reason_of
from report_kit.ledger.lock import only_writer, refuse_open

FOLDER = "以前的版本"
SITTING = 300.0
"""Seconds: of the saves of one sitting, one in five minutes is kept, and always what others had written."""


class BookChangedError(InputError):
    """The file is no longer what the book was opened from (``RK-807``); nothing was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "RK-807",
            "这本台账在别处改动过（Excel、WPS 或同事），没有保存",
            where=str(path),
            remedy="选“合在一起”，各行按编号并到一起；或者选“读入别处改的”“用这里的”，"
            "没有选用的那一份留在“以前的版本”里",
        )


class Keeper:
    """Replaces register files so that nothing that stood in one is lost."""

    def __init__(self) -> None:
        self._ours: dict[Path, tuple[str, float]] = {}

    def keep(self, path: Path, data: bytes) -> Path:
        """Write ``data`` as an earlier version of ``path``; return where. ``InputError`` ``RK-808``."""
        with only_writer(path, FOLDER):
            return _keep(path, data)

    def create(self, path: Path, data: bytes) -> None:
        """Write a new file, never over another one; raises ``InputError`` ``RK-808``."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with only_writer(path, FOLDER):
            if not path.exists():
                _write(path, data)

    def replace(self, path: Path, data: bytes, expected: bytes | None = None) -> None:
        """Write ``data`` to ``path``.

        Args:
            path: the file.
            data: all it is to hold.
            expected: what it must hold now; anything, when omitted.

        Raises:
            BookChangedError: ``RK-807``: it holds something else; nothing was written.
            InputError: ``RK-808``: it can not be written, or a spreadsheet program has it open.
        """
        with only_writer(path, FOLDER):
            refuse_open(path)
            _sweep(path)
            before = read_bytes(path, MAX_CONTAINER_BYTES)
            if expected is not None and before != expected:
                raise BookChangedError(path)
            digest, since = self._ours.get(path, ("", 0.0))
            ours = hashlib.sha256(before).hexdigest() == digest
            if not ours or time.monotonic() - since > SITTING:
                _keep(path, before)
                since = time.monotonic()

            def ready() -> None:
                # Spreadsheet programs know nothing of the lock, and writing a large file takes a while.
                if read_bytes(path, MAX_CONTAINER_BYTES) != before:
                    raise BookChangedError(path)

            try:
                write_durably(_real(path), data, ready)
            except OSError as error:
                raise _not_written(path, error) from error
            self._ours[path] = (hashlib.sha256(data).hexdigest(), since)


def versions(path: Path) -> list[tuple[datetime, Path]]:
    """Return the earlier versions of a file that were kept, the newest first."""
    found = []
    for file in (path.parent / FOLDER).glob(f"*{path.suffix}"):
        stem, _, stamp = file.stem.rpartition(" ")
        if stem != path.stem:
            continue
        try:
            found.append((datetime.strptime(stamp, "%Y%m%d-%H%M%S-%f"), file))
        except ValueError:
            continue  # some other file that was put there
    return sorted(found, reverse=True)


def _sweep(path: Path) -> None:
    """Remove unfinished files of writers that died. The caller is the only writer of this register."""
    real = _real(path)
    if len(real.name) <= NAMED:  # else its beginning may be that of another file, too
        sweep(real.parent, re.escape(real.name))
    folder = path.parent / FOLDER
    if folder.is_dir():
        sweep(folder, rf"{re.escape(path.stem)} \d{{8}}-.*")


def _keep(path: Path, data: bytes) -> Path:
    while True:
        stamp = f"{datetime.now():%Y%m%d-%H%M%S-%f}"
        target = path.parent / FOLDER / f"{path.stem} {stamp}{path.suffix}"
        if not target.exists():  # some clocks stand still for a while
            break
    _write(target, data)
    return target


def _real(path: Path) -> Path:
    """Return what a link points to: a register is written where it is, and the link stays."""
    return Path(os.path.realpath(path))


def _write(path: Path, data: bytes) -> None:
    try:
        write_durably(_real(path), data)
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> InputError:
    return InputError(
        "RK-808",
        f"台账写不进去：{reason_of(error)}",
        where=str(path),
        remedy="请关闭正在打开它的 Excel 或 WPS，再保存一次；并检查磁盘和文件夹的权限",
    )
