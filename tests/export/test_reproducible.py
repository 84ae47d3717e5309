"""The same bytes on another day, in another process, folder, time zone and hash seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Both the clock that Python's own functions read and what the program does come from the arguments.
PROGRAM = """
import sys, time_machine
from dataclasses import replace
with time_machine.travel(sys.argv[1]):
    from report_kit.export import FORMATS, export_report
    from report_kit.export.charts import ChartPage
    from tests.export.samples import hostile
    report = hostile()
    earlier = [replace(report, year=year, title="") for year in (2022, 2023)]
    export_report(report, sys.argv[2] + "/年报", FORMATS, draft=True, charts=True, previous=earlier)
    page = ChartPage(report, earlier)
    for name, data in (("图解.html", page.html().encode()), ("图解.svg", page.svg().encode()),
                       ("图解.pdf", page.pdf())):
        with open(sys.argv[2] + "/" + name, "wb") as file:
            file.write(data)
"""


def digests(folder: Path, day: str, seed: str, zone: str) -> dict[str, str]:
    target = folder / "out"
    target.mkdir(parents=True)
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "PYTHONHASHSEED": seed,
        "TZ": zone,
    }
    subprocess.run(
        [sys.executable, "-c", PROGRAM, day, str(target)],
        cwd=folder,
        env=environment,
        check=True,
        timeout=300,
    )
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in target.iterdir()}


@pytest.mark.slow
def test_every_format_is_the_same_bytes_on_another_day(tmp_path: Path) -> None:
    first = digests(tmp_path / "a", "2025-01-13T09:30:00+08:00", "1", "Asia/Shanghai")
    again = digests(tmp_path / "别处" / "b", "2031-12-31T23:59:58-05:00", "4242", "America/New_York")
    assert len(first) == 9
    assert again == first
