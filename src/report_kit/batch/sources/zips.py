"""Zip archives: nothing is ever unpacked to a place that the archive names."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from report_kit.batch.sources.content import Content, Place, bounded, is_document, printable, unreadable
from report_kit.document.limits import MAX_CONTAINER_BYTES, MAX_PART_BYTES, MAX_RATIO
from report_kit.errors import InputError

KIND = "zip"
EXTENSIONS = (".zip",)

_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error)


def places(path: Path) -> Iterator[Place]:
    """Yield the documents of an archive, by their number in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = list(archive.infolist())
    except _BROKEN as error:
        raise unreadable(path, error) from None
    for number, entry in enumerate(entries):
        name = _name(entry)
        if not entry.is_dir() and is_document(name):
            yield Place(str(number), printable(name))


def read(path: Path, place: str) -> Content:
    """Return one document of an archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            entry = archive.infolist()[int(place)]
            name = _name(entry)
            where = f"{path}：{printable(name)}"
            _refuse_bomb(entry, where)
            if entry.flag_bits & _ENCRYPTED:
                raise unreadable(path, "有密码", printable(name))
            with archive.open(entry) as stream:
                return Content(printable(name), data=bounded(stream, where), suffix=_suffix(name))
    except (*_BROKEN, IndexError) as error:
        raise unreadable(path, error, place) from None


def _refuse_bomb(entry: zipfile.ZipInfo, where: str) -> None:
    """Refuse an entry that says itself that it is out of all proportion; ``bounded`` holds those that lie."""
    packed = entry.compress_size or 1
    if entry.file_size > MAX_CONTAINER_BYTES or (
        entry.file_size > MAX_PART_BYTES and entry.file_size / packed > MAX_RATIO
    ):
        raise InputError(
            "RK-103",
            f"压缩包里的文件展开后过大（{entry.file_size / 2**20:.0f} MB）",
            where=where,
            remedy="请确认文件来源可靠；确需处理时请单独取出来校对",
        )


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry: Chinese Windows writes names in GBK and does not say so."""
    if entry.flag_bits & _UTF8_NAMES:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()
