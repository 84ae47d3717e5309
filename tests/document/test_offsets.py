"""Offsets lead back to the file: for every reader, whatever was rejoined."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_kit.document import Document, open_document
from report_kit.document.offsets import LineIndex
from tests.document.word_files import p, tbl, tc, tr, write_word


def cases(number: int) -> settings:
    """A thousand cases over the three readers together: opening a file takes most of the time."""
    unchecked = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=number, deadline=None, suppress_health_check=unchecked)


HAN = "的一是政府信息公开工作年度报告审核数量质量乡镇，。；：、（）“”"
# Astral characters of CJK extension B and an emoji, full and half width, combining and joining marks.
CHARACTERS = HAN + "𠮷𡈽😀镕喆abc123,.;Ａ１　 é\u0301\u200b"
# Lines are made of pieces: drawing them character by character would take most of the time.
PIECES = [
    "政府信息公开工作",
    "审核数",
    "量，",
    "（一）",
    "。",
    "；",
    "“",
    "”",
    "𠮷𡈽",
    "😀",
    "镕喆",
    "abc 12.",
    "Ａ１",
    "　",
    "e\u0301",
    "\u200b",
    " ",
]
LINE = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
# Long lines without a full stop, so that many of them count as cut paragraphs.
LONG = st.lists(st.sampled_from(["政府信息公开工作", "审核数", "量，", "𠮷"]), min_size=8, max_size=12).map(
    "".join
)
LINES = st.lists(st.one_of(LINE, LONG, st.just("")), min_size=1, max_size=8)


def bare(text: str) -> str:
    return re.sub(r"[\r\n]", "", text)


def check_offsets(document: Document, start: int, end: int) -> None:
    spans = document.source_spans(start, end)
    assert all(low <= high for low, high in spans)
    assert all(first[1] < second[0] for first, second in pairwise(spans))
    assert "".join(document.source[low:high] for low, high in spans) == document.text[start:end]


def check_document(document: Document, data: st.DataObject) -> None:
    """Any passage, each block, and the whole text map back to the file."""
    length = len(document.text)
    start = data.draw(st.integers(0, length), label="start")
    end = data.draw(st.integers(start, length), label="end")
    check_offsets(document, start, end)
    check_offsets(document, 0, length)
    for block in document.blocks:
        for piece in block.cells() if hasattr(block, "cells") else [block]:
            assert document.text[piece.start : piece.end] == piece.text
            check_offsets(document, piece.start, piece.end)


@cases(600)
@given(
    lines=LINES,
    ends=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    data=st.data(),
)
def test_text_files(tmp_path: Path, lines: list[str], ends: str, encoding: str, data: st.DataObject) -> None:
    text = "起" + ends.join(lines)
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    document = open_document(path)
    assert document.source == text
    check_document(document, data)
    joints = [text[low:high] for low, high in (join.source for join in document.joins)]
    assert all(not joint.strip(" \u3000\r\n\u00a0") for joint in joints)
    assert bare(document.text).replace(" ", "") == bare(text).replace(" ", "") or joints


@cases(100)
@given(
    lines=st.lists(
        st.sampled_from(["政府信息", "数据，", "镕喆", "０１", "。", " "]), min_size=1, max_size=9
    ),
    data=st.data(),
)
def test_gbk_files(tmp_path: Path, lines: list[str], data: st.DataObject) -> None:
    text = "政府信息公开工作年度报告，根据条例的要求编制，数据截至年底。\r\n" * 3 + "\r\n".join(lines)
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("gbk"))
    document = open_document(path)
    assert document.source == text
    check_document(document, data)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@cases(300)
@given(lines=LINES, cells=st.lists(st.lists(LINE, min_size=1, max_size=4), max_size=3), data=st.data())
def test_word_files(tmp_path: Path, lines: list[str], cells: list[list[str]], data: st.DataObject) -> None:
    table = tbl(*(tr(*(tc(_escape(text)) for text in row)) for row in cells)) if cells else ""
    body = p("起。") + "".join(p(_escape(line)) for line in lines) + table + p("止。")
    document = open_document(write_word(tmp_path / "a.docx", body))
    check_document(document, data)
    assert document.paragraphs[0].text == "起。"
    # A long last line without a full stop is joined to what follows.
    assert document.paragraphs[-1].text.endswith("止。")
    whole = re.sub(r"\s", "", "".join(lines))
    assert whole in re.sub(r"\s", "", document.text)


@given(st.text(alphabet=CHARACTERS + "\r\n", max_size=80), st.data())
def test_utf16_and_back(text: str, data: st.DataObject) -> None:
    index = LineIndex(text)
    offset = data.draw(st.integers(0, len(text)))
    units = index.to_utf16(offset)
    assert units == len(text[:offset].encode("utf-16-le")) // 2
    assert index.from_utf16(units) == offset


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_and_columns(ends: str) -> None:
    text = ends.join(["一二", "", "三𠮷五"])
    index = LineIndex(text)
    assert index.line_column(0) == (1, 1)
    assert index.line_column(text.index("三")) == (3, 1)
    assert index.line_column(text.index("五")) == (3, 3)
