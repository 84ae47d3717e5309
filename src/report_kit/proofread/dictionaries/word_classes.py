"""Classes of words that patterns refer to by name, and what is written alike in patterns.

``dictionaries/word_classes.tsv`` holds two columns: the name of a class, and its words parted by spaces. A
class may hold another one, written ``{{名}}``. Beside these classes there are shapes, written the same way,
for what no list can hold:

``{{数}}``, ``{{百分数}}``
    A number in digits or characters, with its 余 and 万; a percentage.
``{{间12}}``, ``{{句30}}``
    A gap of at most so many characters, as short as possible, within the clause; within the sentence.
``{{动}}``, ``{{名}}``, ``{{形}}``
    One verb, noun or adjective of jieba's dictionary, as short as what follows allows. It counts as a
    bracket; ``fits`` says whether the characters found are such a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from report_kit.errors import DataError
from report_kit.proofread.language.tags import tag_of
from report_kit.resources import data_folder, read_lines

CLASS = re.compile(r"\{\{([^{}]*)\}\}")
_TWINS = {"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "？": "?", "！": "!"}
_MARKS = re.compile(r"\\.|\[\^?(?:\\.|[^\]])*\]|[，；：（）？！]")

_SHAPES = {
    "数": r"(?:\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千两]+)[余多几]?[十百千万亿]{0,2}[余多]?",
    "百分数": r"(?:\d+(?:\.\d+)?[%％]|百分之[一二三四五六七八九十百点零]+)",
}
_GAP = re.compile(r"(间|句)(\d+)")
_GAPS = {"间": "[^，。；：！？（）\\n]", "句": "[^。；！？\\n]"}
# Tags of jieba that a part of speech may have: 安全 is tagged "an", 服务 "vn".
_PARTS = {"动": ("v", "vn", "vi", "vd"), "名": ("n", "nz", "vn", "an", "ns", "nt"), "形": ("a", "ad", "z")}


def fits(match: re.Match[str]) -> bool:
    """Say whether what ``{{动}}``, ``{{名}}``, ``{{形}}`` of an expanded pattern found are such words."""
    found = ((name[0], word) for name, word in match.groupdict().items() if word)
    return all(tag_of(word) in _PARTS[part] for part, word in found if part in _PARTS)


def _shape(name: str, number: int) -> str | None:
    """Return the expression of a shape, the ``number``-th of its pattern; ``None`` of no shape."""
    gap = _GAP.fullmatch(name)
    if gap:
        return f"{_GAPS[gap[1]]}{{0,{gap[2]}}}?"
    if name in _PARTS:
        least = 1 if name == "形" else 2  # 大的; a verb of one character is part of too many words
        return rf"(?P<{name}{number}>[\u3400-\u9fff]{{{least},4}}?)"
    return _SHAPES.get(name)


def expand(pattern: str, classes: Mapping[str, tuple[str, ...]]) -> str:
    """Return ``pattern`` with classes and shapes replaced by what they stand for, marks by either width.

    Raises:
        ValueError: the pattern names an unknown class.
    """
    shapes = 0

    def words(match: re.Match[str]) -> str:
        nonlocal shapes
        shapes += 1
        shape = _shape(match[1], shapes)
        if shape is not None:
            return shape
        if match[1] not in classes:
            raise ValueError(f"没有名为“{match[1]}”的词类")
        return "(?:" + "|".join(map(re.escape, classes[match[1]])) + ")"

    return _MARKS.sub(_either_width, CLASS.sub(words, pattern))


def _either_width(match: re.Match[str]) -> str:
    found = match.group()
    if found in _TWINS:
        return f"[{found}{_TWINS[found]}]"
    if not found.startswith("["):
        return found
    twins = "".join(twin for mark, twin in _TWINS.items() if mark in found and twin not in found)
    return f"{found[:-1]}{twins}]"


@cache
def word_classes() -> dict[str, tuple[str, ...]]:
    """Return the shipped classes; raises ``DataError`` (``RK-311``, ``RK-313``) on a bad file or row."""
    return read_word_classes(data_folder("dictionaries") / "word_classes.tsv")


def read_word_classes(path: Path) -> dict[str, tuple[str, ...]]:
    """Read a file of classes; see ``word_classes`` for errors."""
    lines = read_lines(path)
    classes: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, words = (part.strip() for part in line.partition("\t"))
        found: list[str] = []
        for word in words.split():
            inner = CLASS.fullmatch(word)
            if inner and inner[1] in classes:
                found += classes[inner[1]]
            else:
                found.append(word)
        doubled = sorted({word for word in found if found.count(word) > 1})
        if not found or name in classes or doubled or any(CLASS.search(word) for word in found):
            raise DataError(
                "RK-313",
                f"词典有一行不能用：词类“{name}”为空、重名，引用了后面的词类，或有重复的词{'、'.join(doubled)}",
                where=f"{path} 第 {number} 行",
                remedy="请按 dictionaries/README.md 的说明改正该行",
            )
        # Longest first, so that 规范性文件 is not read as 规范.
        classes[name] = tuple(sorted(found, key=lambda word: (-len(word), word)))
    return classes
