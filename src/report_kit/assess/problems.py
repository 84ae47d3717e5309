"""The list of problems told in a month, and what became of them (回头看)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from report_kit.assess.month import read_month
from report_kit.assess.tables import Line, Table
from report_kit.ledger.cells import read_day


@dataclass(frozen=True)
class Problem:
    """A problem a unit was told of.

    Args:
        month: of which assessment, its first day.
        unit: whose it is.
        id: number of the piece concerned.
        item: code of the indicator.
        text: what is wrong.
        points: taken for it; ``None`` when not told.
        due: until when it is to be mended.
        done: when it was.
        where: file and row.
    """

    month: date
    unit: str
    id: str
    item: str
    text: str
    points: Fraction | None
    due: date | None
    done: date | None
    where: str

    @property
    def in_time(self) -> bool:
        """Whether it was mended, and in time where there is a limit."""
        return self.done is not None and (self.due is None or self.done <= self.due)

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.done is None:
            return "没有整改"
        return "已整改" if self.in_time else "逾期整改"


def read_problems(tables: Sequence[Table]) -> tuple[Problem, ...]:
    """Return the problems of the lists; raises ``DataError`` ``RK-843``."""
    return tuple(problem for table in tables for problem in _problems(table))


def _problems(table: Table) -> Iterator[Problem]:
    for line in table.lines:
        try:
            month = read_month(line.text("月份"))
        except ValueError as error:
            raise line.refuse("月份", str(error)) from None
        yield Problem(
            month,
            line.text("部门"),
            line.text("编号"),
            line.text("指标"),
            line.text("问题"),
            line.figure("扣分"),
            _day(line, "整改期限"),
            _day(line, "整改日期"),
            line.where(),
        )


def _day(line: Line, name: str) -> date | None:
    if not line.text(name):
        return None
    try:
        return read_day(line.text(name))
    except ValueError as error:
        raise line.refuse(name, str(error)) from None
