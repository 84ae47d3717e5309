"""What the store promises to a person who saves."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from report_kit.errors import WorkspaceError
from report_kit.forms.report import Report
from report_kit.workspace import StaleRevisionError, Workspace


def edited(report: Report, text: str) -> Report:
    return report.with_section("overview.disclosure", text)


def test_first_save_is_revision_one_and_comes_back_equal(workspace: Workspace, report: Report) -> None:
    record = workspace.create(report, author="张三")
    assert (record.agency, record.level, record.year, record.latest) == (report.agency, "镇", 2024, 1)
    revision = workspace.load(record.id)
    assert revision.report == report
    assert (revision.number, revision.base, revision.author) == (1, 0, "张三")


def test_every_revision_stays_readable(workspace: Workspace, report: Report) -> None:
    key = workspace.create(report).id
    for number in range(1, 5):
        workspace.save(key, edited(report, f"第{number}次"), base=number)
    assert [revision.number for revision in workspace.revisions(key)] == [1, 2, 3, 4, 5]
    assert workspace.load(key, 3).report == edited(report, "第2次")
    assert workspace.record(key).latest == 5


def test_a_second_program_sees_what_was_saved(workspace: Workspace, report: Report) -> None:
    key = workspace.create(report).id
    workspace.save(key, edited(report, "𠮷野家、镕喆堃翀旻、☑㎡⑳\r\n"), base=1)
    assert workspace.folder is not None
    assert Workspace(workspace.folder).load(key).report == edited(report, "𠮷野家、镕喆堃翀旻、☑㎡⑳\r\n")


def test_stale_save_is_refused_with_both_versions(workspace: Workspace, report: Report) -> None:
    key = workspace.create(report).id
    theirs = workspace.save(key, edited(report, "同事的修改"), base=1, author="李四")
    mine = edited(report, "我的修改")
    with pytest.raises(StaleRevisionError) as caught:
        workspace.save(key, mine, base=1)
    error = caught.value
    assert error.code == "RK-401"
    assert error.mine == mine
    assert error.theirs == theirs
    assert "李四" in str(error)
    assert workspace.load(key).report == theirs.report  # nothing was overwritten
    assert workspace.save(key, mine, base=error.theirs.number).number == 3  # and the person may go on


def test_saving_the_newest_state_again_adds_nothing(workspace: Workspace, report: Report) -> None:
    key = workspace.create(report).id
    saved = workspace.save(key, edited(report, "甲"), base=1)
    again = workspace.save(key, edited(report, "甲"), base=1)  # a kernel that died before it heard “saved”
    assert again == saved


def test_the_list_follows_the_newest_revision(workspace: Workspace, report: Report) -> None:
    key = workspace.create(report).id
    other = Report.new("云岭县东山乡人民政府", "乡", 2025)
    workspace.create(other)
    workspace.save(key, replace(report, agency="云岭县清河街道办事处", level="街道"), base=1)
    assert [(entry.agency, entry.year) for entry in workspace.reports()] == [
        ("云岭县东山乡人民政府", 2025),
        ("云岭县清河街道办事处", 2024),
    ]


def test_one_report_for_an_agency_and_year(workspace: Workspace, report: Report) -> None:
    workspace.create(report)
    with pytest.raises(WorkspaceError, match="RK-403"):
        workspace.create(edited(report, "另一份"))
    other = workspace.create(replace(report, year=2023)).id
    with pytest.raises(WorkspaceError, match="RK-403"):
        workspace.save(other, report, base=1)
    assert len(workspace.reports()) == 2


def test_unknown_report_and_revision(workspace: Workspace, report: Report) -> None:
    key = workspace.create(report).id
    for attempt in (
        lambda: workspace.load(99),
        lambda: workspace.load(key, 7),
        lambda: workspace.revisions(99),
        lambda: workspace.record(99),
        lambda: workspace.save(99, report, base=1),
    ):
        with pytest.raises(WorkspaceError, match="RK-402"):
            attempt()


def test_damage_is_noticed_and_does_not_stop_the_next_save(workspace: Workspace, report: Report) -> None:
    key = workspace.create(report).id
    assert workspace.folder is not None
    with closing(sqlite3.connect(workspace.folder / "report-kit.db")) as database, database:
        database.execute("UPDATE revisions SET body = replace(body, '清河', '黑河')")
    with pytest.raises(WorkspaceError, match="RK-404"):
        workspace.load(key)
    assert workspace.save(key, edited(report, "重写"), base=1).number == 2
    assert workspace.load(key).report == edited(report, "重写")


def test_sqlite_is_durable_and_one_file_when_idle(workspace: Workspace, report: Report) -> None:
    workspace.create(report)
    assert workspace.folder is not None
    assert [path.name for path in workspace.folder.iterdir()] == ["report-kit.db"]
    with workspace._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_workspaces_that_can_not_be_opened(tmp_path: Path, workspace: Workspace) -> None:
    (tmp_path / "文件").write_text("不是文件夹", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="RK-407"):
        Workspace(tmp_path / "文件")
    (tmp_path / "坏").mkdir()
    (tmp_path / "坏" / "report-kit.db").write_text("这不是数据库" * 200, encoding="utf-8")
    with pytest.raises(WorkspaceError, match="RK-407"):
        Workspace(tmp_path / "坏")
    with pytest.raises(WorkspaceError, match="RK-409") as caught:
        Workspace("nosuchdb://user:secret@host/name")
    assert "secret" not in str(caught.value)
    assert workspace.folder is not None
    with closing(sqlite3.connect(workspace.folder / "report-kit.db")) as database, database:
        database.execute("UPDATE settings SET value = '99' WHERE name = 'version'")
    with pytest.raises(WorkspaceError, match="RK-405"):
        Workspace(workspace.folder)


def test_a_url_names_any_database(tmp_path: Path, report: Report) -> None:
    workspace = Workspace(f"sqlite:///{tmp_path / '任意.db'}")
    key = workspace.create(report).id
    assert workspace.load(key).report == report
    assert workspace.folder is None
