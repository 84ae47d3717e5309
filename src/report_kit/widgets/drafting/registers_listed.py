"""The registers a folder has, and those it could have."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from report_kit.errors import InputError
from report_kit.ledger.folder import Shelf, files_in
from report_kit.ledger.schema import Kind, load_schema


@dataclass(frozen=True)
class Entry:
    """A register that can be chosen: a sheet of a file, or one that is not there yet."""

    kind: Kind
    path: Path
    title: str = ""
    name: str = ""
    sheet: str = field(default="", compare=False)

    @property
    def words(self) -> str:
        """Return what the list says."""
        form = load_schema().registers[self.kind]
        if not self.name:
            return f"{form.file}（还没有，选它就新建）"
        # The sheet's usual name says nothing new, and with several registers the file's name has it.
        chosen = f"，工作表“{self.sheet}”" if self.sheet not in ("", self.title, form.name) else ""
        return f"{form.file}（{self.name}{chosen}）"


def entries_in(folder: Path, shelf: Shelf) -> tuple[list[Entry], list[InputError]]:
    """Return the registers of a folder, then those it could have; and why files could not be read."""
    found: list[Entry] = []
    failed: list[InputError] = []
    for path in files_in(folder) if folder.is_dir() else ():
        try:
            registers = shelf.read(path)
        except InputError as error:
            if error.code != "RK-802":
                failed.append(error)
            continue
        for register in registers:
            title = register.file.removeprefix(path.name)[1:-1]  # 〔…〕 where there are several
            found.append(Entry(register.form.kind, path, title, register.file, register.sheet))
    schema = load_schema().registers
    there = {entry.kind for entry in found}
    missing = [
        Entry(kind, folder / f"{form.file}.xlsx") for kind, form in schema.items() if kind not in there
    ]
    order = list(schema)
    return [*sorted(found, key=lambda entry: order.index(entry.kind)), *missing], failed
