"""The score of a unit in a month: what every indicator gives, what is taken, and for what.

A dimension gives ``weight × Σ(w·v)/Σw`` over the indicators that apply, the base ``full × Σ dimensions / Σ
their weights`` over the dimensions that apply, and the total adds at most ``bonus.cap``, takes at most
``malus.cap`` and, under a veto, ends at ``veto.cap``. All is in fractions; figures are rounded where they
are printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from report_kit.assess.formula import FormulaError
from report_kit.assess.known import COUNTED
from report_kit.assess.month import Lack, UnitMonth, named, rounded
from report_kit.assess.scheme import Dim, Item, Scheme
from report_kit.errors import DataError


@dataclass(frozen=True)
class Indicator:
    """What an indicator gave a unit.

    Args:
        code: of the indicator.
        item: the indicator.
        dim: its dimension.
        value: from 0 to 1; ``None`` when it does not apply.
        parts: what its formula worked out by the way, such as 差错率.
        worth: points of the base it stands for, with the others that apply.
        figures: the figures it was worked out from, by their names in the sheet.
    """

    code: str
    item: Item
    dim: str
    value: Fraction | None
    parts: Mapping[str, Fraction]
    worth: Fraction
    figures: Mapping[str, Fraction]

    @property
    def lost(self) -> Fraction:
        """Points of the base that it took."""
        return Fraction(0) if self.value is None else self.worth * (1 - self.value)


@dataclass(frozen=True)
class Deduction:
    """Points taken for one thing.

    Args:
        unit: whose.
        code: of the indicator; 减分 or 否决 for the others.
        label: of the indicator, or what happened.
        points: taken; all of a unit's are what it lacks.
        problem: what is wrong.
        id: number of the piece concerned; may be empty.
        where: file and row.
        mend: what to do.
    """

    unit: str
    code: str
    label: str
    points: Fraction
    problem: str
    id: str = ""
    where: str = ""
    mend: str = ""


@dataclass(frozen=True)
class Score:
    """A unit's score in a month; ``exact`` figures are fractions, the others as printed."""

    unit: UnitMonth
    scheme: Scheme
    indicators: tuple[Indicator, ...]
    dims: Mapping[str, Fraction | None]
    base: Fraction
    bonus: Fraction
    malus: Fraction
    exact: Fraction
    deductions: tuple[Deduction, ...]

    @property
    def total(self) -> Decimal:
        """The total as printed, by which units are ranked and graded."""
        return rounded(self.exact)

    @property
    def adjusted(self) -> Decimal:
        """Bonus less malus."""
        return rounded(self.bonus - self.malus, 1)

    @property
    def grade(self) -> str:
        """The grade."""
        return self.scheme.grade(self.total)

    @property
    def vetoes(self) -> tuple[str, ...]:
        """What bars the unit."""
        return tuple(event.name for event in self.unit.vetoes)

    @property
    def published(self) -> Fraction:
        """How much was published."""
        return self.unit.value(COUNTED) or Fraction(0)

    @property
    def few(self) -> bool:
        """Whether so little was published that the score says little."""
        return COUNTED in self.unit.facts and self.published < self.scheme.rank.min_items

    def dim(self, name: str) -> Decimal | None:
        """Return the points of a dimension as printed; ``None`` when it does not apply."""
        value = self.dims[name]
        return None if value is None else rounded(value)

    def part(self, name: str) -> Fraction | None:
        """Return what formulas call ``name`` (差错率)."""
        return next((one.parts[name] for one in self.indicators if name in one.parts), None)


def score_units(units: Sequence[UnitMonth], scheme: Scheme) -> tuple[tuple[Score, ...], tuple[str, ...]]:
    """Return the scores of the units of a month, and what could not be judged of any of them.

    An indicator whose figures no unit has does not count for any. What others have and one lacks is an error:
    a blank cell must not be worth more than a bad figure.

    Raises:
        DataError: ``RK-844``: a figure is missing, or a formula cannot be worked out.
    """
    if not units:
        return (), ()
    left_out: dict[str, str] = {}
    for code, (_, item) in scheme.items.items():
        names = scheme.names(item)
        absent = [name for name in names if all(name not in unit.facts for unit in units)]
        if absent:
            left_out[code] = f"{code} {item.label}：没有“{'”“'.join(absent)}”，各单位都不计这一项"
            continue
        for unit in units:
            for name in names:
                if name not in unit.facts:
                    raise _missing(unit, name, code, item)
    return tuple(_score(unit, scheme, left_out) for unit in units), tuple(left_out.values())


def _missing(unit: UnitMonth, name: str, code: str, item: Item) -> DataError:
    return DataError(
        "RK-844",
        f"{named(unit.month)}“{unit.unit}”没有“{name}”，算不出{code} {item.label}",
        where=next(iter(fact.where for fact in unit.facts.values() if fact.where), unit.unit),
        remedy=f"在月度情况表里填“{name}”；确实没有的填 0",
    )


def _score(unit: UnitMonth, scheme: Scheme, left_out: Mapping[str, str]) -> Score:
    found = {
        code: _judged(unit, scheme, code, item) if code not in left_out else (None, {})
        for code, (_, item) in scheme.items.items()
    }
    weights = {name: _applying(dim, found) for name, dim in scheme.dims.items()}
    applies = sum((Fraction(dim.weight) for name, dim in scheme.dims.items() if weights[name]), Fraction(0))
    indicators = []
    for code, (name, item) in scheme.items.items():
        value, parts = found[code]
        worth = Fraction(0)
        if value is not None:
            share = Fraction(item.weight) / weights[name] * Fraction(scheme.dims[name].weight)
            worth = Fraction(scheme.full_score) * share / applies
        figures = {key: fact for key in scheme.names(item) if (fact := unit.value(key)) is not None}
        indicators.append(Indicator(code, item, name, value, parts, worth, figures))
    dims = {
        name: Fraction(dim.weight)
        * sum(
            (Fraction(item.weight) * (found[code][0] or 0) for code, item in dim.items.items()), Fraction(0)
        )
        / weights[name]
        if weights[name]
        else None
        for name, dim in scheme.dims.items()
    }
    gained = sum((value for value in dims.values() if value is not None), Fraction(0))
    base = Fraction(scheme.full_score) * gained / applies if applies else Fraction(0)
    bonus = min(Fraction(scheme.bonus.cap), sum((event.points for event in unit.bonus), Fraction(0)))
    malus = min(Fraction(scheme.malus.cap), sum((event.points for event in unit.malus), Fraction(0)))
    free = max(Fraction(0), base + bonus - malus)
    total = min(free, Fraction(scheme.veto.cap)) if unit.vetoes else free
    taken = [deduction for one in indicators for deduction in _taken(unit, scheme, one)]
    taken += _events(unit, base + bonus - free, free - total)
    return Score(unit, scheme, tuple(indicators), dims, base, bonus, malus, total, tuple(taken))


def _judged(
    unit: UnitMonth, scheme: Scheme, code: str, item: Item
) -> tuple[Fraction | None, Mapping[str, Fraction]]:
    known = dict(scheme.constants)
    for name in (*item.parsed.names, *item.excused.names):
        fact = unit.facts.get(scheme.named(name))
        if name not in known and fact is not None:
            known[name] = fact.value
    try:
        if item.excused.value(known):
            return None, {}
        value, parts = item.parsed.worked(known)
    except FormulaError as error:
        raise DataError(
            "RK-844",
            f"{named(unit.month)}“{unit.unit}”的{code} {item.label}算不出来：{error}",
            where=f"公式 {item.formula}",
            remedy='在方案的 na_if 里写明什么情况下不计这一项，如 na_if: "应办结件==0"；或核对这个单位的数',
        ) from None
    most = Fraction(1) if scheme.count_rules.cap_at_quota else value
    return max(Fraction(0), min(value, most)), parts


def _applying(dim: Dim, found: Mapping[str, tuple[Fraction | None, Mapping[str, Fraction]]]) -> Fraction:
    """Return the weights of the indicators that apply, together."""
    return sum(
        (Fraction(item.weight) for code, item in dim.items.items() if found[code][0] is not None), Fraction(0)
    )


def _taken(unit: UnitMonth, scheme: Scheme, one: Indicator) -> list[Deduction]:
    """Part the points an indicator took among the things it took them for."""
    if one.lost <= 0:
        return []
    lacks: list[Lack] = [lack for name in one.figures for lack in unit.facts[name].lacks]
    shares = sum((lack.share for lack in lacks), Fraction(0))
    if not shares:
        said = "，".join(f"{name} {plain(value)}" for name, value in one.figures.items())
        places = (unit.facts[name].where.partition("“")[0] for name in one.figures)
        where = "；".join(dict.fromkeys(filter(None, places)))
        return [Deduction(unit.unit, one.code, one.item.label, one.lost, said, "", where, one.item.mend)]
    return [
        Deduction(
            unit.unit,
            one.code,
            one.item.label,
            one.lost * lack.share / shares,
            lack.problem,
            lack.id,
            lack.where,
            one.item.mend,
        )
        for lack in lacks
    ]


def _events(unit: UnitMonth, lost: Fraction, barred: Fraction) -> list[Deduction]:
    """Return what events took: ``lost`` of their points, as no total is below nought."""
    named_points = sum((event.points for event in unit.malus), Fraction(0))
    taken = [
        Deduction(
            unit.unit,
            "减分",
            event.name,
            event.points * lost / named_points,
            unit.note if event.name == "减分" and unit.note else event.name,
            "",
            event.where,
        )
        for event in unit.malus
        if named_points
    ]
    names = "、".join(event.name for event in unit.vetoes)
    if unit.vetoes:
        told = f"{names}：{unit.note}" if unit.note else names
        mend = "立即撤下并改正，查明原因，按规定报告"
        taken.append(Deduction(unit.unit, "否决", names, barred, told, "", unit.vetoes[0].where, mend))
    return taken


def plain(value: Fraction) -> str:
    """Return a figure without needless places."""
    return str(value.numerator) if value.denominator == 1 else f"{rounded(value):f}".rstrip("0").rstrip(".")
