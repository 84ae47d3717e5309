"""The shipped forms in the panel: chosen, drafted, complete when all is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_kit import Proofreader
from report_kit.export import export_report
from report_kit.forms.report import Report
from report_kit.proofread.findings.finding import Severity
from report_kit.widgets.drafting.panel import DraftPanel
from report_kit.workspace import Workspace
from tests.forms.old_reports import old_report
from tests.forms.shiqiao import AGENCY, PROSE, shiqiao


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def saved(panel: DraftPanel) -> Report:
    assert panel.revision is not None
    return panel.revision.report


def begin(workspace: Workspace, kind: str, year: int) -> DraftPanel:
    panel = DraftPanel(workspace)
    form = panel.begin
    form.form.value, form.agency.value, form.year.value = kind, AGENCY, year
    form.create()
    return panel


def test_a_report_on_law_is_drafted_whole(workspace: Workspace) -> None:
    panel = begin(workspace, "fazhi", 2024)
    assert panel.wizard is not None
    panel.wizard.refresh()
    before = {point["name"] for point in panel.wizard.progress.points}
    assert {"引言", "二、推进法治政府建设存在的不足和原因"} <= before
    for form in panel.sections:
        form.field.value = PROSE[form.section.id]
    panel.save()
    panel.wizard.refresh()
    assert [point["name"] for point in panel.wizard.progress.points] == ["成文日期"]
    assert saved(panel).sections == shiqiao().sections
    findings = Proofreader().check(saved(panel).document())
    assert [f for f in findings if f.severity is not Severity.HINT] == []


def test_what_the_rules_miss_is_still_to_be_written(workspace: Workspace) -> None:
    panel = begin(workspace, "fazhi", 2024)
    prose = {**PROSE, "shortcomings": "一是执法力量不足。", "leaders": "全镇干部参加法治培训3期。"}
    for form in panel.sections:
        form.field.value = prose[form.section.id]
    panel.save()
    assert panel.wizard is not None
    panel.wizard.refresh()
    open_points = {point["name"]: point["text"] for point in panel.wizard.progress.points}
    assert "原因" in open_points["二、推进法治政府建设存在的不足和原因"]
    assert "党政主要负责人" in open_points["三、党政主要负责人履行推进法治建设第一责任人职责"]


def test_last_year_in_the_old_form_begins_this_year_in_the_new(workspace: Workspace, tmp_path: Path) -> None:
    last = old_report(1, 2020)
    file = export_report(last, tmp_path / "报告", ["docx"])["docx"]
    panel = DraftPanel(workspace)
    panel.begin.agency.value, panel.begin.year.value = last.agency, 2021
    panel.begin.read_last_year(file.name, file.read_bytes())
    assert saved(panel).form == "annual_2021"
    out = last.value("table3", "carried_out", "total")
    assert saved(panel).value("table3", "carried_in", "total") == out
    kept = workspace.find(last.agency, 2020)
    assert kept is not None
    assert workspace.load(kept.id).report.form == "annual_2019"


@pytest.mark.parametrize("year", [2019, 2020])
def test_an_old_report_can_be_drafted(workspace: Workspace, year: int) -> None:
    panel = begin(workspace, "annual", year)
    assert saved(panel).form == "annual_2019"
    grids = {form.table.id: form.grid for form in panel.tables}
    grids["table2"].typed = {
        **grids["table2"].typed,
        "licensing/change": "-3",
        "procurement/procured": "251000元",
    }
    panel.save()
    assert saved(panel).value("table2", "licensing", "change") == -3
    assert str(saved(panel).value("table2", "procurement", "procured")) == "25.1"


def test_a_free_report_begins_with_titles_of_its_own(workspace: Workspace) -> None:
    panel = begin(workspace, "free", 2024)
    assert [form.section.title for form in panel.sections][1:] == list(saved(panel).headings.values())
