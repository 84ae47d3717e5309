"""Write result files: whole or not at all, and never over what is already there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from report_kit.durable import write_durably
from report_kit.errors import UsageError, reason_of

# What a corrected copy is called beside its original, and what the names of all our copies have.
CORRECTED = ".校对.txt"
COPY = ".校对"


def refuse_existing(path: Path, *, force: bool, originals: Sequence[Path] = ()) -> None:
    """Make sure that ``path`` may be written.

    Raises:
        UsageError: ``RK-608`` it is one of the ``originals``, ``RK-609`` it exists and ``force`` is not set.
    """
    if any(_same(path, original) for original in originals):
        raise UsageError(
            "RK-608",
            "不能写到原文件上",
            where=str(path),
            remedy="请指定另一个文件名；原文件始终保持不变",
        )
    if path.is_dir() or (path.exists() and not force):
        raise UsageError(
            "RK-609",
            "要写的文件已经存在",
            where=str(path),
            remedy="请换一个名字；确实要覆盖时加 --force",
        )


def _same(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        # Of links in a circle Path.resolve() raises what other errors are raised by as well.
        return os.path.realpath(first) == os.path.realpath(second)


def write_text(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8, line ends as they are, in one step; raises like ``write_bytes``.

    Half a character, as names of files can hold, becomes a question mark.
    """
    write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write ``data`` in one step.

    Raises:
        UsageError: ``RK-610``: the place cannot be written.
    """
    try:
        write_durably(path, data)
    except OSError as error:
        raise not_writable(path, error) from error


def not_writable(path: Path, error: OSError) -> UsageError:
    """Return the error for a place that cannot be written."""
    return UsageError(
        "RK-610",
        f"文件写不进去（{reason_of(error)}）",
        where=str(path),
        remedy="请检查文件夹是否存在、是否有写入权限、磁盘是否已满，或换一个位置",
    )
