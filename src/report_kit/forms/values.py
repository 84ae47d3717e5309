"""Values of table cells and prose: parsing what people type, and printing it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from report_kit.document.invisible import visible
from report_kit.document.printable import printable
from report_kit.errors import ReportError
from report_kit.forms.form import CellType

Value = int | Decimal | None

BLANK_MARKS = frozenset({"", "/", "-", "—", "——", "–", "--", "无", "\\", "／"})
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_MAX_DIGITS = 15
# Marks of a note, which NFKC would make digits of the figure before them.
_NOTE_MARKS = re.compile("[\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2460-\u2473*\u203b\u2020]")
_UNIT = {"count": "件次|人次|件|条|个|项|宗|起|份|次", "amount": "万元"}
_CHANGE = re.compile(r"(?P<less>-|−|减少?了?|下降)|\+|增加?了?|上升")
_MONEY = re.compile(r"(?P<number>[\d.,]+)(?P<unit>亿元|万元?|元)")
_PER_UNIT = {"亿元": Decimal("0.0001"), "万元": Decimal(1), "万": Decimal(1), "元": Decimal(10_000)}
"""How many of a unit make 万元."""
_LINE_ENDS = re.compile("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a printed cell says.

    Args:
        value: its figure; ``None`` for an empty cell.
        beside: what stands beside the figure: nothing, its unit (252件), a remark (22（其中修订16件）), or a
            mark in place of it (—, /, 无), which the form's convention reads as 0.
    """

    value: Value
    beside: Literal["", "unit", "remark", "mark"] = ""


def read_value(text: str, kind: CellType, where: str = "") -> Reading:
    """Read a cell of a finished report, where a figure may carry its unit or a remark.

    Raises:
        ReportError: ``RK-203``, as ``parse_value``.
    """
    bare = _NOTE_MARKS.sub("", text)
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", visible(bare)))
    if plain in BLANK_MARKS:
        return Reading(0, "mark") if plain else Reading(None)
    unit = _UNIT.get(kind)
    if unit is None:
        return Reading(parse_value(bare, kind, where), "remark" if bare != text else "")
    match = re.fullmatch(rf"(-?[\d.,]+)({unit})?(\([^()]*\)|\[[^\[\]]*\])?", plain)
    if not match:
        return Reading(parse_value(text, kind, where))
    value = parse_value(match[1], kind, where)
    return Reading(value, "remark" if match[3] or bare != text else "unit" if match[2] else "")


def parse_value(text: str, kind: CellType, where: str = "") -> Value:
    """Read a cell as people write it: full-width digits, thousands separators, blanks.

    Args:
        text: the cell's text; ``""``, ``/``, ``-`` and 无 stand for a blank.
        kind: ``"count"`` for a whole number, ``"amount"`` for a decimal one; ``"change"`` for a whole number
            with its sign or 增、减 before it; ``"money"`` for an amount in 万元, into which 元 is turned.
        where: named in the error.

    Raises:
        ReportError: ``RK-203``: not a number, negative, or a fraction where a count is due.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", visible(text)))
    if plain in BLANK_MARKS:
        return None
    if _NOTE_MARKS.search(text):
        raise _bad(text, "不是数字", where)
    try:
        return check_value(_number(plain, kind), kind, where)
    except InvalidOperation:
        raise _bad(text, "不是数字", where) from None


def _number(plain: str, kind: CellType) -> Decimal:
    """Return the number a cell says; raises ``InvalidOperation`` when it says none."""
    sign, unit = Decimal(1), Decimal(1)
    if kind == "change" and (change := _CHANGE.match(plain)):
        sign, plain = Decimal(-1 if change["less"] else 1), plain[change.end() :].removesuffix("项")
    elif kind == "money" and (money := _MONEY.fullmatch(plain)):
        unit, plain = _PER_UNIT[money["unit"]], money["number"]
    return sign * Decimal(plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain) / unit


def check_value(value: object, kind: CellType, where: str = "") -> Value:
    """Return ``value`` as the cell holds it: ``int`` for counts and changes, else ``Decimal`` or ``int``.

    Raises:
        ReportError: ``RK-203``.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise _bad(str(value), "不是数字", where)
    number = Decimal(str(value))
    if not number.is_finite() or len(number.as_tuple().digits) > _MAX_DIGITS or abs(number.adjusted()) > 15:
        raise _bad(str(value), "不是合理的数字", where)
    if number < 0 and kind != "change":
        raise _bad(str(value), "不能是负数", where)
    if number == number.to_integral_value():
        return int(number)
    if kind in ("count", "change"):
        raise _bad(str(value), "件数不能有小数", where)
    return number.normalize()


def _bad(text: str, why: str, where: str) -> ReportError:
    return ReportError(
        "RK-203", f"“{text}”{why}", where=where, remedy="请填写大于或等于 0 的整数；只有金额可以有小数"
    )


def format_value(value: Value) -> str:
    """Print a value as the form shows it; a blank prints as nothing."""
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


def clean_prose(text: str) -> str:
    """Bring prose into the one form the kit keeps: a paragraph a line, no blank lines, no outer blanks.

    Tabs become spaces, since a line with a tab is a table row in text files.
    """
    lines = (printable(line).replace("\t", " ").strip() for line in _LINE_ENDS.split(text))
    return "\n".join(line for line in lines if line)


def prose_length(text: str) -> int:
    """Return the length of prose as limits count it: every character but whitespace."""
    return len(re.sub(r"\s", "", text))


def clean_line(text: str) -> str:
    """Like ``clean_prose`` for a title, heading or name: one line."""
    return clean_prose(text).replace("\n", " ")
