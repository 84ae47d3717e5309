"""Registers edited beside the report: what a row says reaches the tables, the prose and every export."""

import asyncio
import shutil
import threading
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import openpyxl
import pytest

from report_kit import Report, open_document
from report_kit.export import export_report
from report_kit.ledger.book import Book
from report_kit.ledger.kept import Keeper, versions
from report_kit.ledger.reading import read_registers
from report_kit.widgets.drafting import registers
from report_kit.widgets.drafting.panel import DraftPanel
from report_kit.widgets.drafting.registers import RegistersForm
from report_kit.workspace import Workspace
from tests.ledger.make import DATA, write
from tests.widgets.test_ledger import SAMPLES, SECTION, ledger

PROSE = (
    "现行有效{{台账.规范性文件.现行有效}}件，废止{{表二.行政规范性文件.本年废止}}件，"
    "全年收到{{表三.本年新收.总计}}件。"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "台账"
    folder.mkdir()
    for name in SAMPLES:
        shutil.copy(DATA / f"{name}.csv", folder)
    return folder


@pytest.fixture
def panel(workspace: Workspace, report: Report, folder: Path) -> DraftPanel:
    plain = report.with_section("overview.disclosure", "全年公开9条。")
    workspace.create(plain.with_section(SECTION, PROSE))
    return DraftPanel(workspace)


def book(form: RegistersForm) -> Book:
    assert form.table.book is not None
    return form.table.book


def open_register(panel: DraftPanel, file: str) -> RegistersForm:
    panel.beside.selected_index = 0
    form = panel.registers
    form.choice.value = next(entry for _, entry in form.choice.options if entry and entry.name == file)
    return form


def position(form: RegistersForm, label: str) -> int:
    return next(item.position for item in book(form).columns if item.label == label)


def edit(form: RegistersForm, *operations: list[Any]) -> list[dict[str, Any]]:
    """Do what the page does; return what the page is told."""
    told: list[dict[str, Any]] = []
    form.table.send = told.append
    message = {"kind": "edit", "view": "a", "version": 1, "edition": form.table._edition}
    form.table._handle_custom_msg(message | {"operations": list(operations)}, [])
    return told


def type_in(form: RegistersForm, row: str, **cells: str) -> list[dict[str, Any]]:
    return edit(form, *(["set", row, position(form, label), text] for label, text in cells.items()))


@pytest.mark.parametrize("kind", ["docx", "html", "pdf", "txt", "ipynb"])
def test_a_changed_row_changes_every_bound_number(panel: DraftPanel, tmp_path: Path, kind: str) -> None:
    """In the table, in the prose, and in the exported file."""
    ledger(panel).fill.click()
    for table in panel.tables:
        table.fill_blanks()
    panel.save()

    def exported(name: str) -> str:
        assert panel.revision is not None
        report = panel.workspace.load(panel.revision.report_id).report
        export_report(report, tmp_path / name, [kind])
        return open_document(tmp_path / f"{name}.{kind}").text

    before = exported("前")
    assert "现行有效7件，废止1件，全年收到29件。" in before

    form = open_register(panel, "gfxwj_sample.csv")
    row = book(form).lines[2]
    assert row.text(position(form, "状态")) == "有效"
    type_in(form, row.id, 状态="废止", 状态日期="2024-12-01")
    form.save()
    form = open_register(panel, "ysq_full.csv")
    type_in(form, book(form).lines[2].id, 件数="4")
    form.save()

    shown = {f"{form.table.id}/{key}": text for form in panel.tables for key, text in form.grid.typed.items()}
    assert (shown["table2/normative/repealed"], shown["table2/normative/valid"]) == ("2", "6")
    assert shown["table3/new/total"] == "32"
    section = next(form for form in panel.sections if form.section.id == SECTION)
    assert section.field.bindings["表三.本年新收.总计"] == "32"
    assert section.field.bindings["台账.规范性文件.现行有效"] == "6"
    panel.save()
    after = exported("后")
    assert "现行有效6件，废止2件，全年收到32件。" in after
    for marks in (before, after):
        assert "{{" not in marks
    if kind != "ipynb":
        again = Report.from_document(open_document(tmp_path / f"后.{kind}"))
        assert again.value("table3", "new", "total") == 32
        assert again.value("table2", "normative", "repealed") == 2


def test_only_what_came_out_different_is_put_into_the_tables(panel: DraftPanel) -> None:
    ledger(panel).fill.click()
    panel.tables[0].grid.typed = {**panel.tables[0].grid.typed, "licensing/decisions": "99"}
    form = open_register(panel, "ysq_full.csv")
    type_in(form, book(form).lines[2].id, 件数="4")
    form.save()
    assert panel.tables[0].grid.typed["licensing/decisions"] == "99"
    assert panel.tables[1].grid.typed["new/total"] == "32"


def test_a_report_that_is_not_from_registers_is_left_alone(panel: DraftPanel) -> None:
    panel.tables[1].fill_blanks()
    form = open_register(panel, "ysq_full.csv")
    type_in(form, book(form).lines[2].id, 件数="4")
    form.save()
    assert panel.tables[1].grid.typed["new/total"] == "0"
    assert "点“从台账汇总”" in ledger(panel).status.value


def test_every_cell_is_judged_while_one_types(panel: DraftPanel) -> None:
    form = open_register(panel, "ysq_full.csv")
    row = book(form).lines[2].id
    assert row not in form.table.problems
    type_in(form, row, 申请人类型="公司", 答复日期="2023-01-01")
    own = form.table.problems[row]
    assert own[str(position(form, "申请人类型"))]["rule"] == "Y02"
    assert own[str(position(form, "答复日期"))]["level"] == "error"
    assert "早于收到日期" in own[str(position(form, "答复日期"))]["text"]
    first = book(form).lines[0].text(0)
    type_in(form, row, 登记编号=first)
    assert form.table.problems[row]["0"]["rule"] == "Y01"
    assert "第 2 行重复" in form.table.problems[row]["0"]["text"]


def test_references_to_other_registers_are_followed(panel: DraftPanel) -> None:
    form = open_register(panel, "fysu_sample.csv")
    row = book(form).lines[0].id
    type_in(form, row, 关联登记编号="YSQ-2099-001")
    assert form.table.problems[row][str(position(form, "关联登记编号"))]["rule"] == "S10"
    type_in(form, row, 关联登记编号="YSQ-2024-003")
    assert str(position(form, "关联登记编号")) not in form.table.problems.get(row, {})


def test_the_page_is_told_what_is_on_the_disk(panel: DraftPanel, folder: Path) -> None:
    form = open_register(panel, "ysq_full.csv")
    row = book(form).lines[1].id
    told = type_in(form, row, 申请人="李某13812345678")
    assert [message for message in told if message["kind"] == "saved"] == []
    form.save()
    assert (told[-1]["kind"], told[-1]["safe"], told[-1]["version"]) == ("saved", False, 1)
    assert "1 格含身份证号、电话或住址" in told[-1]["words"]
    assert "138" not in (folder / "ysq_full.csv").read_text(encoding="utf-8-sig")
    told = type_in(form, row, 申请人="李某")
    form.save()
    assert told[-1]["safe"]
    assert told[-1]["words"].startswith("已保存")


def test_private_cells_of_a_file_are_not_sent_to_the_page(panel: DraftPanel, folder: Path) -> None:
    write(folder / "依申请.csv", "ysq", {"申请人": "李某13812345678"}, {})
    form = open_register(panel, "依申请.csv")
    rows = form.table._rows("")["rows"]
    assert "138123" not in str(rows)
    assert rows[0][2] == [position(form, "申请人")]
    assert "138****5678" in str(form.table.problems)


def test_two_versions_of_a_file_are_both_kept(panel: DraftPanel, folder: Path) -> None:
    path = write(folder / "依申请.csv", "ysq", {"申请人": "甲某"}, {})
    form = open_register(panel, "依申请.csv")
    row = book(form).lines[0].id
    write(path, "ysq", {"申请人": "乙某"}, {})
    told = type_in(form, row, 申请人="丙某")
    form.save()
    assert "RK-807" in form.status.value
    assert not told[-1]["safe"]
    read, mine = form.clash.children
    read.click()
    assert book(form).lines[0].text(position(form, "申请人")) == "乙某"
    assert "丙某" in {who(file) for _, file in versions(path)}
    write(path, "ysq", {"申请人": "丁某"}, {})
    type_in(form, book(form).lines[0].id, 申请人="戊某")
    form.save()
    _read, mine = form.clash.children
    mine.click()
    assert who(path) == "戊某"
    assert "丁某" in {who(file) for _, file in versions(path)}
    assert form.clash.children == ()


def who(path: Path) -> str:
    return read_registers(path)[0].rows[0].text("who")


def test_an_earlier_version_comes_back(panel: DraftPanel, folder: Path) -> None:
    path = write(folder / "依申请.csv", "ysq", {"申请人": "甲某"}, {})
    form = open_register(panel, "依申请.csv")
    type_in(form, book(form).lines[0].id, 申请人="乙某")
    form.save()
    form.earlier.value = form.earlier.options[-1][1]
    form.back.click()
    assert who(path) == "甲某"
    assert book(form).lines[0].text(position(form, "申请人")) == "甲某"
    assert "乙某" in {who(file) for _, file in versions(path)}


def test_a_register_that_is_not_there_yet_is_begun(workspace: Workspace, report: Report) -> None:
    workspace.create(report)
    panel = DraftPanel(workspace)
    panel.beside.selected_index = 0
    form = panel.registers
    names = [words for words, _ in form.choice.options]
    assert sum("还没有" in words for words in names) == 5
    form.choice.value = next(entry for words, entry in form.choice.options if "规范性文件" in words)
    assert form.path is not None
    assert form.path.name == "规范性文件台账.xlsx"
    edit(form, ["add", "n1", None, {position(form, "标题"): "集市办法", position(form, "序号"): "1"}])
    form.save()
    assert openpyxl.load_workbook(form.path).worksheets[0]["B2"].value == "集市办法"
    assert "规范性文件台账.xlsx" in [entry.name for _, entry in form.choice.options if entry]


def test_a_cell_lists_its_rows_and_a_row_opens_its_register(panel: DraftPanel) -> None:
    grid = panel.tables[0].grid
    assert grid.sourced
    told: list[dict[str, Any]] = []
    grid.send = told.append
    grid._handle_custom_msg({"kind": "behind", "key": "normative/repealed"}, [])
    assert (told[-1]["known"], told[-1]["figure"]) == (True, "1")
    assert len(told[-1]["rows"]) == 1
    assert told[-1]["rows"][0].startswith("gfxwj_sample.csv 第 6 行")
    grid._handle_custom_msg({"kind": "row", "index": 0}, [])
    form = panel.registers
    assert panel.beside.selected_index == 0
    assert form.entry is not None
    assert form.entry.name == "gfxwj_sample.csv"
    assert form.table.target == {"id": "r6", "turn": 1}
    # Every cell the registers speak of has as many rows as it counts.
    for number, table in enumerate(panel.tables):
        for address in table.table.addresses:
            key = "/".join(address)
            table.grid.send = told.append
            table.grid._handle_custom_msg({"kind": "behind", "key": key}, [])
            assert told[-1]["known"], (number, key)
            assert bool(told[-1]["rows"]) == (told[-1]["figure"] != "0"), (number, key)


def test_a_row_that_was_listed_before_a_change_is_found_where_it_is_now(panel: DraftPanel) -> None:
    ledger(panel).fill.click()
    ledger(panel).choice.value = "表二.行政规范性文件.本年废止"
    _head, link = ledger(panel).rows.children
    link.click()
    assert panel.registers.table.target["id"] == "r6"


def test_a_file_that_can_not_be_written_is_told_and_tried_again(
    panel: DraftPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    from report_kit.ledger import kept

    form = open_register(panel, "ysq_full.csv")
    row = book(form).lines[2].id
    write_durably = kept.write_durably
    for error, words in ((PermissionError(13, "占用"), "RK-808"), (KeyError("x"), "程序出错")):

        def fail(_path: Path, _data: bytes, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(kept, "write_durably", fail)
        type_in(form, row, 申请人="王某某")
        form.save()
        assert words in form.status.value
        assert form.dirty
    monkeypatch.setattr(kept, "write_durably", write_durably)
    told = type_in(form, row, 申请人="王某")
    form.save()
    assert told[-1]["safe"]
    assert not form.dirty
    assert form.status.value.endswith("></div>")


def test_two_people_are_put_together(panel: DraftPanel, folder: Path) -> None:
    path = write(folder / "依申请.csv", "ysq", {"申请人": "甲某"}, {"申请人": "乙某"}, {"申请人": "丙某"})
    form = open_register(panel, "依申请.csv")
    rows = [line.id for line in book(form).lines]
    write(path, "ysq", {"申请人": "甲某"}, {"申请人": "别处某"}, {"申请人": "丙某", "备注": "别处记"})
    type_in(form, rows[0], 申请人="这里某")
    type_in(form, rows[1], 申请人="这里某某")
    form.save()
    assert "RK-807" in form.status.value
    assert "合在一起" in form.status.value
    (together,) = form.together.children
    together.click()
    (choice,) = form.together.choices
    shown = "".join(child.value for child in form.together.children if isinstance(child, widgets.HTML))
    assert "这里某某" in shown
    assert "别处某" in shown
    form.together.children[-1].click()
    assert "没有选择" in form.status.value
    choice.value = "theirs"
    type_in(form, rows[1], 备注="后来记", 申请人="这里某甲")
    form.together.children[-1].click()
    assert "重新选择" in form.status.value
    (choice,) = form.together.choices
    choice.value = "theirs"
    form.together.children[-1].click()
    assert (form.clash.children, form.together.children, form.dirty) == ((), (), False)
    found = read_registers(path)[0].rows
    assert [row.text("who") for row in found] == ["这里某", "别处某", "丙某"]
    assert [row.text("note") for row in found] == ["", "后来记", "别处记"]


def test_the_kernel_goes_on_while_a_register_is_written(
    panel: DraftPanel, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is typed meanwhile stays, is not called saved, and is saved next."""
    path = write(folder / "依申请.csv", "ysq", {"申请人": "甲某"}, {"申请人": "乙某"})
    form = open_register(panel, "依申请.csv")
    row = book(form).lines[0].id
    at_work, go_on = threading.Event(), threading.Event()
    replace = Keeper.replace
    threads = []

    def slow(self: Keeper, *arguments: Any) -> None:
        threads.append(threading.current_thread())
        at_work.set()
        assert go_on.wait(30)
        replace(self, *arguments)

    monkeypatch.setattr(Keeper, "replace", slow)
    monkeypatch.setattr(registers, "QUIET", 0.01)

    async def work() -> list[dict[str, Any]]:
        type_in(form, row, 申请人="丙某")
        form.save()
        await asyncio.to_thread(at_work.wait, 30)
        told = type_in(form, row, 申请人="丁某")
        form.save()
        assert who(path) == "甲某"
        go_on.set()
        while form.dirty or form._under_way is not None:
            assert not any(message["kind"] == "saved" for message in told)
            await asyncio.sleep(0.01)
        return told

    told = asyncio.run(work())
    assert threading.main_thread() not in threads
    assert len(threads) == 2
    assert who(path) == "丁某"
    assert [message["safe"] for message in told if message["kind"] == "saved"] == [True]


def test_a_cell_that_can_not_be_stored_is_named_and_not_tried_again(panel: DraftPanel, folder: Path) -> None:
    path = write(folder / "依申请.csv", "ysq", {"申请人": "甲某"})
    form = open_register(panel, "依申请.csv")
    row = book(form).lines[0].id
    type_in(form, row, 所需信息描述="半个\ud83d")
    form.save()
    assert "RK-809" in form.status.value
    assert "第 2 行“所需信息描述”" in form.status.value
    assert "再试一次。" not in form.status.value
    type_in(form, row, 所需信息描述="整个")
    form.save()
    assert read_registers(path)[0].rows[0].text("what") == "整个"
