"""Guards against files that are too large or not what they claim to be.

A ``.docx`` of 370 KB can drive a parser to 690 MB, so sizes and counts are read from the container's
directory before anything is unpacked. What is large, or may become so, is read in a process of its own whose
memory and time are watched (``apart``).
"""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from report_kit.errors import InputError, reason_of

MAX_TEXT_BYTES = 32 * 1024 * 1024
MAX_CONTAINER_BYTES = 64 * 1024 * 1024
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_PART_BYTES = 24 * 1024 * 1024
MAX_PARTS = 4000
# Office XML packs to a tenth; a hundredth is a bomb.
MAX_RATIO = 200
# A paragraph takes some hundred bytes beside its text; a 300-page document has 10,000.
MAX_BLOCKS = 200_000
# Tables and boxes inside each other, deeper than any real page goes; the parser stops a little later.
MAX_DEPTH = 200
# A parsed element takes some hundred times its shortest spelling; a 300-page document has 300,000 tags.
MAX_TAGS = 1_500_000

# Pages of a web site have at most some ten thousand tags.
MAX_PAGE_TAGS = 300_000
MAX_CELLS = 5000
MAX_PDF_PAGES = 2000
MAX_PAGE_CHARACTERS = 100_000
# A page of text is some ten kilobytes of PDF operators, a picture or a font of all characters far more.
MAX_CONTENT_BYTES = 8 * 1024 * 1024
MAX_STREAM_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What the reading of one file may take; an office may raise it (``[limits]`` of its settings).

    Args:
        size: times the sizes and counts of this module that are refused.
        memory: MB of the process that reads a file which is large, or may become so.
        seconds: for a large file, long for a book of 1,000 pages on an old computer; a small one has a third
            of it (see ``seconds_for``).
    """

    size: int = 1
    memory: int = 400
    seconds: int = 120

    def seconds_for(self, size: int) -> float:
        """Return how long a file of ``size`` bytes may be read."""
        return self.seconds / 3 * (1 + 2 * min(1.0, size / LARGE))


LARGE = 8 * 1024 * 1024
"""Bytes from which on a file has all of the time."""
TO_RAISE = "或在 report-kit.toml 的 [limits] 里放宽（见 docs/配置.md）"

_USUAL = Limits()
_IN_FORCE: ContextVar[Limits] = ContextVar("limits", default=_USUAL)


def in_force() -> Limits:
    """Return the limits in force."""
    return _IN_FORCE.get()


@contextmanager
def using(limits: Limits) -> Iterator[None]:
    """Read by these limits inside the context."""
    token = _IN_FORCE.set(limits)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def most(limit: int) -> int:
    """Return one of the limits of this module as the office has raised it."""
    return limit * in_force().size


OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = ((b"PK\x03\x04", "Word 或压缩文件"), (b"%PDF", "PDF 文件"), (OLE_MAGIC, "旧版 Word（.doc）文件"))


def read_bytes(path: Path, limit: int) -> bytes:
    """Return the bytes of ``path``.

    Raises:
        InputError: ``RK-101`` no such file, ``RK-102`` not readable, ``RK-103`` larger than ``limit``.
    """
    try:
        if path.is_dir():
            raise InputError(
                "RK-102", "这是一个文件夹，不是文件", where=str(path), remedy="请指明其中的一个文件"
            )
        if path.exists() and not path.is_file():  # a pipe or a device could go on for ever
            raise InputError("RK-102", "这不是普通文件", where=str(path), remedy="请指明一个普通文件")
        size, limit = path.stat().st_size, most(limit)
        if size > limit:
            raise InputError(
                "RK-103",
                f"文件太大（{size / 2**20:.0f} MB，上限 {limit // 2**20} MB）",
                where=str(path),
                remedy=f"请确认选对了文件；确需处理时把它拆成几个小文件，{TO_RAISE}",
            )
        return path.read_bytes()
    except (FileNotFoundError, ValueError):  # ValueError: a name with a NUL character
        raise not_found(path) from None
    except OSError as error:
        raise InputError(
            "RK-102",
            f"文件打不开（{reason_of(error)}）",
            where=str(path),
            remedy="请关闭正在使用它的程序，或检查读取权限",
        ) from None


def not_found(path: Path) -> InputError:
    """Return the error for a file that is not there."""
    return InputError(
        "RK-101", "找不到文件或文件夹", where=str(path), remedy="请检查文件名和所在文件夹，注意扩展名"
    )


def kind_by_content(data: bytes) -> str:
    """Name the kind of file by its first bytes; empty when it is none of the known binary kinds."""
    return next((name for magic, name in _MAGIC if data.startswith(magic)), "")


def check_container(archive: zipfile.ZipFile, where: str) -> None:
    """Refuse a zip container whose declared contents are out of all proportion.

    Raises:
        InputError: ``RK-103``.
    """
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    bad = (
        len(entries) > most(MAX_PARTS)
        or total > most(MAX_UNPACKED_BYTES)
        or (total > most(MAX_PART_BYTES) and total / packed > most(MAX_RATIO))
        or any(entry.file_size > most(MAX_PART_BYTES) for entry in entries if _is_xml(entry.filename))
    )
    if bad:
        raise InputError(
            "RK-103",
            f"文件展开后过大（{len(entries)} 个部分，共 {total / 2**20:.0f} MB）",
            where=where,
            remedy=f"请确认文件来源可靠；正常的报告展开后不到 20 MB。确需处理时{TO_RAISE[1:]}",
        )


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def refuse_too_many_blocks(count: int, where: str) -> None:
    """Refuse a text of more paragraphs or cells than any real document has.

    Raises:
        InputError: ``RK-103``.
    """
    if count > most(MAX_BLOCKS):
        raise too_much(f"段落或单元格超过 {most(MAX_BLOCKS)} 个", where)


def too_much(what: str, where: str) -> InputError:
    """Return the error for a file whose contents are out of all proportion."""
    return InputError(
        "RK-103",
        f"文件内容过多（{what}）",
        where=where,
        remedy=f"请确认文件来源可靠；确需处理时请把它拆成几个小文件，{TO_RAISE}",
    )


def too_slow(seconds: float, where: str) -> InputError:
    """Return the error for a file that takes longer than ``seconds`` to read."""
    return InputError(
        "RK-232",
        f"读这个文件用时过长（超过 {seconds:.0f} 秒），已停止",
        where=where,
        remedy=f"请确认文件来源可靠；确需处理时请把它拆成几个小文件，{TO_RAISE}",
    )


class Deadline:
    """Stops the reading of one file that takes longer than any real one does."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._seconds = float(in_force().seconds)
        self._end = time.monotonic() + self._seconds

    def check(self) -> None:
        """Raise ``InputError`` ``RK-232`` when the time is up; to be called between pieces of the work."""
        if time.monotonic() > self._end:
            raise too_slow(self._seconds, self._where)
