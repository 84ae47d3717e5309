"""Party congresses and plenums older than the period under report (D8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from report_kit.proofread.checking.rule import Check, Context, Right, Wrong
from report_kit.proofread.dictionaries.kept import KeptTable, TableRule
from report_kit.proofread.dictionaries.rows import Row
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.sample_report import sample_report

_DIGITS = "一二三四五六七八九"
_MENTION = re.compile(
    r"(?:党的)?(十八|十九|二十)(?:届((?:[一二三四五六七]中?[、和及]?)+)(?:次)?全会|大)(?:精神)?"
)
_NUMBER = {"十八": 18, "十九": 19, "二十": 20}


class _Meeting(NamedTuple):
    """A plenum; the first of a congress stands for the congress itself."""

    year: int
    congress: int
    plenum: int
    name: str

    @classmethod
    def of(cls, row: Row) -> _Meeting:
        """Make one of a row."""
        if not all(row[column].isdecimal() for column in ("year", "congress", "plenum")):
            raise ValueError("year、congress、plenum 三列应为数字")
        if not row["name"]:
            raise ValueError("name 列是空的")
        return cls(int(row["year"]), int(row["congress"]), int(row["plenum"]), row["name"])


_MEETINGS = KeptTable("congress", ("year", "congress", "plenum", "name"), _Meeting.of)


class Congress(TableRule):
    """党的代表大会、中央全会的提法比报告的年度旧（D8）。

    什么：报告年度里已召开党的二十大，全文只写“十九大”“十九届×中全会”。
    为什么：多是沿用往年的报告，指导思想没有更新。
    依据：党的历次全国代表大会和中央全会的时间，见 congress.tsv（逐年补充）。
    """

    id = "date.congress"
    severity = Severity.HINT
    tables = (_MEETINGS,)
    source = "党的全国代表大会和中央全会的召开时间"
    wrong = (
        Wrong(
            "以党的十九大及十九届三中、四中、五中全会精神为指导。",
            "党的十九大",
            None,
            Context(year=2022),
        ),
        Wrong(sample_report("深入学习党的二十大和二十届二中全会精神。"), "党的二十大"),
    )
    right = (
        Right(sample_report("深入学习党的二十大和二十届二中、三中全会精神。")),
        Right(sample_report("深入学习党的二十大精神。")),
        Right("以党的十九大精神为指导。", Context(year=2021)),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the first mention when no mention is as new as the year under report."""
        year = check.report_year
        if year is None or not check.concerns_report:
            return
        mentions = list(_MENTION.finditer(check.text))
        due = sorted(meeting for meeting in _MEETINGS.rows(check) if meeting.year <= year)
        if not mentions or not due:
            return
        newest = max(_rank(match) for match in mentions)
        _, congress, plenum, name = due[-1]
        # A text that names no plenum at all need not name the last one.
        if newest[0] < congress or (newest[0] == congress and 1 < newest[1] < plenum):
            message = f"{year} 年已召开{name}，提法可能没有更新"
            yield self.finding(check, *_bare(mentions[0]), message, confidence=0.6)


def _rank(match: re.Match[str]) -> tuple[int, int]:
    plenums = [_DIGITS.index(letter) + 1 for letter in match[2] or "" if letter in _DIGITS]
    return _NUMBER[match[1]], max(plenums, default=1)


def _bare(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), match.end() - 2 * match.group().endswith("精神")
