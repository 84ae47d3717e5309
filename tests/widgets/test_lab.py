"""Preparing a workspace folder, and what a saved notebook keeps."""

import json
import sys
from pathlib import Path

import pytest

from report_kit.errors import UsageError
from report_kit.widgets.jupyter.lab import lab_command, lab_environment, prepare_workspace
from report_kit.widgets.jupyter.server import WIDGET, without_widgets
from report_kit.widgets.jupyter.voila import run_voila

NAMES = [
    "00_新手上路.ipynb",
    "01_起草.ipynb",
    "02_校对.ipynb",
    "03_审核.ipynb",
    "04_发布.ipynb",
    "05_考核.ipynb",
]


def test_notebooks_are_copied_and_edited_ones_stay(tmp_path: Path) -> None:
    folder = tmp_path / "年报"
    assert [path.name for path in prepare_workspace(folder)] == NAMES
    (folder / NAMES[0]).write_text("改过的", encoding="utf-8")
    (folder / NAMES[1]).unlink()
    assert [path.name for path in prepare_workspace(folder)] == [NAMES[1]]
    assert (folder / NAMES[0]).read_text(encoding="utf-8") == "改过的"


def test_untouched_notebooks_follow_the_kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "01.ipynb").write_text("old", encoding="utf-8")
    monkeypatch.setattr("report_kit.widgets.jupyter.lab.data_folder", lambda name: shipped)
    folder = tmp_path / "年报"
    prepare_workspace(folder)
    (shipped / "01.ipynb").write_text("new", encoding="utf-8")
    prepare_workspace(folder)
    assert (folder / "01.ipynb").read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("ledger", ["{", "[]", ""])
def test_a_damaged_ledger_of_notebooks_replaces_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ledger: str
) -> None:
    prepare_workspace(tmp_path)
    (tmp_path / NAMES[0]).write_text("改过的", encoding="utf-8")
    (tmp_path / ".report-kit/notebooks.json").write_text(ledger, encoding="utf-8")
    assert prepare_workspace(tmp_path) == []
    assert (tmp_path / NAMES[0]).read_text(encoding="utf-8") == "改过的"
    # Those that are as the kit left them follow it again.
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    for name in NAMES:
        (shipped / name).write_text("new", encoding="utf-8")
    monkeypatch.setattr("report_kit.widgets.jupyter.lab.data_folder", lambda name: shipped)
    assert [path.name for path in prepare_workspace(tmp_path)] == NAMES[1:]


def test_without_voila_the_command_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "voila", None)  # as where it is not installed
    with pytest.raises(UsageError, match="RK-623") as caught:
        run_voila(tmp_path / "年报")
    assert "report-kit[voila]" in caught.value.remedy
    assert not (tmp_path / "年报").exists()


def test_the_settings_ask_for_chinese_and_no_network(tmp_path: Path) -> None:
    prepare_workspace(tmp_path)
    settings = tmp_path / ".report-kit"
    overrides = json.loads((settings / "labconfig" / "default_setting_overrides.json").read_text("utf-8"))
    assert overrides["@jupyterlab/translation-extension:plugin"]["locale"] == "zh_CN"
    assert overrides["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    lab = json.loads((settings / "jupyter_lab_config.json").read_text("utf-8"))["LabApp"]
    assert lab["news_url"] is None
    assert lab["extension_manager"] == "readonly"
    assert lab_environment(tmp_path)["JUPYTER_CONFIG_DIR"] == str(settings)
    assert "--ServerApp.ip=127.0.0.1" in lab_command()


def test_a_folder_that_can_not_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="RK-621"):
        prepare_workspace(tmp_path / "文件")


def test_a_saved_notebook_keeps_text_in_place_of_widgets() -> None:
    def output(**metadata: bool) -> dict[str, object]:
        data = {WIDGET: {"model_id": "1"}, "text/html": "<p>文字</p>", "text/plain": "文字"}
        return {"output_type": "display_data", "metadata": metadata, "data": data}

    ours, others = output(report_kit_fallback=True), output()
    cells = [{"cell_type": "markdown", "source": ""}, {"cell_type": "code", "outputs": [ours, others]}]
    model = {"type": "notebook", "content": {"cells": cells}}
    without_widgets(model, path="a.ipynb", contents_manager=None)
    assert set(ours["data"]) == {"text/html", "text/plain"}  # type: ignore[call-overload]
    assert WIDGET in others["data"]  # type: ignore[operator]
    without_widgets({"type": "file", "content": "文字"})
