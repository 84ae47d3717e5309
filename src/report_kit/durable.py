"""Write a file whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

NAMED = 40
"""How many characters of a file's name the name of the unfinished file begins with."""
# What file systems say that can not write a folder through; they do it by themselves, or not at all.
_NO_FOLDERS = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF, errno.EACCES, errno.EPERM)


def write_durably(path: Path, data: bytes, ready: Callable[[], None] | None = None) -> None:
    """Write ``data`` to ``path`` so that the old file or the new one is there, whatever happens.

    Folders are created. A link is replaced itself, and what it points to stays.

    Args:
        path: the file.
        data: all it is to hold.
        ready: called when the new file lies beside the old one, right before it takes its place; what it
            raises leaves the old one as it was.

    Raises:
        OSError: it could not be written; the old file then stands as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=_prefix(path), suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        if ready:
            ready()
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def sweep(folder: Path, pattern: str) -> None:
    """Remove what writers that died left in a folder; to be called while no other writer can be at work.

    Args:
        folder: where the files were to be.
        pattern: a regular expression of their names; of a long name, of its first ``NAMED`` characters.

    What there is no right to remove stays.
    """
    left = re.compile(rf"\.(?:{pattern})\.[a-z0-9_]{{8}}(?:\.tmp)?")
    with os.scandir(folder) as found:
        names = [entry.name for entry in found if left.fullmatch(entry.name)]
    for name in names:
        try:
            (folder / name).unlink(missing_ok=True)
        except OSError:
            continue


def _prefix(path: Path) -> str:
    return f".{path.name[:NAMED]}."


def _sync_folder(folder: Path) -> None:
    """Bring the new name of a file to the disk: the folder is written through as well as the file."""
    if os.name == "nt":
        return  # NTFS keeps a journal of its folders, and they can not be opened
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return  # a folder one may write to but not list
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDERS:
            raise
    finally:
        os.close(handle)
