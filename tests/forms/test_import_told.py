"""What of a file does not come into the report is told at import, each thing in one line with its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from report_kit import Report, open_document
from report_kit.document import Document
from report_kit.export import export_report

AGENCY = "青禾县云溪乡人民政府"
TITLE = f"{AGENCY}2024年工作总结"


def word(path: Path, build: Callable[[Any], None]) -> Report:
    """Write a Word file and import it as a 工作总结."""
    made = docx.Document()
    made.add_paragraph(TITLE, style="Title")
    made.add_paragraph("　　2024年工作如下。")
    made.add_paragraph("一、主要工作")
    made.add_paragraph("　　修路3条。")
    build(made)
    made.save(str(path))
    return Report.from_document(open_document(path), form="free")


def told(report: Report) -> list[tuple[str, str, str]]:
    return [(note.where, note.message, note.text) for note in report.notes]


def grid(made: Any, rows: list[list[str]]) -> None:
    table = made.add_table(len(rows), len(rows[0]))
    for line, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(line, column).text = text


def test_a_table_the_form_does_not_have_is_kept_whole(tmp_path: Path) -> None:
    report = word(
        tmp_path / "a.docx", lambda made: grid(made, [["项目", "数量"], ["修路", "3"], ["架桥", "1"]])
    )
    assert told(report) == [
        (
            "“一、主要工作”之下，第 1 个表格第 1 行第 1 列",
            "格式里没有的表格（3 行），没有读入",
            "项目　数量\n修路　3\n架桥　1",
        )
    ]


def test_a_second_signature_and_a_date_in_words(tmp_path: Path) -> None:
    def build(made: Any) -> None:
        for text in ("中共青禾县云溪乡委员会", AGENCY, "二〇二五年一月十三日"):
            made.add_paragraph(text).alignment = 2

    report = word(tmp_path / "a.docx", build)
    assert (report.signature, report.date) == (AGENCY, date(2025, 1, 13))
    assert told(report) == [
        ("“一、主要工作”之下，第 5 段", "“中共青禾县云溪乡委员会”像是另一个落款，放在正文的末尾", ""),
        ("第 7 段", "成文日期“二〇二五年一月十三日”按公文格式写作“2025年1月13日”", ""),
    ]
    assert report.section("own10").endswith("\n中共青禾县云溪乡委员会")


def test_attachments_are_brought_to_the_form_of_official_texts(tmp_path: Path) -> None:
    def build(made: Any) -> None:
        made.add_paragraph("　　附件：1、名单。")
        made.add_paragraph("　　2、说明")

    report = word(tmp_path / "a.docx", build)
    assert report.section("own10") == "修路3条。\n附件：1.名单\n2.说明"
    message = "附件名称按公文格式改写（“附件：1、名单。”→“附件：1.名单”、“2、说明”→“2.说明”）"
    assert told(report) == [("附件说明", message, "")]


def test_text_before_the_title_and_behind_the_signature(tmp_path: Path) -> None:
    filled = Report.new(AGENCY, "乡", 2024).with_section("preamble", "现公布年报。")
    text = export_report(filled, tmp_path / "年报", ["txt"])["txt"].read_text("utf-8")
    path = tmp_path / "带杂项.txt"
    path.write_text(
        f"索引号：2025-001\n{text}2025年1月13日\n（责任编辑：王敏）\n打印本页\n", encoding="utf-8"
    )
    found = [one for one in told(Report.from_document(open_document(path))) if one[2]]
    assert found == [
        ("第一个标题之前，第 1 行", "没有归入任何部分的文字", "索引号：2025-001"),
        ("“六、其他需要报告的事项”之下，第 63 行", "没有归入任何部分的文字", "（责任编辑：王敏）"),
        ("“六、其他需要报告的事项”之下，第 64 行", "没有归入任何部分的文字", "打印本页"),
    ]


def test_rows_and_remarks_in_a_table_of_the_form(tmp_path: Path) -> None:
    filled = Report.new(AGENCY, "乡", 2024).with_section("preamble", "现公布年报。")
    text = export_report(filled, tmp_path / "年报", ["txt"])["txt"].read_text("utf-8")
    row = next(line for line in text.splitlines() if line.startswith("行政处罚"))
    text = text.replace(row, f"{row}\n行政检查\t7\n制表人：王敏\t")
    found = [note for note in Report.from_document(Document.from_text(text)).notes if note.text]
    assert [(note.message, note.text) for note in found] == [
        ("格式里没有的表格行", "行政检查　7"),
        ("表格里的内容没有读入", "制表人：王敏"),
    ]


def test_changed_values_say_where_they_stand(tmp_path: Path) -> None:
    filled = Report.new(AGENCY, "乡", 2024).with_value("table2", "normative", "issued", 252)
    text = filled.document().text.replace("252", "252件")
    [note] = [note for note in Report.from_document(Document.from_text(text)).notes if "单位" in note.message]
    assert "第 1 个表格第 4 行第 2 列“行政规范性文件 / 本年制发件数”：“252件”→252" in note.message


def test_a_pdf_says_the_page(tmp_path: Path) -> None:
    lines = "\n".join(f"第{number}项工作已经完成，正在总结经验。" for number in range(60))
    report = Report.new(AGENCY, "乡", 2024).with_section("problems", f"{lines}\n七、单列的一部分")
    file = export_report(report, tmp_path / "年报", ["pdf"])["pdf"]
    document = open_document(file)
    assert document.pages[0] == 0
    assert len(document.pages) >= 4
    last = document.paragraphs[-1]
    assert document.page(last.start) == len(document.pages)
    assert document.page(0) == 1


@pytest.mark.parametrize("kind", ["html", "docx", "pdf", "txt", "ipynb"])
def test_nothing_is_told_of_a_file_of_our_own(tmp_path: Path, kind: str) -> None:
    zero = Report.new(AGENCY, "乡", 2024)
    for table in zero.spec.tables:
        for row, column in table.addresses:
            zero = zero.with_value(table.id, row, column, 0)
    for part in zero.spec.sections:
        zero = zero.with_section(part.id, "本年度没有需要说明的情况。")
    file = export_report(zero, tmp_path / "年报", [kind], charts=kind in ("docx", "pdf"))[kind]
    read = Report.from_document(open_document(file))
    assert (read, read.notes) == (zero, ())
