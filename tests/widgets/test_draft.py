"""Writing a report: what is typed is saved, what is refused is shown, nothing disappears."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from ipywidgets import HTML

from report_kit.forms.report import Report
from report_kit.widgets.drafting.panel import DraftPanel
from report_kit.widgets.fields.grid import GridWidget
from report_kit.workspace import Workspace

SECTION = "overview.disclosure"


@pytest.fixture
def panel(workspace: Workspace, report: Report) -> DraftPanel:
    workspace.create(report)
    return DraftPanel(workspace)


def saved(panel: DraftPanel) -> Report:
    assert panel.revision is not None
    return panel.workspace.load(panel.revision.report_id).report


def test_an_empty_workspace_offers_to_begin(workspace: Workspace) -> None:
    panel = DraftPanel(workspace)
    assert panel.chooser.value is None
    panel.begin.agency.value = "云岭县东山乡人民政府"
    panel.begin.year.value = 2025
    panel.begin.create()
    assert [(record.agency, record.level, record.year) for record in workspace.reports()] == [
        ("云岭县东山乡人民政府", "乡", 2025)
    ]
    assert len(panel.sections) == len(saved(panel).spec.sections)


def test_every_section_and_table_has_its_form(panel: DraftPanel) -> None:
    spec = saved(panel).spec
    assert [form.section.id for form in panel.sections] == [section.id for section in spec.sections]
    assert [form.table.id for form in panel.tables] == ["table2", "table3", "table4"]
    assert len({form.field.label for form in panel.sections}) == len(panel.sections)


def test_what_stands_in_the_forms_is_saved(panel: DraftPanel) -> None:
    assert panel.frame is not None
    for number, form in enumerate(panel.sections):
        form.field.value = f"第{number}部分。\n镕喆堃翀旻，𠮷，☑㎡⑳。"
    panel.frame.date.value = date(2025, 1, 13)
    panel.tables[1].grid.typed = {**panel.tables[1].grid.typed, "new/natural": "１,２３４"}
    panel.tables[0].fill_blanks()
    panel.save()
    report = saved(panel)
    assert list(report.sections.values()) == [
        f"第{number}部分。\n镕喆堃翀旻，𠮷，☑㎡⑳。" for number in range(len(panel.sections))
    ]
    assert report.date == date(2025, 1, 13)
    assert report.value("table3", "new", "natural") == 1234
    assert {value for row in report.tables["table2"].values() for value in row.values()} == {0}
    assert "已保存" in panel.status.value


def test_a_cell_without_a_figure_is_named_and_the_rest_is_saved(panel: DraftPanel) -> None:
    grid = panel.tables[1].grid
    grid.typed = {**grid.typed, "new/natural": "三件", "new/total": "5", "carried_in/total": "-1"}
    panel.save()
    assert saved(panel).value("table3", "new", "total") == 5
    assert saved(panel).value("table3", "new", "natural") is None
    assert set(grid.problems) >= {"new/natural", "carried_in/total"}
    assert "三件" in panel.tables[1].children[-1].value


def test_broken_equations_are_shown_after_a_save(panel: DraftPanel) -> None:
    form = panel.tables[1]
    form.fill_blanks()
    panel.save()
    assert "勾稽关系成立" in form.children[-1].value
    form.grid.typed = {**form.grid.typed, "new/natural": "3"}
    panel.save()
    assert "new/total" in form.grid.problems
    assert "需要核对" in form.children[-1].value


def test_unsaved_changes_are_announced_and_kept_when_another_report_is_chosen(
    panel: DraftPanel, workspace: Workspace
) -> None:
    other = workspace.create(Report.new("云岭县东山乡人民政府", "乡", 2024)).id
    first = panel.chooser.value
    assert first is not None
    panel.sections[1].field.value = "没有点保存"
    assert "还没有保存" in panel.status.value
    panel.chooser.refresh()
    panel.chooser.list.value = other
    assert workspace.load(first).report.section("overview") == "没有点保存"
    assert panel.revision is not None
    assert panel.revision.report_id == other


def test_a_stale_save_shows_both_versions_and_merges_as_chosen(
    panel: DraftPanel, workspace: Workspace, report: Report
) -> None:
    key = panel.chooser.value
    assert key is not None
    theirs = report.with_section(SECTION, "同事改的主动公开").with_section("requests", "同事写的第三部分")
    workspace.save(key, theirs, base=1, author="李四")
    fields = {form.section.id: form.field for form in panel.sections}
    fields[SECTION].value = "我改的主动公开"
    fields["overview"].value = "我写的总述"
    panel.save()
    assert workspace.load(key).report == theirs
    children = panel.conflict.children[0].children
    shown = re.sub("<[^>]*>", "", " ".join(child.value for child in children if isinstance(child, HTML)))
    assert "我改的主动公开" in shown
    assert "同事改的主动公开" in shown
    conflict = panel.conflict.children[0]
    assert {part: choice.value for part, choice in conflict._choices.items()} == {
        "section:overview": "mine",
        "section:overview.disclosure": "mine",
        "section:requests": "theirs",
    }
    conflict.children[-1].click()
    merged = workspace.load(key)
    assert merged.number == 3
    assert merged.report.section(SECTION) == "我改的主动公开"
    assert merged.report.section("overview") == "我写的总述"
    assert merged.report.section("requests") == "同事写的第三部分"
    assert not panel.conflict.children
    assert {form.section.id: form.text for form in panel.sections}["requests"] == "同事写的第三部分"


def test_a_finished_report_is_imported_and_what_was_not_understood_is_said(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    panel = DraftPanel(workspace)
    filled = report.with_value("table2", "fees", "amount", Decimal("12.5"))
    panel.begin.read_file("年报.txt", filled.document().text.encode("gb18030"))
    assert saved(panel).section(SECTION) == report.section(SECTION)
    panel.begin.read_file("别的.txt", "今天天气不错。".encode())
    assert "RK-207" in panel.begin.status.value
    assert len(workspace.reports()) == 1


def test_a_second_report_of_one_year_is_refused_in_words(panel: DraftPanel) -> None:
    panel.begin.agency.value = "云岭县清河镇人民政府"
    panel.begin.year.value = 2024
    panel.begin.create()
    assert "RK-403" in panel.begin.status.value


def test_a_table_is_one_widget(report: Report) -> None:
    table = report.spec.table("table3")
    widget = GridWidget(table, report.tables["table3"])
    assert len(table.addresses) == 175
    helps = [cell["help"] for line in widget.lines for cell in line if cell.get("help")]
    assert helps
    labels = {cell["label"] for line in widget.lines for cell in line if "label" in cell}
    assert len(labels) == 175, "every cell is told apart by a screen reader"


def test_what_a_reader_without_kernel_sees(panel: DraftPanel) -> None:
    data, metadata = panel._repr_mimebundle_()
    assert metadata == {"report_kit_fallback": True}
    assert "全年公开57条" in data["text/plain"]
    assert "全年公开57条" in data["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in data


def test_a_report_that_cannot_be_opened_is_not_the_one_that_is_chosen(
    workspace: Workspace, report: Report
) -> None:
    other = workspace.create(report).id
    opened = workspace.create(replace(report, year=report.year - 1, title="")).id
    panel = DraftPanel(workspace)
    assert panel.chooser.value == opened
    with closing(sqlite3.connect(Path(str(workspace.folder)) / "report-kit.db")) as database, database:
        database.execute("UPDATE revisions SET body = '{}' WHERE report_id = ?", (other,))
    panel.chooser.list.value = other
    assert "RK-404" in panel.status.value
    assert panel.chooser.value == opened, "else one would write into the wrong report"


def test_where_the_newest_revision_is_damaged_the_last_sound_one_is_opened(
    workspace: Workspace, report: Report
) -> None:
    key = workspace.create(report.with_section("overview", "第一稿")).id
    second = workspace.save(key, report.with_section("overview", "第二稿"), base=1)
    workspace.save(key, report.with_section("overview", "第三稿"), base=second.number)
    with closing(sqlite3.connect(Path(str(workspace.folder)) / "report-kit.db")) as database, database:
        database.execute("UPDATE revisions SET body = replace(body, '第三稿', '坏')")
    panel = DraftPanel(workspace)
    assert "RK-404" in panel.status.value
    assert "第 2 版的内容" in panel.status.value
    field = next(form.field for form in panel.sections if form.section.id == "overview")
    assert field.value == "第二稿"
    field.value = "第二稿，接着写。"
    panel.save()
    assert saved(panel).section("overview") == "第二稿，接着写。"
    assert [revision.number for revision in workspace.revisions(key)] == [1, 2, 3, 4, 5]
