"""One document on its way from a container to a reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from report_kit.document.limits import MAX_CONTAINER_BYTES
from report_kit.errors import InputError, reason_of

_SHOWN = 200


@dataclass(frozen=True)
class Place:
    """Where a document lies in its container.

    Args:
        place: what ``read`` needs to find it again.
        name: what people call it, unique in the container.
    """

    place: str
    name: str


@dataclass(frozen=True)
class Content:
    """A document: a text, or the bytes of a file of that kind (``suffix``)."""

    name: str
    text: str | None = None
    data: bytes = b""
    suffix: str = ""


def bounded(stream: IO[bytes], where: str, limit: int = MAX_CONTAINER_BYTES) -> bytes:
    """Return what a stream holds; it is never unpacked further than ``limit``.

    Raises:
        InputError: ``RK-103``.
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(
            "RK-103",
            f"压缩包里的文件太大（展开超过 {limit // 2**20} MB）",
            where=where,
            remedy="请确认文件来源可靠；确需处理时请单独取出来校对",
        )
    return data


def unreadable(path: Path, reason: str | Exception, place: str = "") -> InputError:
    """Return the error for a container, or a place in it, that cannot be read."""
    said = reason if isinstance(reason, str) else reason_of(reason)
    return InputError(
        "RK-667",
        f"压缩包或数据文件读不出来（{said}）",
        where=f"{path}：{place}" if place else str(path),
        remedy="请重新取得这个文件，或解开后校对其中的文件",
    )


def printable(name: str) -> str:
    """Return a name without control characters and of a length that fits a line."""
    shown = re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", name.replace("\\", "/"))
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN // 2]}…{shown[-_SHOWN // 2 :]}"


def is_document(name: str) -> bool:
    """Say whether a file in an archive is one to check, by its name."""
    from report_kit.document.readers import is_meant_in_folders

    inner = Path(name.replace("\\", "/"))
    hidden = any(part.startswith((".", "__MACOSX")) for part in inner.parts if part not in (".", ".."))
    return is_meant_in_folders(inner) and not hidden and not inner.name.startswith("~$")
