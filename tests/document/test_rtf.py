"""Rich text files: Chinese in all its spellings, tables as tables, what is not read told."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_kit import open_document
from report_kit.document import Document, Table
from report_kit.errors import InputError

HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fcharset0 Times;}"
    r"{\f2\fcharset136 Ming;}{\f3\fcharset128 Mincho;}}"
    r"{\colortbl;\red0\green0\blue0;\red255\green255\blue255;}"
)


def quoted(text: str, encoding: str = "gbk") -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding))


def made(tmp_path: Path, body: str, head: str = HEAD) -> Document:
    path = tmp_path / "a.rtf"
    path.write_bytes((head + body + "}").encode("latin-1"))
    return open_document(path)


def paragraphs(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def told(document: Document) -> list[tuple[str, int]]:
    return [(one.kind, one.size) for one in document.omissions]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\f0 " + quoted("主动公开73条。"), "主动公开73条。"),
        # The font is a western one; the code page of the file is Chinese.
        (r"\f1 " + quoted("主动公开"), "主动公开"),
        # Bytes that are a bracket or a backslash in ASCII are the second half of a character.
        (r"\f0 " + quoted("亅乗乚錦鎃"), "亅乗乚錦鎃"),
        (r"\f2 " + quoted("資訊公開", "big5"), "資訊公開"),
        (r"\loch\af1\dbch\af0 " + quoted("公开"), "公开"),
        (r"\uc1\u20844 ?\u24320 ?", "公开"),
        (r"\uc2\u20844\'b9\'ab\u24320\'bf\'aa", "公开"),
        (r"\uc0\u20844\u24320", "公开"),
        (r"\uc1\u-10179 ?\u-9216 ?", "\U0001f400"),
        (r"\u-26486 ?", "颊"[:0] + chr(0x10000 - 26486)),
        (r"\uc1{\u20844 ?}{\uc2\u24320 ??}\u21153 ?", "公开务"),
        (r"\ldblquote A\rdblquote  \emdash  3\~\_ \{x\}", "“A” — 3\u00a0- {x}"),
    ],
)
def test_spellings_of_characters(tmp_path: Path, body: str, text: str) -> None:
    assert paragraphs(made(tmp_path, body + r"\par")) == [text]


def test_another_code_page(tmp_path: Path) -> None:
    head = r"{\rtf1\ansi\ansicpg950{\fonttbl{\f0\fcharset0 Times;}}"
    assert paragraphs(made(tmp_path, quoted("資訊公開", "big5") + r"\par", head)) == ["資訊公開"]


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    document = made(tmp_path, quoted("公开") + r"\'ff" + r"\par")
    assert "公开" in document.text
    assert [kind for kind, _ in told(document)] == ["symbol"]


def row(*cells: str, edges: tuple[str, ...] = ()) -> str:
    places = edges or tuple(rf"\cellx{2000 * (at + 1)}" for at in range(len(cells)))
    return (
        r"\trowd\trleft0"
        + "".join(places)
        + "".join(rf"\pard\intbl {quoted(cell)}\cell" for cell in cells)
        + r"\row"
    )


def test_a_table_is_a_table(tmp_path: Path) -> None:
    body = (
        quoted("前文。")
        + r"\par"
        + row("项目", "件数")
        + row("规章", "3")
        + r"\pard "
        + quoted("后文。")
        + r"\par"
    )
    document = made(tmp_path, body)
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph"]
    assert [[cell.text for cell in line] for line in document.tables[0].rows] == [
        ["项目", "件数"],
        ["规章", "3"],
    ]


def test_cells_over_rows_and_columns(tmp_path: Path) -> None:
    wide = (r"\cellx4000", r"\cellx6000")
    body = (
        row("宽", "右", edges=wide)
        + row("一", "二", "三", edges=(r"\clvmgf\cellx2000", r"\cellx4000", r"\cellx6000"))
        + row("", "四", "五", edges=(r"\clvmrg\cellx2000", r"\cellx4000", r"\cellx6000"))
        + row("并", "", "六", edges=(r"\clmgf\cellx2000", r"\clmrg\cellx4000", r"\cellx6000"))
    )
    [table] = made(tmp_path, body).tables
    assert isinstance(table, Table)
    assert [[(c.text, c.column, c.rowspan, c.colspan) for c in line] for line in table.rows] == [
        [("宽", 0, 1, 2), ("右", 2, 1, 1)],
        [("一", 0, 2, 1), ("二", 1, 1, 1), ("三", 2, 1, 1)],
        [("四", 1, 1, 1), ("五", 2, 1, 1)],
        [("并", 0, 1, 2), ("六", 2, 1, 1)],
    ]


def test_paragraphs_of_a_cell_stay_in_it(tmp_path: Path) -> None:
    body = r"\trowd\cellx2000\cellx4000\pard\intbl 1.\par 2.\cell\pard\intbl 3\cell\row\pard x\par"
    document = made(tmp_path, body)
    assert [cell.text for cell in document.tables[0].cells()] == ["1.\n2.", "3"]
    assert paragraphs(document) == ["x"]


def test_what_is_not_seen_is_told(tmp_path: Path) -> None:
    body = (
        r"{\header "
        + quoted("页眉")
        + r"\par}"
        + quoted("甲")
        + r"{\v "
        + quoted("隐藏")
        + r"}{\strike "
        + quoted("划去了")
        + r"}{\deleted "
        + quoted("删")
        + "}"
        + r"{\cf2 "
        + quoted("白字")
        + r"}{\cf2\highlight1 "
        + quoted("黑底")
        + "}"
        + r"{\*\annotation "
        + quoted("批注一")
        + r"}{\*\shppict{\pict\pngblip 89504e47}}"
        + r"{\nonshppict{\pict 00}}{\object\objemb{\*\objdata 00}{\result "
        + quoted("结果")
        + "}}"
        + quoted("乙。")
        + r"\par"
    )
    document = made(tmp_path, body)
    assert paragraphs(document) == ["甲黑底结果乙。"]
    assert sorted(told(document)) == sorted(
        [
            ("header", 2),
            ("hidden", 2),
            ("hidden", 2),
            ("struck", 3),
            ("deleted", 1),
            ("comment", 3),
            ("image", 1),
            ("ole", 1),
        ]
    )


def test_marks_of_notes_glue_to_no_figure(tmp_path: Path) -> None:
    body = (
        quoted("受理5")
        + r"{\super 1}"
        + quoted("件，面积3m")
        + r"{\super 2}"
        + quoted("。")
        + r"{\super\chftn}{\footnote\pard\plain {\super\chftn }"
        + quoted("脚注的文字。")
        + "}"
        + r"\par "
        + quoted("下一段。")
        + r"\par"
    )
    document = made(tmp_path, body)
    assert paragraphs(document) == ["受理5件，面积3m2。", "脚注的文字。", "下一段。"]
    assert told(document) == [("mark", 1)]


def test_boxes_are_read_once(tmp_path: Path) -> None:
    box = (
        r"{\shp{\*\shpinst\shpleft0{\sp{\sn name}{\sv value}}{\shptxt\pard "
        + quoted("框里的字。")
        + r"\par}}"
        r"{\shprslt{\*\do{\dptxbxtext " + quoted("框里的字。") + "}}}}"
    )
    document = made(tmp_path, quoted("正文。") + box + r"\par")
    assert paragraphs(document) == ["正文。", "框里的字。"]


def test_numbers_and_fields_and_what_stands_beside_the_text(tmp_path: Path) -> None:
    body = (
        r"{\info{\title x}{\upr{\author y}{\*\ud{\author z}}}}{\stylesheet{\s0 Normal;}}{\*\generator g;}"
        r"{\listtext\pard " + quoted("一、") + r"\tab}" + quoted("总体情况") + r"\par "
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt www.example.com}}\par"
        r"\fi640 " + quoted("正文。") + r"\par"
    )
    document = made(tmp_path, body)
    assert paragraphs(document) == ["一、总体情况", "www.example.com", "正文。"]
    assert [(one.kind, one.indented) for one in document.paragraphs] == [
        ("heading", False), ("body", False), ("body", True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "{" * 5000,
        r"\cell\row\cell" * 50 + "x",
        "}}}}x",
        r"\bin99999999 x",
        "\\",
        r"\trowd" + r"\cellx1" * 3000 + r"x\cell\row",
    ],
)
def test_damage_is_an_error_or_a_text(tmp_path: Path, body: str) -> None:
    try:
        document = made(tmp_path, body + " " + quoted("字") + r"\par")
    except InputError as error:
        assert error.code in ("RK-103", "RK-108")  # noqa: PT017 - either is right
    else:
        assert "字" in document.text
