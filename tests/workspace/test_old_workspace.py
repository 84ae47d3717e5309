"""A workspace of an earlier kit opens with nothing lost."""

import hashlib
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from report_kit.ledger.folder import open_registers
from report_kit.ledger.kept import versions
from report_kit.ledger.sums import sum_registers
from report_kit.settings import find_settings, read_accepted
from report_kit.workspace import Workspace, schema
from report_kit.workspace.doubts import doubts
from report_kit.workspace.trash import discarded, restore
from tests.workspace.old import as_read_then, content, files, unpack

THEN = as_read_then()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return unpack(tmp_path / "工作区")


@pytest.fixture
def opened(folder: Path) -> Workspace:
    return Workspace(folder)


def plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def test_row_for_row(folder: Path) -> None:
    version, before = content(folder)
    assert version == "1"
    assert {name: len(rows) for name, rows in before.items()} == {
        "reports": 5,
        "forms": 5,
        "revisions": 27,
        "decisions": 6,
        "settings": 4,
        "doubts": 3,
    }
    Workspace(folder)
    assert content(folder) == (str(schema.VERSION), before)
    Workspace(folder)  # and it stays so
    assert content(folder) == (str(schema.VERSION), before)


def test_no_file_of_the_office_changes(folder: Path) -> None:
    before = files(folder)
    Workspace(folder)
    after = files(folder)
    fresh = {name for name in after if name.startswith("备份/")}
    assert {name: data for name, data in after.items() if name not in fresh} == before
    assert len(fresh) == 1


def test_the_kit_reads_what_the_kit_of_then_read(opened: Workspace) -> None:
    records = opened.reports()
    assert [plain(asdict(record)) for record in records] == [
        {**record, "form": "annual_2021"} for record in THEN["records"]
    ]
    for record in records:
        key = str(record.id)
        revisions = opened.revisions(record.id)
        assert [
            plain(
                {name: getattr(item, name) for name in ("number", "base", "sha256", "author", "saved")}
                | {"printed": len(item.report.document().text)}
            )
            for item in revisions
        ] == THEN["revisions"][key]
        assert all(item.is_sound for item in revisions)
        assert [plain(asdict(made)) for made in opened.decisions(record.id)] == THEN["decisions"][key]
        assert sorted(opened.ignored(record.id)) == THEN["ignored"][key]
        assert [
            {"where": note.where, "message": note.message, "text": note.text}
            for note in doubts(opened, record.id)
        ] == THEN["doubts"][key]
        assert opened.find(record.agency, record.year) == record
    moved = {name for name in THEN["settings"] if name.startswith("unclear:")}
    for name, value in THEN["settings"].items():
        assert opened.recall(name) == (
            "" if name in moved else str(schema.VERSION) if name == "version" else value
        )


def test_figures_headings_and_bound_numbers_are_there(opened: Workspace) -> None:
    record = opened.find("云岭县清河镇人民政府", 2024)
    assert record is not None
    report = opened.load(record.id).report
    assert {name: str(value) for name, value in report.figures.items()} == THEN["figures"]
    assert report.heading("problems") == "五、存在的主要问题及改进情况（含整改）"
    assert report.section("overview.management").startswith("现行有效规范性文件{{台账.")
    assert "{{" not in report.resolved(strict=True).section("overview.management")
    assert str(report.value("table2", "fees", "amount")) == "12.345"


def test_registers_settings_and_acceptances_are_there(opened: Workspace) -> None:
    folder = opened.folder
    assert folder is not None
    registers = open_registers([folder / "台账"]).registers
    assert {
        register.file: [[str(cell) for cell in row.cells.values()] for row in register.rows]
        for register in registers
    } == THEN["registers"]
    assert {name: str(value) for name, value in sum_registers(registers, 2024).figures.items()} == THEN[
        "figures"
    ]
    for name, kept in THEN["kept"].items():
        assert [path.name for _, path in versions(folder / "台账" / name)] == kept
    assert find_settings(folder).name == THEN["toml"]
    assert sorted(read_accepted(folder / "report-kit.accepted.jsonl")) == THEN["accepted"]


def test_what_was_thrown_away_then_can_be_brought_back_now(opened: Workspace) -> None:
    (item,) = discarded(opened)
    (then,) = THEN["discarded"]
    assert (item.path.name, item.agency, item.year, item.title, item.revisions) == (
        then["file"],
        then["agency"],
        then["year"],
        then["title"],
        then["revisions"],
    )
    assert hashlib.sha256(item.path.read_bytes()).hexdigest() == then["sha256"]
    back = restore(opened, item.path)
    assert (back.form, back.agency, back.latest) == ("annual_2021", "云岭县白石镇人民政府", 2)
    assert opened.load(back.id).report.section("other") == "第二版。"
    assert [made.reason for made in opened.decisions(back.id)] == ["名称"]
    assert [(note.where, note.message, note.text) for note in doubts(opened, back.id)] == [
        ("第 3 段", "看不懂的一行", "……")
    ]
    # No report has or had its number: the one that left before is not given again.
    assert back.id == max(record["id"] for record in THEN["records"]) + 1


def test_one_writes_on(opened: Workspace) -> None:
    record = opened.find("云岭县清河镇人民政府", 2024)
    assert record is not None
    newest = opened.load(record.id)
    # The same state stored by an earlier kit is no new one.
    assert opened.save(record.id, newest.report, base=newest.number) == newest
    changed = newest.report.with_section("other", "新的版本写的。")
    assert opened.save(record.id, changed, base=newest.number, author="张三").number == newest.number + 1
    assert opened.load(record.id).report == changed
    assert opened.load(record.id, newest.number).report == newest.report
