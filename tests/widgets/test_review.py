"""Proofreading a report: a decision changes the text, or is remembered, and never gets lost."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from report_kit.errors import DataError
from report_kit.forms.report import Report
from report_kit.settings import Acceptance
from report_kit.settings.accepted import ACCEPTED_NAME
from report_kit.widgets.common.who import _session
from report_kit.widgets.reviewing.finding_list import Choice
from report_kit.widgets.reviewing.panel import ReviewPanel
from report_kit.workspace import Workspace

SECTION = "overview.disclosure"


@pytest.fixture
def panel(workspace: Workspace, report: Report, one_word: Callable[..., Any]) -> ReviewPanel:
    _session.clear()
    workspace.create(report)
    return ReviewPanel(workspace, one_word())


def text(panel: ReviewPanel) -> str:
    assert panel.revision is not None
    return panel.workspace.load(panel.revision.report_id).report.section(SECTION)


def test_an_empty_workspace_says_what_to_do(workspace: Workspace, one_word: Callable[..., Any]) -> None:
    assert "01_起草" in ReviewPanel(workspace, one_word()).status.value


def test_a_finding_shows_its_place_passage_reason_and_fix(panel: ReviewPanel) -> None:
    first = panel.list.items[0]
    assert first["before"] + first["marked"] + first["after"] == "　　我镇作好公开工作，作好解读。"
    assert (first["place"], first["severity"]) == ("（一）主动公开", "error")
    assert (first["message"], first["source"]) == ("应为“做好”", "《现代汉语词典》")
    assert first["fixes"] == ["改为“做好”"]
    assert "错误 2 处" in panel.heading.value


def test_accepting_changes_the_text_and_saves(panel: ReviewPanel, workspace: Workspace) -> None:
    panel.choose(Choice("accept", panel.list.items[1]["key"]))
    assert text(panel) == "我镇作好公开工作，做好解读。\n全年公开57条（𠮷）。"
    assert panel.revision is not None
    assert panel.revision.number == 2
    assert len(panel.list.items) == 1
    assert "已保存" in panel.status.value
    assert [decision.action for decision in workspace.decisions(panel.revision.report_id)] == ["accept"]


def test_ignoring_needs_a_reason_is_remembered_and_can_be_taken_back(
    panel: ReviewPanel, workspace: Workspace, one_word: Callable[..., Any]
) -> None:
    key = panel.list.items[0]["key"]
    panel.choose(Choice("ignore", key))
    assert "RK-408" in panel.status.value
    panel.choose(Choice("ignore", key, reason="引文如此"))
    assert (len(panel.list.items), len(panel.list.ignored)) == (1, 1)
    again = ReviewPanel(workspace, one_word())
    assert again.list.ignored[0]["reason"] == "引文如此"
    again.choose(Choice("reopen", again.list.ignored[0]["key"]))
    assert (len(again.list.items), again.list.ignored) == (2, [])


def test_an_ignore_survives_edits_in_other_paragraphs(
    panel: ReviewPanel, workspace: Workspace, report: Report
) -> None:
    panel.choose(Choice("ignore", panel.list.items[0]["key"], reason="引文如此"))
    assert panel.revision is not None
    changed = report.with_section("overview", "新写的总述。" * 20)
    workspace.save(panel.revision.report_id, changed, base=1)
    panel.refresh()
    assert (len(panel.list.items), len(panel.list.ignored)) == (1, 1)


def test_one_click_accepts_safe_fixes_only(
    workspace: Workspace, report: Report, one_word: Callable[..., Any]
) -> None:
    workspace.create(report)
    likely = ReviewPanel(workspace, one_word())
    assert likely.list.safe_count == 0
    safe = ReviewPanel(workspace, one_word(safety="safe"))
    assert safe.list.safe_count == 2
    safe.choose(Choice("ignore", safe.list.items[0]["key"], reason="引文如此"))
    safe.choose(Choice("accept_safe"))
    assert text(safe) == "我镇作好公开工作，做好解读。\n全年公开57条（𠮷）。"  # the ignored one stays


def test_a_stale_accept_changes_nothing_and_shows_the_new_version(
    panel: ReviewPanel, workspace: Workspace, report: Report
) -> None:
    assert panel.revision is not None
    newer = report.with_section(SECTION, "同事重写了，仍然作好公开。")
    workspace.save(panel.revision.report_id, newer, base=1)
    panel.choose(Choice("accept", panel.list.items[0]["key"]))
    assert text(panel) == "同事重写了，仍然作好公开。"
    assert "第 2 版" in panel.status.value
    assert len(panel.list.items) == 1
    assert workspace.decisions(panel.revision.report_id) == []


def test_titles_and_headings_are_mended_too(
    workspace: Workspace, report: Report, one_word: Callable[..., Any]
) -> None:
    key = workspace.create(replace(report, headings={"overview": "一,总体情况"}, title="2024,年报")).id
    panel = ReviewPanel(workspace, one_word(wrong=",", right="，"))
    assert [item["place"] for item in panel.list.items] == ["标题", "一,总体情况"]
    for _ in range(2):
        panel.choose(Choice("accept", panel.list.items[0]["key"]))
    saved = workspace.load(key).report
    assert (saved.title, saved.heading("overview")) == ("2024，年报", "一，总体情况")


def test_what_stands_in_a_table_is_not_accepted_here(
    workspace: Workspace, report: Report, one_word: Callable[..., Any]
) -> None:
    workspace.create(report.with_value("table3", "new", "natural", 8642))
    panel = ReviewPanel(workspace, one_word(wrong="8642", right="8624"))
    assert [(item["fixes"], item["idea"]) for item in panel.list.items] == [([], "改为“8624”")]


def test_what_a_reader_without_kernel_sees(panel: ReviewPanel) -> None:
    data, _ = panel._repr_mimebundle_()
    assert "【作好】" in data["text/plain"]
    assert "应为“做好”" in data["text/html"]


def test_what_the_command_accepted_is_settled_here_and_can_be_taken_back(
    panel: ReviewPanel, workspace: Workspace, one_word: Callable[..., Any]
) -> None:
    assert workspace.folder
    finding = next(iter(panel.findings.values()))
    made = Acceptance.of(finding, panel._text, "引文如此", who="王敏")
    (workspace.folder / ACCEPTED_NAME).write_text(made.line() + "\n", encoding="utf-8")
    panel.refresh()
    assert (len(panel.list.items), len(panel.list.ignored)) == (1, 1)
    assert panel.list.ignored[0]["reason"] == "引文如此"
    assert panel.list.ignored[0]["signed"].startswith("王敏　20")
    panel.choose(Choice("reopen", panel.list.ignored[0]["key"]))
    assert (len(panel.list.items), len(panel.list.ignored)) == (2, 0)
    assert len(ReviewPanel(workspace, one_word()).list.items) == 2


def test_the_settings_of_the_workspace_hold(workspace: Workspace, report: Report) -> None:
    assert workspace.folder
    workspace.create(report.with_section(SECTION, "按照统一布署开展工作。"))
    found = {finding.text for finding in ReviewPanel(workspace).findings.values()}
    assert "布署" in found
    settings = workspace.folder / "report-kit.toml"
    settings.write_text('[rules]\nignore = ["spelling"]', encoding="utf-8")
    found = {finding.text for finding in ReviewPanel(workspace).findings.values()}
    assert "布署" not in found
    settings.write_text("[rules]\nignor = []", encoding="utf-8")
    with pytest.raises(DataError, match="RK-343"):
        ReviewPanel(workspace)


def test_who_decided_and_when_is_recorded_and_shown(panel: ReviewPanel, workspace: Workspace) -> None:
    panel.who.value = "王敏"
    panel.choose(Choice("ignore", panel.list.items[0]["key"], reason="引文如此"))
    assert panel.list.ignored[0]["signed"].startswith("王敏　20")
    panel.choose(Choice("accept", panel.list.items[0]["key"]))
    assert [(one["text"], one["revision"]) for one in panel.list.accepted] == [("作好", 1)]
    assert panel.list.accepted[0]["signed"].startswith("王敏　20")
    assert {made.who for made in workspace.decisions(1)} == {"王敏"}
    assert workspace.history(1)[-1].author == "王敏", "who takes a fix has changed the text"
