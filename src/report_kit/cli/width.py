"""Layout by display width: a Chinese character takes two columns."""

from __future__ import annotations

import re
import unicodedata

# Chinese may break after any character, Latin words and options stay whole.
_UNIT = re.compile(r"[\x21-\x7e]+|.", re.DOTALL)
_NO_LINE_START = set("，。；：、！？）》”’…％%")


def columns(text: str) -> int:
    """Return the number of terminal columns ``text`` takes."""
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text
    )


def pad(text: str, width: int) -> str:
    """Fill ``text`` with spaces up to ``width`` columns."""
    return text + " " * (width - columns(text))


def wrap(text: str, width: int) -> list[str]:
    """Break ``text`` into lines of at most ``width`` columns (a longer word stays whole)."""
    lines, line, used = [], "", 0
    for unit in _UNIT.findall(text):
        size = columns(unit)
        if used + size > width and line and unit not in _NO_LINE_START:
            lines.append(line.rstrip())
            line, used = "", 0
            if unit == " ":
                continue
        line, used = line + unit, used + size
    return [*lines, line.rstrip()] if line.strip() else lines
