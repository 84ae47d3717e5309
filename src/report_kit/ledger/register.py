"""A register as read: its rows by column key, and every fault found on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from report_kit.ledger.cells import Cell
from report_kit.ledger.fault import Fault, Level
from report_kit.ledger.lines import Matter
from report_kit.ledger.schema import RegisterForm


@dataclass(frozen=True)
class Row:
    """One row: its place, the cells that could be read, and the keys of those that could not."""

    file: str
    number: int
    cells: Mapping[str, Cell]
    unreadable: frozenset[str] = frozenset()

    def text(self, key: str) -> str:
        """Return a text cell, empty when it is blank."""
        value = self.cells.get(key)
        return value if isinstance(value, str) else ""

    def day(self, key: str) -> date | None:
        """Return a date cell (the first day, for a month)."""
        value = self.cells.get(key)
        return value if isinstance(value, date) else None

    def count(self, key: str) -> int | None:
        """Return a count."""
        value = self.cells.get(key)
        return value if isinstance(value, int) else None

    def amount(self, key: str) -> Decimal:
        """Return an amount, 0 when it is blank."""
        value = self.cells.get(key)
        return value if isinstance(value, Decimal) else Decimal(0)

    def parts(self, key: str) -> tuple[str, ...]:
        """Return the parts of a list."""
        value = self.cells.get(key)
        return value if isinstance(value, tuple) else ()

    def filled(self, key: str) -> bool:
        """Say whether anything stands in the cell, readable or not."""
        return key in self.cells or key in self.unreadable

    @property
    def where(self) -> str:
        """The row in words."""
        return f"{self.file} 第 {self.number} 行"


@dataclass(frozen=True)
class Register:
    """The rows of one register file, in the order of the sheet.

    Args:
        form: which register it is.
        file: the name of its file, with the sheet where a workbook has several registers.
        rows: its rows.
        faults: found on reading.
        passed: numbers of the lines that are no rows, each with what it is.
        sheet: the sheet that was chosen where the workbook has others that are shown; else empty.
    """

    form: RegisterForm
    file: str
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...] = field(default=())
    passed: Mapping[int, Matter] = field(default_factory=dict)
    sheet: str = ""

    def fault(self, row: Row, rule: str, level: Level, key: str, message: str) -> Fault:
        """Return a fault of the cell ``key`` in ``row`` (of the whole row when ``key`` is empty)."""
        column = self.form.by_key[key].label if key else ""
        return Fault(rule, level, row.file, row.number, column, message)
