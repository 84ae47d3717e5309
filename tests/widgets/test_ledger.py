"""From registers to a report: the tables fill, prose follows, and every figure names its rows."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from report_kit.forms.report import Report
from report_kit.widgets.drafting.from_registers import LedgerForm
from report_kit.widgets.drafting.panel import DraftPanel
from report_kit.workspace import Workspace
from tests.ledger.make import DATA, write

SECTION = "overview.management"
SAMPLES = ("zdgk_sample", "gfxwj_sample", "xzcl_sample", "ysq_full", "fysu_sample")


@pytest.fixture
def panel(workspace: Workspace, report: Report, tmp_path: Path) -> DraftPanel:
    folder = tmp_path / "台账"
    folder.mkdir()
    for name in SAMPLES:
        shutil.copy(DATA / f"{name}.csv", folder)
    workspace.create(report)
    return DraftPanel(workspace)


def ledger(panel: DraftPanel) -> LedgerForm:
    assert panel.ledger is not None
    return panel.ledger


def saved(panel: DraftPanel) -> Report:
    assert panel.revision is not None
    return panel.workspace.load(panel.revision.report_id).report


def prose(panel: DraftPanel, text: str) -> None:
    next(form for form in panel.sections if form.section.id == SECTION).field.value = text


def bound(panel: DraftPanel) -> str:
    return str(next(form for form in panel.sections if form.section.id == SECTION).bound.value)


def test_the_tables_fill_and_are_saved_with_the_figures(panel: DraftPanel) -> None:
    ledger(panel).fill.click()
    assert panel.dirty
    assert "已按 2024 年的台账填好表格" in ledger(panel).status.value
    assert "[Y13]" in ledger(panel).status.value
    panel.save()
    report = saved(panel)
    assert report.value("table3", "new", "total") == 29
    assert report.value("table2", "fees", "amount") == Decimal("0.074")
    assert report.value("table4", "cases", "after.total") == 2
    assert None not in [
        v for rows in report.tables.values() for cells in rows.values() for v in cells.values()
    ]
    assert report.figures["台账.主动公开.总数"] == 9
    assert all("勾稽关系成立" in form.children[-1].value for form in panel.tables)


def test_a_changed_register_row_changes_table_and_prose(panel: DraftPanel, tmp_path: Path) -> None:
    prose(panel, "现行有效{{台账.规范性文件.现行有效}}件，制发{{表二.行政规范性文件.本年制发}}件。")
    panel.save()
    assert "RK-811" in bound(panel)
    assert "还没有从台账汇总" in bound(panel)
    ledger(panel).fill.click()
    panel.save()
    assert "现行有效7件，制发2件。" in saved(panel).document().text
    assert "= 7" in bound(panel)
    path = tmp_path / "台账/gfxwj_sample.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("2024-03-20,有效,", "2024-03-20,废止,2024-12-01"), encoding="utf-8")
    ledger(panel).fill.click()
    panel.save()
    report = saved(panel)
    assert "现行有效6件，制发2件。" in report.document().text
    assert report.value("table2", "normative", "repealed") == 2


def test_a_number_bound_while_one_writes_shows_before_saving(panel: DraftPanel) -> None:
    ledger(panel).fill.click()
    prose(panel, "全年收到{{表三.本年新收.总计}}件。")
    form = next(form for form in panel.sections if form.section.id == SECTION)
    assert form.field.bindings == {"表三.本年新收.总计": "29"}


def test_what_the_command_has_accepted_is_settled_in_the_draft_too(
    panel: DraftPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    from report_kit.review.checks import Waiver
    from report_kit.widgets.common import decisions

    settled = {"key": Waiver("本地说法", "王敏", "2025-01-06")}
    monkeypatch.setattr(decisions, "waivers", lambda _workspace, _report: settled)
    form = next(form for form in panel.sections if form.section.id == SECTION)
    assert form.field._ignored.reasons() == {"key": "本地说法"}


def test_a_figure_shows_its_rows_and_its_binding(panel: DraftPanel) -> None:
    ledger(panel).fill.click()
    names = [value for _, value in ledger(panel).choice.options]
    assert "表二.行政规范性文件.本年废止" in names
    assert "台账.主动公开.渠道.公示栏" in names
    ledger(panel).choice.value = "表二.行政规范性文件.本年废止"
    head, row = ledger(panel).rows.children
    assert "{{表二.行政规范性文件.本年废止}}" in head.value
    assert row.description.startswith("gfxwj_sample.csv 第 6 行")
    ledger(panel).choice.value = ""
    assert ledger(panel).rows.children == ()


def test_cells_without_a_register_stay_as_they_are(panel: DraftPanel, tmp_path: Path) -> None:
    panel.tables[2].fill_blanks()
    panel.tables[0].grid.typed = {**panel.tables[0].grid.typed, "licensing/decisions": "5"}
    own = tmp_path / "别处"
    own.mkdir()
    write(own / "规范性文件.csv", "gfxwj", {})
    ledger(panel).folder.value = str(own)
    ledger(panel).fill.click()
    panel.save()
    assert saved(panel).tables["table2"]["normative"] == {"issued": 1, "repealed": 0, "valid": 1}
    assert saved(panel).value("table2", "licensing", "decisions") == 5
    assert saved(panel).value("table4", "cases", "after.total") == 0
    assert "依申请公开台账" in ledger(panel).status.value


def test_a_register_that_is_not_there_keeps_its_figures(panel: DraftPanel, tmp_path: Path) -> None:
    ledger(panel).fill.click()
    (tmp_path / "台账/zdgk_sample.csv").unlink()
    (tmp_path / "台账/gfxwj_sample.csv").unlink()
    write(tmp_path / "台账/规范性文件.csv", "gfxwj", {})
    ledger(panel).fill.click()
    panel.save()
    figures = saved(panel).figures
    assert (figures["台账.主动公开.总数"], figures["台账.规范性文件.现行有效"]) == (9, 1)
    assert figures["台账.主动公开.渠道.微博"] == 0


def test_a_folder_without_registers_is_told_and_nothing_changes(panel: DraftPanel, tmp_path: Path) -> None:
    before = [dict(form.grid.typed) for form in panel.tables]
    (tmp_path / "空").mkdir()
    ledger(panel).folder.value = str(tmp_path / "空")
    ledger(panel).fill.click()
    assert "RK-803" in ledger(panel).status.value
    assert [dict(form.grid.typed) for form in panel.tables] == before
    assert not panel.dirty
