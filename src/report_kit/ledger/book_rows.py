"""Columns and rows of a register as they are edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from report_kit.ledger.cells import is_blank, plain
from report_kit.ledger.privacy import private_heading
from report_kit.ledger.schema import Column, RegisterForm, fold_heading


@dataclass(frozen=True)
class BookColumn:
    """A column of the sheet.

    Args:
        position: in the sheet, from 0.
        heading: as written in the file; the schema's where the file lacks the column.
        column: of the register's form; ``None`` for a column the form does not know.
        given: whether the file has it.
    """

    position: int
    heading: str
    column: Column | None
    given: bool = True

    @property
    def label(self) -> str:
        """The heading to show."""
        return self.column.label if self.column else self.heading


@dataclass
class Line:
    """A row as it is edited; ``raw`` is what the file holds, by position, empty for a new row."""

    id: str
    raw: tuple[object, ...] = ()
    origin: int = 0
    typed: dict[int, str] = field(default_factory=dict)

    def cell(self, position: int) -> object:
        """Return the cell as it stands: what was typed, else what the file holds."""
        if position in self.typed:
            return self.typed[position]
        return self.raw[position] if position < len(self.raw) else None

    def text(self, position: int) -> str:
        """Return the cell as text."""
        return plain(self.cell(position))


def blank(line: Line) -> bool:
    """Say whether nothing stands in a row."""
    return not any(line.typed.values()) and all(is_blank(raw) for raw in line.raw)


def columns_of(headings: Sequence[str], form: RegisterForm, width: int) -> Iterator[BookColumn]:
    """Yield the columns of a sheet that may be shown, then those of the form that it lacks."""
    seen: set[str] = set()
    for position, heading in enumerate(headings):
        column = form.by_heading.get(fold_heading(heading)) if heading else None
        if column and column.key in seen:
            column = None
        if column:
            seen.add(column.key)
        if heading and (column or not private_heading(heading)):
            yield BookColumn(position, heading, column)
    for position, column in enumerate((c for c in form.columns if c.key not in seen), width):
        yield BookColumn(position, column.label, column, given=False)
