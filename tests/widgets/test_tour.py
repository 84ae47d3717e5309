"""The ten-minute tour: what counts as done, and that it keeps to its own report."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from report_kit.widgets import tour
from report_kit.widgets.guided_tour.panel import TourPanel, words
from report_kit.widgets.guided_tour.practice import Practice, practice_report
from report_kit.widgets.guided_tour.steps import STEPS
from report_kit.widgets.reviewing.finding_list import Choice
from report_kit.workspace import Workspace


@pytest.fixture
def panel(tmp_path: Path) -> TourPanel:
    return TourPanel(tmp_path / "practice")


def said(panel: TourPanel) -> str:
    return re.sub(r"<[^>]+>", "", panel.status.value)


def type_text(panel: TourPanel, change: Callable[[str], str]) -> None:
    field = panel.body.children[0].field
    field.value = change(field.value)


def type_cell(panel: TourPanel, cell: str, text: str) -> None:
    grid = panel.body.children[0].grid
    grid._received(None, {"kind": "typed", "edition": grid.edition, "typed": {cell: text}}, None)


def decide(panel: TourPanel, marked: str, action: str, reason: str = "") -> None:
    key = next(item["key"] for item in panel.step._panel.list.items if item["marked"] == marked)
    panel.step._panel.choose(Choice(action, key, reason=reason))


def write(panel: TourPanel) -> None:
    assert said(panel) == "还没有写。"
    type_text(panel, lambda _: "我乡没有其他需要报告的事项。")
    assert "信息处理费" in said(panel)
    type_text(panel, lambda _: "我乡没有收取信息处理费")
    assert "句号" in said(panel)
    type_text(panel, lambda text: text + "。")


def mend_typo(panel: TourPanel) -> None:
    text = panel.body.children[0].text
    (finding,) = panel.body.children[0].field.checks.check(text)
    assert (finding.text, finding.fixes[0].replacement) == ("发言", "发扬")
    type_text(panel, lambda text: text.replace("发言求真", "求真"))
    assert "这一步重做" in said(panel)
    type_text(panel, lambda _: text.replace("发言", "发扬"))


def mend_table(panel: TourPanel) -> None:
    assert "2 处勾稽关系不成立" in said(panel)
    type_cell(panel, "new/natural", "2")  # the equations hold, but it is not what happened
    assert "题目" in said(panel)
    type_cell(panel, "new/natural", "3")
    type_cell(panel, "granted/natural", "3")


def take_figures(panel: TourPanel) -> None:
    assert set(panel.step._prose.field.bindings) == set()
    panel.step._ledger.sum_up()
    assert list(panel.step._prose.field.bindings.values()) == ["2", "1", "4"]


def proofread(panel: TourPanel) -> None:
    assert said(panel) == "还没有校对。"
    panel.step._run()


def judge(panel: TourPanel) -> None:
    marked = [item["marked"] for item in panel.step._panel.list.items]
    assert marked == ["保障保障", "作好"]
    decide(panel, "作好", "accept")
    assert "不应改" in said(panel)
    panel.redo()
    decide(panel, "保障保障", "accept")
    assert "还有 1 处" in said(panel)
    decide(panel, "作好", "ignore", "专有名称")


def sign(panel: TourPanel) -> None:
    form = panel.body.children[0]
    assert "落款" in said(panel)
    form.signature.value = "青禾县云岫乡人民政府"
    assert said(panel) == "还没有成文日期。"
    form.date.value = date(2025, 2, 3)
    assert "2025 年 1 月" in said(panel)
    form.date.value = date(2025, 1, 15)


def publish(panel: TourPanel) -> None:
    assert "没有未处理的错误" in panel.step._panel.remaining.value
    for name, box in panel.step._panel.formats.items():
        box.value = name in ("html", "txt")
    panel.step._panel.export()
    assert panel.practice.folder in next(iter(panel.step._panel.files.values())).parents


DOING: dict[str, Callable[[TourPanel], None]] = {
    "sentence": write,
    "typo": mend_typo,
    "table": mend_table,
    "register": take_figures,
    "proofread": proofread,
    "decide": judge,
    "sign": sign,
    "publish": publish,
}


def test_every_step_has_words_and_is_done_as_they_say(panel: TourPanel) -> None:
    assert [entry.id for entry in words()] == [step.id for step in STEPS] == list(DOING)
    for number, (step, do) in enumerate(DOING.items()):
        assert panel.guide.step == number
        assert panel.forward.disabled
        do(panel)
        assert said(panel).startswith("✓"), step
        assert panel.guide.done == list(range(number + 1))
        if number < len(STEPS) - 1:
            panel._picked(None, {"step": number + 1}, None)
    assert "全部做完了" in said(panel)


def test_a_step_is_repeated_and_the_tour_begun_again(panel: TourPanel) -> None:
    for step, do in list(DOING.items())[:4]:
        panel.show_step(list(DOING).index(step))
        do(panel)
        panel.redo()
        assert not said(panel).startswith("✓")
    assert panel.practice.report == practice_report()
    write(_opened(panel, 0))
    assert panel.guide.done == [0]
    run = panel.practice.folder
    panel.restart()
    assert panel.guide.done == []
    assert panel.practice.report == practice_report()
    assert not run.exists()


def _opened(panel: TourPanel, number: int) -> TourPanel:
    panel.show_step(number)
    return panel


def test_the_tour_goes_on_where_it_was_left(tmp_path: Path, panel: TourPanel) -> None:
    write(panel)
    later = TourPanel(tmp_path / "practice")
    assert later.guide.step == 1
    assert later.guide.done == [0]
    (later.practice.folder / "progress.json").write_text("{", encoding="utf-8")
    assert TourPanel(tmp_path / "practice").guide.done == [0]  # the report itself tells


def test_nothing_is_written_to_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORT_KIT_WORKSPACE", str(tmp_path))
    workspace = Workspace(tmp_path)
    (tmp_path / "report-kit.toml").write_text('[rules]\nignore = ["spelling"]\n', encoding="utf-8")
    panel: Any = tour()
    write(panel)
    assert workspace.reports() == []
    assert panel.practice.folder.is_relative_to(tmp_path / ".report-kit")
    # The office's settings do not hold here: a rule it does without may be what a step is about.
    panel.show_step(list(DOING).index("proofread"))
    panel.step._run()
    assert any(item["marked"] == "发言" for item in panel.step._found.children[0].list.items)


def test_a_step_that_needs_an_earlier_one_says_so(panel: TourPanel) -> None:
    panel.show_step(list(DOING).index("decide"))
    assert "第 1、2、3、4 步还没有做" in said(panel)


def test_progress_is_kept_with_the_run(tmp_path: Path) -> None:
    practice = Practice(tmp_path)
    practice.mark("typo")
    practice.mark("typo")
    assert json.loads((practice.folder / "progress.json").read_text("utf-8")) == ["typo"]
    practice.mark("typo", done=False)
    assert Practice(tmp_path).done == frozenset()
