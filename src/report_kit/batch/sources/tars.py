"""Tar archives, packed or not. A packed one can only be read onwards, so its documents are taken in order."""

from __future__ import annotations

import lzma
import tarfile
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

from report_kit.batch.sources.content import Content, Place, bounded, is_document, printable, unreadable

KIND = "tar"
EXTENSIONS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".txz", ".tbz2")

_BROKEN = (tarfile.TarError, OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)
# A thread reads its own archive onwards from where it was.
_open = threading.local()


def places(path: Path) -> Iterator[Place]:
    """Yield the documents of an archive, by their number in it; links and devices are passed over."""
    try:
        with tarfile.open(path, "r|*") as archive:
            for number, entry in enumerate(archive):
                if entry.isfile() and is_document(entry.name):
                    yield Place(str(number), printable(entry.name))
    except _BROKEN as error:
        raise unreadable(path, error) from None


def read(path: Path, place: str) -> Content:
    """Return one document of an archive."""
    try:
        archive, entry = _at(path, int(place))
        name = printable(entry.name)
        stream = archive.extractfile(entry)
        if stream is None:
            raise unreadable(path, "不是普通文件", name)
        data = bounded(stream, f"{path}：{name}")
        return Content(name, data=data, suffix=Path(entry.name).suffix.lower())
    except (*_BROKEN, StopIteration) as error:
        _close()
        raise unreadable(path, error, place) from None


def _at(path: Path, number: int) -> tuple[tarfile.TarFile, tarfile.TarInfo]:
    """Return an archive and the entry of that number, read onwards from where it was left if it can be."""
    held: tuple[Path, int, tarfile.TarFile] | None = getattr(_open, "held", None)
    if held is None or held[0] != path or held[1] >= number:
        _close()
        held = (path, -1, tarfile.open(path, "r|*"))  # noqa: SIM115 - kept for the next document
    _, at, archive = held
    while True:
        entry = archive.next()
        if entry is None:
            raise StopIteration
        at += 1
        if at == number:
            _open.held = (path, at, archive)
            return archive, entry
        vars(archive)["members"] = []  # a stream remembers all it has passed


def _close() -> None:
    held = getattr(_open, "held", None)
    if held is not None:
        held[2].close()
        _open.held = None
