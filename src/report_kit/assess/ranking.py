"""A month's table: units ranked within their groups, the change, and who published nothing for long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from report_kit.assess.gathering import Material
from report_kit.assess.known import COUNTED
from report_kit.assess.month import before, named, spelt
from report_kit.assess.problems import Problem
from report_kit.assess.scheme import Scheme
from report_kit.assess.scoring import Deduction, Score, score_units
from report_kit.errors import DataError


@dataclass(frozen=True)
class Ranked:
    """A unit's place.

    Args:
        place: in its group, from 1; ``None`` in a group that is not ranked.
        score: its score.
        change: of the printed total against the month before; ``None`` when it had none then.
    """

    place: int | None
    score: Score
    change: Decimal | None

    @property
    def unit(self) -> str:
        """The unit's name."""
        return self.score.unit.unit


@dataclass(frozen=True)
class Silent:
    """A unit that published nothing for ``months`` months on end."""

    unit: str
    months: int


@dataclass(frozen=True)
class Month:
    """The assessment of one month.

    Args:
        month: its first day.
        scheme: by which.
        rows: by group, and in it by place.
        silent: who published nothing for so long as the scheme names.
        earlier: problems told in the month before, for a second look (回头看).
        left_out: indicators that counted for nobody, with the reason.
    """

    month: date
    scheme: Scheme
    rows: tuple[Ranked, ...]
    silent: tuple[Silent, ...]
    earlier: tuple[Problem, ...]
    left_out: tuple[str, ...]

    @cached_property
    def groups(self) -> Mapping[str, tuple[Ranked, ...]]:
        """The rows by the label of their group, in the scheme's order."""
        found: dict[str, list[Ranked]] = {}
        for row in self.rows:
            group = self.scheme.groups.get(row.score.unit.group)
            found.setdefault(group.label if group else row.score.unit.group, []).append(row)
        return {label: tuple(rows) for label, rows in found.items()}

    @property
    def deductions(self) -> tuple[Deduction, ...]:
        """All that was taken, by unit as ranked."""
        return tuple(deduction for row in self.rows for deduction in row.score.deductions)

    def row(self, unit: str) -> Ranked:
        """Return a unit's row; raises ``DataError`` ``RK-845``."""
        for row in self.rows:
            if row.unit == unit:
                return row
        known = "、".join(row.unit for row in self.rows)
        raise DataError(
            "RK-845",
            f"{named(self.month)}的考核里没有“{unit}”",
            where=named(self.month),
            remedy=f"有这些单位：{known}",
        )


@dataclass(frozen=True)
class Assessment:
    """All months that were assessed, the first first."""

    months: tuple[Month, ...]
    notes: tuple[str, ...] = ()

    @property
    def latest(self) -> Month:
        """The last month."""
        return self.months[-1]

    def month(self, month: date | None) -> Month:
        """Return a month, the last for ``None``; raises ``DataError`` ``RK-845``."""
        if month is None:
            return self.latest
        for one in self.months:
            if one.month == month:
                return one
        raise DataError(
            "RK-845",
            f"没有 {spelt(month)} 的数据",
            where="考核用的表和台账",
            remedy=f"有这些月份：{'、'.join(spelt(one.month) for one in self.months)}",
        )

    def until(self, month: date) -> Assessment:
        """Return the months up to one."""
        return Assessment(tuple(one for one in self.months if one.month <= month), self.notes)


def assess(material: Material, scheme: Scheme, silent: int | None = None) -> Assessment:
    """Assess all months.

    Args:
        material: what is known of the units.
        scheme: by which.
        silent: how many months without anything published are told; the scheme's when omitted.

    Raises:
        DataError: ``RK-844`` a figure is missing or a formula cannot be worked out; ``RK-845``: there is no
            month.
    """
    if not any(material.months.values()):
        raise DataError(
            "RK-845",
            "没有可以考核的月份",
            where="考核用的表和台账",
            remedy="月度情况表里至少要有一行，或者放入主动公开台账和单位清单",
        )
    found: list[Month] = []
    last: dict[str, Score] = {}
    last_month: date | None = None
    for month, units in sorted(material.months.items()):
        scores, left_out = score_units(units, scheme)
        earlier = last if last_month == before(month) else {}
        rows = _ranked(scores, scheme, earlier)
        told = tuple(problem for problem in material.problems if problem.month == before(month))
        quiet = _silent(material, month, silent or scheme.silent_months)
        found.append(Month(month, scheme, rows, quiet, told, left_out))
        last, last_month = {score.unit.unit: score for score in scores}, month
    return Assessment(tuple(found), material.notes)


def _ranked(scores: Sequence[Score], scheme: Scheme, earlier: Mapping[str, Score]) -> tuple[Ranked, ...]:
    order = {key: number for number, key in enumerate(scheme.groups)}
    groups: dict[str, list[Score]] = {}
    for score in scores:
        groups.setdefault(score.unit.group, []).append(score)
    rows: list[Ranked] = []
    for key in sorted(groups, key=lambda key: (order.get(key, len(order)), key)):
        group = scheme.groups.get(key)
        ranks = group is None or group.ranked
        # Units alike in all that counts keep the order of the sheet.
        sorted_scores = sorted(groups[key], key=lambda score: _standing(score, scheme), reverse=True)
        place = distinct = 0
        above: tuple[Decimal, ...] | None = None
        for number, score in enumerate(sorted_scores, 1):
            standing = _standing(score, scheme)
            if standing != above:
                distinct += 1
                place, above = (number if scheme.rank.method == "competition" else distinct), standing
            before_then = earlier.get(score.unit.unit)
            change = score.total - before_then.total if before_then else None
            rows.append(Ranked(place if ranks else None, score, change))
    return tuple(rows)


def _standing(score: Score, scheme: Scheme) -> tuple[Decimal, ...]:
    """Return what a unit is ranked by: the printed total, then the dimensions that part equals."""
    return (score.total, *(score.dim(name) or Decimal(0) for name in scheme.rank.tie_break))


def _silent(material: Material, month: date, least: int) -> tuple[Silent, ...]:
    """Return the units of a month without anything published for ``least`` months up to it."""
    found = []
    for one in material.months[month]:
        count, back = 0, month
        while any(
            other.unit == one.unit and other.value(COUNTED) == 0 for other in material.months.get(back, ())
        ):
            count, back = count + 1, before(back)
        if count >= least:
            found.append(Silent(one.unit, count))
    return tuple(found)
