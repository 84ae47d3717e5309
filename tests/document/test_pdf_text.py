"""PDF: notes, blanks, hyphens, columns, open tables, pages on their side; what is not read is told."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
import typst

import report_kit.export
from report_kit.document import Document, open_document

FONTS = Path(report_kit.export.__file__).parent / "fonts"
SENTENCE = "全年围绕重点领域主动公开各类政府信息，严格执行三审三校制度，定期检查网站专栏的更新维护情况，"
PARAGRAPH = SENTENCE * 3 + "并把办理结果在规定的时间内书面告知申请人。"
HEAD = """#set text(font: "FandolSong", size: 12pt, lang: "zh", cjk-latin-spacing: none)
#set page(width: 420pt, height: 420pt)
#set par(first-line-indent: (amount: 2em, all: true), justify: true)
"""


def made(tmp_path: Path, source: str, *, tagged: bool = False) -> Document:
    """Compile pages set in Typst and read them, with or without the structure Typst states."""
    path = tmp_path / "a.pdf"
    path.write_bytes(typst.compile((HEAD + source).encode(), font_paths=[FONTS]))
    if not tagged:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            for name in ("/StructTreeRoot", "/MarkInfo"):
                if name in pdf.Root:
                    del pdf.Root[name]
            pdf.save(path)
    return open_document(path)


def paragraphs(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def told(document: Document) -> list[tuple[str, int, str]]:
    return [(one.kind, one.size, one.place) for one in document.omissions]


@pytest.fixture(params=[False, True], ids=["plain", "tagged"])
def tagged(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.mark.parametrize("mark", ["1", "[2]", "12"])
def test_marks_of_notes_never_glue_to_a_figure(tmp_path: Path, mark: str, tagged: bool) -> None:
    raised = f'#super(typographic: false, "{mark}")'
    document = made(
        tmp_path, f"收到申请5{raised}件，面积3km#super(typographic: false)[2]，办结。", tagged=tagged
    )
    assert paragraphs(document) == ["收到申请5件，面积3km2，办结。"]
    assert [(kind, size) for kind, size, _ in told(document)] == [("mark", len(mark))]


def test_a_mark_in_a_table_is_told(tmp_path: Path) -> None:
    document = made(tmp_path, "#table(columns: 2, [甲], [5#super(typographic: false)[1]], [乙], [6])")
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [["甲", "5"], ["乙", "6"]]
    assert [kind for kind, _, _ in told(document)] == ["mark"]


def test_subscripts_stay(tmp_path: Path) -> None:
    assert paragraphs(made(tmp_path, "二氧化碳（CO#sub(typographic: false)[2]）减排，")) == [
        "二氧化碳（CO2）减排，"
    ]


@pytest.mark.parametrize("blank", ["", " "])
def test_blanks_between_han_and_figures_stand_as_they_are(tmp_path: Path, blank: str, tagged: bool) -> None:
    text = f"全年公开{blank}73{blank}条，收到{blank}5{blank}件，使用{blank}Word{blank}编辑。" * 4
    assert paragraphs(made(tmp_path, text, tagged=tagged)) == [text]


def test_a_hyphen_at_the_end_of_a_line_is_kept(tmp_path: Path, tagged: bool) -> None:
    for length in range(20, 34):
        text = "开" * length + "展well-known培训，"
        assert paragraphs(made(tmp_path, text, tagged=tagged)) == [text]


def test_a_hyphen_that_parts_a_word_is_left_out(tmp_path: Path) -> None:
    text = "The information is public, 见下文。\n\n" + "公" * 19 + "开informa-\\ tion，完。"
    assert paragraphs(made(tmp_path, text))[1] == "公" * 19 + "开information，完。"


@pytest.mark.parametrize("word", ["www.qinghe-example.gov.cn/zwgk/index", "12345678901234567890"])
def test_a_line_that_begins_with_a_long_word_goes_on(tmp_path: Path, word: str, tagged: bool) -> None:
    for length in range(14, 40, 3):
        text = "公" * length + f"{word}，上述网址可以查询。"
        written = "公" * length + f'#"{word}"，上述网址可以查询。'
        assert paragraphs(made(tmp_path, "#set par(justify: false)\n" + written, tagged=tagged)) == [text]


def test_two_columns_of_paragraphs(tmp_path: Path, tagged: bool) -> None:
    texts = [f"第{n}段，{SENTENCE * 2}完成。" for n in "一二三四五六"]
    source = "#set page(columns: 2, height: 500pt)\n" + "\n\n".join(texts)
    assert paragraphs(made(tmp_path, source, tagged=tagged)) == texts


def test_columns_under_a_title_and_of_unlike_length(tmp_path: Path) -> None:
    left, right = f"左边，{SENTENCE * 4}完。", f"右边，{SENTENCE * 2}完。"
    columns = f"#grid(columns: (1fr, 1fr), gutter: 3em, [{left}], [#v(7pt){right}])"
    source = f"#set page(height: 600pt)\n{SENTENCE}完。\n\n{columns}\n\n{SENTENCE}完。"
    assert paragraphs(made(tmp_path, source)) == [f"{SENTENCE}完。", left, right, f"{SENTENCE}完。"]


def test_a_page_with_a_part_on_its_side(tmp_path: Path) -> None:
    table = "#rotate(-90deg, reflow: true)[#table(columns: 2, [名称], [件数], [甲], [5])]"
    document = made(tmp_path, f"{PARAGRAPH}\n\n{table}")
    assert paragraphs(document) == [PARAGRAPH]
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [["名称", "件数"], ["甲", "5"]]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned(tmp_path: Path, turn: int) -> None:
    made(tmp_path, f"{PARAGRAPH}\n\n#table(columns: 2, [名称], [件数], [甲], [5])")
    with pikepdf.open(tmp_path / "a.pdf", allow_overwriting_input=True) as pdf:
        pdf.pages[0].rotate(turn, relative=False)
        pdf.save(tmp_path / "a.pdf")
    document = open_document(tmp_path / "a.pdf")
    assert paragraphs(document) == [PARAGRAPH]
    assert len(document.tables) == 1


def test_the_head_and_foot_of_a_single_page(tmp_path: Path, tagged: bool) -> None:
    edge = (
        '#set page(header: text(size: 9pt)[青禾县教育局文件], footer: align(center, "第1页"), margin: 60pt)\n'
    )
    document = made(tmp_path, f"{edge}{PARAGRAPH}", tagged=tagged)
    assert paragraphs(document) == [PARAGRAPH]
    assert told(document) == [("header", len("青禾县教育局文件"), "各页")]


def test_figures_alone_on_the_last_line_are_text(tmp_path: Path) -> None:
    source = "#set page(margin: (y: 30pt))\n#set par(justify: false, first-line-indent: 0pt)\n"
    body = "#v(1fr)\n" + "公" * 26 + "共计条数为" + '\\ #"2024"'
    assert paragraphs(made(tmp_path, source + body))[-1].endswith("2024")


def test_a_table_without_rules(tmp_path: Path) -> None:
    cells = "[信息内容], [本年制发件数], [本年废止件数], [规章], [0], [1], "
    cells += "[行政规范性文件], [3], [12], [行政许可], [45], [7]"
    document = made(
        tmp_path, f"{PARAGRAPH}\n\n#table(columns: (1fr, 1fr, 1fr), stroke: none, {cells})\n\n{PARAGRAPH}"
    )
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [
        ["信息内容", "本年制发件数", "本年废止件数"],
        ["规章", "0", "1"],
        ["行政规范性文件", "3", "12"],
        ["行政许可", "45", "7"],
    ]
    assert paragraphs(document) == [PARAGRAPH, PARAGRAPH]


def test_a_label_of_two_lines_in_a_table_without_rules(tmp_path: Path) -> None:
    cells = "[1.属于国家秘密], [0], [1], [2.其他法律行政法规禁止公开的信息], [3], [12], "
    cells += "[3.危及安全], [45], [7], [4.其他], [1], [2]"
    document = made(tmp_path, f"#table(columns: (8em, 1fr, 1fr), stroke: none, align: horizon, {cells})")
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [
        ["1.属于国家秘密", "0", "1"],
        ["2.其他法律行政法规禁止公开的信息", "3", "12"],
        ["3.危及安全", "45", "7"],
        ["4.其他", "1", "2"],
    ]


PICTURE = (
    "#image(bytes(range(192).map(n => calc.rem(n * 7, 256))), width: 30%, "
    'format: (encoding: "rgb8", width: 8, height: 8))'
)


def test_pictures_are_told_with_their_page(tmp_path: Path) -> None:
    document = made(tmp_path, f"{PARAGRAPH}\n#pagebreak()\n{PARAGRAPH}\n\n{PICTURE}")
    assert told(document) == [("image", 1, "第 2 页")]


def test_a_page_that_is_only_a_picture_is_told(tmp_path: Path) -> None:
    document = made(tmp_path, f"{PARAGRAPH}\n#pagebreak()\n{PICTURE}\n#pagebreak()\n{PARAGRAPH}")
    assert told(document) == [("scan", 1, "第 2 页")]
    assert "扫描" in document.omissions[0].message


def test_text_nobody_sees_is_told_as_a_leak(tmp_path: Path) -> None:
    unseen = "#text(fill: white)[密件内容]#text(size: 0.4pt)[小字]"
    document = made(tmp_path, f"{PARAGRAPH}\n\n甲{unseen}乙。")
    assert paragraphs(document)[1].replace(" ", "") == "甲乙。"
    assert [(one.kind, one.size, one.leaks) for one in document.omissions] == [("hidden", 6, True)]


def test_white_text_on_a_dark_ground_is_seen(tmp_path: Path) -> None:
    document = made(tmp_path, f"{PARAGRAPH}\n\n#block(fill: red, inset: 8pt, text(fill: white)[醒目，])")
    assert "醒目，" in document.text
    assert document.omissions == ()


def test_a_watermark_is_told(tmp_path: Path) -> None:
    document = made(tmp_path, f"#place(center + horizon, rotate(-30deg)[内部资料])\n{PARAGRAPH}")
    assert paragraphs(document) == [PARAGRAPH]
    assert told(document) == [("watermark", 4, "第 1 页")]


def test_a_file_that_calls_every_line_a_paragraph(tmp_path: Path) -> None:
    """The structure a file states is not followed where it parts every full line from the next."""
    source = "\n".join(f"#par(first-line-indent: 0pt)[{'公开信息' * 8}]" for _ in range(12))
    document = made(
        tmp_path, f"#set page(width: 420pt, margin: 18pt)\n#set par(spacing: 0.65em)\n{source}", tagged=True
    )
    assert len(paragraphs(document)) < 12
