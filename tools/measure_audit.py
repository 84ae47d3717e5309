"""CPU seconds of verifying a trail of so many records, the best of three."""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from report_kit.review.audit import head, verify
from report_kit.workspace import Workspace, trail


def filled(folder: Path, count: int) -> Workspace:
    """Return a workspace whose trail has ``count`` records of acts that leave no rows."""
    workspace = Workspace(folder)
    made, before, values = "2025-01-13T09:30:00.123456+00:00", trail.BEGINNING, []
    body = trail.canonical({"files": {"年报.pdf": "0" * 64}})
    for number in range(1, count + 1):
        record = (number, made, "export", number % 7 + 1, "张三", body, before)
        before = trail.seal(*record)
        values.append((*record, before))
    with closing(sqlite3.connect(folder / "report-kit.db")) as database, database:
        database.executemany("INSERT INTO trail VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
    return workspace


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = filled(Path(folder), arguments.records)
        anchor = head(workspace)
        times = []
        for _ in range(3):
            began = time.process_time()
            if anchor is None or not verify(workspace, anchor).is_sound:
                raise SystemExit("the trail made here is not sound")
            times.append(time.process_time() - began)
    print(f"{arguments.records} records verified in {min(times):.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
