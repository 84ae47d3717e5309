"""What the rules of a register work on: its rows, the other registers, the calendar, the day of looking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from report_kit.ledger.fault import Fault, Level
from report_kit.ledger.register import Register, Row
from report_kit.ledger.workdays import UnknownYearError, Workdays

DOCUMENT_NUMBER = re.compile(r"[\u3400-\u9fff]{1,14}〔(\d{4})〕\d+号")
PUBLISH_WITHIN = 20
UNKNOWN_YEAR = "T01"


@dataclass(frozen=True)
class View:
    """One register under check.

    Args:
        register: the register.
        calendar: the working days.
        on: the day of looking.
        others: registers read together with it; references are looked up there.
    """

    register: Register
    calendar: Workdays
    on: date
    others: Sequence[Register] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the register."""
        return self.register.rows

    def fault(self, row: Row, rule: str, level: Level, key: str, message: str) -> Fault:
        """Return a fault of one cell, or of the row when ``key`` is empty."""
        return self.register.fault(row, rule, level, key, message)

    def repeated(self, rule: str, key: str, what: str) -> Iterator[Fault]:
        """Yield an error for each row whose ``key`` stood in an earlier row of any register of this kind."""
        first: dict[str, Row] = {}
        mine = {id(row) for row in self.rows}
        same = [r for r in (*self.others, self.register) if r.form.kind == self.register.form.kind]
        registers = {id(register): register for register in same}.values()
        for row in (row for register in registers for row in register.rows):
            value = str(row.cells.get(key, ""))
            if not value:
                continue
            if value in first and id(row) in mine:
                message = f"{what}“{value}”与{first[value].where}重复"
                yield self.fault(row, rule, "error", key, message)
            first.setdefault(value, row)

    def ids(self, kind: str) -> set[str] | None:
        """Return the ids in the registers of a kind; ``None`` when none was read."""
        found = [register for register in (*self.others, self.register) if register.form.kind == kind]
        return (
            {str(row.cells.get("id", "")) for register in found for row in register.rows} if found else None
        )

    def timed(self, row: Row, faults: Iterator[Fault]) -> Iterator[Fault]:
        """Pass the faults of time limits on; an unknown year becomes one error of the row."""
        try:
            yield from faults
        except UnknownYearError as error:
            yield self.fault(row, UNKNOWN_YEAR, "error", "", f"{error.what}；{error.remedy}")
