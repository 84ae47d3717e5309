"""Read what an assessment is made of: sheets of its own, and the registers of the office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from report_kit.assess.tables import Kind, Table, find_table, no_table
from report_kit.ledger.files import Sheet, read_sheets
from report_kit.ledger.folder import files_in
from report_kit.ledger.headings import Headings, find_headings, known
from report_kit.ledger.reading import read_sheet
from report_kit.ledger.register import Register
from report_kit.ledger.workdays import HOLIDAYS_FILE, Workdays


@dataclass(frozen=True)
class Sources:
    """What was read.

    Args:
        tables: sheets of an assessment.
        registers: registers of the office.
        calendar: the working days.
        passed: files of the folders that are neither.
    """

    tables: tuple[Table, ...]
    registers: tuple[Register, ...] = ()
    calendar: Workdays = field(default_factory=Workdays)
    passed: tuple[str, ...] = ()

    def of(self, kind: Kind) -> list[Table]:
        """Return the sheets of a kind."""
        return [table for table in self.tables if table.kind == kind]

    def rows(self, kind: str) -> Register | None:
        """Return the registers of a kind as one; ``None`` when none was read."""
        found = [register for register in self.registers if register.form.kind == kind]
        if not found:
            return None
        rows = tuple(row for register in found for row in register.rows)
        return Register(found[0].form, found[0].file, rows)


def read_sources(paths: Iterable[str | Path], holidays: str | Path | None = None) -> Sources:
    """Read files, and all tables of a folder.

    Args:
        paths: files (.xlsx, .csv) and folders.
        holidays: a file of holidays; when omitted, the ``放假表.csv`` beside the others.

    Raises:
        InputError: a file cannot be read.
        DataError: ``RK-842`` a file is neither a sheet of an assessment nor a register, or a folder holds
            none;
            ``RK-843``: a cell cannot be used; ``RK-805``: a row of the holidays.
    """
    places = [Path(path) for path in paths]
    tables: list[Table] = []
    registers: list[Register] = []
    passed: list[str] = []
    for place in places:
        before = len(tables) + len(registers)
        for file in files_in(place) if place.is_dir() else [place]:
            if file.name == HOLIDAYS_FILE:
                continue
            before_file = len(tables) + len(registers)
            for sheet in read_sheets(file):
                if sheet.hidden:
                    continue
                headings = _register(sheet)
                if headings:
                    registers.append(read_sheet(_called(sheet), sheet, headings))
                elif table := find_table(sheet):
                    tables.append(table)
            if before_file == len(tables) + len(registers):
                if not place.is_dir():
                    raise no_table(file)
                passed.append(file.name)
        if before == len(tables) + len(registers):
            raise no_table(place)
    return Sources(tuple(tables), tuple(registers), _calendar(places, holidays), tuple(passed))


def _register(sheet: Sheet) -> Headings | None:
    """Return the headings of a register; a sheet of an assessment may share some of them."""
    found = find_headings(sheet)
    if found is None:
        return None
    required = {column.key for column in found.form.columns if column.required}
    there = known(found.form, found.texts) & required
    return found if 2 * len(there) >= len(required) else None


def _called(sheet: Sheet) -> str:
    return f"{sheet.file}〔{sheet.title}〕" if sheet.title else sheet.file


def _calendar(places: list[Path], holidays: str | Path | None) -> Workdays:
    if holidays is not None:
        return Workdays.read(Path(holidays))
    for place in places:
        own = (place if place.is_dir() else place.parent) / HOLIDAYS_FILE
        if own.is_file():
            return Workdays.read(own)
    return Workdays()
