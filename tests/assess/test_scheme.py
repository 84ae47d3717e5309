"""A scheme is checked whole before it is used; each slip is told with its line and what was meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from report_kit.assess.known import FACTS
from report_kit.assess.scheme import SHIPPED, SchemeError, default_scheme, read_scheme
from tests.assess.make import changed

C1 = ("dims", "全面性", "items", "C1")


def test_the_shipped_scheme_uses_every_figure_that_is_known() -> None:
    assert default_scheme().needed == set(FACTS)


def test_every_indicator_says_how_to_mend() -> None:
    assert all(item.mend for _, item in default_scheme().items.values())


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ((*C1, "formula"), "min(1, 计人条数/月任务数)", "“计人条数”不知道是什么数，是不是“计入条数”？"),
        ((*C1, "formula"), "计入条数**2", "公式里只能有"),
        ((*C1, "formula"), "(计入条数", "括号是否成对"),
        ((*C1, "na_if"), "月任务=0", "看不懂"),
        ((*C1, "weight"), 0, "应大于 0"),
        ((*C1, "weight"), "十五", "应是数字"),
        ((*C1, "wieght"), 3, "不认识“wieght”这一项，是不是“weight”？"),
        ((*C1, "formula"), None, "缺少“formula”这一项"),
        (
            ("dims", "准确性", "items", "C1"),
            {"label": "重", "weight": 1, "formula": "1"},
            "在“全面性”里已经有了",
        ),
        (
            ("dims", "总分"),
            {"weight": 1, "items": {"Z": {"label": "z", "weight": 1, "formula": "1"}}},
            "不能叫“总分”",
        ),
        (("dims", "全面性", "items"), {}, "这个维度没有指标"),
        (("dims",), {}, "一个维度也没有"),
        (("grades",), [[60, "合格"], [90, "优秀"], [0, "差"]], "应从高到低"),
        (("grades",), [[90, "优秀"]], "最后一个等次的分数线应为 0"),
        (("rank", "tie_break"), ["准确度"], "没有“准确度”"),
        (("rank", "show"), ["名字"], "没有“名字”"),
        (("rank", "method"), "olympic", "不在可写的值里：competition、dense"),
        (("malus", "items", "空白月"), -5, "分值写正数"),
        (("veto", "cap"), 100, "应小于满分"),
        (("aliases",), {"字数": "计入条数"}, "已经是一列的名称"),
        (("version",), 2, "不在可写的值里"),
        (("limits", "fix_days"), "三天", "应是数字"),
    ],
)
def test_a_slip_is_told_with_its_place(tmp_path: Path, path: tuple[str, ...], value: Any, said: str) -> None:
    with pytest.raises(SchemeError, match="RK-841") as caught:
        changed(tmp_path, (path, value))
    told = str(caught.value)
    assert said in told
    assert "第 " in told
    assert "docs/考核.md" in told


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"dims: [", b"- 1", b"a: &a [*a]", b"\t", b"version: 1\n" * 2]
)
def test_no_scheme_at_all(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "方案.yaml"
    path.write_bytes(content)
    with pytest.raises(SchemeError, match="RK-841"):
        read_scheme(path)


def test_all_slips_are_told_at_once(tmp_path: Path) -> None:
    text = (
        SHIPPED.read_text("utf-8")
        .replace("计入条数/月任务数", "计人条数/月任务")
        .replace("cap: 59", "cap: 590")
    )
    path = tmp_path / "方案.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(SchemeError) as caught:
        read_scheme(path)
    lines = text.splitlines()
    assert len(caught.value.faults) == 3
    assert all(fault.line for fault in caught.value.faults)
    assert {
        "C1" in lines[fault.line - 1] or "cap: 590" in lines[fault.line - 1] for fault in caught.value.faults
    } == {True}
