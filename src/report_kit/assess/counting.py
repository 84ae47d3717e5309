"""Figures of a unit in a month counted from registers, the sheet of columns and the list of problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from report_kit.assess.month import Fact, Lack, named, read_month
from report_kit.assess.problems import Problem
from report_kit.assess.scheme import Scheme
from report_kit.assess.sources import Sources
from report_kit.assess.tables import Line
from report_kit.ledger.checking import check_registers
from report_kit.ledger.deadlines import clock
from report_kit.ledger.register import Row

_NEWS = "动态要闻"
_YES = frozenset({"是", "达标", "√", "合格", "1"})


@dataclass(frozen=True)
class Counter:
    """Counts for any unit and month.

    Args:
        sources: what was read.
        scheme: how to count.
        problems: the problems told earlier.
        matters: by unit, what it has to publish.
    """

    sources: Sources
    scheme: Scheme
    problems: Sequence[Problem]
    matters: Mapping[str, tuple[str, ...]]

    def facts(self, unit: str, month: date) -> dict[str, Fact]:
        """Return the figures that can be counted; those whose register is not there are left out."""
        found: dict[str, Fact] = {}
        if self._published is not None:
            found |= self._disclosure(unit, month)
        if self._requests is not None:
            found |= self._replies(unit, month)
        found |= self._columns(unit, month)
        found |= self._mended(unit, month)
        return found

    @cached_property
    def _published(self) -> list[tuple[Row, Fraction]] | None:
        """The rows that count, each with how much."""
        register = self.sources.rows("zdgk")
        if register is None:
            return None
        rules, seen, found = self.scheme.count_rules, set(), []
        for row in register.rows:
            key = (row.text("title"), row.day("pub_on"))
            if row.text("counted") != "是" or row.day("pub_on") is None:
                continue
            if rules.duplicate_title == "ignore" and key in seen:
                continue
            seen.add(key)
            found.append((row, Fraction(rules.repost_weight if row.text("origin") == "转载" else 1)))
        return found

    @cached_property
    def _requests(self) -> tuple[Row, ...] | None:
        register = self.sources.rows("ysq")
        return register.rows if register else None

    @cached_property
    def _errors(self) -> dict[tuple[str, int], list[str]]:
        """What is wrong in the registers, by file and row."""
        found: dict[tuple[str, int], list[str]] = {}
        for fault in check_registers(self.sources.registers, self.sources.calendar):
            if fault.level == "error" and fault.row:
                found.setdefault((fault.file, fault.row), []).append(f"[{fault.rule}] {fault.message}")
        return found

    @cached_property
    def units(self) -> dict[str, None]:
        """The units the registers name, in their order."""
        rows = [row for row, _ in self._published or ()]
        return dict.fromkeys(row.text("unit") for row in rows if row.text("unit"))

    @cached_property
    def months(self) -> set[date]:
        """The months of what was published."""
        days = (row.day("pub_on") for row, _ in self._published or ())
        return {day.replace(day=1) for day in days if day}

    def _disclosure(self, unit: str, month: date) -> dict[str, Fact]:
        own = [(row, weight) for row, weight in self._published or () if row.text("unit") == unit]
        rows = [(row, weight) for row, weight in own if _in(row.day("pub_on"), month)]
        rules = self.scheme.count_rules
        counted = sum((weight for _, weight in rows), Fraction(0))
        late = [(row, weight, why) for row, weight in rows if (why := self._late(row))]
        shared = [row for row, _ in rows if row.text("ctype") in rules.sync_types]
        apart = [row for row in shared if not set(rules.sync_channels) <= set(row.parts("channels"))]
        register = self.sources.rows("zdgk")
        required = [column for column in register.form.columns if column.required] if register else []
        blank = [(row, c) for row, _ in rows for c in required if not row.filled(c.key)]
        found = {
            "计入条数": Fact(counted, _told(rows)),
            "按期条数": Fact(
                counted - sum((weight for _, weight, _ in late), Fraction(0)),
                lacks=tuple(_lack(row, why, weight) for row, weight, why in late),
            ),
            "应同步条数": Fact(Fraction(len(shared))),
            "已同步条数": Fact(
                Fraction(len(shared) - len(apart)),
                lacks=tuple(_lack(row, "没有同步到" + "、".join(rules.sync_channels)) for row in apart),
            ),
            "应填必填要素": Fact(Fraction(len(required) * len(rows))),
            "已填必填要素": Fact(
                Fraction(len(required) * len(rows) - len(blank)),
                lacks=tuple(_lack(row, f"缺“{column.label}”") for row, column in blank),
            ),
            "字数": Fact(Fraction(sum(row.count("chars") or 0 for row, _ in rows))),
            "未关闭E级": self._open(row for row, _ in rows),
        }
        for name, key in (("一般差错", "e1"), ("严重差错", "e2")):
            found[name] = self._mistakes(name, key, [row for row, _ in rows])
        if self.matters:
            found |= self._covered(unit, month, [row for row, _ in own])
        return found

    def _late(self, row: Row) -> str:
        """Say how late a piece was published; empty when it was in time or nothing tells."""
        made, published = row.day("made_on"), row.day("pub_on")
        if made is None or published is None or published <= made:
            return ""
        news = row.text("ctype") == _NEWS
        days = self.scheme.limit("news_days", 2) if news else self.scheme.limit("statutory_publish_days", 20)
        last = self.sources.calendar.after(made, days)
        return f"应在 {last} 前公开，实际 {published}" if published > last else ""

    def _mistakes(self, name: str, key: str, rows: Sequence[Row]) -> Fact:
        weight = Fraction(self.scheme.error_weight.get(name, Decimal(1)))
        lacks = [
            _lack(row, f"{name} {count} 处", weight * count) for row in rows if (count := row.count(key) or 0)
        ]
        return Fact(Fraction(sum(row.count(key) or 0 for row in rows)), lacks=tuple(lacks))

    def _open(self, rows: Iterator[Row]) -> Fact:
        lacks = [_lack(row, told) for row in rows for told in self._errors.get((row.file, row.number), ())]
        return Fact(Fraction(len(lacks)), lacks=tuple(lacks))

    def _covered(self, unit: str, month: date, own: Sequence[Row]) -> dict[str, Fact]:
        """Count the matters to be published of which something is there, this year up to the month."""
        there = [row for row in own if _up_to(row.day("pub_on"), month)]
        wanted = self.matters.get(unit, ())
        known = {row.text(key) for row in there for key in ("column", "legal", "ctype")}
        known |= {part for row in there for part in row.text("column").replace("／", "/").split("/")}
        absent = [matter for matter in wanted if matter not in known]
        lacks = tuple(Lack("", "单位清单", f"{named(month)}底还没有公开“{matter}”") for matter in absent)
        return {
            "应公开事项数": Fact(Fraction(len(wanted)), "单位清单"),
            "已公开事项数": Fact(Fraction(len(wanted) - len(absent)), lacks=lacks),
        }

    def _replies(self, unit: str, month: date) -> dict[str, Fact]:
        """Count the requests to be answered this month: by an answer in time, else by the limit."""
        due, lacks = 0, []
        for row in self._requests or ():
            if row.text("unit") != unit:
                continue
            limit = clock(row, self.sources.calendar, _end(month))
            if limit is None:
                continue
            reply = row.day("reply_on")
            in_time = reply is not None and reply <= limit.last
            if not _in(reply if in_time else limit.last, month):
                continue
            due += 1
            if not in_time:
                done = f"实际 {reply} 答复" if reply else "还没有答复"
                lacks.append(_lack(row, f"应在 {limit.last} 前答复，{done}"))
        return {
            "应办结件": Fact(Fraction(due), "依申请公开台账"),
            "按期办结件": Fact(Fraction(due - len(lacks)), "依申请公开台账", tuple(lacks)),
        }

    def _columns(self, unit: str, month: date) -> dict[str, Fact]:
        told = [line for line in self._column_lines if _is(line, month)]
        if not told:
            return {}
        lines = [line for line in told if line.text("部门") == unit]
        bad = [line for line in lines if line.text("达标") not in _YES]
        lacks = tuple(
            Lack("", line.where(), f"栏目“{line.text('栏目')}”没有达标{_colon(line.text('说明'))}")
            for line in bad
        )
        return {
            "责任栏目数": Fact(Fraction(len(lines)), told[0].file),
            "达标栏目数": Fact(Fraction(len(lines) - len(bad)), told[0].file, lacks),
        }

    @cached_property
    def _column_lines(self) -> list[Line]:
        return [line for table in self.sources.of("columns") for line in table.lines]

    def _mended(self, unit: str, month: date) -> dict[str, Fact]:
        if not self.problems:
            return {}
        due = [one for one in self.problems if one.unit == unit and _in(one.due, month)]
        late = [one for one in due if not one.in_time]
        lacks = tuple(Lack(one.id, one.where, f"{one.state}：{one.text}") for one in late)
        return {
            "应整改数": Fact(Fraction(len(due)), "问题清单"),
            "按时整改数": Fact(Fraction(len(due) - len(late)), "问题清单", lacks),
        }


def _lack(row: Row, problem: str, share: Fraction = Fraction(1)) -> Lack:
    return Lack(row.text("id"), row.where, problem, share)


def _told(rows: Sequence[tuple[Row, Fraction]]) -> str:
    return "、".join(dict.fromkeys(row.file for row, _ in rows))


def _colon(text: str) -> str:
    return f"：{text}" if text else ""


def _in(day: date | None, month: date) -> bool:
    return day is not None and (day.year, day.month) == (month.year, month.month)


def _end(month: date) -> date:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return following - timedelta(1)


def _up_to(day: date | None, month: date) -> bool:
    return day is not None and day.year == month.year and day.month <= month.month


def _is(line: Line, month: date) -> bool:
    try:
        return read_month(line.text("月份")) == month
    except ValueError as error:
        raise line.refuse("月份", str(error)) from None
