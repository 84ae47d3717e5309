"""The registers give the statutory tables, and every cell names its rows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.forms.catalogue import load_form
from report_kit.forms.equations import broken, values_of
from report_kit.forms.form import Form
from report_kit.forms.values import Value
from report_kit.ledger.cells import Cell
from report_kit.ledger.register import Register, Row
from report_kit.ledger.schema import load_schema
from report_kit.ledger.sheets import csv_bytes, sheets
from report_kit.ledger.sums import Sums, sum_registers
from report_kit.ledger.sums.fitting import fit
from tests.ledger.make import DATA, register, sample

SAMPLES = ("zdgk_sample", "gfxwj_sample", "xzcl_sample", "ysq_full", "fysu_sample")


@pytest.mark.parametrize(
    ("names", "sheet", "expected"),
    [
        (("gfxwj_sample", "xzcl_sample"), "表二", "table2"),
        (("ysq_sample",), "表三", "table3_sample"),
        (("ysq_full",), "表三", "table3_full"),
        (("fysu_sample",), "表四", "table4"),
        (("zdgk_sample",), "主动公开", "zdgk"),
    ],
)
def test_the_samples_give_the_expected_sheets_byte_for_byte(
    names: tuple[str, ...], sheet: str, expected: str
) -> None:
    sums = sum_registers(sample(*names), 2024)
    assert sums.faults == ()
    assert csv_bytes(sheets(sums)[sheet]) == (DATA / f"expected_{expected}.csv").read_bytes()


def test_every_cell_that_is_not_nought_names_its_rows() -> None:
    sums = sum_registers(sample(*SAMPLES), 2024)
    for table, rows in sums.tables.items():
        for row, cells in rows.items():
            for column, value in cells.items():
                assert bool(value) == bool(sums.rows_behind(table, row, column))
    behind = sums.rows_behind("table2", "normative", "issued")
    assert [(row.file, row.number) for row in behind] == [("gfxwj_sample.csv", 9), ("gfxwj_sample.csv", 10)]
    assert [row.number for row in sums.rows_behind("table2", "fees", "amount")] == [10]


def test_a_register_that_is_not_there_leaves_its_cells_blank() -> None:
    sums = sum_registers(sample("gfxwj_sample"), 2024)
    assert set(sums.tables) == {"table2"}
    assert sums.tables["table2"]["licensing"]["decisions"] is None
    assert sums.missing == ("主动公开台账", "行政处理与收费月报", "依申请公开台账", "复议诉讼台账")


def test_registers_without_rows_of_the_year_say_nothing_rather_than_nought() -> None:
    empty = [Register(form, f"{form.file}.csv", ()) for form in load_schema().registers.values()]
    assert (sum_registers(empty, 2024).tables, len(sum_registers(empty, 2024).missing)) == ({}, 5)
    sums = sum_registers(sample("gfxwj_sample", "xzcl_sample", "ysq_full"), 2031)
    assert sums.tables.get("table2", {}).get("licensing", {}).get("decisions") is None
    assert "行政处理与收费月报" in sums.missing


def test_other_years() -> None:
    sums = sum_registers(sample("gfxwj_sample", "ysq_full"), 2023)
    assert sums.tables["table2"]["normative"] == {"issued": 1, "repealed": 0, "valid": 7}
    assert sums.tables["table3"]["new"]["total"] == 2
    assert sums.tables["table3"]["carried_out"]["total"] == 2


def test_a_term_that_ran_out_is_explained() -> None:
    (remark,) = sum_registers(sample("gfxwj_sample"), 2024).remarks
    assert "得 8 件，登记为 7 件；差的是第 5 行（到期失效）" in remark.message


def test_a_fee_that_the_sheet_of_fees_does_not_know(tmp_path: Path) -> None:
    paid = {"收费通知日": "2024-03-06", "收费金额元": "100", "缴费日": "2024-03-08"}
    request = register(tmp_path, "ysq", paid)
    month = register(tmp_path, "xzcl", {})
    assert [remark.rule for remark in sum_registers([request, month], 2024).remarks] == ["N03"]
    charged = register(tmp_path, "xzcl", {"收费项目": "信息处理费", "收费金额元": "100"})
    sums = sum_registers([request, charged], 2024)
    assert sums.remarks == ()
    assert sums.tables["table2"]["fees"]["amount"] == Decimal("0.01")


def test_rows_that_cannot_be_counted_are_named(tmp_path: Path) -> None:
    found = register(
        tmp_path,
        "ysq",
        {"申请人类型": "个体户"},
        {"答复日期": "2024-03-20"},
        {"答复日期": "2024-03-01", "答复类型": "A1"},
        {"件数": "几件"},
        {},
    )
    sums = sum_registers([found], 2024)
    assert [(fault.rule, fault.row) for fault in sums.faults] == [("N01", row) for row in (2, 3, 4, 5)]
    assert sums.tables["table3"]["new"]["total"] == 1


def test_a_case_counts_once_by_its_latest_instance(tmp_path: Path) -> None:
    suit: dict[str, object] = {"类型": "行政诉讼", "途径": "复议后起诉", "本机关身份": "被告", "案件组": "G1"}
    found = register(
        tmp_path,
        "fysu",
        {**suit, "审级": "二审", "受理日期": "2024-10-08"},
        {**suit, "审级": "一审", "受理日期": "2024-06-28", "审结日期": "2024-09-10", "结果归类": "结果维持"},
        {**suit, "案件组": "G2", "本机关身份": "共同被告（复议机关）"},
    )
    cells = sum_registers([found], 2024).tables["table4"]["cases"]
    assert (cells["after.pending"], cells["after.upheld"], cells["after.total"]) == (1, 0, 1)


def _choice(kind: str, key: str) -> st.SearchStrategy[str]:
    return st.sampled_from(load_schema().registers[kind].by_key[key].values)  # type: ignore[index]


DAYS = st.dates(date(2022, 11, 1), date(2026, 2, 28))


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Cell]:
    """A row of any kind, right or wrong: dates in any order, cells missing."""
    cells: dict[str, Cell] = {"id": draw(st.text("Y0123", max_size=3)), "n": draw(st.integers(0, 9))}
    cells["atype"] = draw(_choice("ysq", "atype"))
    if draw(st.integers(0, 9)):
        cells["recv_on"] = draw(DAYS)
    if draw(st.booleans()):
        cells["reply_on"] = draw(DAYS)
    if draw(st.booleans()):
        cells["outcome"] = draw(_choice("ysq", "outcome"))
    return cells


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Cell]:
    cells: dict[str, Cell] = {"grp": draw(st.sampled_from("abc")), "acc_on": draw(DAYS)}
    for key in ("track", "role", "level"):
        cells[key] = draw(_choice("fysu", key))
    if draw(st.booleans()):
        cells |= {
            "end_on": cells["acc_on"] + timedelta(draw(st.integers(-9, 500))),  # type: ignore[operator]
            "result": draw(_choice("fysu", "result")),
        }
    return cells


def made(kind: str, rows: list[dict[str, Cell]]) -> Register:
    form = load_schema().registers[kind]  # type: ignore[index]
    return Register(
        form, f"{kind}.csv", tuple(Row(f"{kind}.csv", n, cells) for n, cells in enumerate(rows, 2))
    )


@settings(deadline=None)
@given(st.lists(requests(), max_size=12), st.lists(cases(), max_size=8))
def test_any_registers_give_tables_whose_equations_hold(
    requests: list[dict[str, Cell]], cases: list[dict[str, Cell]]
) -> None:
    registers = [made("ysq", requests), made("fysu", cases)]
    years: dict[int, Sums] = {year: sum_registers(registers, year) for year in (2023, 2024, 2025)}
    for year, sums in years.items():
        last = years.get(year - 1)
        previous = values_of(last.tables) if last else None
        wrong = broken(load_form("annual_2021"), values_of(sums.tables), previous, "乡")
        assert [item.message for item in wrong if item.equation.level == "error"] == []
        left_out = {(fault.file, fault.row) for fault in sums.faults}
        total = sum(
            row.count("n") or 0
            for row in registers[0].rows
            if (day := row.day("recv_on")) and day.year == year and (row.file, row.number) not in left_out
        )
        if "table3" in sums.tables:
            assert sums.tables["table3"]["new"]["total"] == total
        else:
            assert total == 0


def test_a_figure_its_cell_can_not_hold_is_told_and_the_rest_is_filled() -> None:
    """An own form of the annual family may count fees in whole numbers."""
    table = {
        "id": "fees",
        "title": "收费表",
        "section": "fees",
        "widths": [2, 1],
        "registers": ["xzcl"],
        "blocks": [
            {"columns": [{"id": "amount", "label": "金额"}], "rows": [{"id": "fees", "label": "收费"}]},
            {
                "columns": [{"id": "decisions", "label": "件数"}],
                "rows": [{"id": "licensing", "label": "许可"}],
            },
        ],
    }
    head = {"id": "shoufei", "family": "annual", "name": "收费报告", "since": 2036, "until": 2040}
    sections = [{"id": "fees", "title": "收费", "level": 1, "tables": ["fees"]}]
    form = Form.model_validate({**head, "title": "{year}年收费报告", "sections": sections, "tables": [table]})
    known = load_schema().counting.spec.table("table2").addresses
    cells: dict[str, dict[str, Value]] = {}
    for row, column in known:
        cells.setdefault(row, {})[column] = None
    cells["fees"]["amount"], cells["licensing"]["decisions"] = Decimal("1.25"), 7
    found = fit(form, {"table2": cells}, {}, {"table2": ["xzcl"]})
    assert found.tables == {"fees": {"fees": {"amount": None}, "licensing": {"decisions": 7}}}
    (told,) = found.remarks
    assert "收费表的“收费，金额”：台账里的数 “1.25”件数不能有小数，没有汇总到表格里" in told.message
