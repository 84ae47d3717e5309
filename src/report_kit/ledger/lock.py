"""One writer of a register at a time: a lock among our own writers, and a look for other programs."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from report_kit.errors import InputError, reason_of

WAIT = 10.0
"""Seconds to wait for another writer: the lock is held while a file is written, not while it is rendered."""

# What shares of other computers say that know no locks.
_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL)
# What Excel, WPS and LibreOffice lay beside a file they have open.
_OPEN_MARKS = ("~${}", ".~{}", ".~lock.{}#")


@contextmanager
def only_writer(path: Path, folder: str) -> Iterator[None]:
    """Be the only one of our writers of a file, over threads, processes and computers that share the folder.

    The lock is the system's own and ends with its process, so none is left by one that died. Where a share
    knows no such locks, a file that names the holder takes its place, and that of a dead one is broken.

    Args:
        path: the register.
        folder: the name of the folder beside it where the lock lies; created.

    Raises:
        InputError: ``RK-808``: another writer did not end within ``WAIT`` seconds, or there can be no lock.
    """
    path = Path(os.path.realpath(path))
    place = path.parent / folder / f".{path.name}.lock"
    try:
        place.parent.mkdir(exist_ok=True)
        lock = _locked(place)
    except Timeout:
        raise _refused(path, "另一个程序正在保存这本台账", "请稍等，再保存一次") from None
    except OSError as error:
        what = f"台账写不进去：{reason_of(error)}"
        raise _refused(path, what, "请检查磁盘和文件夹的权限") from error
    try:
        yield
    finally:
        lock.release()


def refuse_open(path: Path) -> None:
    """Raise ``RK-808`` when a spreadsheet program has the file open, or when it is read-only.

    Replaced while it is open in Excel, the file would be overwritten by the next save there.
    """
    path = Path(os.path.realpath(path))
    for mark in _OPEN_MARKS:
        beside = path.parent / mark.format(path.name)
        if beside.exists():
            who = _owner(beside)
            by = f"（{who}）" if who else ""
            raise _refused(
                path,
                f"这本台账正在 Excel 或 WPS 里打开着{by}，没有保存",
                f"请关闭以后再保存一次；如果没有人开着它，是程序意外退出留下的，请删去旁边的“{beside.name}”",
            )
    if not path.stat().st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
        raise _refused(
            path, "这本台账是只读的，没有保存", "在文件的“属性”里去掉“只读”，或向管理文件夹的人要写入的权限"
        )
    try:
        with path.open("r+b"):
            pass  # on Windows a program that has it open refuses this
    except PermissionError as error:
        raise _refused(
            path, f"台账写不进去：{reason_of(error)}", "请关闭正在打开它的 Excel 或 WPS，再保存一次"
        ) from error


def _locked(place: Path) -> BaseFileLock:
    lock: BaseFileLock = FileLock(place, timeout=WAIT)
    try:
        lock.acquire()
    except OSError as error:
        if isinstance(error, Timeout) or error.errno not in _NO_LOCKS:
            raise
        lock = SoftFileLock(f"{place}.held", timeout=WAIT)
        lock.acquire()
    return lock


def _owner(mark: Path) -> str:
    """Return who has the file open, where the program says so."""
    try:
        data = mark.read_bytes()[:400]
    except OSError:
        return ""
    if mark.name.startswith(".~lock."):
        return data.decode("utf-8", "replace").lstrip(",").split(",")[0].strip()
    # Excel writes the length of the name, the name in the system's encoding, and from byte 55 on in UTF-16.
    if len(data) >= 57 and 0 < data[55] <= 54:
        return data[57 : 57 + 2 * data[55]].decode("utf-16-le", "ignore").strip("\0 ")
    return ""


def _refused(path: Path, what: str, remedy: str) -> InputError:
    return InputError("RK-808", what, where=str(path), remedy=remedy)
