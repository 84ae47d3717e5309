"""What is left to do, and links to what was written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from report_kit.forms.report import Report
from report_kit.review import checks
from report_kit.review import people as review_people
from report_kit.review.audit import records
from report_kit.review.checks import absent
from report_kit.review.published import verify_file
from report_kit.widgets.publishing.panel import PublishPanel, links_html
from report_kit.workspace import Workspace
from tests.review.office import QUIET, begin, sign_all


def test_an_empty_workspace_says_what_to_do(workspace: Workspace) -> None:
    panel = PublishPanel(workspace)
    assert "01_起草" in panel.status.value
    panel.export()
    assert "请先选择" in panel.status.value


def test_what_is_empty_is_listed(report: Report) -> None:
    lines = absent(report)
    assert "还没有写：五、存在的主要问题及改进情况" in lines
    assert "收到和处理政府信息公开申请情况还有 175 格没有填" in lines
    assert "还没有成文日期" in lines


def test_the_chosen_formats_are_written_and_linked(
    workspace: Workspace, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Sequence[str]] = []

    def export_report(report: Report, folder: Path, formats: Sequence[str]) -> dict[str, Path]:
        asked.append(formats)
        files = {name: folder / f"年报.{name}" for name in formats}
        for name, path in files.items():
            path.write_text(name, encoding="utf-8")
        return files

    monkeypatch.setattr("report_kit.widgets.publishing.panel.export_report", export_report)
    workspace.create(report)
    panel = PublishPanel(workspace, tmp_path / "发布")
    panel.formats["docx"].value = False
    panel.export()
    assert asked == [["html", "pdf", "ipynb"]]
    assert "第 1 版" in panel.status.value
    assert 'download="年报.pdf"' in panel.links.value


def test_what_does_not_follow_from_last_years_report_is_an_error_here_too(
    workspace: Workspace, report: Report
) -> None:
    def with_carried(year: int, row: str, count: int) -> Report:
        rows = {key: dict.fromkeys(cells, 0) for key, cells in report.tables["table3"].items()}
        rows[row] = dict.fromkeys(rows[row], count)
        return replace(report, year=year, title="", tables={"table3": rows})

    workspace.create(with_carried(report.year, "carried_in", 1))
    assert "T3-carry" not in PublishPanel(workspace).remaining.value
    workspace.create(with_carried(report.year - 1, "carried_out", 2))
    panel = PublishPanel(workspace)
    panel.show_report(1)
    assert "T3-carry" in panel.remaining.value


def test_links_carry_the_files(tmp_path: Path) -> None:
    path = tmp_path / "a&b.pdf"
    path.write_bytes(b"%PDF")
    shown = links_html({"pdf": path})
    assert 'href="data:application/pdf;base64,JVBERg=="' in shown
    assert 'download="a&amp;b.pdf"' in shown


def test_a_complete_report_has_nothing_left(report: Report) -> None:
    for section in report.spec.sections:
        report = report.with_section(section.id, "已写。")
    for table in report.spec.tables:
        for row, column in table.addresses:
            report = report.with_value(table.id, row, column, 0)
    assert absent(replace(report, date=date(2025, 1, 13))) == []


def test_charts_drafts_and_the_pc_s_fonts_can_be_chosen(
    workspace: Workspace, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = []

    def export_report(report: Report, folder: Path, formats: Sequence[str], **more: Any) -> dict[str, Path]:
        asked.append(more)
        return {}

    monkeypatch.setattr("report_kit.widgets.publishing.panel.export_report", export_report)
    earlier = workspace.create(replace(report, year=report.year - 1, title=""))
    chosen = workspace.create(report)
    panel = PublishPanel(workspace, tmp_path / "发布")
    panel.chooser.list.value = chosen.id
    for box in panel.options.values():
        box.value = True
    panel.export()
    previous = workspace.load(earlier.id).report
    assert asked == [{"charts": True, "previous": [previous], "draft": True, "fonts": "system"}]


def test_the_preview_shows_the_pages_and_writes_nothing(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    for section in report.spec.sections:
        report = report.with_section(section.id, "已写。")
    workspace.create(report)
    panel = PublishPanel(workspace, tmp_path / "发布")
    panel.preview()
    assert 'alt="第 1 页"' in panel.pages.value
    assert "data:image/png;base64," in panel.pages.value
    assert not (tmp_path / "发布").exists()


@pytest.fixture
def signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Workspace, int]:
    """A workspace in which everybody has signed the report."""
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    monkeypatch.setattr(review_people, "_hasher", lambda: PasswordHasher(1, 8, 1))
    monkeypatch.setattr(checks, "make_proofreader", lambda _settings: QUIET)
    workspace, key = begin(tmp_path / "工作区")
    sign_all(workspace, key)
    return workspace, key


def test_where_nobody_signs_the_page_says_how_to_begin(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    workspace.create(report)
    panel = PublishPanel(workspace, tmp_path / "发布")
    assert "03_审核" in panel.final.said.value
    assert panel.final._act.layout.display == "none"
    assert not panel.options["draft"].value
    panel.final.who.value = "周敏"
    panel.publish()  # not to be clicked; and refused all the same
    assert "RK-731" in panel.status.value
    assert not list(tmp_path.rglob("*.pdf"))


@pytest.mark.slow
def test_what_all_have_signed_is_published_under_a_name(signed: tuple[Workspace, int]) -> None:
    workspace, key = signed
    assert workspace.folder
    panel = PublishPanel(workspace, workspace.folder / "发布")
    assert "可以正式发布" in panel.final.said.value
    assert panel.options["draft"].value, "where reports are signed, a draft says that it is one"
    panel.final.who.value = ""
    panel.publish()
    assert "我是" in panel.status.value
    panel.final.who.value = "周敏"
    panel.formats["ipynb"].value = panel.formats["docx"].value = False
    panel.publish()
    assert "已正式发布第 1 版" in panel.status.value
    assert {path.parent.name for path in panel.files.values()} == {"正式发布-第1版"}
    assert all(verify_file(workspace, path).is_signed for path in panel.files.values())
    assert [one.who for one in records(workspace, key) if one.kind == "publish"] == ["周敏"]


def test_what_changed_since_is_refused_and_what_is_missing_shown(signed: tuple[Workspace, int]) -> None:
    workspace, key = signed
    panel = PublishPanel(workspace, Path("发布"))
    panel.final.who.value = "周敏"
    changed = workspace.load(key).report.with_section("problems", "又改了一句。")
    workspace.save(key, changed, base=1)
    panel.publish()
    assert "RK-731" in panel.status.value
    assert "作废了" in panel.final.said.value
    assert "主要领导：钱七" in panel.final.said.value
    assert panel.final._act.layout.display == "none"
