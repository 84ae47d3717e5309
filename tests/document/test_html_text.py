"""Web pages: what is text and what is not, lists, titles, encodings; nothing is left out in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_kit.document import Document, open_document
from report_kit.document.omissions import Omission

PROSE = "全年主动公开政府信息73条，办理公开申请5件，均按期答复。"


def read(tmp_path: Path, html: str | bytes) -> Document:
    path = tmp_path / "a.html"
    path.write_bytes(html if isinstance(html, bytes) else html.encode())
    return open_document(path)


def lines(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def told(document: Document) -> list[tuple[str, int]]:
    return [(one.kind, one.size) for one in document.omissions]


@pytest.mark.parametrize(
    ("html", "text", "size"),
    [
        ("收到5<sup>1</sup>件。", "收到5件。", 1),
        ("收到5<sub>[2]</sub>件。", "收到5件。", 3),
        ("收到5<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a>件。", "收到5件。", 3),
        ("收到5<span style='vertical-align:super'>①</span>件。", "收到5件。", 1),
        ("收到5<sup><a href='#n'>3</a></sup>件。", "收到5件。", 1),
        ("共<b>5</b><sup>注</sup>件。", "共5件。", 1),
    ],
)
def test_marks_of_notes_never_glue_to_a_figure(tmp_path: Path, html: str, text: str, size: int) -> None:
    document = read(tmp_path, f"<p>{html}</p>")
    assert lines(document) == [text]
    assert told(document) == [("mark", size)]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("面积3km<sup>2</sup>。", "面积3km2。"),
        ("CO<sub>2</sub>排放。", "CO2排放。"),
        ("投资3×10<sup>4</sup>元。", "投资3×104元。"),
        ("第1<sup>st</sup>期。", "第1st期。"),
    ],
)
def test_powers_and_formulas_stay(tmp_path: Path, html: str, text: str) -> None:
    document = read(tmp_path, f"<p>{html}</p>")
    assert lines(document) == [text]
    assert document.omissions == ()


def test_a_note_at_the_foot_keeps_its_mark(tmp_path: Path) -> None:
    document = read(tmp_path, f"<p>{PROSE}</p><p><a href='#_ftnref1' name='_ftn1'>[1]</a>不含上年结转。</p>")
    assert lines(document) == [PROSE, "[1]不含上年结转。"]


@pytest.mark.parametrize(
    "html",
    [
        "<s>旧文</s>",
        "<strike>旧文</strike>",
        "<del>旧文</del>",
        "<span style='text-decoration: line-through'>旧<b>文</b></span>",
        "<span style='text-decoration-line:underline line-through;'>旧文</span>",
        "<span class=old>旧文</span>",
    ],
)
def test_struck_out_text_is_left_out_and_told(tmp_path: Path, html: str) -> None:
    document = read(
        tmp_path, f"<style>.old {{text-decoration:line-through}}</style><p>收到{html}5件，已办结。</p>"
    )
    assert lines(document) == ["收到5件，已办结。"]
    assert sum(size for kind, size in told(document) if kind == "struck") == 2
    assert not any(one.leaks for one in document.omissions)


HIDDEN = [
    "<span style='display:none'>密件</span>",
    "<span style='visibility: hidden'>密件</span>",
    "<span hidden>密件</span>",
    "<span style='font-size:0'>密件</span>",
    "<span style='font-size: 0.1pt'>密件</span>",
    "<span style='color:#FFF'>密件</span>",
    "<span style='color: rgb(255, 255, 255)'>密件</span>",
    "<font color=white>密件</font>",
    "<span style='mso-hide:all'>密件</span>",
    "<span style='opacity:0'>密件</span>",
    "<span class='x gone'>密件</span>",
    "<span id=off>密件</span>",
    "<div class=box><em>密件</em></div>",
    "<span class=pale>密件</span>",
]


@pytest.mark.parametrize("html", HIDDEN)
def test_hidden_text_is_left_out_and_told_as_a_leak(tmp_path: Path, html: str) -> None:
    sheet = ".gone{display:none} #off {visibility:hidden} div.box em, p .pale {color:white !important}"
    document = read(tmp_path, f"<style>{sheet}</style><p>{PROSE}</p><p>甲{html}乙，共5件。</p>")
    assert "密" not in document.text
    assert told(document) == [("hidden", 2)]
    assert all(one.leaks for one in document.omissions)


@pytest.mark.parametrize(
    "html",
    [
        "<div style='font-size:0'><span style='font-size:16px'>可见，</span></div>",
        "<p style='visibility:hidden'><span style='visibility:visible'>可见，</span></p>",
        "<p style='background:#c00'><span style='color:#fff'>可见，</span></p>",
        "<table bgcolor=red><tr><td style='color:white'>可见，</td></tr></table>",
        "<p style='color:white'><font color=black>可见，</font></p>",
        "<style>@media print {.a{display:none}}</style><p class=a>可见，</p>",
        "<style>.a:hover{display:none}</style><p class=a>可见，</p>",
        "<p style='text-indent:-2em'>可见，</p>",
    ],
)
def test_what_is_seen_is_kept(tmp_path: Path, html: str) -> None:
    document = read(tmp_path, f"<p>{PROSE}</p>{html}")
    assert "可见，" in document.text
    assert document.omissions == ()


def test_a_text_that_only_a_script_shows_is_read(tmp_path: Path) -> None:
    html = f"<style>.tab{{display:none}}</style><div class=tab><p>{PROSE}</p><p>{PROSE}</p></div>"
    assert lines(read(tmp_path, html)) == [PROSE, PROSE]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<img src=t3.png alt=表三>", "image"),
        ("<object data=x.pdf>旧浏览器</object>", "ole"),
        ("<iframe src=x></iframe>", "ole"),
        ("<embed src=x>", "ole"),
        ("<canvas></canvas>", "image"),
        ("<svg><text>字</text></svg>", "image"),
    ],
)
def test_pictures_and_objects_are_counted_and_told(tmp_path: Path, html: str, kind: str) -> None:
    document = read(
        tmp_path, f"<p>{PROSE}</p><h2>三、收到和处理政府信息公开申请情况</h2><p>{html}</p><p>{PROSE}</p>"
    )
    assert told(document) == [(kind, 1)]
    (only,) = document.omissions
    assert isinstance(only, Omission)
    assert "三、收到和处理" in only.place
    assert "<" not in document.text


def test_a_picture_in_a_table_is_told_with_its_cell(tmp_path: Path) -> None:
    html = "<table><tr><td>名称</td><td>件数</td></tr><tr><td>甲</td><td><img src=1.png></td></tr></table>"
    document = read(tmp_path, f"<p>{PROSE}</p>{html}")
    assert [(one.kind, one.place) for one in document.omissions] == [("image", "第 1 个表格第 2 行第 2 列")]


def test_small_pictures_are_bullets(tmp_path: Path) -> None:
    assert read(tmp_path, f"<p><img width=12 height=12 src=a>{PROSE}<svg><path/></svg></p>").omissions == ()


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("公开\n<span>信息</span>\n工作，", "公开信息工作，"),
        ("公开<b>\n信息</b>5\n条，", "公开信息5条，"),
        ("公开 <b>信息</b>，", "公开 信息，"),
        ("使用 <i>Word</i>\n2019 编辑，", "使用 Word 2019 编辑，"),
        ("第一，\r\n  第二，", "第一，第二，"),
        ("A\nB，", "A B，"),
    ],
)
def test_line_ends_of_the_markup_make_no_blank_in_chinese(tmp_path: Path, html: str, text: str) -> None:
    assert lines(read(tmp_path, f"<p>{html}</p>")) == [text]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ol><li>甲，<li>乙，</ol>", ["1.甲，", "2.乙，"]),
        ("<ol start=3><li>甲，<li value=7>乙，<li>丙，</ol>", ["3.甲，", "7.乙，", "8.丙，"]),
        ("<ol reversed><li>甲，<li>乙，</ol>", ["2.甲，", "1.乙，"]),
        ("<ol type=a><li>甲，<li>乙，</ol>", ["a.甲，", "b.乙，"]),
        ("<ol type=A><li>甲，</ol>", ["A.甲，"]),
        ("<ol type=I start=4><li>甲，</ol>", ["IV.甲，"]),
        ("<ol><li>甲，<ol><li>乙，<li>丙，</ol><li>丁，</ol>", ["1.甲，", "1.乙，", "2.丙，", "2.丁，"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲，<li>乙，</ol>", ["一、甲，", "二、乙，"]),
        ("<ol style='list-style: simp-chinese-formal inside'><li>甲，</ol>", ["壹、甲，"]),
        ("<ol class=c start=12><li>甲，</ol>", ["十二、甲，"]),
        ("<ol style='list-style-type:cjk-heavenly-stem'><li>子，</ol>", ["甲、子，"]),
        ("<ol style='list-style-type:cjk-earthly-branch'><li>甲，</ol>", ["子、甲，"]),
        ("<ol style='list-style:none'><li>甲，</ol>", ["甲，"]),
        ("<ul><li>甲，<li>乙，</ul>", ["甲，", "乙，"]),
        ("<ul style='list-style-type:decimal'><li>甲，</ul>", ["1.甲，"]),
        ("<ol><li><p>甲，</p><p>续，</p><li><br>乙，</ol>", ["1.甲，", "续，", "2.乙，"]),
        ("<ol><li style='display:none'>暗，<li>甲，</ol>", ["1.甲，"]),
    ],
)
def test_numbers_of_lists_are_kept(tmp_path: Path, html: str, expected: list[str]) -> None:
    sheet = "<style>ol.c{list-style-type:simp-chinese-informal}</style>"
    assert lines(read(tmp_path, f"{sheet}<p>{PROSE}</p>{html}"))[1:] == expected


def test_a_list_in_a_cell_keeps_its_numbers(tmp_path: Path) -> None:
    html = (
        "<table><tr><td>一</td><td>二</td></tr><tr><td><ol><li>甲。<li>乙。</ol></td><td>5</td></tr></table>"
    )
    assert read(tmp_path, f"<p>{PROSE}</p>{html}").tables[0].rows[1][0].text == "1.甲。\n2.乙。"


def test_breaks_alone_make_no_paragraphs(tmp_path: Path) -> None:
    html = f"<p>{PROSE}<br><br>　　{PROSE}</p><p><br></p><p>&nbsp;<br/>&nbsp;</p><p>{PROSE}</p>"
    assert lines(read(tmp_path, html)) == [PROSE] * 3


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("青禾县教育局2024年政府信息公开工作年度报告", "青禾县教育局2024年政府信息公开工作年度报告"),
        (
            "青禾县教育局2024年政府信息公开工作年度报告_青禾县政府网",
            "青禾县教育局2024年政府信息公开工作年度报告",
        ),
        ("通知公告 | 关于做好2024年政务公开工作的通知 - 教育局", "关于做好2024年政务公开工作的通知"),
        ("青禾县人民政府门户网站", PROSE),
        ("", PROSE),
    ],
)
def test_a_title_that_only_the_head_gives(tmp_path: Path, title: str, found: str) -> None:
    document = read(tmp_path, f"<title>{title}</title><p>{PROSE}</p><p>{PROSE}</p>")
    assert lines(document)[0] == found
    assert lines(document).count(PROSE) == 2


def test_a_text_with_a_title_gets_no_second_one(tmp_path: Path) -> None:
    own = "青禾县2024年度政府信息公开工作年度报告"
    html = f"<title>青禾县2024年政府信息公开年报</title><p align=center>{own}</p><p>{PROSE}</p>"
    assert lines(read(tmp_path, html)) == [own, PROSE]


@pytest.mark.parametrize(
    ("stated", "encoding"),
    [
        ("utf-8", "gbk"),
        ("gbk", "utf-8"),
        ("gb2312", "gb18030"),
        ("gb18030", "utf-8-sig"),
        ("gb2312", "utf-16"),
        ("iso-8859-1", "gbk"),
        ("iso-8859-1", "utf-8"),
        ("windows-1252", "utf-8"),
        ("", "gbk"),
        ("no-such", "gbk"),
        ("big5", "utf-8"),
    ],
)
def test_an_encoding_stated_wrongly(tmp_path: Path, stated: str, encoding: str) -> None:
    text = f"镕堃〇：{PROSE}"
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={stated}">' if stated else ""
    assert lines(read(tmp_path, f"{meta}<p>{text}</p>".encode(encoding))) == [text]


def test_a_mark_of_utf8_before_other_bytes(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + f'<meta charset="gb2312"><p>{PROSE}</p>'.encode("gbk")
    assert lines(read(tmp_path, data)) == [PROSE]


@pytest.mark.parametrize("depth", [10, 40, 60])
def test_tables_in_tables_do_not_vanish(tmp_path: Path, depth: int) -> None:
    inside = "<table border=1><tr><td>名称</td><td>件数</td></tr><tr><td>甲</td><td>5</td></tr></table>"
    html = (
        "<table><tbody><tr><td>" * depth + inside + f"<p>{PROSE}</p>" + "</td></tr></tbody></table>" * depth
    )
    document = read(tmp_path, html)
    assert lines(document) == [PROSE]
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [["名称", "件数"], ["甲", "5"]]


def test_text_beside_the_main_part_is_read(tmp_path: Path) -> None:
    html = f"<div>{f'<p>{PROSE}</p>' * 12}</div><div><p>六、其他需要报告的事项</p><p>无。</p></div>"
    html += "<div>青禾县教育局</div><div>2025年1月13日</div>"
    assert lines(read(tmp_path, html))[-3:] == ["无。", "青禾县教育局", "2025年1月13日"]


def test_menus_and_controls_are_told(tmp_path: Path) -> None:
    form = "<form><input value=搜索><select><option>全站</select></form>"
    html = f"<nav>首页</nav><div class=crumbs>位置：年报</div>{form}"
    document = read(tmp_path, f"{html}<p>{PROSE}</p><p>来源：教育局</p><p>{PROSE}</p>")
    assert lines(document) == [PROSE, PROSE]
    assert sum(size for _, size in told(document)) == len("首页位置：年报搜索全站来源：教育局")
    assert {kind for kind, _ in told(document)} <= {"site", "control"}


def test_what_a_page_puts_behind_formulas(tmp_path: Path) -> None:
    html = "<p>增长率<math><mi>x</mi><mo>=</mo><mn>5</mn></math>，如下。</p>"
    assert lines(read(tmp_path, html)) == ["增长率x=5，如下。"]


def test_a_reading_aid_is_told(tmp_path: Path) -> None:
    document = read(tmp_path, f"<p><ruby>堃<rp>(</rp><rt>kun</rt><rp>)</rp></ruby>同志。{PROSE}</p>")
    assert lines(document) == [f"堃同志。{PROSE}"]
    assert sum(size for kind, size in told(document) if kind == "ruby") == 5


def test_a_page_that_word_saved(tmp_path: Path) -> None:
    html = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<!--[if gte mso 9]><xml><o:p>不是正文</o:p></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""} --></style></head><body lang=ZH-CN><div class=WordSection1>
<p class=MsoNormal style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>一、<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span><![endif]>总体情况<o:p></o:p></p>
<p class=MsoNormal>全年公开<span lang=EN-US>73</span>条，<span
style='mso-spacerun:yes'>&nbsp;</span>收到申请<span lang=EN-US><a href="#_ftn1" name="_ftnref1"><span
class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></a></span>5
件，<del cite="mailto:x">作废，</del><ins>办结。</ins><o:p>&nbsp;</o:p></p>
<![if !vml]><img width=500 height=300 src="a.files/image001.png" v:shapes="x"><![endif]></div>
<div style='mso-element:footnote-list'><p class=MsoFootnoteText><a href="#_ftnref1"
name="_ftn1"><span>[1]</span></a>
含上年结转。</p></div><div style='mso-element:comment-list'><p>批注：请核实。</p></div></body></html>"""
    document = read(tmp_path, html)
    assert lines(document) == ["一、总体情况", "全年公开73条， 收到申请5件，办结。", "[1]含上年结转。"]
    assert sorted(told(document)) == [("comment", 7), ("image", 1), ("mark", 3), ("struck", 3)]


@pytest.mark.parametrize(
    "html",
    [
        "<p style='text-indent:2em'>" + "&nbsp;" * 30 + "{}</p>",
        "<p style='text-indent:2em;text-align:right'>{}</p>",
        "<div align=right>&nbsp;&nbsp;{}</div>",
        "<p>" + "　" * 14 + "{}</p>",
    ],
)
def test_a_signature_at_the_right_is_not_indented(tmp_path: Path, html: str) -> None:
    body = f"<p style='text-indent:2em'>{PROSE}</p>" * 2
    document = read(tmp_path, body + html.format("青禾县教育局") + html.format("2025年1月13日"))
    assert [paragraph.indented for paragraph in document.paragraphs] == [True, True, False, False]
