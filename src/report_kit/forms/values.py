"""Values of table cells and prose: parsing what people type, and printing it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from report_kit.document.invisible import visible
from report_kit.errors import ReportError
from report_kit.forms.form import CellType

Value = int | Decimal | None

BLANK_MARKS = frozenset({"", "/", "-", "—", "——", "–", "--", "无", "\\", "／"})
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_MAX_DIGITS = 15
# Marks of a note, which NFKC would make digits of the figure before them.
_NOTE_MARKS = re.compile("[\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2460-\u2473*\u203b\u2020]")
_UNIT = {"count": "件次|人次|件|条|个|项|宗|起|份|次", "amount": "万元"}
_LINE_ENDS = re.compile("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
# What no file format of ours can carry: controls, lone surrogates, non-characters; and the controls of the
# direction of writing, which show a text in another order than it has (Unicode Technical Report 36).
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a printed cell says.

    Args:
        value: its figure; ``None`` for an empty cell.
        beside: what stands beside the figure: nothing, its unit (252件), a remark (22（其中修订16件）, 5¹), or a
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
    match = re.fullmatch(rf"(-?[\d.,]+)({_UNIT[kind]})?(\([^()]*\)|\[[^\[\]]*\])?", plain)
    if not match:
        return Reading(parse_value(text, kind, where))
    value = parse_value(match[1], kind, where)
    return Reading(value, "remark" if match[3] or bare != text else "unit" if match[2] else "")


def parse_value(text: str, kind: CellType, where: str = "") -> Value:
    """Read a cell as people write it: full-width digits, thousands separators, blanks.

    Args:
        text: the cell's text; ``""``, ``/``, ``-`` and 无 stand for a blank.
        kind: ``"count"`` for a whole number, ``"amount"`` for a decimal one.
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
        number = Decimal(plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain)
    except InvalidOperation:
        raise _bad(text, "不是数字", where) from None
    return check_value(number, kind, where)


def check_value(value: object, kind: CellType, where: str = "") -> Value:
    """Return ``value`` as the cell holds it: ``int`` for counts, ``Decimal`` (or ``int``) for amounts.

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
    if number < 0:
        raise _bad(str(value), "不能是负数", where)
    if number == number.to_integral_value():
        return int(number)
    if kind == "count":
        raise _bad(str(value), "件数不能有小数", where)
    return number.normalize()


def _bad(text: str, why: str, where: str) -> ReportError:
    return ReportError(
        "RK-203", f"“{text}”{why}", where=where, remedy="请填写大于或等于 0 的整数；只有金额可以有小数"
    )


def format_value(value: Value) -> str:
    """Print a value as the form shows it; a blank prints as nothing."""
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


def printable(text: str) -> str:
    """Return ``text`` without what cannot be printed or would show it in another order; line ends stay."""
    return _UNPRINTABLE.sub("", text)


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
