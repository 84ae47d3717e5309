"""What became of the findings of an earlier batch: new, still open, settled, come back.

A finding is known by document and fingerprint (rule, passage and the words around it), never by its place.
What was settled in an earlier comparison is handed on in ``compared.parquet``, so that what comes back is
known.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from report_kit.batch.parquet_files import rows, write_table
from report_kit.batch.run import Result

NAME = "compared.parquet"
STATES = {"new": "新出现", "open": "仍未改", "settled": "已改", "back": "又出现", "unknown": "未能核对"}
"""``unknown``: the document was not among those checked this time, or could not be."""
_BEFORE = "settled before"
# Findings held at once, about; of more the documents are taken in parts.
_TOGETHER = 2_000_000
Row = dict[str, Any]

_COLUMNS = ("document", "fingerprint", "rule", "severity", "text", "message")
COMPARED = pa.schema([*(pa.field(name, pa.string(), nullable=False) for name in ("state", *_COLUMNS))])


@dataclass(frozen=True)
class Comparison:
    """How many findings of each state (see ``STATES``), and the file that lists them."""

    counts: dict[str, int]
    file: Path


def compare(old: Result, new: Result) -> Comparison:
    """Compare two batches and write ``compared.parquet`` beside the results of the new one.

    Findings a person has accepted count as settled.
    """
    parts = 1 + (_count(old) + _count(new)) // _TOGETHER
    tables, counts = [], Counter[str]()
    for part in range(parts):
        found = _compared(old, new, _Part(part, parts))
        counts.update(row["state"] for row in found)
        tables.append(pa.Table.from_pylist(found, COMPARED))
    write_table(pa.concat_tables(tables), new.output / NAME)
    return Comparison({state: counts[state] for state in STATES}, new.output / NAME)


@dataclass(frozen=True)
class _Part:
    """The documents compared together: those whose names' hash leaves this remainder."""

    number: int
    of: int

    def holds(self, row: Row) -> bool:
        return self.of == 1 or zlib.crc32(row["document"].encode()) % self.of == self.number


def _compared(old: Result, new: Result, part: _Part) -> list[Row]:
    before, now = _open(old, part), _open(new, part)
    listed = [row for row in _listed(old.output / NAME) if part.holds(row)]
    # What could not be looked at last time is as it was the time before.
    before = _by_identity(row for row in listed if row["state"] == "unknown") | before
    settled = _by_identity(row for row in listed if row["state"] in ("settled", _BEFORE))
    checked = {
        row["document"]
        for row in _rows(new, "documents", ["document", "status"])
        if row["status"] == "ok" and part.holds(row)
    }
    found = []
    for key, row in now.items():
        state = "open" if key in before else "back" if key in settled else "new"
        found.append({"state": state, **row})
    for key, row in before.items():
        if key not in now:
            found.append({"state": "settled" if key[0] in checked else "unknown", **row})
    # What was settled before that, and still is, stays known.
    for key, row in settled.items():
        if key not in now and key not in before:
            found.append({"state": _BEFORE, **row})
    return found


def _open(result: Result, part: _Part) -> dict[tuple[str, str], Row]:
    """Return the findings that stand, by identity; not those a person has accepted."""
    found = _rows(result, "findings", [*_COLUMNS, "accepted"])
    return _by_identity(row for row in found if row["accepted"] is None and part.holds(row))


def _by_identity(found: Iterable[Row]) -> dict[tuple[str, str], Row]:
    return {(row["document"], row["fingerprint"]): {name: row[name] for name in _COLUMNS} for row in found}


def _count(result: Result) -> int:
    return result.stats.errors + result.stats.warnings + result.stats.hints


def _listed(path: Path) -> Iterator[Row]:
    return rows(path) if path.is_file() else iter(())


def _rows(result: Result, kind: str, columns: list[str]) -> Iterator[Row]:
    for path in result.files(kind):
        yield from rows(path, columns)
