"""A register as a person edits it: its rows as they are written, changed a cell or a row at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from report_kit.document.limits import MAX_CONTAINER_BYTES, read_bytes
from report_kit.ledger.book_file import NewCell, NewRow, render
from report_kit.ledger.book_rows import BookColumn, Line, blank, columns_of
from report_kit.ledger.cells import is_blank, plain
from report_kit.ledger.fault import Fault
from report_kit.ledger.files import sheets_in
from report_kit.ledger.headings import find_headings
from report_kit.ledger.kept import BookChangedError as BookChangedError
from report_kit.ledger.kept import Keeper
from report_kit.ledger.lines import Matter
from report_kit.ledger.marks import Area, Marks, letters
from report_kit.ledger.reading import read_sheet
from report_kit.ledger.register import Register
from report_kit.ledger.saving import Saving
from report_kit.ledger.storable import refuse_unstorable
from report_kit.ledger.which_sheet import no_register

PRIVATE = frozenset({"P00", "P01", "P02", "P03", "P04"})
"""Rules whose cells are refused: what stands there is neither read, nor shown, nor written."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


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
        self.columns = tuple(columns_of(self._headings, self.form, width))
        numbers = range(self.heading_row + 1, max(known, default=self.heading_row) + 1)
        self.lines = [Line(f"r{number}", known.get(number, ()), number) for number in numbers]
        self.opened = {line.origin: line.raw for line in self.lines}
        self._in_file = len(self.lines)
        self._saving = False
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
        # While a save is under way the file holds something else in a moment.
        if text != line.text(position) or self._saving:
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
        self._note_passed(register)
        return replace(register, sheet=self.title if self._one_of_sheets else "")

    def _note_passed(self, register: Register) -> None:
        self._passed = {
            self.lines[number - self.heading_row - 1].id: matter for number, matter in register.passed.items()
        }

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
        refused = self.refused_cells()
        kept = [line.origin for line in self.lines if line.origin or not blank(line)]
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
            InputError: ``RK-806`` the workbook holds what would be lost, ``RK-808`` it can not be written,
                or is open elsewhere, ``RK-809`` a cell can not be stored.
        """
        saving = self.begin(over=over)
        try:
            saving.write()
        except BaseException:
            self.give_up()
            raise
        return self.end(saving)

    def begin(self, *, over: bool = False) -> Saving[Book]:
        """Return a save of the rows as they stand: to be written, in any thread, and handed to ``end``.

        Until then the book may be edited, but not saved otherwise. Arguments and errors as for ``save``.
        """
        refused = self.refused_cells()
        rows = self._rows(refused) if over or self.changed else None
        self._saving = True
        return Saving(
            self.path,
            self._keeper,
            None if over else self._data,
            None if rows is None else partial(self._rendering(), rows=rows),
            self._read_back,
            tuple(self.lines),
            tuple(dict(line.typed) for line in self.lines),
            frozenset(refused),
        )

    def end(self, saving: Saving[Book]) -> int:
        """Take what was written for what the file holds; return how many cells were refused.

        Edits made since ``begin`` stay, to be saved next.
        """
        self._saving = False
        again = saving.again
        if again is not None:
            self._read = None
            for index, (line, typed) in enumerate(zip(saving.lines, saving.typed, strict=True)):
                there = index < len(again.lines)
                line.raw = again.lines[index].raw if there else ()
                line.origin = again.lines[index].origin if there else 0
                line.typed = {
                    at: text
                    for at, text in line.typed.items()
                    if (line.id, at) in saving.refused
                    or (typed.get(at) != text and text != plain(line.raw[at] if at < len(line.raw) else None))
                }
            self.columns, self._headings = again.columns, again._headings
            self._sheet, self._found = again._sheet, again._found
            self._data, self._in_file, self.opened = again._data, again._in_file, again.opened
            self._take_over(again)
        return len(saving.refused)

    def _read_back(self, data: bytes) -> Book:
        """Return a book of what is to be written, its register read: the page must not wait for that."""
        again = Book(self.path, self._keeper, self.title, data)
        again.register()
        return again

    def _take_over(self, again: Book) -> None:
        """Take the register of a book of the same rows, unless somebody went on typing."""
        rows = self.lines[: len(again.lines)]
        rest = self.lines[len(again.lines) :]
        if any(line.typed for line in self.lines) or not all(map(blank, rest)):
            return
        if [line.origin for line in rows] != [line.origin for line in again.lines]:
            return
        self._read = again.register()
        self._note_passed(self._read)

    def give_up(self) -> None:
        """Forget a save that failed; the rows stand as they are, and are still to be saved."""
        self._saving = False

    def again(self) -> Book:
        """Return the register as its file holds it now."""
        return Book(self.path, self._keeper, self.title)

    def keep_mine(self) -> Path:
        """Keep the rows as they stand beside the earlier versions, and return that file."""
        rows = self._rows(self.refused_cells())
        return self._keeper.keep(self.path, self._rendering()(rows=rows))

    def _rendering(self) -> Callable[..., bytes]:
        """Return what makes the file of rows; nothing in it changes with the book."""
        added = {item.position: item.heading for item in self._added()}
        return partial(render, self.path, self._data, self.title, self.heading_row, added)

    def _rows(self, refused: set[tuple[str, int]]) -> list[NewRow]:
        """Return the rows to write; raises ``RK-809``."""
        known = {item.position: item for item in self.columns}
        added = self._added()
        width = max(
            [len(self._headings), *(at.position + 1 for at in added), *(len(line.raw) for line in self.lines)]
        )
        workbook = self.path.suffix.lower() != ".csv"
        rows = []
        for number, line in enumerate(self.lines, self.heading_row + 1):
            cells = []
            for position in range(width):
                typed = position in line.typed and (line.id, position) not in refused
                raw = line.raw[position] if position < len(line.raw) else None
                value = line.typed[position] if typed else raw
                item = known.get(position)
                if isinstance(value, str) and (typed or workbook):
                    refuse_unstorable(value, self.path, number, item.label if item else letters(position + 1))
                cells.append(NewCell(value, item.column if item else None, typed))
            rows.append(NewRow(line.origin, tuple(cells), self.is_sum(line)))
        return rows

    def refused_cells(self) -> set[tuple[str, int]]:
        """Return the typed cells (row id, position) that hold what a register must not hold."""
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
            elif not (line.origin and blank(line)):
                break
        if end < len(self.lines):
            while end and self.lines[end - 1].origin and blank(self.lines[end - 1]):
                end -= 1
        return end
