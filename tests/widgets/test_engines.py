"""Choosing a correction engine in 02_校对: off at first, for the session, honest about what is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from report_kit.forms.report import Report
from report_kit.proofread.engines import Offer, offers
from report_kit.widgets.reviewing import engines as module
from report_kit.widgets.reviewing.engines import EngineChooser
from report_kit.widgets.reviewing.panel import ReviewPanel
from report_kit.workspace import Workspace
from tests.proofread.engines.conftest import write_onnx

HERE = tuple(replace(offer, installed=True) for offer in offers())


@pytest.fixture(autouse=True)
def new_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_session", {"name": "", "model": ""})


def chooser(monkeypatch: pytest.MonkeyPatch, *shown: Offer) -> tuple[EngineChooser, list[str]]:
    monkeypatch.setattr(module, "offers", lambda: shown)
    chosen: list[str] = []
    return EngineChooser(chosen.append), chosen


def test_none_is_chosen_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    made, chosen = chooser(monkeypatch, *HERE)
    assert [name for _, name in made.list.options] == ["", "onnx", "pycorrector"]
    assert (made.list.value, made.spec, chosen) == ("", "", [])
    assert made.model.layout.display == "none"


def test_what_is_not_installed_shows_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = replace(HERE[1], installed=False, install='python -m pip install "pycorrector>=1.1.4" torch')
    made, chosen = chooser(monkeypatch, absent)
    assert "没有安装" in made.list.options[1][0]
    made.list.value = "pycorrector"
    assert "pip install &quot;pycorrector&gt;=1.1.4&quot; torch" in made.note.value
    assert (made.spec, chosen) == ("", [""])


def test_one_that_needs_a_model_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made, chosen = chooser(monkeypatch, *HERE)
    made.list.value = "onnx"
    assert made.spec == ""
    assert "model.onnx" in made.note.value
    made.model.value = '"D:\\模型\\纠错 模型"'
    assert chosen == ["", "onnx=D:\\模型\\纠错 模型"]
    made.list.value = "pycorrector"
    assert made.model.value == ""
    assert chosen[-1] == "pycorrector"
    made.list.value = ""
    assert chosen[-1] == ""


def test_the_choice_lasts_for_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = chooser(monkeypatch, *HERE)
    made.list.value = "onnx"
    made.model.value = "D:\\模型"
    again, _ = chooser(monkeypatch, *HERE)
    assert again.spec == "onnx=D:\\模型"


@pytest.fixture
def panel(workspace: Workspace, report: Report) -> ReviewPanel:
    workspace.create(report.with_section("overview.disclosure", "制定公开工作实施方按，扎实推进。"))
    return ReviewPanel(workspace)


def passages(panel: ReviewPanel) -> dict[str, Any]:
    return {item["marked"]: item["message"] for item in panel.list.items}


def test_a_report_is_checked_with_the_engine_and_again_without(panel: ReviewPanel, tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="needs the extra onnx")
    before = passages(panel)
    panel.engines.list.value = "onnx"
    assert passages(panel) == before
    panel.engines.model.value = str(write_onnx(tmp_path))
    assert "两种方法都认为" in passages(panel)["按"]
    assert "两种方法" not in before["按"]
    again = ReviewPanel(panel.workspace)
    assert "两种方法都认为" in passages(again)["按"]
    again.engines.list.value = ""
    assert passages(again) == before


def test_a_wrong_place_is_told_and_the_report_is_checked(panel: ReviewPanel, tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="needs the extra onnx")
    before = passages(panel)
    panel.engines.list.value = "onnx"
    panel.engines.model.value = str(tmp_path / "没有")
    assert "RK-331" in panel.status.value
    assert passages(panel) == before
    assert "RK-331" in ReviewPanel(panel.workspace).status.value


def test_an_engine_that_breaks_is_told(panel: ReviewPanel, tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="needs the extra onnx")
    before = passages(panel)
    (tmp_path / "model.onnx").write_bytes(b"no model")
    (tmp_path / "vocab.txt").write_text("[UNK]", encoding="utf-8")
    panel.engines.list.value = "onnx"
    panel.engines.model.value = str(tmp_path)
    assert "RK-332" in panel.status.value
    assert passages(panel) == before
