"""How a copy is to be marked, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from report_kit.errors import MarkingError
from report_kit.proofread.findings.finding import Finding

AUTHOR = "校对"
_NOW = ("now", "现在")
# What no attribute of an XML file can hold.
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _check_nothing(_text: str) -> list[Finding]:
    return []


@dataclass(frozen=True)
class Options:
    """How to mark a copy.

    Args:
        author: the name that comments and tracked changes bear.
        time: their time as Word writes it; empty leaves it out, so that the same input gives the same bytes.
        track: write safe and likely fixes as tracked changes.
        check: checks a short text that is no part of the document (a footnote, a page header).
    """

    author: str = AUTHOR
    time: str = ""
    track: bool = False
    check: Callable[[str], list[Finding]] = _check_nothing


@dataclass(frozen=True)
class Marked:
    """A marked copy.

    Args:
        data: the bytes of the file.
        notes: how many findings are noted in it.
        changes: how many of these are written as tracked changes.
        nearby: how many stand beside what they mean, which can not bear a comment itself.
    """

    data: bytes
    notes: int
    changes: int = 0
    nearby: int = 0


def author_of(text: str) -> str:
    """Return the name of an author fit for a file.

    Raises:
        MarkingError: ``RK-254``: it is empty or holds control characters.
    """
    name = text.strip()
    if not name or _CONTROL.search(name):
        raise MarkingError("RK-254", "批注人的名字不能用", where=repr(text), remedy="请写单位或个人的名称")
    return name


def time_of(text: str | None) -> str:
    """Return a time as Word writes it: without zone, to the second; empty for ``None``.

    Raises:
        MarkingError: ``RK-253``: it is not a time.
    """
    if text is None:
        return ""
    try:
        time = datetime.now() if text.strip().lower() in _NOW else datetime.fromisoformat(text.strip())
    except ValueError:
        raise MarkingError(
            "RK-253",
            f"看不懂批注的时间“{text}”",
            remedy="请写成 2025-01-13T09:30:00 或 2025-01-13；写 now 为当前时间",
        ) from None
    return time.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
