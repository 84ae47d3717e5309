"""Saving by itself, two people on one report, and the way back to an earlier revision."""

import asyncio
import getpass
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from report_kit.errors import ReportKitError, WorkspaceError
from report_kit.forms.report import Report
from report_kit.widgets.drafting import saving
from report_kit.widgets.drafting.history import sittings
from report_kit.widgets.drafting.panel import DraftPanel
from report_kit.widgets.reviewing.finding_list import Choice
from report_kit.widgets.reviewing.panel import ReviewPanel
from report_kit.workspace import Revision, Version, Workspace
from tests.widgets.conftest import SECTION
from tests.widgets.test_editor import Page


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "QUIET", 0.02)
    monkeypatch.setattr(saving, "LONGEST", 0.1)
    monkeypatch.setattr(saving, "RETRY", 0.05)
    monkeypatch.setattr(saving, "LOOK", 0.05)


@pytest.fixture
def panel(workspace: Workspace, report: Report) -> DraftPanel:
    workspace.create(report)
    return DraftPanel(workspace)


def field(panel: DraftPanel, section: str) -> Any:
    return next(form.field for form in panel.sections if form.section.id == section)


def stored(panel: DraftPanel) -> Revision:
    assert panel.revision is not None
    return panel.workspace.load(panel.revision.report_id)


def acknowledged(page: Page) -> list[tuple[int, bool]]:
    return [(told["version"], told["safe"]) for told in page.told if told["kind"] == "saved"]


def test_what_is_typed_is_saved_by_itself_and_the_page_is_told(workspace: Workspace, report: Report) -> None:
    async def write() -> None:
        workspace.create(report)
        panel = DraftPanel(workspace)
        page = Page(field(panel, "overview"))
        page.types("总述")
        assert acknowledged(page) == []
        assert panel.dirty
        await asyncio.sleep(0.3)
        assert stored(panel).report.section("overview") == "总述"
        assert acknowledged(page) == [(1, True)]
        assert page.told[-1]["words"].startswith("已保存 ")
        assert "已保存" in panel.status.value
        cells = panel.tables[1].grid
        cells.typed = {**cells.typed, "new/natural": "3"}
        await asyncio.sleep(0.3)
        assert stored(panel).report.value("table3", "new", "natural") == 3
        assert stored(panel).number == 3

    asyncio.run(write())


def test_somebody_who_never_stops_typing_is_saved_too(workspace: Workspace, report: Report) -> None:
    async def write() -> None:
        workspace.create(report)
        panel = DraftPanel(workspace)
        page = Page(field(panel, "overview"))
        for number in range(40):
            page.types("字" * (number + 1))
            await asyncio.sleep(0.01)
        assert stored(panel).number >= 2
        panel.saving.opened(panel.saving.current)

    asyncio.run(write())


def test_a_failed_save_says_so_and_is_tried_again(workspace: Workspace, report: Report) -> None:
    async def write() -> None:
        workspace.create(report)
        panel = DraftPanel(workspace)
        page = Page(field(panel, "overview"))
        save, refusals = workspace.save, 2

        def refuse(*args: Any, **options: Any) -> Revision:
            nonlocal refusals
            refusals -= 1
            if refusals >= 0:
                raise WorkspaceError("RK-407", "工作区无法读写", remedy="检查磁盘是否已满")
            return save(*args, **options)

        workspace.save = refuse  # type: ignore[method-assign]
        page.types("写不进去也不能丢")
        await asyncio.sleep(0.04)
        assert "RK-407" in panel.status.value
        assert "再试" in panel.status.value
        assert "RK-407" in page.told[-1]["words"]
        assert panel.dirty
        await asyncio.sleep(0.4)
        assert stored(panel).report.section("overview") == "写不进去也不能丢"
        assert acknowledged(page) == [(1, False), (1, False), (1, True)]
        assert "已保存" in panel.status.value

    asyncio.run(write())


def test_a_workspace_that_is_locked_keeps_the_text(
    workspace: Workspace, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from report_kit.workspace import engine

    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    key = workspace.create(report).id
    panel = DraftPanel(Workspace(tmp_path))
    other = sqlite3.connect(tmp_path / engine.FILE_NAME)
    other.execute("BEGIN IMMEDIATE")
    field(panel, "overview").value = "总述"
    assert not panel.saving.now()
    assert "RK-406" in panel.status.value
    other.rollback()
    other.close()
    assert panel.saving.now()
    assert workspace.load(key).report.section("overview") == "总述"


def test_what_is_on_the_disk_already_is_acknowledged_at_once(panel: DraftPanel) -> None:
    page = Page(field(panel, SECTION))
    page.types(page.editor.value)
    assert acknowledged(page) == [(1, True)]
    assert not panel.dirty


def test_changes_of_different_parts_are_put_together(
    panel: DraftPanel, workspace: Workspace, report: Report
) -> None:
    theirs = report.with_section("requests", "同事写的第三部分").with_value("table3", "new", "natural", 7)
    key = stored(panel).report_id
    workspace.save(key, theirs, base=1, author="李四")
    mine = Page(field(panel, "overview"))
    mine.types("我写的总述")
    edition = field(panel, "overview").content["edition"]
    assert panel.saving.now()
    merged = stored(panel)
    assert merged.number == 3
    assert merged.report == theirs.with_section("overview", "我写的总述")
    assert not panel.conflict.children
    assert field(panel, "requests").value == "同事写的第三部分"
    assert panel.tables[1].grid.typed["new/natural"] == "7"
    assert field(panel, "overview").content["edition"] == edition, "what one writes in is left alone"
    assert "并入" in panel.status.value
    assert not panel.dirty


def test_what_was_saved_elsewhere_is_shown_before_one_writes_on(
    workspace: Workspace, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def write() -> None:
        key = workspace.create(report.with_section("overview", "全镇作好公开工作。")).id
        panel = DraftPanel(workspace)
        review = ReviewPanel(workspace)
        found = next(name for name, finding in review.findings.items() if finding.text == "作好")
        review.choose(Choice("accept", found))
        await asyncio.sleep(0.2)
        assert field(panel, "overview").value == "全镇做好公开工作。"
        assert "第 2 版" in panel.status.value
        Page(field(panel, "overview")).types("全镇做好公开工作。接着写。")
        await asyncio.sleep(0.2)
        assert not panel.conflict.children
        assert workspace.load(key).report.section("overview") == "全镇做好公开工作。接着写。"
        # Something unsaved stays as it is: both versions will be shown.
        monkeypatch.setattr(saving, "QUIET", 10.0)
        monkeypatch.setattr(saving, "LONGEST", 10.0)
        Page(field(panel, "overview")).types("我的")
        workspace.save(key, report.with_section("overview", "对方的"), base=3)
        await asyncio.sleep(0.2)
        assert field(panel, "overview").value == "我的"
        assert not panel.saving.now()
        assert panel.conflict.children

    asyncio.run(write())


def test_only_the_panel_opened_last_looks(workspace: Workspace, report: Report) -> None:
    async def write() -> None:
        key = workspace.create(report).id
        first, second = DraftPanel(workspace), DraftPanel(workspace)
        workspace.save(key, report.with_section("overview", "别处写的"), base=1)
        await asyncio.sleep(0.2)
        assert field(second, "overview").value == "别处写的"
        assert field(first, "overview").value == ""

    asyncio.run(write())


def test_a_heading_somebody_changed_is_shown(panel: DraftPanel, workspace: Workspace, report: Report) -> None:
    theirs = replace(report, headings={**report.headings, "requests": "三、依申请公开情况"})
    workspace.save(stored(panel).report_id, theirs, base=1)
    field(panel, "overview").value = "我写的总述"
    assert panel.saving.now()
    assert stored(panel).report.heading("requests") == "三、依申请公开情况"
    assert field(panel, "requests").label == "三、依申请公开情况"
    assert field(panel, "overview").value == "我写的总述"
    assert not panel.dirty


def test_nothing_is_saved_over_a_clash_and_what_is_given_up_stays_in_the_history(
    panel: DraftPanel, workspace: Workspace, report: Report
) -> None:
    key = stored(panel).report_id
    theirs = report.with_section("overview", "同事的总述")
    workspace.save(key, theirs, base=1, author="李四")
    page = Page(field(panel, "overview"))
    page.types("我的总述")
    assert not panel.saving.now()
    conflict = panel.conflict.children[0]
    page.types("我的总述，又写了一句")  # while the two versions are on the screen
    field(panel, "requests").value = "这时写的第三部分"
    assert workspace.load(key).number == 2
    conflict._choices["section:overview"].value = "theirs"
    conflict.children[-1].click()
    texts = [revision.report.section("overview") for revision in workspace.revisions(key)]
    assert texts == ["", "同事的总述", "我的总述，又写了一句", "同事的总述"]
    assert stored(panel).report.section("requests") == "这时写的第三部分"
    assert field(panel, "overview").value == "同事的总述"
    assert acknowledged(page)[-1] == (2, True)
    assert not panel.dirty


def test_what_an_earlier_panel_had_still_to_save_is_saved_when_another_opens(
    panel: DraftPanel, workspace: Workspace
) -> None:
    field(panel, "overview").value = "刚写的"
    assert field(DraftPanel(workspace), "overview").value == "刚写的"
    assert not panel.dirty


def test_an_earlier_revision_is_shown_with_its_changes_and_restored(
    panel: DraftPanel, workspace: Workspace, report: Report
) -> None:
    field(panel, SECTION).value = "我镇做好公开工作。"
    panel.tables[0].fill_blanks()
    panel.save()
    field(panel, "overview").value = "后来写的总述"  # not saved yet: the comparison is with what one sees
    history = panel.history
    history.refresh()
    history.list.value = 1
    shown = history.changes.value
    assert "<ins" in shown
    assert "后来写的总述" in shown
    assert "全年公开57条" in shown
    history.back.click()
    assert stored(panel).number == 4
    assert stored(panel).report == report
    assert workspace.load(1, 3).report.section("overview") == "后来写的总述"
    assert field(panel, SECTION).value == report.section(SECTION)
    assert set(panel.tables[0].grid.typed.values()) == {""}
    assert not panel.dirty
    assert "已恢复第 1 版" in history.status.value


def test_a_damaged_revision_is_not_restored(panel: DraftPanel, workspace: Workspace, tmp_path: Path) -> None:
    field(panel, "overview").value = "总述"
    panel.save()
    with closing(sqlite3.connect(tmp_path / "report-kit.db")) as database, database:
        database.execute("UPDATE revisions SET body = replace(body, '57', '75') WHERE number = 1")
    panel.history.refresh()
    panel.history.list.value = 1
    assert "RK-404" in panel.history.status.value
    panel.saving.restore(1)
    assert "RK-404" in panel.status.value
    assert stored(panel).number == 2


def test_the_list_names_the_writer_and_one_entry_a_sitting(panel: DraftPanel, workspace: Workspace) -> None:
    panel.author.value = "王五"
    for number in range(3):
        field(panel, "overview").value = f"第{number}稿"
        panel.save()
    panel.history.refresh()
    names = [name for name, _ in panel.history.list.options]
    assert len(names) == 3, "the choice of none, this sitting, and what the report began with"
    assert "王五" in names[1]
    panel.history.every.value = True
    assert len(panel.history.list.options) == 5
    assert DraftPanel(workspace).author.value == "王五"


def test_sittings() -> None:
    start = datetime(2025, 1, 6, 9, tzinfo=UTC)
    minutes = [("甲", 0), ("甲", 1), ("甲", 3), ("乙", 4), ("甲", 5), ("甲", 60)]
    versions = [
        Version(number, who, start + timedelta(minutes=minute))
        for number, (who, minute) in enumerate(minutes, 1)
    ]
    assert [version.number for version in sittings(versions)] == [1, 3, 4, 5, 6]


def test_an_account_that_is_no_name_is_not_used(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from report_kit.widgets.drafting.author import AuthorField

    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    monkeypatch.setattr(getpass, "getuser", lambda: "Administrator")
    told: list[str] = []
    failed: list[ReportKitError] = []
    assert AuthorField(workspace, told.append, failed.append).value == ""
    monkeypatch.setattr(getpass, "getuser", lambda: "zhangsan")
    AuthorField(workspace, told.append, failed.append)
    assert told == ["", "zhangsan"]


def test_a_name_that_cannot_be_remembered_holds_and_that_is_said(
    panel: DraftPanel, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_name: str, _value: str) -> None:
        raise WorkspaceError("RK-406", "工作区正被另一个程序占用")

    monkeypatch.setattr(workspace, "remember", refuse)
    panel.author.value = "王五" * 60
    assert "RK-406" in panel.status.value
    field(panel, "overview").value = "一稿"
    panel.save()
    assert stored(panel).author == "王五" * 50  # as much as a revision has room for


def test_what_the_browser_keeps_is_found_wherever_the_clock_is_set_to(
    workspace: Workspace, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of this PC cannot be set")
    workspace.create(report)
    places = []
    for zone in ("Asia/Shanghai", "UTC"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        places.append(field(DraftPanel(workspace), "overview").place)
    monkeypatch.undo()
    time.tzset()
    assert places[0] == places[1]


def test_a_cell_that_holds_no_figure_is_not_called_saved(panel: DraftPanel) -> None:
    grid = panel.tables[1].grid
    told: list[dict[str, Any]] = []
    grid.send = told.append
    cells = {"new/natural": "三件", "new/business": "2"}
    grid._handle_custom_msg(
        {"kind": "typed", "view": "a", "version": 1, "edition": grid.edition, "typed": cells}, []
    )
    assert panel.saving.now()
    assert (told[-1]["safe"], told[-1]["version"]) == (False, 1)
    assert "1 格没有保存" in told[-1]["words"]
    grid._handle_custom_msg(
        {"kind": "typed", "view": "a", "version": 2, "edition": grid.edition, "typed": {"new/natural": "3"}},
        [],
    )
    assert panel.saving.now()
    assert (told[-1]["safe"], told[-1]["version"]) == (True, 2)
