"""Cells of a register as people and spreadsheets write them: dates, numbers, choices, lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from report_kit.ledger.schema import Column

Cell = str | int | Decimal | date | tuple[str, ...]
"""What a cell holds: text, a count, an amount, a day, or the parts of a list."""

_BLANK = frozenset({"", "/", "-", "—", "——", "\\", "无"})
_FORMULA_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})
_DAY = re.compile(
    r"(\d{4})[年./\-、。—–](\d{1,2})[月./\-、。—–](\d{1,2})[日号]?[.。]?"
    r"(?: ?\(?(?:星期|周)[一二三四五六日天]\)?)?"
    # No time right behind the figures of the day: blanks may be lost, and 1 15:30 is not 11 5:30.
    r"(?:(?:[ T]|(?<=[日号)]))(?:上午|下午)? ?"
    r"(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?|\d{1,2}[时点](?:\d{1,2}分?)?))?"
)
_AROUND = re.compile(r" ?([年月日号./\-、。—–]) ?")
_HAN_DAY = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]?"
)
_HAN = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_COMPACT_DAY = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})[年./\-](\d{1,2})月?(?:[./\-]?\d{1,2}日?)?")
_PARTS = re.compile(r"[;；、,，\n]+")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
# Day 1 of Excel's calendar is 1900-01-01; it counts a 29 February 1900 that never was.
_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
_LONGEST = 15


# In a workbook that counts days from 1904 a day has this much smaller a number.
_FROM_1904 = 1462


@dataclass(frozen=True, slots=True)
class NoResult:
    """A cell with a formula whose result the file does not hold; ``address`` such as ``K5``."""

    address: str

    def __str__(self) -> str:
        return "（公式没有结果）"


def plain(raw: object) -> str:
    """Return a raw cell as text: one width, no outer blanks, no line ends inside words."""
    if raw is None:
        return ""
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == datetime.min.time() else raw.isoformat(" ")
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e21:
        return f"{raw:.0f}"
    return str(raw).replace("\u3000", " ").replace("\xa0", " ").strip()


def is_blank(raw: object) -> bool:
    """Say whether a raw cell holds nothing, or a mark people write for nothing."""
    return plain(raw) in _BLANK


def read_cell(raw: object, column: Column) -> Cell:
    """Return what a cell that is not blank holds.

    Raises:
        ValueError: it does not fit the column; the message is Chinese and says what would.
    """
    if isinstance(raw, NoResult):
        raise ValueError(f"公式没有结果，请在 Excel 里保存一次（{raw.address}）")
    if plain(raw) in _FORMULA_ERRORS:
        raise ValueError(f"公式出错（{plain(raw)}），请在表格里改正")
    return _READERS[column.type](raw, column)


def _text(raw: object, column: Column) -> str:
    return re.sub(r"\s*\n\s*", " ", plain(raw))


def _narrow(raw: object) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", plain(raw)))


def _number(raw: object) -> Decimal:
    text = _narrow(raw)
    text = re.sub(r"(?:件|个|条|天|日|元|字|处|份|工作日)+$", "", text.lstrip("¥￥"))
    try:
        number = Decimal(text.replace(",", "") if _GROUPED.fullmatch(text) else text)
    except InvalidOperation:
        raise ValueError(f"“{plain(raw)}”不是数字") from None
    if (
        not number.is_finite()
        or len(number.as_tuple().digits) > _LONGEST
        or abs(number.adjusted()) > _LONGEST
    ):
        raise ValueError(f"“{plain(raw)}”不是合理的数字")
    if number < 0:
        raise ValueError(f"“{plain(raw)}”不能是负数")
    return number


def _int(raw: object, column: Column) -> int:
    number = _number(raw)
    if number != number.to_integral_value():
        raise ValueError(f"“{plain(raw)}”应为整数")
    return int(number)


def _amount(raw: object, column: Column) -> Decimal:
    return _number(raw)


def read_day(raw: object) -> date:
    """Return the day a cell or a person names; raises ``ValueError`` in Chinese."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    text = _narrow(raw)
    wide = _AROUND.sub(r"\1", re.sub(r"\s+", " ", unicodedata.normalize("NFKC", plain(raw))))
    match = _DAY.fullmatch(wide) or _COMPACT_DAY.fullmatch(text)
    try:
        if match:
            year, month, day = map(int, match.groups())
            return date(year, month, day)
        if match := _HAN_DAY.fullmatch(text):
            return date(int("".join(str(_HAN[digit]) for digit in match[1])), _han(match[2]), _han(match[3]))
        if (day_of := _serial(text)) is not None:
            return day_of
    except ValueError:
        raise ValueError(f"“{plain(raw)}”不是存在的日期") from None
    raise ValueError(f"“{plain(raw)}”不是完整的日期，请写成 2024-03-05 或 2024年3月5日")


def _han(text: str) -> int:
    """Return a number up to ninety-nine written in characters, such as 二十三."""
    tens, ten, units = text.rpartition("十")
    return (_HAN.get(tens, 1) if ten else 0) * 10 + (_HAN[units] if units else 0)


def _serial(text: str) -> date | None:
    """Return the day a spreadsheet keeps as a number."""
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text) and int(float(text)) in _SERIALS:
        return _EPOCH + timedelta(days=int(float(text)))
    return None


def since_1904(raw: object, column: Column) -> object:
    """Return a cell of a workbook that counts days from 1904 as other workbooks hold it."""
    if column.type in ("date", "month") and isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return raw + _FROM_1904
    return raw


def _date(raw: object, column: Column) -> date:
    return read_day(raw)


def _month(raw: object, column: Column) -> date:
    """Return the first day of the month."""
    if isinstance(raw, date):
        return date(raw.year, raw.month, 1)
    match = _MONTH.fullmatch(_narrow(raw))
    if match and 1 <= int(match[2]) <= 12 and int(match[1]) > 0:
        return date(int(match[1]), int(match[2]), 1)
    day = _serial(_narrow(raw))
    if day:
        return day.replace(day=1)
    raise ValueError(f"“{plain(raw)}”不是月份，请写成 2024-03")


def _fold_choice(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()


def _choice(text: str, column: Column) -> str:
    folded = _fold_choice(text)
    for value in column.values:
        if _fold_choice(value) == folded:
            return value
    shown = "、".join(column.values[:13]) + (" 等" if len(column.values) > 13 else "")
    raise ValueError(f"“{text}”不在可选值之内，可选：{shown}")


def _enum(raw: object, column: Column) -> str:
    return _choice(plain(raw), column)


def _list(raw: object, column: Column) -> tuple[str, ...]:
    parts = [part.strip() for part in _PARTS.split(plain(raw)) if part.strip()]
    return tuple(dict.fromkeys(_choice(part, column) if column.values else part for part in parts))


_READERS: dict[str, Callable[[object, Column], Cell]] = {
    "str": _text,
    "url": _text,
    "ref": _text,
    "int": _int,
    "amount": _amount,
    "date": _date,
    "month": _month,
    "enum": _enum,
    "list": _list,
}
