"""What a register's file held before: every file that is replaced is kept in a folder beside it."""

from __future__ import annotations

import hashlib
import time
from datetime import datetime
from pathlib import Path

from report_kit.durable import write_durably
from report_kit.errors import InputError, reason_of

FOLDER = "以前的版本"
SITTING = 300.0
"""Seconds: of the saves of one sitting, one in five minutes is kept, and always what others had written."""


class Keeper:
    """Replaces register files so that nothing that stood in one is lost."""

    def __init__(self) -> None:
        self._ours: dict[Path, tuple[str, float]] = {}

    def keep(self, path: Path, data: bytes) -> Path:
        """Write ``data`` as an earlier version of ``path``; return where. ``InputError`` ``RK-808``."""
        while True:
            stamp = f"{datetime.now():%Y%m%d-%H%M%S-%f}"
            target = path.parent / FOLDER / f"{path.stem} {stamp}{path.suffix}"
            if not target.exists():  # some clocks stand still for a while
                break
        _write(target, data)
        return target

    def create(self, path: Path, data: bytes) -> None:
        """Write a new file, never over another one; raises ``InputError`` ``RK-808``."""
        if not path.exists():
            _write(path, data)

    def replace(self, path: Path, data: bytes) -> None:
        """Write ``data`` to ``path``; raises ``InputError`` ``RK-808``."""
        before = path.read_bytes()
        digest, since = self._ours.get(path, ("", 0.0))
        ours = hashlib.sha256(before).hexdigest() == digest
        if not ours or time.monotonic() - since > SITTING:
            self.keep(path, before)
            since = time.monotonic()
        _write(path, data)
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


def _write(path: Path, data: bytes) -> None:
    try:
        write_durably(path, data)
    except OSError as error:
        raise InputError(
            "RK-808",
            f"台账写不进去：{reason_of(error)}",
            where=str(path),
            remedy="请关闭正在打开它的 Excel 或 WPS，再保存一次；并检查磁盘和文件夹的权限",
        ) from error
