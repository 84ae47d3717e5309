"""Workbooks as texts: what the sheets show, and what of them is not shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from reading.generated import reports
from report_kit import Report, open_document
from report_kit.document import Document, Table
from report_kit.document.sheets.shown import shown


def saved(book: openpyxl.Workbook, tmp_path: Path) -> Document:
    book.save(tmp_path / "a.xlsx")
    return open_document(tmp_path / "a.xlsx")


def blocks(document: Document) -> list[object]:
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else block.text
        for block in document.blocks
    ]


def told(document: Document) -> list[tuple[str, int, str]]:
    return [(one.kind, one.size, one.place) for one in document.omissions]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (3, "General", "3"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "0.00", "0.30"),
        (1234.5, "#,##0.00", "1,234.50"),
        (12.5, '0.0"万元"', "12.5万元"),
        (0.125, "0.0%", "12.5%"),
        (0.5, "0%", "50%"),
        (1e16, "0", "10000000000000000"),
        (date(2025, 1, 13), "yyyy-mm-dd", "2025-01-13"),
        (date(2025, 1, 13), 'yyyy"年"m"月"d"日"', "2025年1月13日"),
        (date(2025, 1, 1), 'yyyy"年"m"月"', "2025年1月"),
        (True, "General", "TRUE"),
        (None, "General", ""),
        ("文字", "@", "文字"),
    ],
)
def test_values_as_they_show(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_text_and_tables_of_a_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (
        ["某乡2024年工作情况"],
        ["全年公开信息15条，没有收到申请。"],
        ["项目", "件数"],
        ["规章", 3],
        ["文件", 12],
        ["以上数据截至年底。"],
    ):
        sheet.append(line)
    assert blocks(saved(book, tmp_path)) == [
        "某乡2024年工作情况",
        "全年公开信息15条，没有收到申请。",
        [["项目", "件数"], ["规章", "3"], ["文件", "12"]],
        "以上数据截至年底。",
    ]


def test_blank_cells_keep_their_columns(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in (["项目", "上年", "本年"], ["规章", None, 3], ["文件", 12, None]):
        book.active.append(line)
    assert blocks(saved(book, tmp_path)) == [
        [["项目", "上年", "本年"], ["规章", "", "3"], ["文件", "12", ""]]
    ]


def test_what_is_not_shown_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "公开"
    for line in (
        ["项目", "件数", "内部"],
        ["规章", 3, 9],
        ["藏起的行", 7, 9],
        ["合计", "=SUM(B2:B3)", 9],
        ["划去", 1, 2],
    ):
        sheet.append(line)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["A2"].comment = Comment("问一下", "x")
    sheet["A5"].font = Font(strike=True)
    sheet["B1"] = CellRichText("件", TextBlock(InlineFont(strike=True), "旧数"), "数")
    book.create_sheet("底稿").append(["密"])
    book["底稿"].sheet_state = "hidden"
    document = saved(book, tmp_path)
    assert blocks(document) == [[["项目", "件数"], ["规章", "3"], ["合计", ""], ["", "1"]]]
    assert sorted(told(document)) == [
        ("columns", 1, "工作表“公开”"),
        ("comment", 3, "工作表“公开”"),
        ("formula", 1, "工作表“公开”"),
        ("rows", 1, "工作表“公开”"),
        ("sheet", 1, "“底稿”"),
        ("struck", 4, "工作表“公开”"),
    ]
    assert {one.kind for one in document.omissions if one.leaks} == {"columns", "rows", "sheet", "comment"}


def test_sheets_are_named_where_they_have_no_heading(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["标题一行"])
    book.active.append(["甲", 1])
    book.create_sheet("处罚情况").append(["乙", 2])
    book.create_sheet("Sheet3").append(["丙", 3])
    assert blocks(saved(book, tmp_path)) == [
        "标题一行", [["甲", "1"]], "处罚情况", [["乙", "2"]], [["丙", "3"]]
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_a_report_laid_out_on_a_sheet(tmp_path: Path, seed: int) -> None:
    """Prose, tables with merged cells, title, signature and date are read back."""
    report = reports(1, seed=30 + seed)[0]
    book = openpyxl.Workbook()
    sheet = book.active
    number = 1
    for block in report.document().blocks:
        if not isinstance(block, Table):
            sheet.cell(number, 1, block.text)
            number += 1
            continue
        for row in block.rows:
            for cell in row:
                sheet.cell(number, cell.column + 1, cell.text)
                if cell.rowspan * cell.colspan > 1:
                    sheet.merge_cells(
                        start_row=number,
                        start_column=cell.column + 1,
                        end_row=number + cell.rowspan - 1,
                        end_column=cell.column + cell.colspan,
                    )
            number += 1
    read = Report.from_document(saved(book, tmp_path), report.agency, report.level, report.year)
    for name in ("title", "sections", "tables", "signature", "date"):
        assert getattr(read, name) == getattr(report, name), name
