"""Every key of ``report-kit.toml``, and what may stand behind it.

A reader takes the value as TOML gives it and returns it as ``Settings`` holds it; it raises
``ValueError`` with the reason in Chinese. ``docs/配置.md`` describes each key; a test holds the two
together.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report_kit.forms.agency import LEVELS

if TYPE_CHECKING:
    from report_kit.proofread.findings.finding import Severity

Reader = Callable[[Any, Path], Any]
_DAY = re.compile(r"(\d{1,2})(?:-|月)(\d{1,2})日?")
_KINDS = (
    (bool, "是或否"),
    (str, "文字"),
    (int, "整数"),
    (float, "小数"),
    (list, "方括号里的一组值"),
    (dict, "一个表"),
)


def nearest(name: str, known: list[str]) -> str:
    """Return “您要的是……吗” for the known name most like ``name``, else the known names."""
    near = difflib.get_close_matches(name, known, 1, 0.6)
    if near:
        return f"您要的是“{near[0]}”吗？"
    return "可用的有：" + "、".join(known)


def _kind(value: Any) -> str:
    return next((words for kind, words in _KINDS if isinstance(value, kind)), "日期或时间")


def _text(value: Any, _base: Path) -> str:
    if not isinstance(value, str):
        raise ValueError(f"应为引号里的文字，写的是{_kind(value)}")
    if not value.strip():
        raise ValueError("不能是空的；不用这一项时删去这一行")
    return value.strip()


def _texts(value: Any, base: Path) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(f'应为方括号里的一组文字，如 ["甲", "乙"]，写的是{_kind(value)}')
    texts = []
    for number, item in enumerate(value, 1):
        try:
            texts.append(_text(item, base))
        except ValueError as error:
            raise ValueError(f"第 {number} 项{error}") from None
    return tuple(texts)


def _level(value: Any, base: Path) -> str:
    level = _text(value, base)
    if level not in LEVELS:
        raise ValueError(f"没有“{level}”这个层级，{nearest(level, list(LEVELS))}")
    return level


def _year(value: Any, _base: Path) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"应为不带引号的整数，如 2024，写的是{_kind(value)}")
    if not 1949 <= value <= 2100:
        raise ValueError(f"{value} 不是可用的年度（1949 到 2100）")
    return value


def _number(least: int, most: int, value: Any, _base: Path) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"应为不带引号的整数，写的是{_kind(value)}")
    if not least <= value <= most:
        raise ValueError(f"{value} 不在可用的范围（{least} 到 {most}）")
    return value


def _day(value: Any, base: Path) -> tuple[int, int]:
    text = _text(value, base)
    match = _DAY.fullmatch(text)
    try:
        # A year without February 29: the day must exist every year.
        day = date(2023, int(match[1]), int(match[2])) if match else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError(f'“{text}”不是日期，应写成 "01-20" 或 "1月20日"')
    return day.month, day.day


def _check_rule(name: str) -> str:
    from report_kit.proofread.rule_registry import FAMILIES, all_rules

    known = [*FAMILIES, *(rule.id for rule in all_rules())]
    if name not in known:
        near = difflib.get_close_matches(name, known, 1, 0.6)
        hint = f"您要的是“{near[0]}”吗？" if near else "规则编号见 docs/规则.md"
        raise ValueError(f"没有名为“{name}”的规则，{hint}")
    return name


def _rules(value: Any, base: Path) -> tuple[str, ...]:
    return tuple(map(_check_rule, _texts(value, base)))


def _severity(value: Any, base: Path) -> Severity:
    from report_kit.proofread.findings.finding import Severity

    text = _text(value, base)
    known = {name: severity for severity in Severity for name in (severity.value, severity.label)}
    if text not in known:
        raise ValueError(f"没有“{text}”这个级别，可用的有：{'、'.join(known)}")
    return known[text]


def _folder(value: Any, base: Path) -> Path:
    folder = base / _text(value, base)
    if not folder.is_dir():
        raise ValueError(f"没有这个文件夹：{folder}")
    return folder


def _words(value: Any, base: Path) -> tuple[str, ...]:
    from report_kit.proofread.dictionaries.own_words import check_word

    return tuple(map(check_word, _texts(value, base)))


def severity_of_rule(name: str, value: Any, base: Path) -> Severity:
    """Read one line of ``[rules.severity]``: the rule's name is the key."""
    _check_rule(name)
    return _severity(value, base)


SEVERITY = "rules.severity"
"""A table of its own, one key for each rule."""

KEYS: dict[str, Reader] = {
    "agency.name": _text,
    "agency.level": _level,
    "agency.superiors": _texts,
    "agency.aliases": _texts,
    "agency.year": _year,
    "agency.deadline": _day,
    "rules.select": _rules,
    "rules.ignore": _rules,
    "dictionaries.folder": _folder,
    "dictionaries.words": _words,
    "limits.file_size": partial(_number, 1, 16),
    "limits.read_memory": partial(_number, 200, 64_000),
    "limits.read_seconds": partial(_number, 10, 7200),
    "limits.check_characters": partial(_number, 1000, 100_000_000),
    "limits.check_seconds": partial(_number, 10, 86_400),
}
"""Reader of each key, by its dotted name; the last part is the field of ``Settings``."""
