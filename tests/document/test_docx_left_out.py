"""What of a Word file is not text: left out, and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_kit import Proofreader
from report_kit.document import Document, open_document
from report_kit.document.omissions import omission_lines
from tests.document.word_files import REL, p, part, tbl, tc, tr, write_word

A = "http://schemas.openxmlformats.org/drawingml/2006"
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:styleId="mark"><w:name w:val="footnote reference"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="secret"><w:name w:val="内部"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
    '<w:style w:type="character" w:styleId="more"><w:name w:val="内部2"/><w:basedOn w:val="secret"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="draft"><w:name w:val="草稿"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="dark"><w:name w:val="深色"/>'
    '<w:pPr><w:shd w:val="clear" w:fill="1F4E79"/></w:pPr><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="grid"><w:name w:val="网格"/>'
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr>'
    "</w:tblStylePr></w:style>"
    '<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>'
)


def run(text: str, properties: str = "", name: str = "t") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{name} xml:space="preserve">{text}</w:{name}></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def read(tmp_path: Path, body: str, **parts: str) -> Document:
    return open_document(write_word(tmp_path / "报告.docx", body, styles=STYLES, **parts))


def told(document: Document) -> list[tuple[str, int]]:
    return [(omission.kind, omission.size) for omission in document.omissions]


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


HIDDEN = [
    "<w:vanish/>",
    '<w:rStyle w:val="secret"/>',
    '<w:rStyle w:val="more"/>',
    '<w:color w:val="FFFFFF"/>',
    '<w:color w:val="fefefe"/>',
    '<w:color w:val="FFFFFF"/><w:highlight w:val="white"/>',
    '<w:color w:val="000000"/><w:highlight w:val="black"/>',
    '<w:color w:val="1F4E79"/><w:shd w:val="clear" w:fill="1f4e79"/>',
    '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="auto"/>',
    '<w:sz w:val="2"/>',
    '<w:sz w:val="1"/>',
]
SHOWN = [
    '<w:vanish w:val="0"/>',
    '<w:rStyle w:val="secret"/><w:vanish w:val="false"/>',
    '<w:color w:val="auto"/>',
    '<w:color w:val="FF0000"/>',
    '<w:color w:val="FFFFFF"/><w:highlight w:val="blue"/>',
    '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E79"/>',
    '<w:color w:val="FFFFFF"/><w:shd w:val="solid" w:color="1F4E79" w:fill="FFFFFF"/>',
    '<w:sz w:val="3"/>',
    '<w:strike w:val="0"/>',
    "<w:webHidden/>",
]


@pytest.mark.parametrize("look", HIDDEN)
def test_hidden_text_is_left_out_and_told_as_a_risk(tmp_path: Path, look: str) -> None:
    document = read(tmp_path, paragraph(run("公开"), run("内部 数", look), run("信息。")))
    assert texts(document) == ["公开信息。"]
    (omission,) = document.omissions
    assert (omission.kind, omission.size, omission.leaks) == ("hidden", 3, True)
    assert omission.message == (
        "第 1 段“公开信息。”：隐藏的文字 3 字没有校对；看不见但会随文件一起发出去，发布前请删除"
    )


@pytest.mark.parametrize("look", SHOWN)
def test_text_that_shows_is_read(tmp_path: Path, look: str) -> None:
    document = read(tmp_path, paragraph(run("公开"), run("内部数", look), run("信息。")))
    assert (texts(document), document.omissions) == (["公开内部数信息。"], ())


def test_paragraph_styles_hide_and_toggles_cancel_out(tmp_path: Path) -> None:
    draft = '<w:pStyle w:val="draft"/>'
    body = (
        p("前。")
        + p("草稿。", draft)
        + paragraph(run("见。", '<w:rStyle w:val="secret"/>'), properties=draft)
    )
    document = read(tmp_path, body)
    assert (texts(document), told(document)) == (["前。", "见。"], [("hidden", 3)])


def test_white_on_a_dark_ground_is_read(tmp_path: Path) -> None:
    white = run("白字", '<w:color w:val="FFFFFF"/>')
    cell = f'<w:tc><w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr>{paragraph(white)}</w:tc>'
    plain = f"<w:tc>{paragraph(white)}</w:tc>"
    styled = f'<w:tbl><w:tblPr><w:tblStyle w:val="grid"/></w:tblPr>{tr(plain, tc("1"))}</w:tbl>'
    fill = f'<wps:spPr><a:solidFill xmlns:a="{A}/main"><a:srgbClr val="FF0000"/></a:solidFill></wps:spPr>'
    shape = f"<wps:wsp>{fill}<wps:txbx><w:txbxContent>{paragraph(white)}</w:txbxContent></wps:txbx></wps:wsp>"
    body = (
        p("深色段", '<w:pStyle w:val="dark"/>')
        + tbl(tr(cell, plain))
        + styled
        + f"<w:p><w:r>{shape}</w:r></w:p>"
    )
    document = read(tmp_path, body)
    assert texts(document) == ["深色段", "白字"]
    assert [[cell.text for cell in table.cells()] for table in document.tables] == [
        ["白字", ""],
        ["白字", "1"],
    ]
    assert told(document) == [("hidden", 2)]
    assert document.omissions[0].place == "第 1 个表格第 1 行第 2 列"


@pytest.mark.parametrize("look", ["<w:strike/>", "<w:dstrike/>"])
def test_struck_text_is_left_out_and_told(tmp_path: Path, look: str) -> None:
    document = read(tmp_path, paragraph(run("公开"), run("三", look), run("条。")))
    assert (texts(document), told(document)) == (["公开条。"], [("struck", 1)])
    assert not document.omissions[0].leaks


def test_deleted_and_moved_text_is_told_once(tmp_path: Path) -> None:
    body = paragraph(
        run("公开"),
        f"<w:del>{run('三', name='delText')}{run('十', name='delText')}</w:del>",
        f"<w:ins>{run('四')}</w:ins>",
        f"<w:moveFrom>{run('条')}</w:moveFrom>",
        f"<w:moveTo>{run('件')}</w:moveTo>",
        run("。"),
    )
    document = read(tmp_path, body)
    assert (texts(document), told(document)) == (["公开四件。"], [("deleted", 2), ("deleted", 1)])


def test_deleted_rows_and_cells_are_told(tmp_path: Path) -> None:
    rows = tr(tc("甲"), tc("1"), tc("旧", "<w:cellDel/>")), tr(tc("乙"), tc("2"), properties="<w:del/>")
    document = read(tmp_path, tbl(*rows))
    assert [cell.text for cell in document.tables[0].cells()] == ["甲", "1"]
    assert told(document) == [("deleted", 1), ("deleted", 2)]


MARK = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize("look", [MARK, '<w:rStyle w:val="mark"/>'])
@pytest.mark.parametrize("mark", ["1", "[12]", "①", "*", "（注1）"])
def test_a_raised_mark_does_not_grow_onto_a_figure(tmp_path: Path, look: str, mark: str) -> None:
    document = read(tmp_path, paragraph(run("受理5"), run(mark, look), run("件。")))
    assert texts(document) == ["受理5件。"]
    assert told(document) == [("mark", len(mark))]


@pytest.mark.parametrize(
    ("before", "raised", "look", "read_as"),
    [
        ("面积5m", "2", "superscript", "面积5m²"),
        ("约3×10", "4", "superscript", "约3×10⁴"),
        ("CO", "2", "subscript", "CO2"),
        ("5", "1", "subscript", "5₁"),
        ("公司", "TM", "superscript", "公司TM"),
        ("第3", "季度", "superscript", "第3季度"),
        ("5", "1", "baseline", "51"),
    ],
)
def test_other_raised_text_is_read(tmp_path: Path, before: str, raised: str, look: str, read_as: str) -> None:
    document = read(
        tmp_path, paragraph(run(before), run(raised, f'<w:vertAlign w:val="{look}"/>'), run("。"))
    )
    assert (texts(document), document.omissions) == ([read_as + "。"], ())


def relations(*kinds: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(f'<Relationship Id="{k}" Type="{REL}/{k.rstrip("12")}" Target="{k}.xml"/>' for k in kinds)
        + "</Relationships>"
    )


def note(kind: str, identity: int, text: str, extra: str = "") -> str:
    return (
        f'<w:{kind} w:id="{identity}" {extra}>{paragraph(f"<w:r><w:{kind}Ref/></w:r>", run(text))}</w:{kind}>'
    )


def reference(kind: str, identity: int, extra: str = "", text: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{identity}" {extra}/>{text}</w:r>'


def test_notes_are_read_behind_their_paragraph(tmp_path: Path) -> None:
    separator = note("footnote", 0, "——", 'w:type="separator"')
    document = open_document(
        write_word(
            tmp_path / "注.docx",
            paragraph(run("受理5"), reference("footnote", 1), run("件"), reference("endnote", 1), run("。"))
            + p("后。")
            + tbl(tr(tc("甲"), f"<w:tc>{paragraph(run('5'), reference('footnote', 2))}</w:tc>"))
            + p("完。"),
            **{
                "word__footnotes.xml": part(
                    "footnotes",
                    separator + note("footnote", 1, " 不含重复申请。") + note("footnote", 2, "表注"),
                ),
                "word__endnotes.xml": part("endnotes", note("endnote", 1, "一、来源")),
                "word___rels__document.xml.rels": relations("footnotes", "endnotes"),
            },
        )
    )
    assert texts(document) == ["受理5件。", "不含重复申请。", "一、来源", "后。", "表注", "完。"]
    assert {paragraph.kind for paragraph in document.paragraphs} == {"body"}
    assert [cell.text for cell in document.tables[0].cells()] == ["甲", "5"]
    assert document.omissions == ()


def test_a_mark_of_ones_own_is_no_text(tmp_path: Path) -> None:
    mark = reference("footnote", 1, 'w:customMarkFollows="1"', "<w:t>*</w:t>")
    document = read(tmp_path, paragraph(run("受理5"), mark, run("件。")))
    assert texts(document) == ["受理5件。"]


def drawing(inner: str) -> str:
    return f'<w:r><w:drawing xmlns:a="{A}/main">{inner}</w:drawing></w:r>'


THINGS = [
    (drawing(f'<pic:pic xmlns:pic="{A}/picture"><a:blip/></pic:pic>'), "image"),
    ("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>", "image"),
    (drawing(f'<c:chart xmlns:c="{A}/chart"/>'), "chart"),
    (drawing(f'<dgm:relIds xmlns:dgm="{A}/diagram"/>'), "smartart"),
    ("<w:r><w:object><v:shape><v:imagedata/></v:shape></w:object></w:r>", "ole"),
    ('<w:r><w:pict><v:shape><v:textpath string="样"/></v:shape></w:pict></w:r>', "wordart"),
    ("<w:ruby><w:rt><w:r><w:t>a</w:t></w:r></w:rt></w:ruby>", "ruby"),
    ('<w:r><w:sym w:font="Unheard" w:char="F001"/></w:r>', "symbol"),
]


@pytest.mark.parametrize(("run_", "kind"), THINGS)
def test_what_holds_text_and_is_not_read_is_told(tmp_path: Path, run_: str, kind: str) -> None:
    document = read(tmp_path, p("前文。") + paragraph(run("看图"), run_, run("。")))
    assert told(document) == [(kind, 1)]
    assert document.omissions[0].place.startswith("第 2 段“看图")


def test_a_picture_alone_has_its_place_behind_the_paragraph_before(tmp_path: Path) -> None:
    document = read(tmp_path, p("前文。") + paragraph(THINGS[0][0]) + p("后文。"))
    assert [omission.place for omission in document.omissions] == ["第 1 段“前文。”之后"]


def test_other_documents_inside_are_told(tmp_path: Path) -> None:
    document = read(tmp_path, p("前。") + '<w:altChunk r:id="x" xmlns:r="r"/>' + p("后。"))
    assert (texts(document), told(document)) == (["前。", "后。"], [("altchunk", 1)])


def test_the_table_of_contents_is_told(tmp_path: Path) -> None:
    document = read(tmp_path, p("一、总体情况 1", '<w:pStyle w:val="toc"/>') + p("正文。"))
    assert (texts(document), told(document)) == (["正文。"], [("contents", 7)])


def test_codes_of_fields_are_no_text(tmp_path: Path) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = mark("begin") + run("MERGEFIELD", name="instrText") + mark("separate") + run("甲") + mark("end")
    body = paragraph(
        run("前"), mark("begin"), run("IF", name="instrText"), inner, mark("separate"), run("乙"), mark("end")
    )
    document = read(tmp_path, body + p("后。"))
    assert texts(document) == ["前乙", "后。"]
    assert told(document) == [("field", 1)]


def test_a_field_without_an_end_loses_nothing_of_the_next_paragraph(tmp_path: Path) -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(read(tmp_path, paragraph(run("前。"), broken) + p("后。"))) == ["前。", "后。"]


def test_ticked_boxes_of_forms_are_read(tmp_path: Path) -> None:
    box = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked{0}/></w:checkBox></w:ffData>'
        '</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = paragraph(box.format(""), run("是"), box.format(' w:val="0"'), run("否"))
    assert texts(read(tmp_path, body)) == ["☑是□否"]


def test_comments_and_page_headers_are_told(tmp_path: Path) -> None:
    body = (
        paragraph(run("正文。"), '<w:r><w:commentReference w:id="1"/></w:r>')
        + '<w:sectPr xmlns:r="r"><w:headerReference r:id="header1"/>'
        + '<w:footerReference r:id="footer1"/></w:sectPr>'
    )
    number = "<w:r><w:t>— </w:t></w:r><w:r><w:t>1</w:t></w:r><w:r><w:t> —</w:t></w:r>"
    document = open_document(
        write_word(
            tmp_path / "a.docx",
            body,
            **{
                "word__comments.xml": part("comments", f'<w:comment w:id="1">{p("再核实")}</w:comment>'),
                "word__header1.xml": part("hdr", p("内部资料")),
                "word__footer1.xml": part("ftr", f"<w:p>{number}</w:p>"),
                "word___rels__document.xml.rels": relations("comments", "header1", "footer1"),
            },
        )
    )
    assert [(o.kind, o.size, o.place) for o in document.omissions] == [
        ("header", 4, "页眉"),
        ("comment", 3, "第 1 段“正文。”"),
    ]


@pytest.mark.parametrize("invisible", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u200d", "\u200e"])
def test_invisible_characters_hide_no_mistake(tmp_path: Path, invisible: str) -> None:
    text = f"各部门按照职责抓好落{invisible}实，全年受理申请1{invisible}3件，做到有章可寻{invisible}。"
    document = read(tmp_path, p(text.replace("有章可寻", f"有章{invisible}可寻")))
    assert document.text.replace(invisible, "") == text.replace(invisible, "") + "\n"
    findings = Proofreader(select=["spelling"]).check(document)
    (finding,) = [finding for finding in findings if "寻" in finding.text]
    assert document.text[finding.start : finding.end] == finding.text
    assert "".join(document.source[low:high] for low, high in finding.source_spans) == finding.text


def test_symbols_of_fonts_in_plain_text(tmp_path: Path) -> None:
    symbols = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    wingdings = '<w:rFonts w:ascii="Wingdings"/>'
    body = paragraph(run("数\uf0b3", symbols), run("1\uf0a3"), run("\uf0fe", wingdings))
    sym = paragraph('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Symbol" w:char="00B1"/></w:r>')
    assert texts(read(tmp_path, body + sym)) == ["数≥1≤☑", "≥±"]


def test_formulas_do_not_grow_into_figures(tmp_path: Path) -> None:
    m = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'

    def r(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    power = f"<m:oMath {m}><m:sSup><m:e>{r('10')}</m:e><m:sup>{r('4')}</m:sup></m:sSup></m:oMath>"
    share = f"<m:oMath {m}><m:f><m:num>{r('1')}</m:num><m:den>{r('2')}</m:den></m:f></m:oMath>"
    assert texts(read(tmp_path, paragraph(power, run("和"), share))) == ["10⁴和1/2"]


def test_a_whole_check_names_what_was_left_out(tmp_path: Path) -> None:
    body = "".join(p(f"第{number}段。") + paragraph(THINGS[0][0]) for number in "一二三四")
    document = read(tmp_path, body + paragraph(run("密", "<w:vanish/>"), run("完。")))
    assert omission_lines(document.omissions) == [
        "有 1 处隐藏的文字（共 1 字）没有校对；看不见但会随文件一起发出去，发布前请删除：第 5 段“完。”",
        "有 4 处图片里的文字没有校对："
        "第 1 段“第一段。”之后、第 2 段“第二段。”之后、第 3 段“第三段。”之后等 4 处",
    ]


def test_a_note_that_refers_to_itself_is_read_once(tmp_path: Path) -> None:
    loop = f'<w:footnote w:id="1">{paragraph(run("注。"), reference("footnote", 1))}</w:footnote>'
    path = write_word(
        tmp_path / "a.docx",
        paragraph(run("文"), reference("footnote", 1), reference("footnote", 1)),
        **{
            "word__footnotes.xml": part("footnotes", loop),
            "word___rels__document.xml.rels": relations("footnotes"),
        },
    )
    assert texts(open_document(path)) == ["文", "注。"]
