"""``check`` and ``fix`` on folders that hold files of all kinds, good and bad."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report_kit.cli.failures import run
from report_kit.cli.inputs import expand
from report_kit.document.readers import html as html_reader
from report_kit.export import export_report
from tests.document.web_pages import cms_page
from tests.export.samples import report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "下级").mkdir()
    (tmp_path / ".ipynb_checkpoints").mkdir()
    export_report(report(), tmp_path / "下级" / "年报", ["docx", "pdf", "ipynb", "txt"])
    export_report(report(), tmp_path / ".ipynb_checkpoints" / "旧", ["ipynb"])
    (tmp_path / "网页.html").write_bytes(cms_page().encode("gb18030"))
    return tmp_path


def test_a_folder_stands_for_all_kinds_in_it_and_below(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(folder), "--select", "table", "--format", "json"]) == 1
    output, errors = capfd.readouterr()
    assert errors == ""
    found = [json.loads(line) for line in output.splitlines()]
    kinds = {
        kind: [f["rule"] for f in found if f["path"].endswith(kind)] for kind in ("docx", "pdf", "ipynb")
    }
    assert kinds["docx"]
    assert kinds["docx"] == kinds["pdf"] == kinds["ipynb"]
    assert not any("checkpoints" in f["path"] for f in found)


def test_bad_files_are_named_by_code_and_the_others_go_on(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7")
    (folder / "坏.ipynb").write_bytes(b"{")
    (folder / "空.html").write_bytes(b"")
    assert run(["check", str(folder), str(folder / "没有.txt"), "--select", "date"]) == 2
    output, errors = capfd.readouterr()
    assert "网页.html" in output
    assert [code for code in ("RK-109", "RK-112", "RK-108", "RK-101") if f"[{code}]" not in errors] == []


def test_a_mistake_in_a_reader_does_not_stop_the_others(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html_reader, "read", lambda _path: 1 / 0)
    assert run(["check", str(folder), "--select", "date"]) == 2
    output, errors = capfd.readouterr()
    assert "[RK-900]" in errors
    assert "网页.html" in errors
    assert "年报.pdf" in output


def test_a_text_that_is_no_report_does_not_stop_the_reports(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "通知.txt").write_text("各村：请于今日报送材料。", encoding="utf-8")
    assert run(["check", str(folder), "--form", "annual", "--select", "date"]) == 2
    output, errors = capfd.readouterr()
    assert errors.count("[RK-207]") == 1
    assert "年报.docx" in output


def test_fix_refuses_a_pdf_and_passes_it_over_in_a_folder(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pdf = folder / "下级" / "年报.pdf"
    assert run(["fix", str(pdf)]) == 2
    assert "[RK-235]" in capfd.readouterr().err
    assert pdf not in expand([str(folder)], to_correct=True)
    assert pdf in expand([str(folder)])


def test_fix_of_a_web_page_gives_its_text(tmp_path: Path) -> None:
    page = tmp_path / "网页.html"
    page.write_text("<p>全年共公开信息３条，，内容完整。</p>", encoding="utf-8")
    assert run(["fix", str(page), "--safety", "likely"]) == 0
    assert "，，" not in (tmp_path / "网页.校对.txt").read_text(encoding="utf-8")
    assert "，，" in page.read_text(encoding="utf-8")
