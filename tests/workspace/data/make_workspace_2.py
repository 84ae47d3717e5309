"""Makes ``workspace-2.zip``: a workspace as the kit kept it at schema version 2, before there was a trail.

It ran once, with the code of that version; the tests open what it made with the code of today.
``workspace-2.json`` beside it is what the kit of that version read in it.

    python make_workspace_2.py
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import time_machine

from report_kit.forms.report import Note, Report
from report_kit.proofread import Finding, Severity
from report_kit.workspace import Workspace
from report_kit.workspace.doubts import add_doubts, doubts
from report_kit.workspace.trash import discard, discarded, restore

HERE = Path(__file__).parent
FIRST = datetime(2025, 6, 2, 9, 0, tzinfo=UTC)


def main() -> None:
    """Make the workspace, and write it and what the kit reads in it beside this file."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "工作区"
        with time_machine.travel(FIRST, tick=True) as clock:
            workspace = Workspace(folder)
            write_reports(workspace, clock)
        (HERE / "workspace-2.json").write_text(
            json.dumps(reading(folder), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
        with zipfile.ZipFile(HERE / "workspace-2.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    archive.write(path, path.relative_to(folder).as_posix())


def write_reports(workspace: Workspace, clock: Any) -> None:
    """Write reports of three forms, with all that belongs to them; one in the trash, one back from it."""
    workspace.remember("author:office", "李 四𠮷")
    for form, agency in (
        ("annual_2021", "云岭县清河镇人民政府"),
        ("fazhi", "云岭县清河镇人民政府"),
        ("free", "云岭县水利局"),
        ("annual_2021", "云岭县白石镇人民政府"),
        ("annual_2021", "云岭县红叶街道办事处"),
    ):
        clock.shift(timedelta(hours=1))
        report = replace(Report.new(agency, year=2024, form=form), date=date(2025, 1, 15))
        key = workspace.create(report, author="张三").id
        first = report.spec.sections[0].id
        for number in range(1, 4):
            clock.shift(timedelta(minutes=7))
            report = report.with_section(first, f"第{number}次修改：各村要作好信息公开工作𠮷。")
            workspace.save(key, report, base=number, author="李四")
        text = report.document().text
        start = text.index("作好")
        found = Finding("spelling.pair", Severity.ERROR, start, start + 2, "作好", "“作好”有误")
        workspace.decide(key, found, text, "ignore", revision=4, reason="原文如此", who="李四")
        workspace.decide(key, found, text, "reopen", revision=4, who="王五")
        add_doubts(workspace, key, [Note("看不懂的一行", "……𠮷", "第 3 段")])
        if "白石" in agency:
            discard(workspace, key)
        if "红叶" in agency:
            restore(workspace, discard(workspace, key))


def reading(folder: Path) -> dict[str, Any]:
    """Return what the kit says of the workspace, as JSON holds it."""
    workspace = Workspace(folder)
    records = workspace.reports()
    return {
        "records": [_plain(asdict(record)) for record in records],
        "revisions": {
            record.id: [
                [item.number, item.base, item.sha256, item.author, item.saved.astimezone(UTC).isoformat()]
                for item in workspace.revisions(record.id)
            ]
            for record in records
        },
        "decisions": {
            record.id: [_plain(asdict(made)) for made in workspace.decisions(record.id)] for record in records
        },
        "doubts": {
            record.id: [[note.where, note.message, note.text] for note in doubts(workspace, record.id)]
            for record in records
        },
        "discarded": [[item.path.name, item.agency, item.revisions] for item in discarded(workspace)],
        "author": workspace.recall("author:office"),
    }


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


if __name__ == "__main__":
    main()
