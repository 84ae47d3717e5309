"""Identity numbers, telephones and addresses are refused, and never shown in full."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_kit.ledger.reading import read_registers
from tests.ledger.make import USUAL, register, sample, write


@pytest.mark.parametrize(
    ("column", "value", "rule", "secret"),
    [
        ("申请人", "张某11010519491231002X", "P01", "19491231"),
        ("备注", "身份证１１０１０５１９４９１２３１００２Ｘ", "P01", "１９４９１２３１"),
        ("备注", "110105194912310000", "P01", "19491231"),
        ("备注", "电话13912345678", "P02", "12345"),
        ("备注", "联系电话：0571-87654321", "P02", "8765"),
        ("所需信息描述", "请回电 139 1234 5678", "P02", "1234"),
        ("申请人", "白石村三组12号", "P03", "三组"),
        ("备注", "卡号6222021234567890128", "P04", "12345678"),
    ],
)
def test_private_cells_are_refused_with_the_value_masked(
    tmp_path: Path, column: str, value: str, rule: str, secret: str
) -> None:
    found = register(tmp_path, "ysq", {column: value})
    faults = [fault for fault in found.faults if fault.rule.startswith("P")]
    assert [(fault.rule, fault.column, fault.row, fault.level) for fault in faults] == [
        (rule, column, 2, "error")
    ]
    assert "*" in faults[0].message
    assert secret not in faults[0].message
    assert all(value not in str(cell) for cell in found.rows[0].cells.values()), "the cell was not taken in"
    assert found.rows[0].count("n") == 1, "the rest of the row was"


def test_columns_that_must_not_be_there(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "ysq", {"备注": "13912345678"}, {})
    path.write_text(path.read_text(encoding="utf-8-sig").replace("备注", "联系电话"), encoding="utf-8")
    (found,) = read_registers(path)
    assert [(fault.rule, fault.row) for fault in found.faults] == [("P00", 1), ("P00", 2)]
    assert "3912345678" not in "".join(map(str, found.faults))


def test_the_samples_hold_nothing_private() -> None:
    names = ("zdgk_sample", "gfxwj_sample", "xzcl_sample", "ysq_full", "ysq_sample", "ysq_bad", "fysu_sample")
    assert [f for r in sample(*names) for f in r.faults if f.rule.startswith("P")] == []


def test_a_village_group_may_apply(tmp_path: Path) -> None:
    found = register(
        tmp_path, "ysq", {"申请人": "白石村三组", "申请人类型": "其他", "备注": "白石村三组新建道路"}
    )
    assert found.faults == ()


def test_an_identity_number_a_spreadsheet_keeps_as_a_number(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    usual = {**USUAL["ysq"], "备注": 1.1010519491231e17}
    book.active.append(list(usual))
    book.active.append(list(usual.values()))
    book.save(tmp_path / "a.xlsx")
    (found,) = read_registers(tmp_path / "a.xlsx")
    assert [fault.rule for fault in found.faults] == ["P01"]


@pytest.mark.parametrize(
    "value",
    [
        "白石村道路硬化项目2023年决算",
        "清公开〔2024〕1号",
        "2024年1月至2024年12月的补贴名单",
        "县道0512-0513段",
        "网址见00012345",
    ],
)
def test_what_a_request_may_ask_for(tmp_path: Path, value: str) -> None:
    assert register(tmp_path, "ysq", {"所需信息描述": value}).faults == ()
