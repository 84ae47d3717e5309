"""What is no text of a page: the lists of ``furniture.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from report_kit.resources import read_yaml

_FURNITURE = Path(__file__).with_name("furniture.yaml")
_LONGEST_LINE = 120


@dataclass(frozen=True)
class Furniture:
    """What is no text of a page; see ``furniture.yaml``."""

    tags: frozenset[str]
    outside: frozenset[str]
    blocks: frozenset[str]
    names: frozenset[str]
    lines: re.Pattern[str]
    record: tuple[str, ...]
    documents: re.Pattern[str]

    def is_line(self, text: str) -> bool:
        """Say whether a line comes from the content management system, not from the text."""
        return len(text) <= _LONGEST_LINE and self.lines.match(text) is not None


@cache
def furniture() -> Furniture:
    """Return what ``furniture.yaml`` lists."""
    data = read_yaml(_FURNITURE)
    return Furniture(
        frozenset(data["tags"]),
        frozenset(data["outside"]),
        frozenset(data["blocks"]),
        frozenset(data["names"]),
        re.compile("|".join(data["lines"])),
        tuple(data["record"]),
        re.compile("(?:" + "|".join(data["documents"]) + ")$"),
    )
