"""Counts in prose: figures with their unit, as 73 条, 1.2万余件, 制度15."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from report_kit.proofread.checking.check import Check, passage_view
from report_kit.proofread.checking.passage import Passage

_FIGURE = re.compile(
    r"(?<!\d,)(?<![\d.．〔\[第—–~～/A-Za-z-])"
    r"(?P<digits>\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.．]\d+)?)[ ]*"
    r"(?P<early>[余多来]?)(?P<scale>[百千万亿]{0,2})(?P<vague>[余多来]?)[ ]*"
    r"(?P<unit>人次|件次|篇次|条次|公里|千米|公顷|公斤|平方米|立方米|学时|课时|"
    r"余?[条件次份期篇项个户人场名例家处册起宗批类则页部台套座所辆栋间元亩吨只株棵张本盏眼幅])?"
)
_NOT_A_COUNT = re.compile(r"\s*(?:[%％‰]|个百分点|[年月日号时分秒点级版章款届]|[./:：-]\d|[A-Za-z])")
_BARE_END = re.compile(r"\s*(?:[，,、；;。)）]|$)")
_HAN = re.compile(r"[\u3400-\u9fff”》]\s*\Z")
_SCALE = {
    "": 1,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}
_ABOUT = re.compile(r"(?:约|近|超过?|逾|不足|不少于|至少|以上|共?达)\s*\Z")
_ABOUT_BEHIND = re.compile(r"\s*(?:左右|上下)")
# Figures that compare or average are no parts and no totals.
_COMPARED = re.compile(
    r"同比|环比|[较比](?:上年|去年|上一年|往年|\d{4}年)|增[长加幅]|减少|下降|上升|突破|平均|[月日人年]均|占比?"
)
_PEOPLE = frozenset("人名户家")
_CLAUSE = re.compile(r"[，,；;。：:、（(）)\n]")


@dataclass(frozen=True, slots=True)
class Count:
    """One count at ``start:end``: ``value`` as written, between ``low`` and ``high`` (equal when exact)."""

    start: int
    end: int
    value: Decimal
    low: Decimal
    high: Decimal
    unit: str
    vague: bool

    @property
    def of_people(self) -> bool:
        """Whether people or households are counted, who may stand in several parts of one total."""
        return self.unit in _PEOPLE


@passage_view
def counts_in(check: Check, passage: Passage) -> tuple[Count, ...]:
    """Return the counts of a passage, left to right."""
    return tuple(counts(check.text, passage.start, passage.end))


def counts(text: str, start: int, end: int) -> Iterator[Count]:
    """Yield the counts in ``text[start:end]``, left to right.

    Left out: years, dates, percentages, ordinals, averages and comparisons. A figure without a unit is a
    count when words stand before it and a mark behind it; its unit is then empty.
    """
    for match in _FIGURE.finditer(text, start, end):
        unit, scale = match["unit"] or "", match["scale"]
        before = text[max(start, match.start() - 16) : match.start()]
        if _NOT_A_COUNT.match(text, match.end(), end) or scale not in _SCALE:
            continue
        if not unit and (scale or not _HAN.search(before) or not _BARE_END.match(text, match.end(), end)):
            continue
        if _COMPARED.search(_CLAUSE.split(before)[-1]):
            continue
        about = _ABOUT.search(before) or _ABOUT_BEHIND.match(text, match.end(), end)
        vague = bool(match["vague"] or match["early"] or about)
        yield _count(match, unit, scale, vague)


def _count(match: re.Match[str], unit: str, scale: str, vague: bool) -> Count:
    digits = Decimal(re.sub("[,，]", "", match["digits"]).replace("．", "."))
    factor = _SCALE[scale]
    low = digits * factor
    # What is written in 万 is rounded: 1.2万 stands for anything that rounds to it.
    step = Decimal(factor).scaleb(min(0, int(digits.as_tuple().exponent)))
    slack = step / 2 if factor > 1 else Decimal(0)
    high = low + slack
    if match["early"]:  # 20余万 is less than 30万
        high = low + max(step, Decimal(10) ** _zeros(digits) * factor)
    elif match["vague"]:  # 1.5万余 is less than 1.6万
        high = low + step
    return Count(match.start(), match.end(), low, low - slack, high, unit.removeprefix("余"), vague)


def _zeros(number: Decimal) -> int:
    """Return how many zeros a whole number ends in: 余 may add less than that place."""
    text = format(number, "f")
    return 1 if "." in text else max(1, len(text) - len(text.rstrip("0")))
