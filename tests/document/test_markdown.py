"""One reading of Markdown: what its text is, where it stands, and what is left out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from report_kit.document import open_document
from report_kit.document.markdown.blocks import Code, Heading, Paragraph, Table
from report_kit.document.markdown.reading import read_markdown
from report_kit.errors import InputError
from report_kit.proofread import Proofreader


def texts(source: str, *, line_is_paragraph: bool = False) -> list[str]:
    """Return the texts of the blocks; a table's cells are parted by bars."""
    found = []
    for block in read_markdown(source, line_is_paragraph=line_is_paragraph).blocks:
        if isinstance(block, Table):
            found += ["|".join(cell.text.text for cell in row) for row in block.rows]
        else:
            found.append(block.text.text)
    return found


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("1. 甲事项。\n1. 乙事项。", ["1. 甲事项。", "2. 乙事项。"]),
        ("7) 甲\n8) 乙", ["7) 甲", "8) 乙"]),
        ("0. 甲", ["0. 甲"]),
        ("1. 甲\n\n段落\n\n1. 乙", ["1. 甲", "段落", "1. 乙"]),
        ("1. 甲\n   - 乙\n\n     3. 丙\n   - 丁\n2. 戊", ["1. 甲", "• 乙", "3. 丙", "• 丁", "2. 戊"]),
        ("1. 甲\n\n   又一段\n2. 乙", ["1. 甲", "又一段", "2. 乙"]),
        ("- - 甲", ["• • 甲"]),
        ("1.\n2. 乙", ["1.", "2. 乙"]),
        ("1. ```\n   码\n   ```", ["1.", "码"]),
        ("- # 题", ["• 题"]),
        ("2024年\\. 甲", ["2024年. 甲"]),
        ("1986\\. 年", ["1986. 年"]),
        ("> 甲\n> > 乙\n丙", ["甲", "乙丙"]),
    ],
)
def test_lists_have_the_numbers_they_are_printed_with(source: str, wanted: list[str]) -> None:
    assert texts(source) == wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("本年度\n工作", ["本年度工作"]),
        ("**本年度**\n*工作*", ["本年度工作"]),
        ("使用\nPDF\n文件", ["使用PDF文件"]),
        ("open\nsource", ["open source"]),
        ("他说“好”\n“坏”", ["他说“好”“坏”"]),
        ("甲  \n乙", ["甲", "乙"]),
        ("甲\\\n乙", ["甲", "乙"]),
        ("甲<br>乙<BR/>丙", ["甲", "乙", "丙"]),
        ("甲   \n  乙", ["甲", "乙"]),
        ("`a\nb`", ["a b"]),
        ("## 甲  \n乙", ["甲", "乙"]),
        ("甲\n乙\n===", ["甲乙"]),
        ("甲\t乙", ["甲 乙"]),
        ("甲\r\n乙\r\n\r\n丙", ["甲乙", "丙"]),
    ],
)
def test_line_ends(source: str, wanted: list[str]) -> None:
    assert texts(source) == wanted


def test_line_ends_of_those_who_press_enter_once() -> None:
    assert texts("甲\n乙  \n丙", line_is_paragraph=True) == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("&lt;b&gt; &amp;amp; &#20013;&#x6587;", "<b> &amp; 中文"),
        ("\\*甲\\* \\\\ \\本", "*甲* \\ \\本"),
        ("`&amp;\\*` ``a`b``", "&amp;\\* a`b"),
        ("[甲](<b c> '题')[乙][一][一]", "甲乙一"),
        ("<http://a.cn/%41> x@y.cn", "http://a.cn/%41 x@y.cn"),
        ("[点](javascript:alert(1))", "点"),
        ("3~~5天，7~~9天", "3~~5天，7~~9天"),
        ("**甲**乙_丙_ snake_case_name", "甲乙_丙_ snake_case_name"),
        ("km<sup>2</sup> <b>粗</b>", "km2 粗"),
        ("甲&#8238;&#0;\x00乙", "甲乙"),
        ("甲<!-- 批注 -->乙<span style='display: none'>藏<b>x</b></span>丙", "甲乙丙"),
        ("甲<script>乙", "甲乙"),
        ("甲<script>x</script>乙", "甲乙"),
        ("![图 *一*](a.png)甲![](b.png)", "［图片：图 一］甲［图片］"),
        ("甲<img src=x alt='乙'>", "甲［图片：乙］"),
        ("甲[^1]。\n\n[^1]: 乙", "甲[1]。"),
    ],
)
def test_text_without_markup(source: str, wanted: str) -> None:
    assert texts(source + "\n\n[一]: http://a.cn")[0] == wanted


def test_tables() -> None:
    source = "|列\\|一|**数**|\n|-|:-:|\n|甲<br>乙|`1\\|2`|\n|丙|\n|丁|1|多|"
    assert texts(source) == ["列|一|数", "甲\n乙|1|2", "丙|", "丁|1"]


def test_html_is_read_as_a_page_is() -> None:
    source = (
        "<table>\n<tr><th>甲</th></tr>\n\n<tr><td>乙 &amp;<br>丙</td></tr><tr><td>丁</td></tr></table>\n\n"
        "<p>段</p><script>x</script>\n\n<!-- 批注 -->\n\n<h2>题</h2><p hidden>藏</p>"
    )
    reading = read_markdown(source)
    assert texts(source) == ["甲", "乙 &\n丙", "丁", "段", "题"]
    assert isinstance(reading.blocks[-1], Heading)
    assert [(left.kind, source[left.start : left.end]) for left in reading.left_out] == [
        ("html", "<script>"),
        ("comment", "<!-- 批注 -->"),
        ("hidden", "藏"),
    ]


def test_blocks_are_what_they_are() -> None:
    blocks = read_markdown("# 题\n\n    码  \n      行\n\n- 甲\n  - 乙\n\n> 引").blocks
    assert [type(block) for block in blocks] == [Heading, Code, Paragraph, Paragraph, Paragraph]
    assert [block.depth for block in blocks if isinstance(block, Paragraph)] == [0, 1, 1]
    assert blocks[1].text.text == "码  \n  行".rstrip()  # type: ignore[union-attr]


def test_what_is_left_out_is_named_with_its_place() -> None:
    source = "甲![图](a.png)<!-- 注 -->\n\n[未用]: 数据来自统计局。\n[用]: http://a.cn\n\n[乙][用]"
    assert [
        (left.kind, source[left.start : left.end], left.text) for left in read_markdown(source).left_out
    ] == [
        ("image", "![图", "图"),
        ("comment", "<!-- 注 -->", "<!-- 注 -->"),
        ("definition", "[未用]: 数据来自统计局。", "[未用]: 数据来自统计局。"),
    ]


def test_a_file_tells_what_is_not_in_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("甲\n\n![图](a.png)乙<del>删去</del><!-- 注 -->\n", "utf-8")
    document = open_document(tmp_path / "a.md")
    assert [p.text for p in document.paragraphs] == ["甲", "［图片：图］乙"]
    assert [(o.kind, o.place) for o in document.omissions] == [
        ("image", "第 3 行"),
        ("struck", "第 3 行"),
        ("comment", "第 3 行"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_names_places_of_its_own_text(tmp_path: Path, end: str, coding: str) -> None:
    source = end.join(
        [
            "# 标题",
            "",
            "> 1. 我们**大力发言**优良作风。",
            "",
            "| 甲 | 乙 |",
            "|-|-|",
            "| 一 | 大力发\\*言 |",
            "",
        ]
    )
    (tmp_path / "a.md").write_bytes(source.encode(coding))
    document = open_document(tmp_path / "a.md")
    assert document.source == source
    assert [p.text for p in document.paragraphs] == ["标题", "1. 我们大力发言优良作风。"]
    [finding] = Proofreader(select=["spelling"]).check(document)
    assert document.text[finding.start : finding.end] == finding.text
    assert "".join(source[low:high] for low, high in finding.source_spans) == finding.text
    assert document.source_lines.line_column(finding.source_spans[0][0])[0] == 3
    at = document.text.index("大力发*言")
    assert [source[low:high] for low, high in document.source_spans(at, at + 5)] == ["大力发", "*言"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "RK-108"),
        (b" \n", "RK-108"),
        (b"<!-- x -->", "RK-108"),
        (b"%PDF-1.7", "RK-106"),
        (b"\x00\x01", "RK-104"),
    ],
)
def test_refused(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "a.md").write_bytes(data)
    with pytest.raises(InputError) as caught:
        open_document(tmp_path / "a.md")
    assert caught.value.code == code


@pytest.mark.parametrize("mark", [">", "- ", "1. "])
def test_what_is_nested_without_end_is_refused_not_cut_off(mark: str) -> None:
    with pytest.raises(InputError, match="RK-231"):
        read_markdown(mark * 20_000 + "底。")
    assert texts(mark * 40 + "底。")[-1].endswith("底。")


def calls(source: str) -> int:
    """Calls while reading: the same on every machine, with or without a coverage tracer, as seconds are not."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        read_markdown(source)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    ("before", "unit", "times", "after"),
    [
        ("", "[", 2_000, ""), ("", "*", 4_000, ""), ("", "`", 4_000, "甲"), ("", "![", 2_000, ""), ("", "<", 4_000, ""),
        ("", "&", 2_000, ""), ("", "**甲", 2_000, ""), ("", "|", 4_000, ""), ("", "甲\n", 4_000, ""),
        ("|-|-|\n|-|-|\n", "|-", 2_000, ""), ("", "- 甲\n", 2_000, ""), ("", "<b>", 2_000, ""),
        ("", "[^1]", 2_000, ""), ("", "<script>", 1_000, ""), ("", "甲<script>", 1_000, ""),
        ("", "甲<b hidden>", 1_000, ""), ("|甲|丙|\n|-|-|\n", "|乙", 2_000, ""),
        ("|甲" * 200 + "\n" + "|-" * 200 + "\n", "|乙" * 10 + "\n", 100, ""),
    ],
)  # fmt: skip
def test_hostile_texts_take_time_in_step_with_their_length(
    before: str, unit: str, times: int, after: str
) -> None:
    once, twice = (calls(before + unit * count + after) for count in (times, 2 * times))
    assert twice < 2.3 * once + 1_000
