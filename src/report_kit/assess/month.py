"""What is known of a unit in a month: figures, each with where it comes from and what it lacks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Lack:
    """One thing for which points are lost.

    Args:
        id: number of the piece, request or problem; may be empty.
        where: file and row.
        problem: what is wrong, without names of persons.
        share: its part of the loss beside the others' (a grave mistake counts as five).
    """

    id: str
    where: str
    problem: str
    share: Fraction = Fraction(1)


@dataclass(frozen=True)
class Fact:
    """A figure: its value, where it stands or was counted, and what is lacking."""

    value: Fraction
    where: str = ""
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True)
class Event:
    """Points added or taken, or a veto: what happened, its points (none for a veto), and where it stands."""

    name: str
    points: Fraction = Fraction(0)
    where: str = ""


@dataclass(frozen=True)
class UnitMonth:
    """A unit in a month.

    Args:
        month: its first day.
        unit: the unit's name.
        group: the key of its group; empty for none.
        facts: figures by name.
        bonus: events that add points.
        malus: events that take points.
        vetoes: events that bar.
        note: what the sheet remarks.
    """

    month: date
    unit: str
    group: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    bonus: tuple[Event, ...] = ()
    malus: tuple[Event, ...] = ()
    vetoes: tuple[Event, ...] = ()
    note: str = ""

    def value(self, name: str) -> Fraction | None:
        """Return a figure; ``None`` when it is not known."""
        fact = self.facts.get(name)
        return fact.value if fact else None

    def with_fact(self, name: str, value: Fraction | int, **more: object) -> UnitMonth:
        """Return the unit with another figure."""
        return replace(self, facts={**self.facts, name: Fact(Fraction(value), **more)})  # type: ignore[arg-type]


_MONTH = re.compile(r"(\d{4})\s*[年./\-]\s*(\d{1,2})(?:\s*月|[./\-]\d{1,2})?(?:\d{1,2}日)?")


def read_month(text: str) -> date:
    """Return the first day of a month written as 2024-11 or 2024年11月; raises ``ValueError``."""
    match = _MONTH.fullmatch(text.strip())
    if not match or not 1 <= int(match[2]) <= 12 or not int(match[1]):
        raise ValueError(f"“{text}”不是月份，请写成 2024-11")
    return date(int(match[1]), int(match[2]), 1)


def spelt(month: date) -> str:
    """Return a month as sheets have it: 2024-11."""
    return f"{month:%Y-%m}"


def named(month: date) -> str:
    """Return a month as prose has it: 2024年11月."""
    return f"{month.year}年{month.month}月"


def before(month: date, count: int = 1) -> date:
    """Return the first day of the month ``count`` months before."""
    index = month.year * 12 + month.month - 1 - count
    return date(index // 12, index % 12 + 1, 1)


def rounded(value: Fraction | Decimal, places: int = 2) -> Decimal:
    """Return a figure as it is printed: half a unit of the last place goes up."""
    unit = Decimal(1).scaleb(-places)
    if isinstance(value, Decimal):
        return value.quantize(unit, ROUND_HALF_UP)
    # Exact, whatever the denominator: no figure is halved twice.
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    found = Decimal(whole).scaleb(-places).quantize(unit)
    return -found if value < 0 and whole else found
