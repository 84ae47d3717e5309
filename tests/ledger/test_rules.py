"""Every rule finds its fault, and the right samples stay silent."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from report_kit.ledger.checking import check_registers, day_of_looking
from report_kit.ledger.deadlines import clock, due
from report_kit.ledger.schema import Kind
from report_kit.ledger.workdays import Workdays
from tests.ledger.make import register, sample

CALENDAR = Workdays()


def rules(folder: Path, kind: Kind, *rows: dict[str, object], on: date = date(2024, 12, 31)) -> list[str]:
    return [fault.rule for fault in check_registers([register(folder, kind, *rows)], on=on)]


def test_every_planted_fault_is_found_by_its_rule_and_no_other() -> None:
    (bad,) = sample("ysq_bad")
    found: dict[int, set[str]] = {}
    for fault in check_registers([bad]):
        found.setdefault(fault.row, set()).add(fault.rule)
    expected = {row.number: set(re.findall(r"Y\d\d", row.text("note"))) for row in bad.rows}
    assert found == expected


def test_the_full_sample_has_the_one_late_answer() -> None:
    assert [(f.rule, f.row) for f in check_registers(sample("ysq_full"))] == [("Y13", 28)]


def test_the_other_samples() -> None:
    assert check_registers(sample("ysq_sample", "gfxwj_sample", "xzcl_sample")) == []
    assert [(f.rule, f.row) for f in check_registers(sample("zdgk_sample"))] == [("Z09", 8)]
    assert [(f.rule, f.row) for f in check_registers(sample("fysu_sample"))] == [("S2", 8)]


ANSWERED = {"答复日期": "2024-03-20", "答复类型": "A1"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (ANSWERED, []),
        ({**ANSWERED, "收到日期": "2024-02-28"}, ["Y03"]),
        ({**ANSWERED, "补正收到日": "2024-03-08"}, ["Y06"]),
        ({**ANSWERED, "补正通知日": "2024-03-08", "补正收到日": "2024-03-07"}, ["Y06"]),
        ({**ANSWERED, "延期工作日数": 10, "延期告知日": "2024-03-20"}, ["Y08"]),
        ({**ANSWERED, "延期批准日": "2024-03-20", "延期工作日数": 10}, ["Y09"]),
        ({**ANSWERED, "延期批准日": "2024-03-20", "延期工作日数": 9, "延期告知日": "2024-04-03"}, ["Y09"]),
        ({"答复类型": "A1"}, ["Y10", "Y14"]),
        ({"答复日期": "2024-03-04", "答复类型": "A1"}, ["Y12"]),
        ({"答复日期": "2024-03-20", "答复类型": "F1"}, ["Y15"]),
        ({"答复日期": "2024-03-20", "答复类型": "D3", "法律依据": "第三十条"}, ["Y16"]),
        ({"答复日期": "2024-03-20", "答复类型": "F2"}, ["Y17"]),
        ({"答复日期": "2024-03-20", "答复类型": "E4", "法律依据": "第三十五条"}, ["Y20"]),
        ({"答复日期": "2024-03-20", "答复类型": "B1"}, ["Y21"]),
        ({**ANSWERED, "件数": 0}, ["B03"]),
    ],
)
def test_requests(tmp_path: Path, changes: dict[str, object], expected: list[str]) -> None:
    assert rules(tmp_path, "ysq", changes) == expected


def test_a_number_used_twice(tmp_path: Path) -> None:
    twice = {"登记编号": "YSQ-1", **ANSWERED}
    assert rules(tmp_path, "ysq", twice, twice) == ["Y01"]


@pytest.mark.parametrize(
    ("changes", "last"),
    [
        ({}, date(2024, 4, 2)),
        ({"补正通知日": "2024-03-08", "补正收到日": "2024-03-11"}, date(2024, 4, 9)),
        ({"延期批准日": "2024-03-20", "延期工作日数": 20}, date(2024, 4, 30)),
        ({"第三方征求日": "2024-03-06", "第三方回复日": "2024-03-08"}, date(2024, 4, 7)),
        ({"第三方征求日": "2024-03-06", "第三方回复日": "2024-06-08"}, date(2024, 4, 24)),
        (
            {
                "第三方征求日": "2024-03-06",
                "第三方回复日": "2024-03-08",
                "其他机关征求日": "2024-03-06",
                "其他机关回复日": "2024-03-11",
            },
            date(2024, 4, 8),
        ),
    ],
)
def test_the_last_day_to_answer(tmp_path: Path, changes: dict[str, object], last: date) -> None:
    """Twenty working days from the day after receipt; 7 April 2024 was a working Sunday."""
    (row,) = register(tmp_path, "ysq", changes).rows
    found = clock(row, CALENDAR, date(2024, 12, 31))
    assert found is not None
    assert found.last == last


def test_an_open_consultation_stops_the_clock_up_to_today(tmp_path: Path) -> None:
    (row,) = register(tmp_path, "ysq", {"第三方征求日": "2024-03-06"}).rows
    found = clock(row, CALENDAR, date(2024, 3, 8))
    assert found is not None
    assert (found.stopped, found.last) == (2, date(2024, 4, 7))


def test_the_list_of_what_is_due(tmp_path: Path) -> None:
    found = register(
        tmp_path,
        "ysq",
        {"收到日期": "2024-03-20"},
        {"收到日期": "2024-03-05"},
        {"收到日期": "2024-03-01", "答复日期": "2024-03-20", "答复类型": "A1"},
        {"收到日期": "2024-03-01"},
        {"收到日期": "2024-03-01", "补正通知日": "2024-03-04", "补正期限工作日": 10},
        {"收到日期": "2024-04-02"},
        {"收到日期": "2024-03-01", "答复日期": "2024-04-20", "答复类型": "A1"},
    )
    items = due(found.rows, CALENDAR, date(2024, 4, 1))
    assert [(item.row.number, item.state, item.left) for item in items] == [
        (5, "overdue", -1),
        (8, "overdue", -1),
        (3, "soon", 1),
        (2, "running", 12),
        (6, "waiting", None),
    ]
    assert items[-1].note == "等申请人补正，期限到 2024-03-18"


def test_published_pieces(tmp_path: Path) -> None:
    cases: list[tuple[dict[str, object], list[str]]] = [
        ({"标题": "长" * 81}, ["Z03"]),
        ({"索引号": None}, ["Z04"]),
        ({"文号": "清府发[2024]1号"}, ["Z05"]),
        ({"文号": "清府发〔2023〕1号", "成文日期": "2024-01-05"}, ["Z05"]),
        ({"公开渠道": "政府网站"}, ["Z06"]),
        ({"解读对象": "ZD-9"}, ["Z07"]),
        ({"成文日期": "2024-01-11"}, ["Z08"]),
        ({"保密审查": "不宜公开"}, ["Z10"]),
        ({"严重差错": 1}, ["Z11"]),
        ({"栏目类型": "政策文件"}, ["Z12"]),
        ({"审签单号": None}, ["B01"]),
        ({}, []),
    ]
    for changes, expected in cases:
        assert rules(tmp_path, "zdgk", changes) == expected, changes
    assert rules(tmp_path, "zdgk", {}, {}) == ["Z02"]
    assert rules(tmp_path, "zdgk", {"编号": "a"}, {"编号": "a", "标题": "别的"}) == ["Z01"]


def test_documents_decisions_and_cases(tmp_path: Path) -> None:
    assert rules(tmp_path, "gfxwj", {"文号": "清府发〔2023〕1号"}) == ["G02"]
    assert rules(tmp_path, "gfxwj", {"施行日期": "2024-03-05"}) == ["G03"]
    assert rules(tmp_path, "gfxwj", {"公开日期": None}) == ["G04"]
    assert rules(tmp_path, "gfxwj", {"合法性审查": "未审", "备案日期": None}) == ["G05", "G06"]
    assert rules(tmp_path, "gfxwj", {"状态": "废止"}) == ["G07"]
    assert rules(tmp_path, "gfxwj", {"有效期至": "2024-11-01"}) == ["G08"]
    assert rules(tmp_path, "gfxwj", {"有效期至": "2025-02-01"}) == ["G08"]
    assert rules(tmp_path, "gfxwj", {}, {}) == ["G01"]
    assert rules(tmp_path, "xzcl", {"核对人": "周某"}) == ["X01"]
    assert rules(tmp_path, "xzcl", {}, {}) == ["X02"]
    closed = {"审结日期": "2024-06-01", "结果归类": "结果维持"}
    assert rules(tmp_path, "fysu", closed) == []
    assert rules(tmp_path, "fysu", {"途径": "复议后起诉"}) == ["S5"]
    assert rules(tmp_path, "fysu", {**closed, "审结日期": "2024-04-01"}) == ["S6"]
    assert rules(tmp_path, "fysu", {"审结日期": "2024-06-01"}) == ["S7"]
    assert rules(tmp_path, "fysu", {**closed, "结果归类": "结果纠正"}) == ["S8"]
    assert rules(tmp_path, "fysu", {"申请人或原告": "张某123"}) == ["S9"]
    assert rules(tmp_path, "fysu", {"案号": "a"}, {"案号": "a"}) == ["S4"]
    suit: dict[str, object] = {"类型": "行政诉讼", "途径": "复议后起诉", "本机关身份": "共同被告（复议机关）"}
    assert rules(tmp_path, "fysu", suit) == ["S1"]


def test_references_are_looked_up_where_the_register_is_there(tmp_path: Path) -> None:
    case = register(tmp_path, "fysu", {"关联登记编号": "YSQ-9"})
    assert check_registers([case]) == []
    request = register(tmp_path, "ysq", ANSWERED)
    assert [fault.rule for fault in check_registers([case, request])] == ["S10"]


def test_the_day_of_looking() -> None:
    registers = sample("ysq_sample")
    assert day_of_looking(registers, date(2030, 5, 1)) == date(2024, 12, 31)
    assert day_of_looking(registers, date(2024, 5, 1)) == date(2024, 5, 1)
    assert day_of_looking([], date(2024, 5, 1)) == date(2024, 5, 1)
