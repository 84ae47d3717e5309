"""A register edited and written back: nothing else in its file changes, nothing that stood there is lost."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_kit.errors import InputError
from report_kit.ledger.book import Book, BookChangedError
from report_kit.ledger.checking import check_registers
from report_kit.ledger.kept import FOLDER, Keeper, versions
from report_kit.ledger.reading import read_registers
from report_kit.ledger.schema import load_schema
from report_kit.ledger.template import xlsx_template
from tests.ledger.make import DATA, USUAL, write

YSQ = load_schema().registers["ysq"]
SAMPLES = sorted(path.name for path in DATA.glob("*_*.csv") if not path.name.startswith("expected"))


def position(book: Book, key: str) -> int:
    return next(item.position for item in book.columns if item.column and item.column.key == key)


def typed(book: Book, row: int, key: str, text: str) -> None:
    book.put(book.lines[row].id, position(book, key), text)


def workbook(path: Path, *rows: dict[str, object], above: int = 0) -> Any:
    """Make a register as a workbook and return it, to be changed and saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    for number in range(above):
        sheet.append([f"标题 {number}"])
    labels = [column.label for column in YSQ.columns]
    sheet.append(labels)
    for number, row in enumerate(rows, 1):
        cells = {**USUAL["ysq"], "登记编号": f"YSQ-2024-{number:03d}", **row}
        sheet.append([cells.get(label) for label in labels])
    book.save(path)
    return book


def cells(path: Path) -> list[dict[str, Any]]:
    return [dict(row.cells) for register in read_registers(path) for row in register.rows]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_book_reads_as_the_reader_reads(name: str) -> None:
    (register,) = read_registers(DATA / name)
    book = Book(DATA / name, Keeper())
    assert book.register() == register
    assert not book.changed


def test_a_changed_cell_a_new_row_and_a_removed_one(tmp_path: Path) -> None:
    path = write(tmp_path / "台账.csv", "ysq", {}, {}, {})
    book = Book(path, Keeper())
    typed(book, 0, "n", "4")
    book.remove(book.lines[1].id)
    book.add("new", None, {position(book, "id"): "YSQ-2024-009", position(book, "who"): "王某"})
    assert book.save() == 0
    assert not book.changed
    found = cells(path)
    assert [row["id"] for row in found] == ["1", "3", "YSQ-2024-009"]
    assert (found[0]["n"], found[2]["who"]) == (4, "王某")
    assert [book.id_at(number) for number in (2, 3, 4, 5)] == ["r2", "r4", "new", None]
    # What it held before is there.
    ((_, kept),) = versions(path)
    assert [row["id"] for row in cells(kept)] == ["1", "2", "3"]


def test_every_fault_has_its_place(tmp_path: Path) -> None:
    path = write(tmp_path / "台账.csv", "ysq", {}, {"收到日期": "三月", "申请人类型": "公司"})
    book = Book(path, Keeper())
    placed = {(fault.rule, *book.place(fault)) for fault in check_registers([book.register()])}
    assert ("B03", "r3", position(book, "recv_on")) in placed
    assert ("Y02", "r3", position(book, "atype")) in placed


def test_what_a_register_must_not_hold_is_not_written(tmp_path: Path) -> None:
    path = write(tmp_path / "台账.csv", "ysq", {}, {"申请人": "李某13812345678"})
    before = path.read_bytes()
    book = Book(path, Keeper())
    assert book.hidden(book.register().faults) == {"r3": [position(book, "who")]}
    typed(book, 0, "who", "身份证11010519491231002X")
    book.add("new", None, {position(book, "who"): "电话13912345678"})
    assert book.save() == 2
    text = path.read_text(encoding="utf-8-sig")
    assert "1949" not in text
    assert "139" not in text
    assert "13812345678" in text, "what the file held is its own; a person deletes it"
    assert book.lines[0].text(position(book, "who")) == "身份证11010519491231002X"
    typed(book, 0, "who", "张某某")
    typed(book, 1, "who", "李某")
    book.remove("new")
    assert book.save() == 0
    assert [row["who"] for row in cells(path)] == ["张某某", "李某"]
    assert path.read_bytes() != before


def test_a_private_column_is_neither_shown_nor_lost(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    write(path, "ysq", {}, {})
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join([f"{lines[0]},联系电话", f"{lines[1]},x1", f"{lines[2]},x2"]), encoding="utf-8")
    book = Book(path, Keeper())
    assert "联系电话" not in [item.label for item in book.columns]
    typed(book, 0, "n", "2")
    book.remove(book.lines[1].id)
    book.save()
    assert path.read_text(encoding="utf-8-sig").splitlines()[1].endswith(",x1")


def test_a_file_changed_elsewhere_is_not_overwritten(tmp_path: Path) -> None:
    path = write(tmp_path / "台账.csv", "ysq", {}, {})
    book = Book(path, Keeper())
    typed(book, 0, "who", "甲某")
    write(path, "ysq", {"申请人": "乙某"}, {})
    with pytest.raises(BookChangedError, match="RK-807"):
        book.save()
    assert cells(path)[0]["who"] == "乙某"
    mine = book.keep_mine()
    assert cells(mine)[0]["who"] == "甲某"
    book.save(over=True)
    assert cells(path)[0]["who"] == "甲某"
    assert "乙某" in {cells(kept)[0]["who"] for _, kept in versions(path)}
    assert not book.changed


def test_one_version_a_sitting_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from report_kit.ledger import kept

    now = [1000.0]
    monkeypatch.setattr(kept.time, "monotonic", lambda: now[0])
    path = write(tmp_path / "台账.csv", "ysq", {})
    book = Book(path, Keeper())
    for number, seconds in enumerate((0, 10, 200, 400)):
        now[0] = 1000.0 + seconds
        typed(book, 0, "n", str(number + 2))
        book.save()
    assert sorted(cells(file)[0]["n"] for _, file in versions(path)) == [1, 4]


def test_a_file_that_can_not_be_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from report_kit.ledger import kept

    def locked(_path: Path, _data: bytes) -> None:
        raise PermissionError(13, "另一个程序正在使用此文件")

    path = write(tmp_path / "台账.csv", "ysq", {})
    before = path.read_bytes()
    book = Book(path, Keeper())
    typed(book, 0, "n", "2")
    monkeypatch.setattr(kept, "write_durably", locked)
    with pytest.raises(InputError, match="RK-808"):
        book.save()
    assert path.read_bytes() == before
    assert book.changed


def test_gbk_and_semicolons_stay_readable(tmp_path: Path) -> None:
    path = write(tmp_path / "台账.csv", "ysq", {"备注": "𠮷"}, {})
    text = path.read_text(encoding="utf-8-sig").replace("𠮷", "说明").replace(",", ";")
    path.write_text("台账\n" + text, encoding="gb18030")
    book = Book(path, Keeper())
    typed(book, 0, "note", '𠮷家；“引号”"')
    book.save()
    assert cells(path)[0]["note"] == '𠮷家；“引号”"'
    assert path.read_text(encoding="utf-8-sig").startswith("台账")


def test_columns_the_file_lacks_can_be_written(tmp_path: Path) -> None:
    path = write(tmp_path / "台账.csv", "ysq", {}, {})
    labels = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    keep = [n for n, label in enumerate(labels) if label not in ("备注", "审批人")]
    rows = [line.split(",") for line in path.read_text(encoding="utf-8-sig").splitlines()]
    path.write_text("\n".join(",".join(row[n] for n in keep) for row in rows), encoding="utf-8")
    book = Book(path, Keeper())
    assert [item.label for item in book.columns if not item.given] == ["审批人", "备注"]
    before = [item.position for item in book.columns]
    typed(book, 1, "note", "补记")
    book.save()
    assert [item.position for item in book.columns] == before
    assert "note" not in cells(path)[0]
    assert cells(path)[1]["note"] == "补记"


def test_a_workbook_keeps_what_is_not_the_registers(tmp_path: Path) -> None:
    path = tmp_path / "依申请公开台账.xlsx"
    book = workbook(path, {"备注": "甲"}, {"备注": "乙"}, {"备注": "丙"}, above=2)
    sheet = book.active
    last = sheet.max_column
    sheet.cell(5, last).font = openpyxl.styles.Font(color="FFFF0000")
    sheet.cell(6, last).hyperlink = "http://example.invalid/"
    sheet.cell(6, last).comment = openpyxl.comments.Comment("看过", "王某")
    sheet.append(["合计", *[None] * 9, "=SUM(K4:K6)"])
    other = book.create_sheet("说明")
    other["A1"] = "=1+1"
    book.save(path)
    edited = Book(path, Keeper())
    assert [edited.is_sum(line) for line in edited.lines] == [False, False, False, True]
    edited.remove(edited.lines[0].id)
    edited.add(
        "a", None, {position(edited, "id"): "YSQ-2024-010", position(edited, "recv_on"): "2024年5月6日"}
    )
    edited.add("b", None, {position(edited, "id"): "=1+1", position(edited, "n"): "2"})
    edited.save()
    again = openpyxl.load_workbook(path)
    sheet = again.worksheets[0]
    assert [sheet.cell(number, 1).value for number in range(1, 9)] == [
        "标题 0", "标题 1", "登记编号", "YSQ-2024-002", "YSQ-2024-003", "YSQ-2024-010", "=1+1", "合计",
    ]  # fmt: skip
    assert sheet.cell(7, 1).data_type == "s"
    assert sheet.cell(6, position(edited, "recv_on") + 1).value.date() == date(2024, 5, 6)
    assert sheet.cell(7, position(edited, "n") + 1).value == 2
    assert sheet.cell(4, last).font.color.rgb == "FFFF0000"
    assert sheet.cell(5, last).hyperlink.target == "http://example.invalid/"
    assert sheet.cell(5, last).comment.text == "看过"
    assert sheet.cell(6, last).comment is None
    assert sheet.cell(8, 11).value == "=SUM(K4:K7)"
    assert again["说明"]["A1"].value == "=1+1"


def test_formulas_give_way_to_their_results(tmp_path: Path) -> None:
    """Written again without a spreadsheet program a formula would have no result, and the cell be empty."""
    path = tmp_path / "台账.xlsx"
    workbook(path, {"件数": 1}, {"件数": 2})
    _with_computed(path, "K2", "<f>1+2</f><v>3</v>")
    assert cells(path)[0]["n"] == 3
    book = Book(path, Keeper())
    typed(book, 1, "who", "王某")
    book.save()
    assert [row["n"] for row in cells(path)] == [3, 2]


def _with_computed(path: Path, cell: str, content: str) -> None:
    """Put a formula with its result into a workbook, as a spreadsheet program writes it."""
    import re
    import zipfile

    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    text, count = re.subn(
        rf'<c r="{cell}"[^>]*>.*?</c>', f'<c r="{cell}">{content}</c>', files[name].decode()
    )
    assert count == 1
    files[name] = text.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in files.items():
            archive.writestr(member, data)


def test_a_workbook_that_would_lose_something_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    made = workbook(path, {}, {})
    made.active.merge_cells("A2:A3")
    made.save(path)
    before = path.read_bytes()
    book = Book(path, Keeper())
    typed(book, 0, "who", "王某")
    with pytest.raises(InputError, match="RK-806"):
        book.save()
    made.active.unmerge_cells("A2:A3")
    made.active.add_chart(openpyxl.chart.BarChart(), "D9")
    made.save(path)
    book = Book(path, Keeper())
    typed(book, 0, "who", "王某")
    with pytest.raises(InputError, match="图表"):
        book.save()
    assert before
    assert not (tmp_path / FOLDER).exists()


def test_a_table_of_excel_grows_with_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    made = workbook(path, {}, {})
    made.active.add_table(openpyxl.worksheet.table.Table(displayName="t", ref="A1:AL3"))
    made.save(path)
    book = Book(path, Keeper())
    book.add("a", None, {position(book, "id"): "YSQ-2024-009"})
    book.save()
    assert openpyxl.load_workbook(path).active.tables["t"].ref == "A1:AL4"


def test_the_empty_register_is_filled(tmp_path: Path) -> None:
    for form in load_schema().registers.values():
        path = tmp_path / f"{form.file}.xlsx"
        Keeper().create(path, xlsx_template(form))
        book = Book(path, Keeper())
        assert book.lines == []
        heads = {item.label: item.position for item in book.columns}
        book.add("a", None, {heads[label]: str(text) for label, text in USUAL[form.kind].items()})
        book.save()
        (register,) = read_registers(path)
        assert len(register.rows) == 1
        errors = {fault.rule for fault in check_registers([register]) if fault.level == "error"}
        assert errors <= {"Y14"}, "a request not answered"
        sheet = openpyxl.load_workbook(path).worksheets[0]
        assert len(sheet.data_validations.dataValidation) > 0


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["csv", "xlsx"]),
    st.lists(st.tuples(st.sampled_from("sar"), st.integers(0, 9), st.integers(0, 37), _TEXT), max_size=12),
)
def test_whatever_is_typed_comes_back(
    tmp_path: Path, kind: str, steps: list[tuple[str, int, int, str]]
) -> None:
    path = tmp_path / f"台账.{kind}"
    if kind == "csv":
        write(path, "ysq", {}, {}, {})
    else:
        stream = io.BytesIO()
        workbook(path, {}, {}, {}).save(stream)
    book = Book(path, Keeper())
    for number, (what, row, column, text) in enumerate(steps):
        if what == "a":
            book.add(f"n{number}", None, {column: text})
        elif book.lines and what == "s":
            book.put(book.lines[row % len(book.lines)].id, column, text)
        elif book.lines:
            book.remove(book.lines[row % len(book.lines)].id)
    shown = [[line.text(item.position) for item in book.columns] for line in book.lines]
    if book.save():
        return  # something like a telephone number: not written, and tested above
    again = Book(path, Keeper())
    while shown and not any(shown[-1]):
        shown.pop()
    assert [[line.text(item.position) for item in again.columns] for line in again.lines] == shown
    assert not book.changed
