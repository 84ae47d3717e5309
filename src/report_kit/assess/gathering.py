"""Put together what is known of every unit in every month, from sheets and registers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from report_kit.assess.counting import Counter
from report_kit.assess.known import FACTS
from report_kit.assess.month import Event, Fact, UnitMonth, before, read_month, spelt
from report_kit.assess.problems import Problem, read_problems
from report_kit.assess.scheme import Adjust, Scheme
from report_kit.assess.sources import Sources
from report_kit.assess.tables import Line
from report_kit.forms.checking.marks import nearest

_PARTS = re.compile(r"[;；、,，\n]+")
_COUNTED = re.compile(r"(?P<name>\D+?)\s*[×xX*]?\s*(?P<count>\d+)?\s*[次条件篇]?")
_SPOKEN_FOR = ("月份", "部门", "分组", "加分", "减分", "否决", "备注")


@dataclass(frozen=True)
class Material:
    """All units by month, the problems told, and what to be aware of.

    Args:
        months: the units of each month, in the order of the sheets.
        problems: of the lists of problems.
        notes: Chinese sentences: columns not used, figures that disagree, events the scheme does not know.
    """

    months: Mapping[date, tuple[UnitMonth, ...]]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Unit:
    name: str
    group: str
    facts: Mapping[str, Fact]
    matters: tuple[str, ...]


def gather(sources: Sources, scheme: Scheme) -> Material:
    """Return all that is known.

    Raises:
        DataError: ``RK-843``: a cell cannot be used, or a unit stands twice in a month.
    """
    notes: dict[str, None] = {}
    listed = [_listed(line, scheme) for table in sources.of("units") for line in table.lines]
    roster = {unit.name: unit for unit in listed}
    problems = read_problems(sources.of("problems"))
    matters = {unit.name: unit.matters for unit in roster.values() if unit.matters}
    counter = Counter(sources, scheme, problems, matters)
    sheet: dict[date, dict[str, tuple[UnitMonth, Line]]] = {}
    for table in sources.of("monthly"):
        notes |= dict.fromkeys(_unused(table.file, table.headings, scheme))
        for line in table.lines:
            one = _unit_month(line, scheme, notes)
            own = sheet.setdefault(one.month, {})
            if one.unit in own:
                first = own[one.unit][1].where()
                raise line.refuse("部门", f"{spelt(one.month)} 的“{one.unit}”在{first}已经有了")
            own[one.unit] = (one, line)
    months = sorted({*sheet, *counter.months} if roster or not sheet else {*sheet})
    if months and roster:
        months = list(_between(months[0], months[-1]))
    strangers = [name for name in counter.units if roster and name not in roster]
    if strangers:
        notes[f"台账里的责任部门不在单位清单里，没有参加考核：{'、'.join(strangers)}"] = None
    found: dict[date, tuple[UnitMonth, ...]] = {}
    for month in months:
        given = {name: one for name, (one, _) in sheet.get(month, {}).items()}
        names = dict.fromkeys([*roster, *given] if roster or given else counter.units)
        units = []
        for name in names:
            one = given.get(name) or UnitMonth(month, name)
            units.append(_merged(one, roster.get(name), counter, notes))
        found[month] = tuple(units)
    return Material(found, problems, tuple(notes))


def _merged(one: UnitMonth, unit: _Unit | None, counter: Counter, notes: dict[str, None]) -> UnitMonth:
    """Add the figures that were counted to those of the sheet, which win where they differ."""
    counted = counter.facts(one.unit, one.month)
    facts = {**(unit.facts if unit else {}), **counted}
    for name, fact in one.facts.items():
        other = counted.get(name)
        if other is None or other.value == fact.value:
            facts[name] = replace(fact, lacks=other.lacks if other else ())
            continue
        notes[
            f"{spelt(one.month)} {one.unit}“{name}”：{fact.where}写的是 {_plain(fact.value)}，"
            f"统计得 {_plain(other.value)}，按表里的计算"
        ] = None
        facts[name] = fact
    return replace(one, group=one.group or (unit.group if unit else ""), facts=facts)


def _plain(value: Fraction) -> str:
    return f"{float(value):g}" if value.denominator != 1 else str(value.numerator)


def _between(first: date, last: date) -> Iterator[date]:
    month = last
    found = []
    while month >= first:
        found.append(month)
        month = before(month)
    yield from reversed(found)


def _unused(file: str, headings: Sequence[str], scheme: Scheme) -> Iterator[str]:
    known = {*FACTS, *scheme.facts, *_SPOKEN_FOR, *scheme.bonus.items, *scheme.malus.items}
    for name in headings:
        if name not in known:
            near = nearest(name, known)
            yield f"{file}：没有用到“{name}”这一列" + (f"，是不是“{near}”？" if near else "")
        elif name in FACTS and name not in scheme.needed:
            yield f"{file}：方案的公式没有用到“{name}”这一列"


def _unit_month(line: Line, scheme: Scheme, notes: dict[str, None]) -> UnitMonth:
    try:
        month = read_month(line.text("月份"))
    except ValueError as error:
        raise line.refuse("月份", str(error)) from None
    if not line.text("部门"):
        raise line.refuse("部门", "没有写部门")
    vetoes = []
    for name in filter(None, map(str.strip, _PARTS.split(line.text("否决")))):
        if name in scheme.veto.items:
            vetoes.append(Event(name, where=line.where("否决")))
        elif name not in ("无", "否"):
            near = nearest(name, scheme.veto.items)
            meant = f"，是不是“{near}”？" if near else ""
            notes[f"{line.where('否决')}：方案的否决事项里没有“{name}”，没有计入{meant}"] = None
    return UnitMonth(
        month,
        line.text("部门"),
        _group(line, scheme),
        _figures(line, scheme),
        tuple(_events(line, "加分", scheme.bonus)),
        tuple(_events(line, "减分", scheme.malus)),
        tuple(vetoes),
        line.text("备注"),
    )


def _group(line: Line, scheme: Scheme) -> str:
    text = line.text("分组")
    if not text or not scheme.groups or text in scheme.groups:
        return text
    for key, group in scheme.groups.items():
        if group.label == text:
            return key
    raise line.refuse("分组", f"方案里没有“{text}”组，可写：{'、'.join(scheme.groups)}")


def _events(line: Line, column: str, adjust: Adjust) -> Iterator[Event]:
    """Yield the events of a column of points or of a list (县级采用2；被上级点名), and of own columns."""
    text = line.text(column)
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    if len(parts) == 1 and not _COUNTED.fullmatch(parts[0]):
        points = line.figure(column)
        if points:
            remark = line.text("备注")
            yield Event(remark if remark in adjust.items else column, points, line.where(column))
    else:
        for part in parts:
            match = _COUNTED.fullmatch(part)
            name = match["name"].strip() if match else part
            if match is None or name not in adjust.items:
                near = nearest(name, adjust.items)
                known = f"，是不是“{near}”？" if near else f"，可写分数，或：{'、'.join(adjust.items)}"
                raise line.refuse(column, f"方案里没有“{name}”这一项{known}")
            points = Fraction(adjust.items[name]) * int(match["count"] or 1)
            yield Event(name, points, line.where(column))
    for name, points_each in adjust.items.items():
        count = line.figure(name)
        if count:
            yield Event(name, Fraction(points_each) * count, line.where(name))


def _listed(line: Line, scheme: Scheme) -> _Unit:
    """Return a unit of the list of units."""
    matters = tuple(part.strip() for part in _PARTS.split(line.text("应公开事项")) if part.strip())
    return _Unit(line.text("部门"), _group(line, scheme), _figures(line, scheme), matters)


def _figures(line: Line, scheme: Scheme) -> dict[str, Fact]:
    values = ((name, line.figure(name)) for name in (*FACTS, *scheme.facts))
    return {name: Fact(value, line.where(name)) for name, value in values if value is not None}
