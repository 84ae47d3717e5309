"""Text with a line end at the edge of every printed line: where such a line goes on in the next."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_LEAST_LINES = 8
_LEAST_WIDTH = 30
_MOST_WIDTH = 120
_NEAR = 5
_SHARE = 0.6
_LONGER = 0.05
_STOPS = "。！？!?；;：:"
_ROW = re.compile(r"(?:[ \t\u3000]+-?[\d.,]+){2,}$")
"""A line of a table: what goes on below is another row."""


def width(line: str) -> int:
    """Return the columns a line takes: a Han character two, a Latin letter one."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)


def wrap_width(lines: Sequence[str]) -> int:
    """Return the width at which all lines of a text are broken, 0 when they are not.

    Args:
        lines: the lines of prose, in order.
    """
    prose = (line for line in lines if not _ROW.search(line))
    wide = sorted(found for line in prose if (found := width(line)) >= _LEAST_WIDTH)
    if len(wide) < _LEAST_LINES:
        return 0
    edge = wide[len(wide) * 3 // 4]
    near = sum(abs(found - edge) <= _NEAR for found in wide)
    # A line or two put together by hand is longer.
    longer = sum(found > edge + _NEAR for found in wide)
    wrapped = edge <= _MOST_WIDTH and near >= _SHARE * len(wide) and longer <= _LONGER * len(wide)
    return edge if wrapped else 0


def goes_on(first: str, second: str, edge: int) -> bool:
    """Say whether a line that is full goes on in the next: it does not end, nor does the next begin anew."""
    full = width(first) >= edge - _NEAR
    latin = first[-1:].isascii() and first[-1:].isalpha() and second[:1].isascii() and second[:1].isalpha()
    return (
        full and not latin and first[-1:] not in _STOPS and not _ROW.search(first) and not _ROW.search(second)
    )
