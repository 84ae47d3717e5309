"""The notebooks are thin, carry no outputs, and run from top to bottom."""

from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import report_kit.widgets as jobs
from report_kit.forms.report import Report
from report_kit.resources import data_folder
from report_kit.widgets.jupyter.server import WIDGET, without_widgets
from report_kit.workspace import Workspace

NOTEBOOKS = sorted(data_folder("notebooks").glob("*.ipynb"))


def test_there_is_one_notebook_a_job() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "00_新手上路",
        "01_起草",
        "02_校对",
        "03_审核",
        "04_发布",
        "05_考核",
    ]


@pytest.mark.parametrize("name", jobs.__all__)
def test_no_module_takes_the_place_of_a_job(name: str) -> None:
    assert find_spec(f"{jobs.__name__}.{name}") is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_text_and_a_few_calls(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None
            assert cell.metadata.jupyter.source_hidden
            assert len(cell.source.splitlines()) <= 5


@pytest.mark.parametrize("state", ["empty", "full"])
def test_every_notebook_runs(state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORT_KIT_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    if state == "full":
        report = Report.new("云岭县清河镇人民政府", "镇", 2024)
        Workspace(tmp_path).create(report.with_section("overview", "全街道要发言优良传统,作好公开工作。"))
    # One kernel for all: starting it takes longer than running them. Each twice: a clerk clicks again.
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [cell for path in NOTEBOOKS * 2 for cell in nbformat.read(path, as_version=4).cells]
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output.output_type for output in outputs] == ["execute_result"] * 2 * len(NOTEBOOKS)
    without_widgets({"type": "notebook", "content": notebook})
    for output in outputs:
        assert WIDGET not in output.data
        assert "运行所有单元格" in output.data["text/html"]
    own = [output.data["text/plain"] for output in outputs if "练习" not in output.data["text/plain"]]
    assert len(own) == len(outputs) - 2
    assert all(("清河镇" in text) == (state == "full") for text in own)
