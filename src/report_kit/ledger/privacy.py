"""No identity numbers, telephones or addresses in a register: such cells are refused, masked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from report_kit.ledger.cells import plain
from report_kit.ledger.fault import Fault
from report_kit.ledger.schema import Column
from report_kit.proofread import Finding, Proofreader
from report_kit.proofread.language.identifiers import is_identity_number, masked

_RULES = {
    "privacy.identity_number": ("P01", "身份证号码"),
    "privacy.mobile": ("P02", "电话号码"),
    "privacy.address": ("P03", "住址"),
    "privacy.bank_card": ("P04", "银行卡号"),
}
_HEADING = re.compile(r"身份证|证件号|(?<!办公)电话|手机|联系方式|住址|地址|银行卡|银行账号")
_ALLOWED_HEADING = re.compile(r"网址|链接|是否|核验")
_LANDLINE = re.compile(r"(?<![\d-])(?:0\d{2,3}[- ]?[2-9]\d{6,7}|(?<=[话系机][：: ])[2-9]\d{6,7})(?![\d-])")
# Ten digits, parted or not, or fewer behind a word for a telephone; ids and days have fewer.
_DIGITS = re.compile(r"\d(?:[ -]?\d){9}|[话系机][：: ]\d{7}")
_ADDRESS = re.compile(r"村|社区|屯|小区|花园|公寓|家园|苑|路|街|巷")
_DOOR = re.compile(r"[号室户栋幢座]$|单元$")
# A spreadsheet keeps fifteen digits of a number: of an identity number the last three become noughts.
_SPOILT_IDENTITY = re.compile(
    r"(?<!\d)[1-8]\d{5}(?:19|20)\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)"
)


def private_heading(heading: str) -> bool:
    """Say whether a column of this heading would hold what a register must not hold."""
    return bool(_HEADING.search(heading)) and not _ALLOWED_HEADING.search(heading)


def private_cell(raw: object, column: Column | str, file: str, row: int, heading: str) -> Iterator[Fault]:
    """Yield a fault for each private passage of a cell, with the value masked.

    Args:
        raw: the cell as read.
        column: its column; the heading, when the column itself must not be there.
        file: named in the fault.
        row: named in the fault.
        heading: named in the fault.
    """
    text = plain(raw)
    if isinstance(column, str):
        yield _fault("P00", f"“{heading}”里的内容", _hidden(text), file, row, heading)
        return
    if column.type == "url" or column.values or not _worth_a_look(text, column):
        return
    for rule, what, start, end in _found(text, person=column.person):
        yield _fault(rule, what, masked(text[start:end], *_shown(rule)), file, row, heading)


def _worth_a_look(text: str, column: Column) -> bool:
    """Pass over what no rule could find anything in: most cells, and the rules cost a hundred times more."""
    return bool(_DIGITS.search(text)) or (column.type == "str" and bool(_ADDRESS.search(text)))


def _found(text: str, *, person: bool) -> Iterator[tuple[str, str, int, int]]:
    """Yield (rule, what, start, end) of private passages, none inside another."""
    lead = "住址：" if person else ""
    found = [
        (*_RULES[finding.rule], finding.start - len(lead), finding.end - len(lead))
        for finding in _findings(lead + text)
        if finding.start >= len(lead)
        # The lead makes any place an address; a village group may itself apply, so it takes a door as well.
        and not (
            lead and finding.rule == "privacy.address" and not _DOOR.search(finding.text) and "住" not in text
        )
    ]
    for match in _SPOILT_IDENTITY.finditer(text):
        if not is_identity_number(match.group()):
            found.append(("P01", "身份证号码", *match.span()))
    found += [("P02", "电话号码", *match.span()) for match in _LANDLINE.finditer(text)]
    end = 0
    for item in sorted(found, key=lambda item: (item[2], -item[3])):
        if item[2] >= end:
            end = item[3]
            yield item


@lru_cache(4096)
def _findings(text: str) -> tuple[Finding, ...]:
    """Return what the privacy rules find; the same words stand in many rows."""
    return tuple(_proofreader().check(text))


@cache
def _proofreader() -> Proofreader:
    return Proofreader(select=list(_RULES))


def _shown(rule: str) -> tuple[int, int]:
    """Return how many characters of a masked value stay readable, at its head and its tail."""
    return {"P01": (2, 3), "P02": (3, 4), "P03": (2, 0), "P04": (4, 4)}[rule]


def _hidden(text: str) -> str:
    return masked(text, 1, 0)


def _fault(rule: str, what: str, shown: str, file: str, row: int, heading: str) -> Fault:
    message = f"台账里不能有{what}（{shown}），这一格没有读入；请删去，联系方式另外存放"
    return Fault(rule, "error", file, row, heading, message)
