"""From the tables of one version to those of the next: whole or not at all, and no further than one knows."""

import errno
import hashlib
import json
import multiprocessing
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect

from report_kit.errors import ReportError, WorkspaceError
from report_kit.forms.report import BODY_VERSION, Report
from report_kit.workspace import Workspace, backup, ladder, schema
from report_kit.workspace.backup import KEPT, backups
from report_kit.workspace.doubts import doubts
from report_kit.workspace.steps import step_to
from report_kit.workspace.trash import discard, discarded, restore
from tests.workspace.old import content, copy, files, unpack


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return unpack(tmp_path / "工作区")


def run(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "report-kit.db")) as database, database:
        for statement in statements:
            database.execute(statement)


def tables(folder: Path) -> dict[str, Any]:
    """Return the structure of all tables as the database tells it, the order of columns aside."""
    engine = create_engine(f"sqlite:///{folder / 'report-kit.db'}")
    looked = inspect(engine)
    found = {
        name: {
            "columns": sorted(
                (column["name"], str(column["type"]), column["nullable"], column["default"])
                for column in looked.get_columns(name)
            ),
            "key": looked.get_pk_constraint(name)["constrained_columns"],
            "unique": sorted((u["name"], u["column_names"]) for u in looked.get_unique_constraints(name)),
            "foreign": sorted(
                (key["constrained_columns"], key["referred_table"], key["referred_columns"])
                for key in looked.get_foreign_keys(name)
            ),
            "indexes": sorted((index["name"], index["column_names"]) for index in looked.get_indexes(name)),
        }
        for name in looked.get_table_names()
    }
    engine.dispose()
    return found


def test_who_climbed_stands_where_a_new_workspace_begins(folder: Path, workspace: Workspace) -> None:
    Workspace(folder)
    assert workspace.folder is not None
    assert tables(folder) == tables(workspace.folder)
    assert set(tables(folder)) == set(schema.metadata.tables)


def test_every_version_has_its_step() -> None:
    for version in range(2, schema.VERSION + 1):
        assert callable(step_to(version).climb)
        assert callable(step_to(version).lift)
    with pytest.raises(ModuleNotFoundError):
        step_to(schema.VERSION + 1)


@pytest.mark.parametrize("also", ["", "DROP TABLE reports", "ALTER TABLE revisions RENAME body TO bodies"])
def test_a_later_kit_is_refused_and_nothing_is_touched(folder: Path, also: str) -> None:
    Workspace(folder)
    run(folder, f"UPDATE settings SET value = '{schema.VERSION + 1}' WHERE name = 'version'", also)
    before = files(folder), (folder / "report-kit.db").read_bytes()
    with pytest.raises(WorkspaceError, match="RK-405") as caught:
        Workspace(folder)
    assert "由更新的版本建立" in str(caught.value)
    assert "升级" in caught.value.remedy
    assert "损坏" not in str(caught.value).replace("没有损坏", "")
    assert (files(folder), (folder / "report-kit.db").read_bytes()) == before


@pytest.mark.parametrize("version", ["", "0", "-1", "一", "1.5"])
def test_a_number_that_is_none_is_damage(folder: Path, version: str) -> None:
    run(folder, f"UPDATE settings SET value = '{version}' WHERE name = 'version'")
    with pytest.raises(WorkspaceError, match="RK-407"):
        Workspace(folder)


def body_of(report: Report, **other: object) -> str:
    return json.dumps({**report.to_json_dict(), **other}, ensure_ascii=False)


def test_a_report_of_a_later_kit_is_refused_and_not_called_damaged(
    workspace: Workspace, report: Report
) -> None:
    key = workspace.create(report).id
    body = body_of(report, version=BODY_VERSION + 1, charts=["饼图"])
    digest = hashlib.sha256(body.encode()).hexdigest()
    assert workspace.folder is not None
    with closing(sqlite3.connect(workspace.folder / "report-kit.db")) as database, database:
        database.execute(
            "INSERT INTO revisions SELECT report_id, 2, 1, ?, ?, author, saved FROM revisions", (body, digest)
        )
    assert workspace.load(key, 1).report == report
    for attempt in (lambda: workspace.load(key).report, lambda: workspace.recover(key)):
        with pytest.raises(WorkspaceError, match="RK-405") as caught:
            attempt()
        assert caught.value.where == report.title
        assert "损坏" not in str(caught.value).replace("没有损坏", "")
    assert [version.number for version in workspace.history(key)] == [1, 2]


@pytest.mark.parametrize(
    "other", [{"charts": []}, {"notes": []}, {"version": 0}, {"version": "1"}, {"version": True}]
)
def test_what_this_version_never_wrote_is_damage(report: Report, other: dict[str, object]) -> None:
    with pytest.raises(ReportError, match="RK-208"):
        Report.from_json_dict(json.loads(body_of(report, **other)))


def test_a_report_in_the_trash_of_a_later_kit_stays_there(workspace: Workspace, report: Report) -> None:
    path = discard(workspace, workspace.create(report).id)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["version"] == schema.VERSION
    path.write_text(
        json.dumps({**data, "version": schema.VERSION + 1, "parts": {"revisions": [], "seals": []}}),
        encoding="utf-8",
    )
    assert [item.path for item in discarded(workspace)] == [path]
    with pytest.raises(WorkspaceError, match="RK-405") as caught:
        restore(workspace, path)
    assert "损坏" not in str(caught.value).replace("没有损坏", "")
    assert path.exists()
    assert workspace.reports() == []


def test_damage_does_not_keep_a_workspace_from_climbing(folder: Path) -> None:
    """What the earlier kit opened, the later one opens."""
    run(
        folder,
        "UPDATE revisions SET body = substr(body, 1, 100) WHERE report_id = 1",
        "UPDATE settings SET value = '[1' WHERE name = 'unclear:3'",
        "UPDATE settings SET value = '[{\"where\": 7}]' WHERE name = 'unclear:7'",
        "INSERT INTO settings VALUES ('unclear:99', '[]'), ('unclear:x', 'y')",
        "UPDATE revisions SET report_id = 98 WHERE report_id = 4",
    )
    opened = Workspace(folder)
    assert {record.form for record in opened.reports()} == {"annual_2021"}
    assert [note.text for note in doubts(opened, 3)] == ["[1"]
    assert [note.text for note in doubts(opened, 7)] == ['[{"where": 7}]']
    assert (opened.recall("unclear:99"), opened.recall("unclear:x")) == ("[]", "y")
    assert opened.load(98).number == 1


def test_a_step_that_fails_leaves_all_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        def climb(self, operations: Any) -> None:
            step_to(2).climb(operations)
            operations.execute("INSERT INTO nowhere VALUES (1)")

    before = content(folder)
    with monkeypatch.context() as patched:
        patched.setattr(ladder, "step_to", lambda _version: Failing())
        for _ in range(KEPT + 2):
            with pytest.raises(WorkspaceError, match="RK-407"):
                Workspace(folder)
    assert content(folder) == before
    assert len(backups(folder / "report-kit.db", 1)) == KEPT  # not one more for every attempt
    assert len(Workspace(folder).reports()) == 5


def test_the_copy_is_the_workspace_of_before(folder: Path, tmp_path: Path) -> None:
    before = content(folder)
    Workspace(folder)
    (kept,) = backups(folder / "report-kit.db", 1)
    assert kept.parent == folder / "备份"
    assert kept.read_bytes()[18:20] == b"\1\1"  # a file for itself, without a log beside it
    back = tmp_path / "恢复"
    back.mkdir()
    kept.rename(back / "report-kit.db")
    assert content(back) == before
    opened = Workspace(back)
    assert content(back) == (str(schema.VERSION), before[1])
    assert len(opened.reports()) == 5


def test_without_a_copy_there_is_no_step(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = content(folder)
    with monkeypatch.context() as patched:
        patched.setattr(backup, "_sync", full)
        with pytest.raises(WorkspaceError, match="RK-407"):
            Workspace(folder)
    assert content(folder) == before
    assert list((folder / "备份").iterdir()) == []
    Workspace(folder)
    assert content(folder) == (str(schema.VERSION), before[1])


def read_only(folder: Path) -> str:
    # An administrator may write what is marked as read-only; SQLite keeps to this.
    return f"sqlite:///file:{folder / 'report-kit.db'}?mode=ro&uri=true"


def test_an_old_workspace_that_can_not_be_written_says_so(folder: Path) -> None:
    before = files(folder), content(folder), (folder / "report-kit.db").read_bytes()
    with pytest.raises(WorkspaceError, match="RK-407") as caught:
        Workspace(read_only(folder))
    assert "只读" in str(caught.value)
    assert (files(folder), content(folder), (folder / "report-kit.db").read_bytes()) == before


def test_a_present_workspace_can_be_read_where_it_can_not_be_written(folder: Path) -> None:
    Workspace(folder)
    opened = Workspace(read_only(folder))
    assert len(opened.reports()) == 5
    with pytest.raises(WorkspaceError, match="RK-407"):
        opened.remember("page", "1")


def open_at_once(folder: Path, start: Any) -> None:
    start.wait(60)
    assert len(Workspace(folder).reports()) == 5


def test_of_many_that_open_at_once_one_climbs(folder: Path, tmp_path: Path) -> None:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        pytest.skip("需要 forkserver 启动方式，此系统没有")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["report_kit.workspace", "alembic.operations", __name__])
    for turn in range(3):
        workspace = copy(folder, tmp_path / str(turn))
        before = content(workspace)
        start = context.Barrier(4)
        children = [context.Process(target=open_at_once, args=(workspace, start)) for _ in range(4)]
        for child in children:
            child.start()
        for child in children:
            child.join(60)
        assert [child.exitcode for child in children] == [0, 0, 0, 0]
        assert content(workspace) == (str(schema.VERSION), before[1])
        assert len(backups(workspace / "report-kit.db", 1)) == 1
