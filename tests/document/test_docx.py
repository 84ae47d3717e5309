"""What the Word reader makes of each construct."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from report_kit.document import Document, open_document
from report_kit.document.word.numbering import chinese_number, format_number
from tests.document.word_files import p, tbl, tc, tr, write_word


def read(tmp_path: Path, body: str, **parts: str) -> Document:
    document = open_document(write_word(tmp_path / "报告.docx", body, **parts))
    for block in document.blocks:
        for piece in [block] if hasattr(block, "text") else block.cells():
            assert document.text[piece.start : piece.end] == piece.text
    return document


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_paragraphs_and_tables_keep_their_order(tmp_path: Path) -> None:
    document = read(tmp_path, p("前。") + tbl(tr(tc("规章"), tc("0"))) + p("后。"))
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph"]
    assert document.source == "前。\n规章\t0\n\n后。\n"


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="标题 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="我的标题"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="正文缩进"/><w:pPr>'
    '<w:ind w:firstLineChars="200"/></w:pPr></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "kind", "level"),
    [
        ('<w:pStyle w:val="1"/>', "heading", 1),
        ('<w:pStyle w:val="x"/>', "heading", 2),
        ('<w:pStyle w:val="t"/>', "title", 0),
        ('<w:pStyle w:val="mine"/>', "heading", 1),
        ('<w:outlineLvl w:val="2"/>', "heading", 3),
        ('<w:outlineLvl w:val="9"/>', "body", 0),
        ("", "body", 0),
    ],
)
def test_headings_are_known_by_style(tmp_path: Path, properties: str, kind: str, level: int) -> None:
    (paragraph,) = read(tmp_path, p("工作情况", properties), styles=STYLES).paragraphs
    assert (paragraph.kind, paragraph.level) == (kind, level)


def test_a_whole_paragraph_in_a_heading_style_is_prose(tmp_path: Path) -> None:
    text = "（一）主动公开方面。全年主动公开信息 30 条。"
    (paragraph,) = read(tmp_path, p(text, '<w:pStyle w:val="x"/>'), styles=STYLES).paragraphs
    assert paragraph.kind == "body"


def test_a_heading_without_style_is_known_by_its_wording(tmp_path: Path) -> None:
    (paragraph,) = read(tmp_path, p("一、总体情况")).paragraphs
    assert (paragraph.kind, paragraph.level) == ("heading", 1)


TOC = '<w:pStyle w:val="toc"/>'


def test_the_table_of_contents_is_left_out(tmp_path: Path) -> None:
    contents = f"<w:sdt><w:sdtContent>{p('一、总体情况 1', TOC)}"
    document = read(tmp_path, contents + "</w:sdtContent></w:sdt>" + p("正文。"), styles=STYLES)
    assert texts(document) == ["正文。"]


@pytest.mark.parametrize(
    ("text", "properties", "indented"),
    [
        ("全年公开。", '<w:ind w:firstLineChars="200" w:firstLine="640"/>', True),
        ("全年公开。", '<w:ind w:firstLine="640"/>', True),
        ("全年公开。", '<w:ind w:firstLine="0"/>', False),
        ("全年公开。", '<w:ind w:left="420" w:hanging="420"/>', False),
        ("全年公开。", '<w:pStyle w:val="b"/>', True),
        ("全年公开。", '<w:pStyle w:val="b"/><w:ind w:firstLineChars="0"/>', False),
        ("\u3000\u3000全年公开。", "", True),
        ("全年公开。", "", False),
    ],
)
def test_first_line_indent(tmp_path: Path, text: str, properties: str, indented: bool) -> None:
    (paragraph,) = read(tmp_path, p(text, properties), styles=STYLES).paragraphs
    assert (paragraph.text, paragraph.indented) == ("全年公开。", indented)


def test_breaks_end_a_line_and_tabs_stay(tmp_path: Path) -> None:
    runs = (
        "<w:r><w:t>第一行。</w:t><w:br/><w:t>第二</w:t><w:tab/><w:t>行。</w:t>"
        '<w:br w:type="page"/><w:t>三</w:t></w:r>'
    )
    assert texts(read(tmp_path, f"<w:p>{runs}</w:p>")) == ["第一行。", "第二\t行。", "三"]


def test_tracked_changes_read_as_if_accepted(tmp_path: Path) -> None:
    runs = (
        "<w:r><w:t>大力</w:t></w:r><w:del><w:r><w:delText>发言</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>发扬</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>甲</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>乙</w:t></w:r></w:moveTo>"
    )
    assert texts(read(tmp_path, f"<w:p>{runs}</w:p>")) == ["大力发扬乙"]


def test_a_deleted_paragraph_end_joins_the_next(tmp_path: Path) -> None:
    body = p("质量和数", "<w:rPr><w:del/></w:rPr>") + p("量。")
    assert texts(read(tmp_path, body)) == ["质量和数量。"]


def test_deleted_rows_are_dropped(tmp_path: Path) -> None:
    body = tbl(tr(tc("甲"), tc("1")), tr(tc("乙"), tc("2"), properties="<w:del/>"))
    assert [cell.text for cell in read(tmp_path, body).tables[0].cells()] == ["甲", "1"]


def test_links_fields_controls_and_boxes_are_not_lost(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('框内。')}</w:txbxContent>"
    body = (
        "<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"
        "<w:fldSimple><w:r><w:t>域</w:t></w:r></w:fldSimple>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控件。</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        f"<w:sdt><w:sdtContent>{p('块控件。')}</w:sdtContent></w:sdt>"
        f"<w:p><w:r><w:t>有框。</w:t><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(read(tmp_path, body)) == ["链接域控件。", "块控件。", "有框。", "框内。"]


def test_symbols(tmp_path: Path) -> None:
    run = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:noBreakHyphen/><w:t>是</w:t></w:r></w:p>'
    assert texts(read(tmp_path, run)) == ["☑-是"]


def test_merged_cells_are_read_once(tmp_path: Path) -> None:
    body = tbl(
        tr(tc("申请人情况", '<w:gridSpan w:val="2"/>'), tc("总计", '<w:vMerge w:val="restart"/>')),
        tr(tc("自然人"), tc("法人"), tc("", "<w:vMerge/>")),
        tr(tc("1"), tc("2"), tc("3")),
    )
    table = read(tmp_path, body).tables[0]
    assert [[(c.text, c.row, c.column, c.rowspan, c.colspan) for c in row] for row in table.rows] == [
        [("申请人情况", 0, 0, 1, 2), ("总计", 0, 2, 2, 1)],
        [("自然人", 1, 0, 1, 1), ("法人", 1, 1, 1, 1)],
        [("1", 2, 0, 1, 1), ("2", 2, 1, 1, 1), ("3", 2, 2, 1, 1)],
    ]


def test_a_label_broken_over_lines_is_one_label(tmp_path: Path) -> None:
    body = tbl(tr(tc("结果\n维持"), tc("1.有关\n2.无关"), tc("12\n34"), tc("第一段。\n第二段。")))
    cells = [cell.text for cell in read(tmp_path, body).tables[0].cells()]
    assert cells == ["结果维持", "1.有关\n2.无关", "12\n34", "第一段。\n第二段。"]


def test_a_layout_table_is_transparent(tmp_path: Path) -> None:
    inner = p("一、总体情况") + tbl(tr(tc("甲"), tc("1"))) + p("完。")
    document = read(tmp_path, f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>")
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph"]


LIST = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>"
)


def numbered(text: str, level: int, identity: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{identity}"/></w:numPr>')


def test_automatic_numbers_are_written_out(tmp_path: Path) -> None:
    levels = [
        ("总体情况", 0),
        ("主动公开", 1),
        ("依申请公开", 1),
        ("主动公开", 0),
        ("新的", 1),
        ("三级", 2),
        ("点", 3),
    ]
    body = "".join(numbered(text, level) for text, level in levels) + numbered("另起", 0, 2)
    document = read(tmp_path, body, numbering=LIST)
    expected = [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "二、主动公开",
        "（一）新的",
        "二.1三级",
        "点",
    ]
    assert texts(document) == [*expected, "五、另起"]
    assert document.paragraphs[0].kind == "heading"
    assert all(paragraph.indented for paragraph in document.paragraphs)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "〇"),
        (7, "七"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (36, "三十六"),
        (105, "一百零五"),
        (110, "一百一十"),
    ],
)
def test_chinese_numerals(value: int, written: str) -> None:
    assert chinese_number(value) == written


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("decimal", "4"),
        ("decimalEnclosedCircle", "④"),
        ("lowerLetter", "d"),
        ("upperRoman", "IV"),
        ("ideographTraditional", "丁"),
        ("decimalFullWidth", "４"),
        ("decimalZero", "04"),
        ("somethingNew", "4"),
    ],
)
def test_number_formats(kind: str, written: str) -> None:
    assert format_number(4, kind) == written


def test_headers_footers_and_comments_are_left_out(tmp_path: Path) -> None:
    document = read(tmp_path, p("正文。"), word__header1=p("页眉"), word__comments=p("批注"))
    assert document.source == "正文。\n"


def test_strict_files_are_read(tmp_path: Path) -> None:
    strict = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>严格。</w:t>'
        "</w:r></w:p></w:body></w:document>"
    )
    path = write_word(tmp_path / "b.docx", "", **{"word__document.xml": strict})
    assert texts(open_document(path)) == ["严格。"]


def test_a_title_broken_to_fit_the_page_is_one(tmp_path: Path) -> None:
    made = docx.Document()
    title = made.add_paragraph("清河省永安自治州", style="Title")
    title.add_run().add_break()
    title.add_run("2024年 Open Data 年度报告")
    made.add_paragraph("正文第一行。").add_run().add_break()
    made.save(str(tmp_path / "a.docx"))
    [first, second] = open_document(tmp_path / "a.docx").paragraphs
    assert (first.text, first.kind) == ("清河省永安自治州2024年 Open Data 年度报告", "title")
    assert second.text == "正文第一行。"
