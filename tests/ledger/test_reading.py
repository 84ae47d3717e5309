"""Registers are read as offices write them; what can not be read is named, and nothing else is lost."""

from __future__ import annotations

import csv
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit import ReportKitError
from report_kit.ledger.cells import read_cell
from report_kit.ledger.checking import check_registers
from report_kit.ledger.reading import read_registers
from report_kit.ledger.schema import Column, Kind, fold_heading, load_schema
from report_kit.ledger.sums import sum_registers
from tests.ledger.make import DATA, USUAL, register, sample, write


def column(type_: str, values: tuple[str, ...] = ()) -> Column:
    return Column.model_validate({"key": "x", "type": type_, "label": "某列", "values": values})


@pytest.mark.parametrize(
    "raw",
    [
        "2024-03-05",
        "2024年3月5日",
        "2024.3.5",
        "2024/03/05",
        "２０２４年３月５日",
        "2024 年 3 月 5 日",
        "20240305",
        "45356",
        45356,
        45356.0,
        datetime(2024, 3, 5, 9, 30),
        date(2024, 3, 5),
        "2024-03-05 09:30:00",
    ],
)
def test_dates_as_they_are_written(raw: object) -> None:
    assert read_cell(raw, column("date")) == date(2024, 3, 5)


@pytest.mark.parametrize("raw", ["2024-02-30", "3月5日", "2024年3月", "昨天", "123", "2024-13-01"])
def test_what_is_no_date(raw: str) -> None:
    with pytest.raises(ValueError, match="日期"):
        read_cell(raw, column("date"))


@pytest.mark.parametrize(
    ("raw", "type_", "value"),
    [
        ("１２", "int", 12),
        ("1,234", "int", 1234),
        ("3件", "int", 3),
        (3.0, "int", 3),
        ("７４０．５", "amount", Decimal("740.5")),
        ("740元", "amount", Decimal(740)),
        ("2024年3月", "month", date(2024, 3, 1)),
        ("2024-03", "month", date(2024, 3, 1)),
        (datetime(2024, 3, 1), "month", date(2024, 3, 1)),
    ],
)
def test_numbers_and_months(raw: object, type_: str, value: object) -> None:
    assert read_cell(raw, column(type_)) == value


def test_a_broken_formula_is_named() -> None:
    for type_ in ("str", "int", "date"):
        with pytest.raises(ValueError, match="公式出错"):
            read_cell("#REF!", column(type_))


@pytest.mark.parametrize("raw", ["三件", "-1", "1.5", "1e9999", "nan"])
def test_what_is_no_count(raw: str) -> None:
    with pytest.raises(ValueError, match="“"):
        read_cell(raw, column("int"))


def test_choices_and_lists() -> None:
    roles = ("共同被告(原行为)", "被告")
    assert read_cell("共同被告（原行为）", column("enum", roles)) == "共同被告(原行为)"
    assert read_cell("ａ１", column("enum", ("A1",))) == "A1"
    channels = column("list", ("政府网站", "公示栏"))
    assert read_cell("政府网站；公示栏; 政府网站", channels) == ("政府网站", "公示栏")
    with pytest.raises(ValueError, match="黑板报"):
        read_cell("政府网站;黑板报", channels)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("登记编号", " 登 记 编 号* "),
        ("收费金额元", "收费金额（元）"),
        ("收到日期", "收到\n日期（必填）"),
        ("答复日期", "答复时间"),
        ("件数", "件　数"),
    ],
)
def test_headings_of_one_column(one: str, other: str) -> None:
    assert fold_heading(one) == fold_heading(other)


def test_no_two_columns_of_a_register_share_a_heading() -> None:
    for form in load_schema().registers.values():
        own = [fold_heading(column.label) for column in form.columns]
        assert len(set(own)) == len(own)
        for column in form.columns:
            assert form.by_heading[fold_heading(column.label)] is column
            for name in column.also:
                assert form.by_heading[fold_heading(name)] in (
                    column,
                    *(other for other in form.columns if fold_heading(other.label) == fold_heading(name)),
                )


def test_the_samples_are_read_whole() -> None:
    registers = sample("zdgk_sample", "gfxwj_sample", "xzcl_sample", "ysq_full", "fysu_sample")
    assert [(r.form.kind, len(r.rows)) for r in registers] == [
        ("zdgk", 10),
        ("gfxwj", 10),
        ("xzcl", 10),
        ("ysq", 30),
        ("fysu", 10),
    ]
    assert [fault for r in registers for fault in r.faults] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_csv(tmp_path: Path, encoding: str) -> None:
    text = (DATA / "ysq_sample.csv").read_text(encoding="utf-8-sig")
    path = tmp_path / "依申请.csv"
    path.write_bytes(text.encode(encoding))
    (found,) = read_registers(path)
    assert [row.cells for row in found.rows] == [row.cells for row in sample("ysq_sample")[0].rows]


def test_a_workbook_with_titles_other_sheets_and_a_line_of_totals(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["本台账由党政办登记"])
    sheet = book.create_sheet("2024年")
    sheet.append(["清河乡2024年依申请公开台账"])
    sheet.append([])
    usual = {**USUAL["ysq"], "收到日期": datetime(2024, 3, 5), "件数": 2}
    names = {"收到日期": "收到时间", "登记编号": "申请编号", "件数": "申请件数（必填）"}
    sheet.append([names.get(label, label) for label in usual])
    sheet.append(list(usual.values()))
    sheet.append([None] * len(usual))
    sheet.append(list({**usual, "登记编号": "YSQ-2024-002", "提交日期": 45355}.values()))
    sheet.append(["合计", *[None] * 7, 4])
    path = tmp_path / "台账.xlsx"
    book.save(path)
    (found,) = read_registers(path)
    assert found.form.kind == "ysq"
    assert [row.number for row in found.rows] == [4, 6], "numbered as the spreadsheet numbers them"
    assert found.rows[0].count("n") == 2
    assert found.rows[1].day("sub_on") == date(2024, 3, 4)
    assert found.faults == ()


def test_every_bad_cell_is_named_and_the_others_stand(tmp_path: Path) -> None:
    found = register(
        tmp_path,
        "ysq",
        {"收到日期": "三月五日", "件数": "两件", "申请人类型": "个体户"},
        {"答复类型": "同意", "收到方式": "托人", "承办部门": None},
        {},
    )
    assert [(f.row, f.column, f.rule) for f in found.faults] == [
        (2, "收到日期", "B03"),
        (2, "申请人类型", "Y02"),
        (2, "件数", "B03"),
        (3, "收到方式", "B02"),
        (3, "答复类型", "Y11"),
        (3, "承办部门", "B01"),
    ]
    assert len(found.rows) == 3
    assert found.rows[0].text("who") == "张某"
    assert "三月五日" in str(found.faults[0])
    assert "ysq.csv 第 2 行“收到日期”" in str(found.faults[0])


def test_missing_doubled_and_unknown_columns(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "ysq", {})
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("件数", "件数合计").replace("备注", "申请人"), encoding="utf-8")
    (found,) = read_registers(path)
    assert [(f.rule, f.column) for f in found.faults] == [
        ("B05", "申请人"),
        ("B04", "件数"),
        ("B06", "件数合计"),
    ]
    assert "件数合计" in found.faults[1].message, "the heading that was probably meant"


def test_what_is_no_register(tmp_path: Path) -> None:
    cases: dict[str, tuple[bytes, str]] = {
        "通讯录.csv": ("姓名,部门\n张某,党政办\n".encode(), "RK-802"),
        "坏.xlsx": (b"PK\x03\x04 broken", "RK-801"),
        "旧.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "RK-801"),
        "改名.csv": (b"PK\x03\x04 broken", "RK-801"),
        "文.docx": (b"x", "RK-107"),
        "空.csv": (b"\xff\xfe\x00\x00\x01\x02", "RK-104"),
    }
    for name, (data, code) in cases.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(ReportKitError) as error:
            read_registers(tmp_path / name)
        assert error.value.code == code, name
    with pytest.raises(ReportKitError, match="RK-101"):
        read_registers(tmp_path / "没有.xlsx")


def as_workbook(source: Path, target: Path) -> Path:
    """Write a sample register as Excel keeps it: days and numbers as such, a title above."""
    book = openpyxl.Workbook()
    book.active.append(["清河乡台账"])
    with source.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.reader(file):
            book.active.append([_typed(cell) for cell in line])
    book.save(target)
    return target


def _typed(cell: str) -> object:
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        return float(cell) if cell.isdigit() and len(cell) < 6 else cell or None


@pytest.mark.parametrize("name", ["zdgk_sample", "gfxwj_sample", "xzcl_sample", "ysq_full", "fysu_sample"])
def test_a_workbook_reads_as_its_csv(tmp_path: Path, name: str) -> None:
    (found,) = read_registers(as_workbook(DATA / f"{name}.csv", tmp_path / "a.xlsx"))
    (expected,) = sample(name)
    assert found.faults == ()
    assert [row.cells for row in found.rows] == [row.cells for row in expected.rows]


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=("C",)), max_size=8),
    st.sampled_from(
        ["2024-03-05", "45356", "13912345678", "A1", "自然人", "是", "，", "1e400", "-0", "９" * 20]
    ),
)


@settings(deadline=None)
@given(st.data(), st.sampled_from(sorted(load_schema().registers)))
def test_any_cells_are_read_or_named(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, kind: Kind
) -> None:
    labels = [column.label for column in load_schema().registers[kind].columns]
    row = data.draw(st.dictionaries(st.sampled_from(labels), CELLS, max_size=6))
    path = write(tmp_path_factory.mktemp("any") / "a.csv", kind, row)
    registers = read_registers(path)
    check_registers(registers, on=date(2024, 12, 31))
    sum_registers(registers, 2024)
    assert all(len(found.rows) == 1 for found in registers)
