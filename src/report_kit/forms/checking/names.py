"""What the checks of a form share: names that must be known, must not be doubled, must be usable."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from report_kit.forms.agency import LEVELS
from report_kit.forms.checking.marks import Fault, Path, nearest
from report_kit.forms.checking.patterns import is_slow
from report_kit.outside import Outside

ID = re.compile(r"\w+(?:\.\w+)*")
RESERVED = ("title", "signature", "date")
"""Parts of every report, which are named like sections and tables."""
_SOME = 8


def unknown(name: str, known: Collection[str], path: Path, what: str) -> Iterator[Fault]:
    """Yield a fault when ``name`` is none of the ``known`` names; ``what`` says of what kind they are."""
    if name not in known:
        near = nearest(name, list(known))
        some = "、".join(list(known)[:_SOME])
        yield Fault(
            path, f"没有“{name}”这个{what}" + ("" if near or not some else f"，已有的是：{some}"), near
        )


def doubled(names: Iterable[str], path: Path, key: str, what: str) -> Iterator[Fault]:
    """Yield a fault for each name of a list's items that an earlier one has."""
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            yield Fault((*path, index, *([key] if key else [])), f"{what}“{name}”前面已经用过")
        seen.add(name)


def id_faults(name: str, path: Path) -> Iterator[Fault]:
    """Yield a fault when a name can not be an id."""
    if not ID.fullmatch(name):
        yield Fault(path, f"“{name}”不能作标识：用字母、数字、下划线或汉字，各节之间用半角点")


def pattern_faults(pattern: str, path: Path) -> Iterator[Fault]:
    """Yield a fault when a pattern can not be used."""
    try:
        re.compile(pattern)
    except re.error as error:
        where = f"第 {error.pos + 1} 个字" if error.pos is not None else "里面"
        yield Fault(path, f"查找的写法不能用：{where}附近的括号或记号不成对、位置不对")
        return
    if is_slow(pattern):
        yield Fault(path, "这个写法会查得极慢：重复（+、*）里面又有重复，请只留一层，或写明最多几个字")


def level_faults(levels: tuple[str, ...], path: Path) -> Iterator[Fault]:
    """Yield for each level of agencies that there is not."""
    yield from doubled(levels, path, "", "层级")
    for index, level in enumerate(levels):
        yield from unknown(level, LEVELS, (*path, index), "层级")


def rule_faults(name: str, path: Path, outside: Outside) -> Iterator[Fault]:
    """Yield a fault when there is no rule of that id; where rules are not known, nothing."""
    if outside.rules:
        known = outside.rules()
        if name not in known:
            yield Fault(path, f"没有编号为“{name}”的规则", nearest(name, list(known)))
