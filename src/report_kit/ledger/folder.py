"""All registers of a folder, with what could not be read, and the folder's own holidays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from report_kit.errors import InputError, ReportKitError
from report_kit.ledger.files import EXTENSIONS
from report_kit.ledger.reading import read_registers
from report_kit.ledger.register import Register
from report_kit.ledger.workdays import HOLIDAYS_FILE, Workdays


@dataclass(frozen=True)
class Registers:
    """Registers read together.

    Args:
        registers: one for each sheet.
        failed: files that could not be read, each with its reason; the others were.
        calendar: the working days, with those of the folder's own file.
    """

    registers: tuple[Register, ...]
    failed: tuple[ReportKitError, ...]
    calendar: Workdays


class Shelf:
    """Registers that were read, each file once until it changes: of a folder mostly one file does."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[object, list[Register] | InputError]] = {}

    def read(self, path: Path) -> list[Register]:
        """Return the registers of a file; raises as ``read_registers``."""
        state = _state(path)
        known = self._known.get(path)
        if known is None or known[0] != state or state is None:
            try:
                known = state, read_registers(path)
            except InputError as error:
                known = state, error
            self._known[path] = known
        if isinstance(known[1], InputError):
            raise known[1]
        return known[1]

    def know(self, path: Path, register: Register) -> None:
        """Take in the only register of a file that was just written."""
        self._known[path] = _state(path), [register]


def _state(path: Path) -> object:
    """Return what changes with the file; ``None`` when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def open_registers(
    paths: Iterable[str | Path], holidays: str | Path | None = None, shelf: Shelf | None = None
) -> Registers:
    """Read register files, and all of a folder.

    Args:
        paths: files and folders. In a folder a file that is no register is passed over.
        holidays: a file of holidays; when omitted, the ``放假表.csv`` beside the registers.
        shelf: holds what was read before.

    Raises:
        InputError: ``RK-803``: a folder holds no register; those of the file of holidays.
        DataError: ``RK-805``: the file of holidays has a bad row.
    """
    places, shelf = [Path(path) for path in paths], shelf or Shelf()
    registers: list[Register] = []
    failed: list[ReportKitError] = []
    for path in places:
        files = files_in(path) if path.is_dir() else [path]
        before = len(registers) + len(failed)
        for file in files:
            try:
                registers += shelf.read(file)
            except InputError as error:
                if error.code != "RK-802" or not path.is_dir():
                    failed.append(error)
        if path.is_dir() and before == len(registers) + len(failed):
            raise InputError(
                "RK-803",
                "文件夹里没有台账",
                where=str(path),
                remedy="把台账（.xlsx 或 .csv）放进去；空白的台账用 report-kit ledger template 生成",
            )
    return Registers(tuple(registers), tuple(failed), _calendar(places, holidays))


def files_in(folder: Path) -> list[Path]:
    """Return the tables in a folder, but for the holidays and for what Excel leaves beside an open file."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in EXTENSIONS
        and path.is_file()
        and not path.name.startswith(("~$", "."))
        and path.name != HOLIDAYS_FILE
    )


def _calendar(paths: list[Path], holidays: str | Path | None) -> Workdays:
    if holidays is not None:
        return Workdays.read(Path(holidays))
    for path in paths:
        own = (path if path.is_dir() else path.parent) / HOLIDAYS_FILE
        if own.is_file():
            return Workdays.read(own)
    return Workdays()
