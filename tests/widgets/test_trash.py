"""Discarding a report in the page: asked first, all of it saved, and put back."""

import ipywidgets as widgets

from report_kit.forms.report import Report
from report_kit.widgets.drafting.panel import DraftPanel
from report_kit.workspace import Workspace


def answers(panel: DraftPanel) -> dict[str, widgets.Button]:
    _question, row = panel.trash.sure.children
    return {made.description: made for made in row.children}


def test_a_report_goes_and_comes_back(workspace: Workspace, report: Report) -> None:
    key = workspace.create(report).id
    other = workspace.create(Report.new("云岭县东山乡人民政府", "乡", 2024)).id
    panel = DraftPanel(workspace)
    panel.show_report(key)
    next(f for f in panel.sections if f.section.id == "other").field.value = "没有收费。"
    panel.trash.ask.click()
    assert "（共 2 版）" in panel.trash.sure.children[0].value, "what was typed is saved first"
    answers(panel)["不移"].click()
    assert panel.trash.sure.children == ()
    assert len(workspace.reports()) == 2

    panel.trash.ask.click()
    answers(panel)["移到回收站"].click()
    assert [record.id for record in workspace.reports()] == [other]
    assert panel.revision is not None
    assert panel.revision.report_id == other
    assert "已移到回收站" in panel.trash.status.value

    panel.trash.list.value = panel.trash.list.options[1][1]
    panel.trash.back.click()
    assert panel.revision.report.agency == report.agency
    assert panel.read().section("other") == "没有收费。"
    assert "已恢复" in panel.status.value
    assert panel.trash.list.options[0][0] == "（是空的）"


def test_the_last_report_leaves_an_empty_page(workspace: Workspace, report: Report) -> None:
    workspace.create(report)
    panel = DraftPanel(workspace)
    panel.trash.ask.click()
    answers(panel)["移到回收站"].click()
    assert panel.revision is None
    assert panel.forms.children == ()
    panel.save()
    panel.trash.ask.click()
    assert "没有打开的报告" in panel.trash.status.value
    panel.begin.agency.value, panel.begin.year.value = report.agency, report.year
    panel.begin.create()
    assert panel.revision is not None
    panel.trash.list.value = panel.trash.list.options[1][1]
    panel.trash.back.click()
    assert "RK-403" in panel.trash.status.value


def test_another_report_opened_meanwhile_is_not_moved(workspace: Workspace, report: Report) -> None:
    key = workspace.create(report).id
    other = workspace.create(Report.new("云岭县东山乡人民政府", "乡", 2024)).id
    panel = DraftPanel(workspace)
    panel.show_report(key)
    panel.trash.ask.click()
    yes = answers(panel)["移到回收站"]
    panel.show_report(other)
    yes.click()
    assert len(workspace.reports()) == 2
