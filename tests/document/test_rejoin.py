"""Paragraphs cut by page breaks are put together; others are left alone."""

from __future__ import annotations

import pytest

from report_kit.document.structure import document_from_text

FIRST = "我乡进一步健全信息报送制度，明确各站所的报送任务和时限，提高信息报送的质量和数"
REST = "量，规范信息的采集、审核和发布。"


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n\r\n", "\n \n", "\n\n\n", "\n\u00a0\n"])
def test_a_sentence_cut_in_mid_word_is_one_paragraph(between: str) -> None:
    source = f"一、总体情况\n{FIRST}{between}{REST}\n后一段。"
    document = document_from_text(source, rejoin=True)
    assert [paragraph.text for paragraph in document.paragraphs] == ["一、总体情况", FIRST + REST, "后一段。"]
    start = document.text.index("数量")
    spans = document.source_spans(start, start + 2)
    assert [source[low:high] for low, high in spans] == ["数", "量"]
    assert document.source_lines.line_column(spans[0][0])[0] == 2
    (join,) = document.joins
    assert source[join.source[0] : join.source[1]] == between


def test_a_paragraph_cut_twice() -> None:
    middle = "据，各村（社区）按月报送、乡党政办按季汇总通报，年底由信息公开领导小组统一考核评定，并将结"
    source = "\n\n".join([FIRST + "据核实", middle, "果作为评先评优的依据，公开通报。"])
    document = document_from_text(source, rejoin=True)
    assert len(document.paragraphs) == 1
    assert len(document.joins) == 2
    assert document.text.replace("\n", "") == source.replace("\n", "")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FIRST + "量。", "我乡按月公开信息，接受群众监督。"),
        (FIRST, "二是加强培训，提高工作人员素质。"),
        (FIRST, "（二）依申请公开方面，全年未收到申请。"),
        (FIRST, "第二条，各站所应当及时报送。"),
        (FIRST, "\u3000\u3000量，规范信息的采集。"),
        (FIRST, "    量，规范信息的采集。"),
        (FIRST, "3.重复申请，按规定处理。"),
        ("青禾县云溪乡人民政府", "本年度报告由云溪乡编制，现予公布。"),
        (FIRST + "：", "各站所、各村，均已落实。"),
        (FIRST, "青禾县云溪乡人民政府"),
        (FIRST, "2025年1月13日"),
        (FIRST, "附件：公开目录，共三页"),
    ],
)
def test_what_must_not_be_joined(first: str, second: str) -> None:
    document = document_from_text(f"{first}\n\n{second}", rejoin=True)
    assert len(document.paragraphs) == 2
    assert document.joins == ()
    assert document.text == document.source


def test_nothing_is_joined_across_a_table_or_a_heading() -> None:
    for between in ("规章\t0\t0", "一、总体情况"):
        document = document_from_text(f"{FIRST}\n\n{between}\n\n{REST}", rejoin=True)
        assert document.joins == ()


def test_a_string_is_taken_as_it_is() -> None:
    document = document_from_text(f"{FIRST}\n\n{REST}", rejoin=False)
    assert document.text == document.source
    assert len(document.paragraphs) == 2
