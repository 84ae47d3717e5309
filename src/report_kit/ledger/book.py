"""A register as a person edits it: its rows as they are written, changed a cell or a row at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from report_kit.document.limits import MAX_CONTAINER_BYTES, read_bytes
from report_kit.errors import InputError
from report_kit.ledger.book_file import NewCell, NewRow, render
from report_kit.ledger.cells import is_blank, plain
from report_kit.ledger.fault import Fault
from report_kit.ledger.files import sheets_in
from report_kit.ledger.headings import find_headings
from report_kit.ledger.kept import Keeper
from report_kit.ledger.lines import Matter
from report_kit.ledger.marks import Area, Marks
from report_kit.ledger.privacy import private_heading
from report_kit.ledger.reading import read_sheet
from report_kit.ledger.register import Register
from report_kit.ledger.schema import Column, RegisterForm, fold_heading
from report_kit.ledger.which_sheet import no_register

PRIVATE = frozenset({"P00", "P01", "P02", "P03", "P04"})
"""Rules whose cells are refused: what stands there is neither read, nor shown, nor written."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class BookChangedError(InputError):
    """The file is no longer what the book was opened from (``RK-807``); nothing was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "RK-807",
            "这本台账在别处改动过（Excel、WPS 或同事），没有保存",
            where=str(path),
            remedy="选“读入别处改的”或“用这里的”；没有选用的那一份留在“以前的版本”里",
        )


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


class Book:
    """One register of a file.

    Rows have ids that last as long as the object; the file is written by ``save`` only.

    Args:
        path: the file.
        keeper: keeps what a save replaces.
        data: its content; read when omitted.
        title: of the sheet, where the workbook has several registers.

    Raises:
        InputError: as ``read_registers``.
    """

    def __init__(self, path: Path, keeper: Keeper, title: str = "", data: bytes | None = None) -> None:
        self.path, self._keeper = path, keeper
        data = read_bytes(path, MAX_CONTAINER_BYTES) if data is None else data
        sheets = sheets_in(data, path)
        found = [(sheet, match) for sheet in sheets if not sheet.hidden and (match := find_headings(sheet))]
        wanted = [item for item in found if not title or item[0].title == title]
        if not wanted:
            raise no_register(path, sheets)
        self._sheet, self._found = wanted[0]
        self.form, self.title = self._found.form, self._sheet.title
        self.name = f"{path.name}〔{self.title}〕" if len(found) > 1 else path.name
        self._one_of_sheets = sum(not sheet.hidden for sheet in sheets) > 1
        self._data = data
        self.heading_row = self._sheet.lines[self._found.last][0]
        self._headings = list(self._found.texts)
        known = dict(self._sheet.lines[self._found.last + 1 :])
        width = max([len(self._headings), *(len(cells) for cells in known.values())])
        self.columns = tuple(_columns(self._headings, self.form, width))
        numbers = range(self.heading_row + 1, max(known, default=self.heading_row) + 1)
        self.lines = [Line(f"r{number}", known.get(number, ()), number) for number in numbers]
        self._in_file = len(self.lines)
        self._read: Register | None = None
        self._passed: dict[str, Matter] | None = None

    def hidden(self, faults: Sequence[Fault]) -> dict[str, list[int]]:
        """Return the cells of the file that hold what a register must not hold, by row id: never shown."""
        found: dict[str, list[int]] = {}
        lines = {line.id: line for line in self.lines}
        for fault in faults:
            row_id, position = self.place(fault)
            if fault.rule not in PRIVATE or row_id is None or position is None:
                continue
            if position not in lines[row_id].typed:
                found.setdefault(row_id, []).append(position)
        return found

    def id_at(self, number: int) -> str | None:
        """Return the id of the row that stands at a number of the sheet."""
        index = number - self.heading_row - 1
        return self.lines[index].id if 0 <= index < len(self.lines) else None

    def put(self, row_id: str, position: int, text: str) -> None:
        """Type a cell; what the file holds already is no change."""
        self._read = None
        line = self.lines[self._index(row_id)]
        text = _CONTROL.sub("", text).strip()
        line.typed.pop(position, None)
        if text != line.text(position):
            line.typed[position] = text

    def add(self, row_id: str, before: str | None = None, texts: Mapping[int, str] | None = None) -> None:
        """Add a row before another one; at the end, but above a line of totals, when none is named."""
        self._read = None
        index = self._index(before) if before is not None else self._end()
        self.lines.insert(index, Line(row_id))
        for position, text in (texts or {}).items():
            self.put(row_id, position, text)

    def remove(self, row_id: str) -> None:
        """Take a row away."""
        self._read = None
        del self.lines[self._index(row_id)]

    def has(self, row_id: str) -> bool:
        """Say whether there is such a row."""
        return any(line.id == row_id for line in self.lines)

    def is_sum(self, line: Line) -> bool:
        """Say whether a row is a line of totals, which the sums pass over."""
        self.register()
        return self._passed is not None and self._passed.get(line.id) == "sum"

    def register(self) -> Register:
        """Return the register as it stands, with the faults found on reading."""
        if self._read is None:
            self._read = self._as_read()
        return self._read

    def _as_read(self) -> Register:
        headings = [*self._headings]
        for item in self._added():
            headings += [""] * (item.position + 1 - len(headings))
            headings[item.position] = item.heading
        lines = [*self._sheet.lines[: self._found.last + 1]]
        for number, line in enumerate(self.lines, self.heading_row + 1):
            cells = tuple(line.cell(position) for position in range(len(headings)))
            if any(not is_blank(cell) for cell in cells):
                lines.append((number, cells))
        sheet = replace(self._sheet, lines=tuple(lines), marks=self._marks())
        register = read_sheet(self.name, sheet, replace(self._found, texts=tuple(headings)))
        self._passed = {
            self.lines[number - self.heading_row - 1].id: matter for number, matter in register.passed.items()
        }
        return replace(register, sheet=self.title if self._one_of_sheets else "")

    def _marks(self) -> Marks:
        """Return the marks of the sheet where its rows stand now."""
        marks = self._sheet.marks
        now = {
            line.origin: number for number, line in enumerate(self.lines, self.heading_row + 1) if line.origin
        }
        if all(origin == number for origin, number in now.items()) and len(now) == self._in_file:
            return marks
        areas = []
        for area in marks.merged:
            first, last = (now.get(row, row) for row in (area.first_row, area.last_row))
            if last - first == area.last_row - area.first_row:
                areas.append(Area(first, area.first_column, last, area.last_column))
        hidden = frozenset(now[row] for row in marks.hidden_rows if row in now)
        return replace(marks, merged=tuple(areas), hidden_rows=hidden)

    def place(self, fault: Fault) -> tuple[str | None, int | None]:
        """Return the row id and the position a fault is about; ``None`` for no row, or the whole one."""
        # Of two columns with one heading the first is meant.
        names = {item.label: item.position for item in reversed(self.columns)}
        return self.id_at(fault.row), names.get(fault.column)

    @property
    def changed(self) -> bool:
        """Whether the rows are not those of the file; refused cells and empty new rows do not count."""
        refused = self._refused_cells()
        kept = [line.origin for line in self.lines if line.origin or not _blank(line)]
        if kept != list(range(self.heading_row + 1, self.heading_row + 1 + self._in_file)):
            return True
        return any((line.id, position) not in refused for line in self.lines for position in line.typed)

    def save(self, *, over: bool = False) -> int:
        """Write the rows into the file; return how many cells were refused and not written.

        What the file held before is kept (see ``Keeper``); all in it but the rows stays as it is.

        Args:
            over: write even though the file was changed elsewhere: all of it is then as it was opened here.

        Raises:
            BookChangedError: ``RK-807``: the file is not what it was when the book was opened or saved.
            InputError: ``RK-806`` the workbook holds what would be lost, ``RK-808`` it can not be written.
        """
        if not over and read_bytes(self.path, MAX_CONTAINER_BYTES) != self._data:
            raise BookChangedError(self.path)
        refused = self._refused_cells()
        if over or self.changed:
            written = self._rendered()
            self._keeper.replace(self.path, written)
            self._written(written, refused)
        return len(refused)

    def keep_mine(self) -> Path:
        """Keep the rows as they stand beside the earlier versions, and return that file."""
        return self._keeper.keep(self.path, self._rendered())

    def _rendered(self) -> bytes:
        refused = self._refused_cells()
        known = {item.position: item.column for item in self.columns}
        added = {item.position: item.heading for item in self._added()}
        width = max([len(self._headings), *(at + 1 for at in added), *(len(line.raw) for line in self.lines)])
        rows = []
        for line in self.lines:
            cells = []
            for position in range(width):
                typed = position in line.typed and (line.id, position) not in refused
                raw = line.raw[position] if position < len(line.raw) else None
                value = line.typed[position] if typed else raw
                cells.append(NewCell(value, known.get(position), typed))
            rows.append(NewRow(line.origin, tuple(cells), self.is_sum(line)))
        return render(self.path, self._data, self.title, self.heading_row, added, rows)

    def _written(self, data: bytes, refused: set[tuple[str, int]]) -> None:
        """Take the rows of the file just written for those it holds: they are read back, not believed."""
        again = Book(self.path, self._keeper, self.title, data)
        self._read = None
        for index, line in enumerate(self.lines):
            there = index < len(again.lines)
            line.raw = again.lines[index].raw if there else ()
            line.origin = again.lines[index].origin if there else 0
            line.typed = {at: text for at, text in line.typed.items() if (line.id, at) in refused}
        self.columns, self._headings = again.columns, again._headings
        self._sheet, self._found = again._sheet, again._found
        self._data, self._in_file = data, again._in_file

    def _refused_cells(self) -> set[tuple[str, int]]:
        """Return the typed cells that hold what a register must not hold."""
        faults = [fault for fault in self.register().faults if fault.rule in PRIVATE]
        placed = {self.place(fault) for fault in faults}
        return {(line.id, at) for line in self.lines for at in line.typed if (line.id, at) in placed}

    def _added(self) -> list[BookColumn]:
        """Return the columns to add to the file: all it lacks, once somebody has written into one of them.

        All, so that none of them comes to stand elsewhere.
        """
        missing = [item for item in self.columns if not item.given]
        written = any(line.text(item.position) for item in missing for line in self.lines)
        return missing if written else []

    def _index(self, row_id: str) -> int:
        return next(index for index, line in enumerate(self.lines) if line.id == row_id)

    def _end(self) -> int:
        """Return where a new row belongs: below the last one, above the totals and what stands below them."""
        if self._passed is None:
            self.register()
        # As on the last reading: a hundred rows pasted are not to be a hundred readings.
        passed = self._passed or {}
        end = len(self.lines)
        for index in range(end - 1, -1, -1):
            line = self.lines[index]
            if passed.get(line.id) in ("sum", "footer"):
                end = index
            elif not (line.origin and _blank(line)):
                break
        if end < len(self.lines):
            while end and self.lines[end - 1].origin and _blank(self.lines[end - 1]):
                end -= 1
        return end


def _blank(line: Line) -> bool:
    return not any(line.typed.values()) and all(is_blank(raw) for raw in line.raw)


def _columns(headings: Sequence[str], form: RegisterForm, width: int) -> Iterator[BookColumn]:
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
