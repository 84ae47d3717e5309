"""Text that a cell can hold: what Excel would cut off, or no file can hold, is refused with its place."""

from __future__ import annotations

import re
from pathlib import Path

from report_kit.errors import InputError

LONGEST = 32_767
"""Characters of a cell, as Excel counts them: one outside the basic plane is two."""

# Halves of characters, and what is no character: no file can hold the one, no workbook the other.
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")


def refuse_unstorable(text: str, path: Path, row: int, heading: str) -> None:
    """Raise ``RK-809`` when a cell can not hold ``text``; ``row`` and ``heading`` name the cell."""
    where = f"{path} 第 {row} 行“{heading}”"
    length = len(text) + sum(char > "\uffff" for char in text) if len(text) * 2 > LONGEST else len(text)
    if length > LONGEST:
        raise InputError(
            "RK-809",
            f"这一格有 {length} 个字，Excel 的一格最多 {LONGEST} 个，没有保存",
            where=where,
            remedy="请删短，或把全文另存一个文件，这里只写它的名称",
        )
    bad = _NO_CHARACTER.search(text)
    if bad:
        raise InputError(
            "RK-809",
            f"这一格的第 {bad.start() + 1} 个字是不完整的字符，文件里存不了，没有保存",
            where=where,
            remedy="多半是复制时只复制了半个字（如生僻字、表情符号）；请删去这个字，重新输入",
        )
