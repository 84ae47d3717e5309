"""Registers as offices really make them: every row is read once, what is no row is told."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from report_kit.errors import InputError
from report_kit.ledger.book import Book
from report_kit.ledger.cells import read_cell
from report_kit.ledger.kept import Keeper
from report_kit.ledger.reading import read_registers
from report_kit.ledger.register import Register
from report_kit.ledger.schema import Column, load_schema
from tests.ledger.make import USUAL
from tests.ledger.offices import COUNTS, DAYS, MARKED, MERGED, Made, make, told_rows

YSQ = load_schema().registers["ysq"]
LABELS = [column.label for column in YSQ.columns]
AT = {label: number for number, label in enumerate(LABELS, 1)}


def messages(register: Register, rule: str) -> list[str]:
    return [fault.message for fault in register.faults if fault.rule == rule]


def amiss(made: Made) -> list[str]:
    """Return what was read wrong, left out or passed over in silence."""
    found = []
    (register,) = read_registers(made.path)
    kind = made.kind
    if register.form.kind != kind:
        return [f"{register.form.kind} for {kind}"]
    marks = [row.text(MARKED[kind]) for row in register.rows]
    wanted = [truth.mark for truth in made.truths]
    if marks != wanted:
        found.append(f"rows {marks} for {wanted}")
    rows = {row.text(MARKED[kind]): row for row in register.rows}
    told = "\n".join(fault.message for fault in register.faults)
    for truth in made.truths:
        row = rows.get(truth.mark)
        if row is None:
            continue
        if row.number != truth.row:
            found.append(f"row {row.number} for {truth.row}")
        if DAYS[kind] and row.day(DAYS[kind]) != truth.day:
            found.append(f"row {truth.row}: {row.day(DAYS[kind])} for {truth.day}")
        if COUNTS[kind] and row.count(COUNTS[kind]) != truth.count:
            found.append(f"row {truth.row}: {row.count(COUNTS[kind])} for {truth.count}")
        if (
            MERGED[kind] in register.form.by_key
            and row.filled(MERGED[kind])
            and row.text(MERGED[kind]) != truth.unit
        ):
            found.append(f"row {truth.row}: {row.text(MERGED[kind])} for {truth.unit}")
    sums = {number for number, matter in register.passed.items() if matter == "sum"}
    silent = set(made.others) - told_rows(messages(register, "B10")) - sums
    if silent:
        found.append(f"passed over in silence: {sorted(silent)}")
    if set(made.hidden) != told_rows(messages(register, "B09")):
        found.append(f"hidden rows {made.hidden}")
    found += [f"merged cells {ref}" for ref in made.merged if ref not in told]
    found += [f"formula {ref}" for ref in made.unsolved if f"请在 Excel 里保存一次（{ref}）" not in told]
    found += [f"sheet {title}" for title in made.unread_sheets if f"“{title}”" not in told]
    if "other sheet" in made.features and register.sheet != made.title:
        found.append(f"sheet {register.sheet!r}")
    errors = [
        fault for fault in register.faults if fault.level == "error" and fault.rule not in ("B04", "B07")
    ]
    found += [str(fault) for fault in errors]
    return found


@pytest.mark.parametrize(
    "tens", [*range(20), *(pytest.param(tens, marks=pytest.mark.slow) for tens in range(20, 60))]
)
def test_every_row_is_read_once_and_the_rest_is_told(tmp_path: Path, tens: int) -> None:
    wrong = {}
    for seed in range(tens * 10, tens * 10 + 10):
        made = make(tmp_path / f"{seed}.xlsx", seed)
        faults = amiss(made)
        if faults:
            wrong[seed, tuple(sorted(made.features))] = faults
    assert not wrong


def test_the_workbooks_made_have_every_feature(tmp_path: Path) -> None:
    features = set()
    for seed in range(100):
        features |= make(tmp_path / "a.xlsx", seed).features
    assert features >= {
        "1904", "other sheet", "fewer columns", "ordinal", "numbers of columns", "sample", "total above",
        "merged", "groups", "blank row", "headings again", "merged title", "two rows of headings",
        "formula without result", "total below", "footers", "hidden rows", "filter", "hidden column",
        "waiting numbers",
    }  # fmt: skip


def test_a_book_of_such_a_sheet_reads_as_the_reader_reads(tmp_path: Path) -> None:
    for seed in range(40):
        made = make(tmp_path / f"{seed}.xlsx", seed)
        (register,) = read_registers(made.path)
        own = Book(made.path, Keeper()).register()
        assert own.rows == register.rows
        hidden = [fault for fault in register.faults if fault.rule == "B11"]
        assert [*hidden, *own.faults] == list(register.faults)
        assert (own.passed, own.sheet) == (register.passed, register.sheet)


def sheet_of(book: Any, *rows: dict[str, object], title: str = "") -> Any:
    """Fill a sheet with a register of requests, and return it."""
    sheet = book.create_sheet(title) if title else book.active
    sheet.append(LABELS)
    for number, row in enumerate(rows, 1):
        cells = {**USUAL["ysq"], "登记编号": f"YSQ-2024-{number:03d}", **row}
        sheet.append([cells.get(label) for label in LABELS])
    return sheet


def one(path: Path) -> Register:
    (register,) = read_registers(path)
    return register


def test_a_figure_over_merged_rows_is_counted_once(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book, {"件数": 3}, {"件数": None}, {"件数": 2})
    sheet.merge_cells(start_row=2, end_row=3, start_column=AT["件数"], end_column=AT["件数"])
    sheet.merge_cells(start_row=2, end_row=3, start_column=AT["承办部门"], end_column=AT["承办部门"])
    sheet.cell(2, AT["承办部门"]).value = "财政所"
    book.save(tmp_path / "a.xlsx")
    register = one(tmp_path / "a.xlsx")
    assert [row.count("n") for row in register.rows] == [3, None, 2]
    assert [row.text("unit") for row in register.rows] == ["财政所", "财政所", "党政办"]
    told = {fault.level: fault.message for fault in register.faults if fault.rule == "B08"}
    assert "K2:K3" in told["warning"]
    assert "K2:K3" not in told["hint"]
    assert [(fault.rule, fault.row) for fault in register.faults if fault.level == "error"] == [("B01", 3)]


def test_a_cell_merged_over_columns_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book, {"提供形式": None, "所需信息描述": "档案"})
    sheet.merge_cells(start_row=2, end_row=2, start_column=AT["所需信息描述"], end_column=AT["提供形式"])
    book.save(tmp_path / "a.xlsx")
    assert "I2:J2" in "".join(messages(one(tmp_path / "a.xlsx"), "B08"))


def test_a_formula_without_a_result_says_what_to_do(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet_of(book, {"件数": "=1+1"}, {"收到日期": "=TODAY()"}, {"备注": '=IF(A4="","",A4)'})
    book.save(tmp_path / "a.xlsx")
    register = one(tmp_path / "a.xlsx")
    found = [(fault.rule, fault.row, fault.message) for fault in register.faults]
    note = f"{openpyxl.utils.get_column_letter(AT['备注'])}4"
    assert found == [
        ("B07", 2, "公式没有结果，请在 Excel 里保存一次（K2）"),
        ("B07", 3, "公式没有结果，请在 Excel 里保存一次（D3）"),
        ("B07", 4, f"公式没有结果，请在 Excel 里保存一次（{note}）"),
    ]
    assert [row.count("n") for row in register.rows] == [None, 1, 1]


def test_an_empty_text_is_a_result(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet_of(book, {"备注": '=IF(1,"","")'})
    book.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    cell = f'r="{openpyxl.utils.get_column_letter(AT["备注"])}2"'.encode()
    assert cell in files[name]
    files[name] = files[name].replace(b"<v></v>", b"<v/>").replace(cell, cell + b' t="str"')
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for member, data in files.items():
            archive.writestr(member, data)
    assert messages(one(tmp_path / "a.xlsx"), "B07")
    assert one(tmp_path / "b.xlsx").faults == ()


def test_a_formula_without_a_result_is_not_lost_on_saving(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = openpyxl.Workbook()
    sheet_of(workbook, {"件数": "=1+1"}, {}, {})
    workbook.save(path)
    book = Book(path, Keeper())
    note = next(item.position for item in book.columns if item.column and item.column.key == "note")
    book.put("r4", note, "补记")
    book.save()
    assert openpyxl.load_workbook(path).active.cell(2, AT["件数"]).value == "=1+1"
    book.add("new", "r2", {note: "一"})
    with pytest.raises(InputError, match="RK-806") as error:
        book.save()
    assert "K2 的公式没有结果" in str(error.value)


@pytest.mark.parametrize("text_days", [False, True])
def test_days_counted_from_1904(tmp_path: Path, text_days: bool) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    day: object = "2024年3月5日" if text_days else datetime(2024, 3, 5)
    sheet_of(book, {"收到日期": day, "提交日期": 43893})
    path = tmp_path / "a.xlsx"
    book.save(path)
    row = one(path).rows[0]
    assert (row.day("recv_on"), row.day("sub_on")) == (date(2024, 3, 5), date(2024, 3, 4))
    edited = Book(path, Keeper())
    place = {item.column.key: item.position for item in edited.columns if item.column}
    edited.put("r2", place["reply_on"], "2024-03-20")
    edited.save()
    row = one(path).rows[0]
    days = [row.day(key) for key in ("recv_on", "sub_on", "reply_on")]
    assert days == [date(2024, 3, 5), date(2024, 3, 4), date(2024, 3, 20)]


def test_sheets_of_one_register_are_read_all_and_a_copy_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet_of(book, {"登记编号": "A-1"}, {"登记编号": "A-2"})
    book.active.title = "一月"
    sheet_of(book, {"登记编号": "B-1"}, title="二月")
    book.save(path)
    names = [(register.file, register.sheet, len(register.rows)) for register in read_registers(path)]
    assert names == [("a.xlsx〔一月〕", "一月", 2), ("a.xlsx〔二月〕", "二月", 1)]
    book.copy_worksheet(book["一月"]).title = "一月 (2)"
    book.save(path)
    with pytest.raises(InputError, match="RK-810") as error:
        read_registers(path)
    assert "“一月”、“一月 (2)”" in error.value.what
    book["一月 (2)"].sheet_state = "hidden"
    book.save(path)
    told = messages(read_registers(path)[0], "B11")
    assert "“一月 (2)”" in told[0]


def test_a_workbook_without_a_register_names_its_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["说明"])
    book.active.title = "封面"
    book.create_sheet("通讯录").append(["姓名", "科室"])
    hidden = sheet_of(book, {}, title="底稿")
    book.save(path)
    assert [register.sheet for register in read_registers(path)] == ["底稿"]
    hidden.sheet_state = "hidden"
    book.save(path)
    with pytest.raises(InputError, match="RK-802") as error:
        read_registers(path)
    assert "“封面”、“通讯录”" in error.value.what
    assert "“底稿”" in error.value.remedy
    with pytest.raises(InputError, match="RK-802"):
        Book(path, Keeper())


def test_totals_that_do_not_fit_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book, {"件数": 3}, {"件数": 2})
    total: list[object] = ["合计", *[None] * (len(LABELS) - 1)]
    total[AT["件数"] - 1] = 6
    sheet.append(total)
    book.save(tmp_path / "a.xlsx")
    (fault,) = one(tmp_path / "a.xlsx").faults
    assert (fault.rule, fault.row, fault.column) == ("B12", 4, "件数")
    assert "6，各行加起来是 5" in fault.message


def test_words_in_columns_not_used_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book, {})
    sheet.cell(1, len(LABELS) + 1).value = "办理经过"
    sheet.cell(3, len(LABELS) + 1).value = "三月五日电话沟通"
    book.save(tmp_path / "a.xlsx")
    assert told_rows(messages(one(tmp_path / "a.xlsx"), "B10")) == {3}


def test_what_is_told_never_holds_what_stands_in_a_footer(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet_of(book, {}).append(["联系人：张某 13812345678"])
    book.save(tmp_path / "a.xlsx")
    register = one(tmp_path / "a.xlsx")
    assert len(register.rows) == 1
    assert "138" not in str(register.faults)


def test_rows_of_a_sheet_out_of_order_are_damage(tmp_path: Path) -> None:
    """A reader that goes on would leave them out."""
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet_of(book, {}, {})
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    files[name] = files[name].replace(b'<row r="3"', b'<row r="1"')
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in files.items():
            archive.writestr(member, data)
    with pytest.raises(InputError, match="RK-801"):
        read_registers(path)


def test_a_new_row_stands_above_totals_and_footers(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = sheet_of(book, {}, {})
    sheet.append([])
    sheet.append(["合计", *[None] * (AT["件数"] - 2), 2])
    sheet.append(["制表人：", None, "审核人："])
    sheet.row_dimensions[3].hidden = True
    book.save(path)
    edited = Book(path, Keeper())
    edited.remove("r2")
    edited.add("a", None, {0: "YSQ-2024-008"})
    edited.add("b", None, {0: "YSQ-2024-009"})
    edited.save()
    again = openpyxl.load_workbook(path).active
    assert [again.cell(number, 1).value for number in range(2, 8)] == [
        "YSQ-2024-002", "YSQ-2024-008", "YSQ-2024-009", None, "合计", "制表人：",
    ]  # fmt: skip
    assert [again.row_dimensions[number].hidden for number in (2, 3)] == [True, False]


def test_two_rows_of_headings_in_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    upper = "登记编号,收到,,,申请人,,所需信息描述,件数,答复,,承办部门"
    lower = ",方式,日期,日依据,类型,姓名,,,日期,类型,"
    rows = ["YSQ-2024-001,邮寄,2024年3月5号,签收之日,自然人,张某,档案,1,二〇二四年三月十五日,A1,说明"]
    path.write_text("\n".join(["台账", upper, lower, *rows]), encoding="utf-8")
    register = one(path)
    assert register.faults == ()
    (row,) = register.rows
    assert row.number == 4
    assert (row.day("recv_on"), row.day("reply_on")) == (date(2024, 3, 5), date(2024, 3, 15))
    assert (row.text("atype"), row.text("who"), row.text("outcome")) == ("自然人", "张某", "A1")
    edited = Book(path, Keeper())
    edited.put("r4", next(i.position for i in edited.columns if i.label == "件数"), "2")
    edited.save()
    assert path.read_text(encoding="utf-8-sig").splitlines()[1:3] == [upper, lower]
    assert one(path).rows[0].count("n") == 2


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2024-3-1 15:30", date(2024, 3, 1)),
        ("2024-3-15 9:30", date(2024, 3, 15)),
        ("2024年3月1日15:30", date(2024, 3, 1)),
        ("2024年3月1日 下午3时", date(2024, 3, 1)),
        ("二○二四年十二月三十一日", date(2024, 12, 31)),
        ("二〇二四年二月二十号", date(2024, 2, 20)),
        ("2024.03.05（星期二）", date(2024, 3, 5)),
    ],
)
def test_days_as_clerks_write_them(raw: str, day: date) -> None:
    column = Column.model_validate({"key": "x", "type": "date", "label": "某列"})
    assert read_cell(raw, column) == day


@pytest.mark.parametrize("raw", ["24.3.5", "2024-3", "3.5", "2024-3-5至2024-3-8", "2024-3-115:30"])
def test_what_is_no_day_for_certain(raw: str) -> None:
    column = Column.model_validate({"key": "x", "type": "date", "label": "某列"})
    with pytest.raises(ValueError, match="日期"):
        read_cell(raw, column)


END = b"</sheetData>"
HOSTILE = {
    "a merge of everything": (END, END + b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "a merge of nothing": (END, END + b'<mergeCells><mergeCell ref="x"/><mergeCell/></mergeCells>'),
    "merges over each other": (
        END,
        END + b"<mergeCells>" + b'<mergeCell ref="A2:Z200000"/>' * 20_000 + b"</mergeCells>",
    ),
    "a row far below": (b"</sheetData>", b'<row r="999999999"><c r="A999999999"/></row></sheetData>'),
    "a row without a number": (b'<row r="3"', b"<row"),
    "a row of no number": (b'<row r="3"', b'<row r="drei"'),
    "a row of a negative number": (b'<row r="3"', b'<row r="-3"'),
    "a column far to the right": (b'r="A3"', b'r="XFE3"'),
    "a height of no number": (b'<row r="3"', b'<row r="3" ht="hoch" hidden="ja"'),
    "columns of no number": (b"<sheetData>", b'<cols><col min="a" max="b" hidden="1"/></cols><sheetData>'),
    "all columns hidden": (b"<sheetData>", b'<cols><col min="1" max="16384" hidden="1"/></cols><sheetData>'),
    "a formula of a formula": (b'<c r="A3"', b'<c r="A3"><f><f>1</f></f></c><c r="A3"'),
    "an entity": (b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet'),
    "half of it": (b"</sheetData>", b""),
    "no rows at all": (b'<row r="1"', b"</sheetData></worksheet><!--"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sheets_are_read_or_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet_of(book, {}, {}, {})
    book.save(path)
    old, new = HOSTILE[name]
    with zipfile.ZipFile(path) as archive:
        files = {member: archive.read(member) for member in archive.namelist()}
    member = "xl/worksheets/sheet1.xml"
    assert old in files[member]
    files[member] = files[member].replace(old, new, 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, data in files.items():
            archive.writestr(other, data)
    try:
        register = one(path)
    except InputError as error:
        assert error.code in ("RK-801", "RK-103", "RK-111", "RK-802")  # noqa: PT017
    else:
        assert 2 <= len(register.rows) <= 3
        assert len(str(register.faults)) < 100_000
