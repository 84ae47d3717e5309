"""A workspace of schema version 2, before there was a trail, opens with nothing lost."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from report_kit.workspace import Workspace, schema, trail
from report_kit.workspace.backup import backups
from report_kit.workspace.doubts import doubts
from report_kit.workspace.engine import transaction
from report_kit.workspace.trash import discarded, restore
from tests.workspace.old import as_read_then, content, files, unpack

THEN = as_read_then(2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return unpack(tmp_path / "工作区", 2)


def plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def test_row_for_row(folder: Path) -> None:
    version, before = content(folder)
    assert version == "2"
    kept = files(folder)
    Workspace(folder)
    assert content(folder) == (str(schema.VERSION), before)
    assert {name: data for name, data in files(folder).items() if not name.startswith("备份/")} == kept
    assert len(backups(folder / "report-kit.db", 2)) == 1
    Workspace(folder)
    assert content(folder) == (str(schema.VERSION), before)


def test_the_kit_reads_what_the_kit_of_then_read(folder: Path) -> None:
    opened = Workspace(folder)
    records = opened.reports()
    assert [plain(asdict(record)) for record in records] == THEN["records"]
    assert {record.form for record in records} == {"annual_2021", "fazhi", "free"}
    for record in records:
        key = str(record.id)
        assert [
            [item.number, item.base, item.sha256, item.author, item.saved.astimezone(UTC).isoformat()]
            for item in opened.revisions(record.id)
        ] == THEN["revisions"][key]
        assert [plain(asdict(made)) for made in opened.decisions(record.id)] == THEN["decisions"][key]
        found = [[note.where, note.message, note.text] for note in doubts(opened, record.id)]
        assert found == THEN["doubts"][key]
    assert opened.recall("author:office") == THEN["author"]


def test_what_was_there_is_in_the_trail(folder: Path) -> None:
    opened = Workspace(folder)
    with transaction(opened.engine) as connection:
        found = [trail.Record(**row._mapping) for row in connection.execute(schema.trail.select())]
    assert [record.kind for record in found] == ["adopt"] * len(opened.reports())
    assert sorted(record.report for record in found) == sorted(record.id for record in opened.reports())
    for record in found:
        named = [tuple(row[:3]) for row in record.details["rows"]]
        assert named.count(("reports", record.report, 0)) == 1
        assert [key for table, _, key in named if table == "revisions"] == [1, 2, 3, 4]
        assert len([key for table, _, key in named if table == "decisions"]) == 2


def test_what_was_thrown_away_then_can_be_brought_back_now(folder: Path) -> None:
    opened = Workspace(folder)
    (item,) = discarded(opened)
    assert [item.path.name, item.agency, item.revisions] == THEN["discarded"][0]
    back = restore(opened, item.path)
    assert (back.agency, back.latest) == ("云岭县白石镇人民政府", 4)
    assert len(opened.decisions(back.id)) == 2
