"""Values of cells as a sheet shows them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DECIMALS = re.compile(r"[0#?]\.(0+)")
_MOST_DIGITS = 15  # of a number that a sheet keeps exactly
_CHINESE = re.compile(r"年")


def shown(value: object, number_format: str) -> str:
    """Return the text of a cell's value.

    Args:
        value: as the library gives it.
        number_format: of the cell, as the file spells it.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        # A whole day is stored as its midnight.
        day = _day(value, number_format)
        return day if value.time() == time() else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return _day(value, number_format)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    return str(value)


def _day(day: date, number_format: str) -> str:
    if not _CHINESE.search(number_format):
        return f"{day:%Y-%m-%d}"
    tail = f"{day.day}日" if "日" in number_format else ""
    return f"{day.year}年{day.month}月{tail}"


def _number(value: int | float, number_format: str) -> str:
    # The part for numbers above 0 comes first; quoted words and colours are no digits.
    code = number_format.split(";")[0]
    units = "".join(re.findall(r'"([^"]*)"', code))
    code = _QUOTED.sub("", code)
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return str(value)
    percent = "%" in code
    number *= 100 if percent else 1
    places = _DECIMALS.search(code)
    if places or re.fullmatch(r"[#,]*0%?", code):
        step = Decimal(1).scaleb(-len(places.group(1)) if places else 0)
        number = number.quantize(step, ROUND_HALF_UP) if abs(number) < 10**_MOST_DIGITS else number
        text = f"{number:,f}" if "," in code else f"{number:f}"
    else:
        text = f"{number.normalize():f}" if number else "0"
    return text + ("%" if percent else "") + units
