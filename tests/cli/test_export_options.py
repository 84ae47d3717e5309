"""``report-kit export``: charts, earlier years, drafts, the page for WeChat, other notebooks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pypdfium2
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from report_kit.cli.reports import Origin
from report_kit.demo import SAMPLE
from report_kit.document import Document, open_document
from report_kit.errors import ReportError
from report_kit.export import assemble
from report_kit.forms.report import Report
from report_kit.proofread.views.sample_report import sample_report
from report_kit.settings import Settings
from tests.cli.conftest import Cli, cli  # noqa: F401


def test_charts_compare_with_the_years_given(cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    earlier = tmp_path / "2023.txt"
    earlier.write_text(SAMPLE.read_text("utf-8").replace("2024年", "2023年"), "utf-8")
    assert (
        cli("export", SAMPLE, "--to", "html,pdf", "--charts", "--previous", earlier, "--output", "出").code
        == 0
    )
    page = (tmp_path / "出" / "sample.html").read_text("utf-8")
    assert "各年度申请数量对比" in page
    assert "2023年" in page[page.index("<aside") :]
    pages = pypdfium2.PdfDocument(tmp_path / "出" / "sample.pdf")
    assert "图解" in "".join(part.get_textpage().get_text_bounded() for part in pages)
    assert "RK-603" in cli("export", SAMPLE, "--previous", earlier, "--output", "别处").err


def test_a_draft_says_so_in_every_format_that_is_shown(cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    formats = "html,pdf,docx,wechat"
    assert cli("export", SAMPLE, "--to", formats, "--draft", "--output", "出").code == 0
    assert "草稿" in (tmp_path / "出" / "sample.html").read_text("utf-8")
    assert "草稿" in (tmp_path / "出" / "sample-公众号.html").read_text("utf-8")
    assert "RK-609" in cli("export", SAMPLE, "--to", "wechat", "--output", "出").err


def test_the_pc_s_own_fonts_can_be_asked_for(cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    assert cli("export", SAMPLE, "--to", "pdf", "--fonts", "system", "--output", "出").code == 0
    assert "RK-606" in cli("export", SAMPLE, "--to", "pdf", "--fonts", "宋体", "--output", "别处").err


def test_a_notebook_that_is_no_report_is_exported_and_a_broken_one_refused(
    cli: Cli,  # noqa: F811
    tmp_path: Path,
) -> None:
    notebook = new_notebook(cells=[new_markdown_cell("# 会议记录\n\n一段文字。")])
    nbformat.write(notebook, tmp_path / "记录.ipynb")
    assert cli("export", "记录.ipynb", "--to", "txt", "--charts", "--output", "出").code == 0
    assert "一段文字。" in (tmp_path / "出" / "记录.txt").read_text("utf-8")
    no_cells = '{"nbformat": 4, "metadata": {"report_kit": {}}, "cells": 5}'
    deep = '{"a":' * 100_000
    for number, text in enumerate(("{", "[]", '{"nbformat": 4}', no_cells, deep)):
        name = f"坏{number}.ipynb"
        (tmp_path / name).write_text(text, "utf-8")
        assert "RK-112" in cli("export", name, "--to", "txt", "--output", "坏").err, name
    damaged = '{"nbformat": 4, "metadata": {"report_kit": {}}, "cells": [1]}'
    (tmp_path / "损.ipynb").write_text(damaged, "utf-8")
    assert "RK-503" in cli("export", "损.ipynb", "--to", "txt", "--output", "坏").err
    odd = assemble(Report.new("某县某乡人民政府", year=2024))
    odd.cells[0].metadata["report_kit"] = "title"
    nbformat.write(odd, tmp_path / "怪.ipynb")
    assert "RK-503" in cli("export", "怪.ipynb", "--to", "txt", "--output", "坏").err


def test_an_export_of_a_report_loads_no_jupyter(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom report_kit.cli import run\n"
        f"run(['export', {str(SAMPLE)!r}, '--to', 'pdf,html,docx,txt', '--output', {str(tmp_path)!r}])\n"
        "print(sorted({'nbformat', 'nbconvert', 'jsonschema', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("agency", [None, "清水县梨树乡人民政府"])
@pytest.mark.parametrize("printed", ["2019", "2008", "2023"])
def test_a_year_given_holds_whether_or_not_the_agency_is_given(agency: str | None, printed: str) -> None:
    document = Document.from_text(sample_report("全乡收到申请3件。").replace("2024年", f"{printed}年"))
    report = Origin(Settings(), agency=agency, year=2024).read(document)
    assert (report.year, report.form) == (2024, "annual_2021")
    assert "申请3件" in report.section("overview")


@pytest.mark.parametrize("agency", [None, "云岭县清河镇人民政府"])
def test_a_year_in_which_the_texts_form_was_not_in_force_is_refused(agency: str | None) -> None:
    """Read by the form of 2019, rows and columns of the text would be lost."""
    with pytest.raises(ReportError, match="RK-202"):
        Origin(Settings(), agency=agency, year=2019).read(open_document(SAMPLE))
