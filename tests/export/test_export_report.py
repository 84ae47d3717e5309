"""``export_report`` and the exporters as Jupyter finds them."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import get_export_names, get_exporter
from traitlets.config import Config

from report_kit.document import open_document
from report_kit.errors import ExportError
from report_kit.export import FORMATS, assemble, export_report
from report_kit.export.blocks import Content
from report_kit.forms import Report
from tests.export.samples import RARE, plain_notebook, report
from tests.forms.test_carry import last_year

NAMES = ("report_html", "report_pdf", "report_docx")


def test_every_format_is_written_next_to_the_others(tmp_path: Path) -> None:
    files = export_report(report(), tmp_path / "年报 1.0", FORMATS)
    assert set(files) == set(FORMATS)
    assert all(path.stat().st_size > 500 for path in files.values())
    endings = {".html", ".pdf", ".docx", ".ipynb", ".txt", "-公众号.html"}
    assert {path.name for path in tmp_path.iterdir()} == {f"年报 1.0{ending}" for ending in endings}
    assert RARE in files["txt"].read_text(encoding="utf-8")
    assert RARE in files["html"].read_text(encoding="utf-8")


def test_in_a_folder_files_are_named_after_the_title(tmp_path: Path) -> None:
    files = export_report(report(), tmp_path, ["txt"])
    assert files["txt"].name == f"{report().title}.txt"


def test_an_error_writes_nothing(tmp_path: Path) -> None:
    broken = report().with_section("problems", "\U00020bb7")
    with pytest.raises(ExportError, match="RK-501"):
        export_report(broken, tmp_path / "a", ["html", "pdf"])
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_is_a_coded_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="RK-508"):
        export_report(report(), tmp_path / "a", ["odt"])


def test_a_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = export_report(report(), tmp_path / "a", ["txt"])["txt"]
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ExportError, match="RK-507"):
        export_report(Report.new("别的县人民政府", year=2024), tmp_path / "a", ["txt"])
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_a_plain_notebook_goes_out_in_every_format(tmp_path: Path) -> None:
    assert set(export_report(plain_notebook(), tmp_path / "b", FORMATS)) == set(FORMATS)


@pytest.mark.parametrize("name", NAMES)
def test_jupyter_finds_the_exporters_and_lists_them(name: str) -> None:
    assert name in get_export_names()
    exporter = get_exporter(name)
    assert exporter.export_from_notebook
    assert exporter.output_mimetype


@pytest.mark.parametrize("name", NAMES)
def test_an_exporter_converts_a_notebook_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / "年报.ipynb"
    nbformat.write(assemble(report()), path)
    output, resources = get_exporter(name)().from_filename(str(path))
    assert resources["output_extension"] == f".{name.removeprefix('report_')}"
    assert isinstance(output, str if name == "report_html" else bytes)


@pytest.mark.parametrize("kind", ["html", "docx", "pdf", "txt"])
def test_a_draft_with_charts_is_read_back_as_the_report(tmp_path: Path, kind: str) -> None:
    made = export_report(last_year(), tmp_path / "稿", [kind], draft=True, charts=True)
    assert Report.from_document(open_document(made[kind])) == last_year()


def test_the_blocks_are_those_of_the_notebook_after_all_other_preprocessors(tmp_path: Path) -> None:
    notebook = plain_notebook()
    notebook.cells[1].metadata["tags"] = ["内部"]
    config = Config()
    config.TagRemovePreprocessor.enabled = True
    config.TagRemovePreprocessor.remove_cell_tags = ["内部"]
    for settings, shown in ((Config(), True), (config, False)):
        page, resources = get_exporter("report_html")(config=settings).from_notebook_node(notebook)
        assert ("打印的文字" in page) is shown
        assert not [value for value in resources.values() if isinstance(value, Content)]
