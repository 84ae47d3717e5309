"""Counting with a memory: each cell knows the register rows it was summed from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from report_kit.forms.form import Table
from report_kit.forms.values import Value, check_value
from report_kit.ledger.fault import Fault
from report_kit.ledger.register import Row
from report_kit.ledger.schema import load_schema

Address = tuple[str, str, str]
"""Table id, row id, column id."""

NOT_COUNTED = "N01"


@dataclass
class Tally:
    """The sums of one table of the counting form under way.

    ``values`` begin blank; ``open`` sets rows to 0, so that a row no register speaks of stays blank.
    """

    table: str
    values: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    sources: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def spec(self) -> Table:
        """The table, as the form counted in has it."""
        return load_schema().counting.spec.table(self.table)

    def open(self, rows: Iterable[str] = ()) -> None:
        """Set the cells of ``rows``, of all rows when none is named, to 0."""
        wanted = set(rows)
        for row, column in self.spec.addresses:
            if not wanted or row in wanted:
                self.values.setdefault((row, column), Decimal(0))

    def add(self, row: str, column: str, source: Row, amount: int | Decimal = 1) -> None:
        """Add a register row to a cell."""
        self.values[row, column] = self.values.get((row, column), Decimal(0)) + amount
        self.sources.setdefault((row, column), []).append(source)

    def leave_out(self, source: Row, why: str) -> None:
        """Note that a row could not be counted."""
        message = f"这一行没有计入{self.spec.called}：{why}"
        self.faults.append(Fault(NOT_COUNTED, "error", source.file, source.number, "", message))

    def cells(self) -> dict[str, dict[str, Value]]:
        """Return the figures as a report holds them, by row id and column id; blank where not opened."""
        table = self.spec
        cells: dict[str, dict[str, Value]] = {}
        for row, column in table.addresses:
            value = self.values.get((row, column))
            cells.setdefault(row, {})[column] = check_value(value, table.cell_type(row, column))
        return cells
