"""Automatic numbers of Word lists, as the standard (ECMA-376 part 1, 17.9 and 17.18.59) has them printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_kit.document import open_document
from report_kit.document.word.numbering import format_number
from tests.document.word_files import p, tbl, tr, write_word


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("chineseCounting", {1: "一", 10: "十", 12: "十二", 20: "二十", 99: "九十九", 105: "一〇五"}),
        (
            "chineseCountingThousand",
            {10: "十", 21: "二十一", 105: "一百零五", 110: "一百一十", 1001: "一千零一"},
        ),
        ("chineseLegalSimplified", {1: "壹", 2: "贰", 10: "壹拾", 15: "壹拾伍", 20: "贰拾", 105: "壹佰零伍"}),
        ("ideographLegalTraditional", {2: "貳", 6: "陸", 30: "參拾"}),
        ("taiwaneseCounting", {3: "三", 11: "十一"}),
        ("taiwaneseCountingThousand", {3: "三", 1200: "一千二百"}),
        ("taiwaneseDigital", {12: "一二"}),
        ("ideographDigital", {1: "一", 10: "一〇", 12: "一二", 20: "二〇"}),
        ("japaneseCounting", {12: "十二"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥", 13: "13"}),
        ("ideographZodiacTraditional", {1: "甲子", 2: "乙丑", 60: "癸亥", 61: "甲子"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {1: "①", 10: "⑩"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇", 21: "21"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalFullWidth2", {3: "３"}),
        ("decimalHalfWidth", {3: "3"}),
        ("decimalZero", {3: "03", 12: "12"}),
        ("numberInDash", {3: "- 3 -"}),
        ("upperRoman", {4: "IV", 49: "XLIX"}),
        ("lowerRoman", {9: "ix"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 53: "AAA"}),
        ("lowerLetter", {28: "bb"}),
        ("ordinal", {1: "1st", 12: "12th", 23: "23rd"}),
        ("chicago", {1: "*", 2: "†", 5: "**"}),
        ("none", {7: ""}),
    ],
)
def test_formats(kind: str, numbers: dict[int, str]) -> None:
    assert {value: format_number(value, kind) for value in numbers} == numbers


def level(depth: int, kind: str, text: str, extra: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(identity: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{identity}">{"".join(levels)}</w:abstractNum>'


def num(identity: int, definition: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'


def override(depth: int, start: int | None = None, own: str = "") -> str:
    begin = f'<w:startOverride w:val="{start}"/>' if start is not None else ""
    return f'<w:lvlOverride w:ilvl="{depth}">{begin}{own}</w:lvlOverride>'


def item(depth: int, identity: int = 1, text: str = "项") -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{identity}"/></w:numPr>')


def lines(tmp_path: Path, body: str, numbering: str, styles: str = "") -> list[str]:
    path = write_word(tmp_path / "a.docx", body, numbering=numbering, styles=styles)
    return [paragraph.text for paragraph in open_document(path).paragraphs]


OUTLINE = abstract(
    0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%3)")
)


def test_levels_under_a_new_one_begin_again(tmp_path: Path) -> None:
    body = "".join(map(item, (0, 1, 1, 2, 0, 1, 2, 2)))
    found = lines(tmp_path, body, OUTLINE + num(1, 0))
    assert found == ["一、项", "一.1项", "一.2项", "a)项", "二、项", "二.1项", "a)项", "b)项"]


def test_lists_of_one_definition_count_on(tmp_path: Path) -> None:
    body = item(0, 1) + item(0, 2) + item(0, 1)
    assert lines(tmp_path, body, OUTLINE + num(1, 0) + num(2, 0)) == ["一、项", "二、项", "三、项"]


def test_a_start_of_its_own_begins_a_list_anew_once(tmp_path: Path) -> None:
    body = item(0, 1) + item(0, 1) + item(0, 2) + item(0, 2) + item(0, 1)
    numbering = OUTLINE + num(1, 0) + num(2, 0, override(0, 1))
    assert lines(tmp_path, body, numbering) == ["一、项", "二、项", "一、项", "二、项", "三、项"]


def test_a_level_of_its_own_changes_the_look_and_not_the_count(tmp_path: Path) -> None:
    own = override(0, own=level(0, "ideographTraditional", "%1．"))
    body = item(0, 1) + item(0, 2) + item(0, 1)
    assert lines(tmp_path, body, OUTLINE + num(1, 0) + num(2, 0, own)) == ["一、项", "乙．项", "三、项"]


@pytest.mark.parametrize(("restart", "last"), [("", "1)"), ('<w:lvlRestart w:val="0"/>', "3)")])
def test_a_level_may_go_on_over_others(tmp_path: Path, restart: str, last: str) -> None:
    numbering = abstract(0, level(0, "decimal", "%1、"), level(1, "decimal", "%2)", restart)) + num(1, 0)
    body = "".join(map(item, (0, 1, 1, 0, 1)))
    assert lines(tmp_path, body, numbering)[-1] == last + "项"


def test_a_level_may_begin_again_after_one_level_only(tmp_path: Path) -> None:
    deep = level(2, "decimal", "%3)", '<w:lvlRestart w:val="1"/>')
    numbering = abstract(0, level(0, "decimal", "%1、"), level(1, "decimal", "%2."), deep) + num(1, 0)
    found = lines(tmp_path, "".join(map(item, (0, 1, 2, 1, 2, 0, 1, 2))), numbering)
    assert [line for line in found if ")" in line] == ["1)项", "2)项", "1)项"]


def test_legal_numbering_shows_arabic_figures(tmp_path: Path) -> None:
    legal = level(1, "chineseCounting", "%1.%2", "<w:isLgl/>")
    numbering = abstract(0, level(0, "chineseCounting", "%1、"), legal) + num(1, 0)
    assert lines(tmp_path, item(0) + item(1), numbering) == ["一、项", "1.1项"]


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("none", "注：", "注：项"),
        ("none", "第%1条", "第条项"),
        ("bullet", "●", "项"),
        ("bullet", "\uf06c", "项"),
        ("bullet", "注：", "注：项"),
        ("decimal", "第%1条　", "第1条　项"),
    ],
)
def test_numbers_that_are_words(tmp_path: Path, kind: str, text: str, shown: str) -> None:
    assert lines(tmp_path, item(0), abstract(0, level(0, kind, text)) + num(1, 0)) == [shown]


def test_a_number_does_not_grow_onto_a_figure(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "decimal", "%1")) + num(1, 0)
    assert lines(tmp_path, item(0, text="2024年公开") + item(0, text="公开"), numbering) == [
        "1 2024年公开",
        "2公开",
    ]


def test_an_empty_numbered_paragraph_counts(tmp_path: Path) -> None:
    numbering = OUTLINE + num(1, 0)
    assert lines(tmp_path, item(0) + item(0, text="") + item(0), numbering) == ["一、项", "二、", "三、项"]


def test_hidden_numbers_count_and_do_not_show(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "decimal", "%1、", "<w:rPr><w:vanish/></w:rPr>")) + num(1, 0)
    assert lines(tmp_path, item(0), numbering) == ["项"]


def test_a_style_takes_the_level_that_the_list_keeps_for_it(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="节"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h2b"><w:name w:val="节2"/><w:basedOn w:val="h2"/></w:style>'
    )
    deep = level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h2"/>')
    numbering = abstract(0, level(0, "chineseCounting", "%1、"), deep) + num(1, 0)
    body = item(0) + p("节", '<w:pStyle w:val="h2"/>') + p("节", '<w:pStyle w:val="h2b"/>')
    assert lines(tmp_path, body, numbering, styles) == ["一、项", "（一）节", "（二）节"]


def test_a_list_style_lends_its_definition(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="列表"/><w:pPr><w:numPr>'
        '<w:numId w:val="9"/></w:numPr></w:pPr></w:style>'
    )
    link = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>'
    assert lines(tmp_path, item(0) + item(0), OUTLINE + link + num(1, 5) + num(9, 0), styles) == [
        "一、项",
        "二、项",
    ]


def test_padded_numbers(tmp_path: Path) -> None:
    new = '<mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
    old = '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"{new}{old}</mc:AlternateContent>"
    )
    padded = f'<w:lvl w:ilvl="0"><w:start w:val="7"/>{both}<w:lvlText w:val="%1、"/></w:lvl>'
    assert lines(tmp_path, item(0), abstract(0, padded) + num(1, 0)) == ["007、项"]


def test_numbers_in_cells_and_of_joined_paragraphs(tmp_path: Path) -> None:
    joined = p("甲", "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr><w:rPr><w:del/></w:rPr>")
    cell = f"<w:tc>{item(0, text='')}</w:tc>"
    path = write_word(
        tmp_path / "a.docx",
        joined + item(0, text="乙") + tbl(tr(cell, cell)) + item(0),
        numbering=OUTLINE + num(1, 0),
    )
    document = open_document(path)
    assert [paragraph.text for paragraph in document.paragraphs] == ["一、甲乙", "四、项"]
    assert [one.text for one in document.tables[0].cells()] == ["二、", "三、"]
