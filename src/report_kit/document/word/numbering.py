"""Automatic numbers: “一、” typed by Word is not in the paragraph's text and is made again here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from report_kit.document.word.xml import Element, attribute, child, number, tag

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "ideographDigital",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "koreanDigital2",
    "chineseLegalSimplified",
}
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1


class Numbering:
    """The list definitions of one file, and the counters while its paragraphs are read in order."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[int, dict[int, _Level]] = {}
        self._lists: dict[int, tuple[int, dict[int, _Level]]] = {}
        self._counters: dict[int, dict[int, int]] = {}
        self._restarted: set[tuple[int, int]] = set()
        for element in root if root is not None else ():
            if tag(element) == "abstractNum":
                levels = (level for level in element if tag(level) == "lvl")
                self._abstract[number(element, "abstractNumId")] = dict(map(_level, levels))
        for element in root if root is not None else ():
            if tag(element) == "num":
                overrides = {}
                for override in element:
                    if tag(override) == "lvlOverride":
                        depth = number(override, "ilvl", most=8)
                        overrides[depth] = self._override(element, override, depth)
                self._lists[number(element, "numId")] = (_abstract_id(element), overrides)

    def _override(self, element: Element, override: Element, depth: int) -> _Level:
        own = child(override, "lvl")
        level = (
            _level(own)[1]
            if own is not None
            else self._abstract.get(_abstract_id(element), {}).get(depth, _Level())
        )
        start = child(override, "startOverride")
        return _Level(level.format, level.text, number(start) if start is not None else level.start)

    def next(self, identity: int, depth: int) -> str:
        """Count one paragraph of list ``identity`` at ``depth`` and return its number as printed.

        Empty for bullets, and for lists the file does not define.
        """
        if identity not in self._lists:
            return ""
        abstract, overrides = self._lists[identity]
        levels = {**self._abstract.get(abstract, {}), **overrides}
        counters = self._counters.setdefault(abstract, {})
        if depth in overrides and (identity, depth) not in self._restarted:
            self._restarted.add((identity, depth))
            counters.pop(depth, None)
        level = levels.get(depth, _Level())
        counters[depth] = counters[depth] + 1 if depth in counters else level.start
        for deeper in [other for other in counters if other > depth]:
            del counters[deeper]
        if level.format in ("bullet", "none"):
            return ""

        def value(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            shown = levels.get(place, _Level())
            return format_number(counters.get(place, shown.start), shown.format)

        return _PLACEHOLDER.sub(value, level.text)


def _abstract_id(element: Element) -> int:
    return number(child(element, "abstractNumId"))


def _level(element: Element) -> tuple[int, _Level]:
    kind = attribute(child(element, "numFmt"), "val") or "decimal"
    text = attribute(child(element, "lvlText"), "val") or ""
    start = child(element, "start")
    return number(element, "ilvl", most=8), _Level(kind, text, number(start) if start is not None else 1)


def format_number(value: int, kind: str) -> str:
    """Write ``value`` in one of Word's number formats; Arabic figures for those not known here."""
    if kind in _CHINESE:
        return chinese_number(value)
    if kind in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if kind in ("lowerLetter", "upperLetter") and 1 <= value <= 26:
        return chr((97 if kind == "lowerLetter" else 65) + value - 1)
    if kind in ("lowerRoman", "upperRoman") and 1 <= value < 4000:
        return _roman(value) if kind == "upperRoman" else _roman(value).lower()
    if kind in ("ideographTraditional", "ideographZodiac") and 1 <= value <= 10:
        return _STEMS[value - 1]
    if kind in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    return f"{value:02d}" if kind == "decimalZero" else str(value)


def chinese_number(value: int) -> str:
    """Write 0 to 999 in Chinese numerals (二十一, 一百零五); larger numbers digit by digit."""
    if not 0 <= value <= 999:
        return "".join(_DIGITS[int(digit)] for digit in str(value))
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    if value < 10:
        return _DIGITS[value]
    if value < 20:
        return "十" + (_DIGITS[ones] if ones else "")
    text = _DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        text += _DIGITS[tens] + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _roman(value: int) -> str:
    text = ""
    for amount, sign in _ROMAN:
        text += sign * (value // amount)
        value %= amount
    return text
