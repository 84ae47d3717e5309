"""Whether reports survive import → file → import: prose, tables, title, signature, date and attachments.

    python tools/measure_trips.py FOLDER...
    python tools/measure_trips.py --generated 200 [--seed 1]

Every file below a ``FOLDER`` is imported (by the form that is recognised, else by ``free``), written as HTML,
DOCX, PDF, text and notebook, and each of these is imported again; so is each of the generated reports
(``reading/odd.py``: all forms shipped and one with two tables in a section). A table shows for each way and
part how many reports came back equal, and every difference is listed. A ``cells.json`` in the folder gives
agency, level and year where the file does not, see ``measure_reading.py``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reading.odd import FOLDER, odd_reports
from reading.trips import PARTS, WAYS, Difference, imported, trips
from report_kit import Report, open_document
from report_kit.document.readers import readers
from report_kit.errors import ReportKitError
from report_kit.form_folders import register_folder

_NOBODY = ("某县人民政府", 2024)
"""Agency and year of a text that names none."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    parser.add_argument("--generated", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    register_folder(FOLDER)
    count, unequal = 0, 0
    changed: Counter[tuple[str, str]] = Counter()
    for name, report in (*_of_folders(arguments.folders), *_generated(arguments.generated, arguments.seed)):
        found = list(trips(report))
        count += 1
        unequal += bool(found)
        changed.update({(one.way, one.part): 1 for one in found})
        for one in found:
            print(f"{name}（{report.form}）{_line(one)}")
    print(f"\n往返后完全相同：{count - unequal}/{count}")
    print("\t".join(("", *PARTS)))
    for way in WAYS:
        print("\t".join((way, *(f"{count - changed[way, part]}/{count}" for part in PARTS))))
    others = {key: times for key, times in changed.items() if key[1] not in PARTS}
    for (way, part), times in others.items():
        print(f"{way} {part}未成 {times}")
    return 1 if unequal else 0


def _line(one: Difference) -> str:
    return f"{one.way} {one.part}：{one.what}"


def _generated(count: int, seed: int) -> Iterator[tuple[str, Report]]:
    for number, report in enumerate(odd_reports(count, seed), 1):
        yield f"生成的第 {number} 份", imported(report)


def _of_folders(folders: list[Path]) -> Iterator[tuple[str, Report]]:
    for folder in folders:
        known = folder / "cells.json"
        about: dict[str, Any] = json.loads(known.read_text("utf-8")) if known.is_file() else {}
        for file in sorted(folder.rglob("*")):
            if file.suffix.lower() in readers() and file.name != "README.md":
                name = file.relative_to(folder).as_posix()
                report = _import(file, about.get(name, {}))
                if report is not None:
                    yield name, report


def _import(file: Path, about: dict[str, Any]) -> Report | None:
    try:
        document = open_document(file)
    except ReportKitError as error:
        print(f"{file.name}：{str(error).splitlines()[0]}")
        return None
    agency, level, year = about.get("agency") or "", about.get("level") or "", about.get("year") or None
    for named, of in ((agency, year), (agency or _NOBODY[0], year or _NOBODY[1])):
        for form in ("", "free"):
            try:
                return Report.from_document(document, named, level, of, form)
            except ReportKitError as error:
                last = error
    print(f"{file.name}：{str(last).splitlines()[0]}")
    return None


if __name__ == "__main__":
    sys.exit(main())
