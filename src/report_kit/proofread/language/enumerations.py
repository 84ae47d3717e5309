"""Runs of numbered points: “一是……二是……”, “（一）……（二）……”, “1.……2.……”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = "一二三四五六七八九十"
# “统一是”, “之一是”, “唯一是”: no first point.
_POINT = re.compile(rf"(?<![^\s，,。；;：:、！？”’）)】—…])([{_DIGITS}])是(?!否|的[，。])")
_BRACKETED = re.compile(rf"(?:^|(?<=[\n：:；;。]))[ \t\u3000]*[（(]([{_DIGITS}]{{1,3}})[）)]", re.M)
_NUMBERED = re.compile(r"(?:^|(?<=[\n：:；;。]))[ \t\u3000]*(\d{1,2})\s*[.．、](?!\d)", re.M)
_ORDINAL = re.compile(rf"(?<![^\s，,。；;：:！？”’）)])第([{_DIGITS}])[，,、：:是](?!条|款|项)")


@dataclass(frozen=True, slots=True)
class Point:
    """A marker of a numbered point at ``start:end``."""

    start: int
    end: int
    number: int


def value(numeral: str) -> int:
    """Return the value of 一 to 九十九, or of digits."""
    if numeral.isdecimal():
        return int(numeral)
    if numeral == "两":
        return 2
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _DIGITS.index(numeral) + 1
    return (_DIGITS.index(tens) + 1 if tens else 1) * 10 + (_DIGITS.index(ones) + 1 if ones else 0)


def points(text: str, start: int = 0, end: int | None = None) -> Iterator[Point]:
    """Yield the markers “一是”, “二是” … in ``text[start:end]``."""
    for match in _POINT.finditer(text, start, len(text) if end is None else end):
        yield Point(match.start(), match.end(), _DIGITS.index(match[1]) + 1)


def first_run(text: str, start: int, end: int) -> list[Point]:
    """Return the first run of points in ``text[start:end]`` that counts up from one, in whatever style."""
    runs = []
    for pattern in (_POINT, _BRACKETED, _NUMBERED, _ORDINAL):
        run: list[Point] = []
        for match in pattern.finditer(text, start, end):
            number = value(match[1])
            if number == len(run) + 1:
                run.append(Point(match.start(1), match.end(), number))
            elif number == 1:
                break
        if run:
            runs.append(run)
    return min(runs, key=lambda run: run[0].start, default=[])
