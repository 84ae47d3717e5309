"""What is wrong in the file of a form is told in Chinese, with line, place, reason and the nearest name."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import report_kit.ledger
import report_kit.proofread  # noqa: F401  (rules and registers announce themselves)
from report_kit.forms.checking import Fault, FormError, read_form
from tests.forms.own_form import TEXT, line_of, write


def faults(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(FormError) as caught:
        read_form(path)
    assert caught.value.code == "RK-301"
    return caught.value.faults


WRONG = yaml.safe_load(Path(__file__).with_name("wrong_forms.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case["place"] or "writing")
def test_a_fault_is_told(tmp_path: Path, case: dict[str, str]) -> None:
    path = write(tmp_path, "pingan", (case["for"], case["write"]))
    said = faults(path)
    found = [fault for fault in said if fault.place == case["place"] and case["reason"] in str(fault)]
    assert found, [str(fault) for fault in said]
    assert found[0].line == line_of(path, case["line"])
    # English must not reach the user.
    assert not [fault for fault in said if re.search(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}", fault.reason)]


def test_what_is_carried_must_fit_where_it_goes(tmp_path: Path) -> None:
    """An amount has fractions that a count can not hold; the other way round all is well."""
    column = "          - {id: 其他, label: 其他, path: [纠纷类型]}"
    amount = (column, column.replace("}", ", type: amount}"))
    last = "  - {table: 统计, for_each: column, from: 年末未结, to: 上年未结}"
    back = (last, f"{last}\n  - {{table: 统计, for_each: row, from: 其他, to: 家庭, lines: [新受理]}}")
    path = write(tmp_path, "pingan", amount, back)
    (fault,) = faults(path)
    assert (fault.place, fault.line) == ("carry[1].to", line_of(path, "from: 其他"))
    assert "新受理/其他 是可以有小数的数（amount），新受理/家庭 是件数（count），放不进去" in fault.reason
    read_form(write(tmp_path, "pingan", amount, (last, f"{back[1].replace('其他', '邻里')}")))
    read_form(
        write(
            tmp_path,
            "pingan",
            amount,
            (last, back[1].replace("from: 其他, to: 家庭", "from: 家庭, to: 其他")),
        )
    )


@pytest.mark.parametrize(
    "title", ["某镇某某年平安建设工作报告", "某镇二〇二四年报告", "年", "9" * 5000 + "年"]
)
def test_a_title_that_is_not_read_as_the_pattern_promises_is_not_read(tmp_path: Path, title: str) -> None:
    reads = 'recognise: {titles: [平安建设], reads: "(?P<agency>某镇)?(?P<year>.*?)年"}'
    known = '#recognise: {titles: ["平安建设(?:工作)?(?:年度)?报告"], headings: 3}'
    change = ('title: "{agency}{year}年平安建设工作报告"', 'title: "{year}年平安建设工作报告"')
    form = read_form(write(tmp_path, "pingan", (known, reads), change))
    assert form.read_title(title) == ("", None)
    assert form.read_title("2024年平安建设工作报告") == ("", 2024)


def test_an_equation_no_line_can_answer_is_refused(tmp_path: Path) -> None:
    """Two blocks with columns of their own: no row has both."""
    block = (
        "          - {id: 年末未结, label: 年末未办结}\n",
        "          - {id: 年末未结, label: 年末未办结}\n"
        "      - columns: [{id: 人数, label: 人数}]\n        rows: [{id: 队伍, label: 调解员}]\n",
    )
    write(tmp_path, "pingan", block)
    read_form(tmp_path / "pingan.yaml")
    path = write(tmp_path, "pingan", block, ("    left: [合计]\n", "    left: [人数]\n"))
    (fault,) = faults(path)
    assert (fault.place, fault.reason) == ("equations[0]", "每一行都没有等式要用的全部单元格，永远算不出来")
    path = write(tmp_path, "pingan", block, ("    #rows: [新受理, 成功]", "    rows: [新受理, 队伍]"))
    (fault,) = faults(path)
    assert (fault.place, fault.line) == ("equations[0].rows[1]", line_of(path, "rows: [新受理, 队伍]"))
    assert "“队伍”这一行没有等式要用的全部单元格" in fault.reason


def test_all_faults_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "pingan",
        ("short: 平安报告", "shrot: 平安报告"),
        ("    section: 数据", "    section: 数居"),
        ("    right: [家庭, 邻里, 其他]", "    right: [家庭, 邻居, 其他]"),
        ("from: 年末未结,", "from: 年未,"),
    )
    found = faults(path)
    assert [fault.place for fault in found] == [
        "shrot",
        "tables[0].section",
        "equations[0].right[1]",
        "carry[0].from",
    ]
    assert [fault.line for fault in found] == sorted(fault.line for fault in found)
    with pytest.raises(FormError) as caught:
        read_form(path)
    assert "格式文件有 4 处错误" in str(caught.value)
    assert all(f"第 {fault.line} 行 {fault.place}：" in str(caught.value) for fault in found)


def test_the_file_is_named_after_the_id(tmp_path: Path) -> None:
    path = write(tmp_path, "pingan").rename(tmp_path / "平安.yaml")
    (fault,) = faults(path)
    assert "文件名应是“pingan.yaml”" in fault.reason


# Each list holds the one above nine times: the last one would hold 43 million words.
STEPS = [f"b{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
LAUGHS = "\n".join(["a: &a0 [x]", *STEPS]).encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件是空的"),
        ("id: 平安".encode("gbk"), "不是 UTF-8 编码的文本"),
        (b"- a\n- b\n", "下面应有几项"),
        (b"a: " + b"[" * 3000, "套得太深"),
        (b"a: &a [*a]\n", "包含了它自己"),
        (LAUGHS, "内容太多"),
        (b"#" * 1_000_001, "文件太大"),
        (b"? [a]\n: b\n", "冒号前面应是一个名称"),
        (b"id: a\n---\nid: b\n", "一个文件只放一种格式"),
    ],
    ids=["empty", "gbk", "list", "deep", "loop", "laughs", "large", "odd key", "two"],
)  # fmt: skip
def test_files_that_are_no_form(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "pingan.yaml"
    path.write_bytes(content)
    assert any(reason in fault.reason for fault in faults(path)), [str(fault) for fault in faults(path)]


def test_the_file_to_begin_with_is_right_and_so_is_each_optional_line(tmp_path: Path) -> None:
    optional = re.findall(r"^\s*#(?![ \n]).*$", TEXT, re.M)
    assert len(optional) >= 8
    read_form(write(tmp_path))
    path = tmp_path / "all.yaml"
    text = re.sub(r"^(\s*)#(?![ \n])", r"\1", TEXT, flags=re.M)
    path.write_text(text.replace("id: skeleton", "id: all", 1), encoding="utf-8")
    form = read_form(path)
    assert form.free_sections
    assert form.due
    assert form.equations[0].rows == ("新受理", "成功")


LINES = TEXT.replace("id: skeleton", "id: pingan", 1).splitlines()
SLIPS = st.one_of(
    st.just(None),  # the line is lost
    st.tuples(st.integers(0, 60), st.sampled_from(list("：:,，[]{}\"'#-*&!|>%@`\t 1a年\0"))),
    st.sampled_from(
        [": null", ": 3", ": -1", ": [a]", ": {a: b}", ": .inf", ': "{"', ": 2024-01-01", ": !!int x"]
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(LINES) - 1), SLIPS), min_size=1, max_size=3))
def test_whatever_is_written_is_read_or_refused_in_chinese(slips: list[tuple[int, Any]]) -> None:
    lines: list[str | None] = list(LINES)
    for number, slip in slips:
        line = lines[number] or ""
        if slip is None:
            lines[number] = None
        elif isinstance(slip, str):
            lines[number] = line.partition(": ")[0] + slip
        else:
            lines[number] = line[: slip[0]] + slip[1] + line[slip[0] :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pingan.yaml"
        path.write_text("\n".join(line for line in lines if line is not None), encoding="utf-8")
        try:
            read_form(path)
        except FormError as error:
            for fault in error.faults:
                assert 0 <= fault.line <= len(lines)
                assert not re.search(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}", fault.reason)


@pytest.mark.parametrize(
    ("pattern", "slow"),
    [
        ("^(.+)+工作总结$", True),
        ("(?:平安|平安)*总结$", True),
        (r"(\\w+\\s?)*$", True),
        ("平安建设.*.*.*.*.*总结", True),
        ("平安建设(?:[^。]{0,20}、)?(?:工作)?(?:年度)?报告", False),
        (r"第[一二三]+[届次]?.{0,20}会议.{0,20}报告|平安建设", False),
    ],
)
def test_a_pattern_that_would_search_for_ever_is_refused(tmp_path: Path, pattern: str, slow: bool) -> None:
    known = '#recognise: {titles: ["平安建设(?:工作)?(?:年度)?报告"], headings: 3}'
    path = write(tmp_path, "pingan", (known, f'recognise: {{titles: ["{pattern}", 平安建设]}}'))
    if not slow:
        read_form(path)
        return
    (fault,) = faults(path)
    assert (fault.place, "查得极慢" in fault.reason) == ("recognise.titles[0]", True)
