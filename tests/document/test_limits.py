"""Hostile, damaged and mislabelled files: each gets its code, none an exception of another kind."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_kit.document import limits, open_document
from report_kit.errors import InputError
from tests.document.word_files import document_xml, p, write_word

OLE = limits.OLE_MAGIC + b"\x00" * 600


def code(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        open_document(path)
    assert caught.value.where == str(path)
    assert caught.value.remedy
    return caught.value.code


@pytest.mark.parametrize("name", ["没有.txt", "没有.docx", "没有的文件夹", "没有.doc", "长" * 300])
def test_missing(tmp_path: Path, name: str) -> None:
    assert code(tmp_path / name) == "RK-101"


def test_a_folder_with_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "夹.txt").mkdir()
    assert code(tmp_path / "夹.txt") == "RK-102"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管.txt")
    assert code(tmp_path / "管.txt") == "RK-102"


@pytest.mark.parametrize("name", ["大.txt", "大.docx"])
def test_huge(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as stream:
        stream.truncate(200 * 2**20)
    assert code(tmp_path / name) == "RK-103"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"", "RK-108"),
        ("a.txt", b" \r\n\t", "RK-108"),
        ("a.txt", "正文\x00。".encode(), "RK-104"),
        ("a.txt", bytes(range(256)) * 8, "RK-104"),
        ("a.txt", "報告".encode("big5") * 30 + b"\xff\xff", "RK-105"),
        ("a.txt", b"%PDF-1.7 ...", "RK-106"),
        ("a.txt", b"PK\x03\x04....", "RK-106"),
        ("a.txt", OLE, "RK-106"),
        ("a.docx", b"", "RK-108"),
        ("a.docx", "正文。".encode(), "RK-106"),
        ("a.docx", b"<html><body>x", "RK-106"),
        ("a.docx", b"{\\rtf1 x}", "RK-106"),
        ("a.docx", b"%PDF-1.7", "RK-106"),
        ("a.docx", b"\x89PNG\r\n\x1a\n", "RK-106"),
        ("a.docx", OLE, "RK-106"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "RK-110"),
        ("a.docx", b"PK\x03\x04" + b"x" * 50, "RK-109"),
        ("a.doc", OLE, "RK-106"),
        ("a.pages", OLE, "RK-107"),
        ("a", b"x", "RK-107"),
    ],
)
def test_wrong_contents(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert code(tmp_path / name) == expected


def test_the_message_names_what_the_file_really_is(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(InputError, match="Excel") as caught:
        open_document(path)
    assert caught.value.code == "RK-106"


def test_a_word_file_without_text(tmp_path: Path) -> None:
    assert code(write_word(tmp_path / "a.docx", p(" "))) == "RK-108"


def test_a_zip_with_a_password(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", p("正文。"))
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(signature)
        while position >= 0:
            data[position + offset] |= 1
            position = data.find(signature, position + 4)
    path.write_bytes(data)
    assert code(path) == "RK-110"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    body = "<w:p/>" * (limits.MAX_PART_BYTES // 6 + 1)
    path = write_word(tmp_path / "a.docx", body)
    assert path.stat().st_size < 2**20
    assert code(path) == "RK-103"


def test_a_directory_that_lies_about_sizes(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", "<w:p/>" * (limits.MAX_PART_BYTES // 6 + 1))
    data = bytearray(path.read_bytes())
    position = data.find(b"PK\x01\x02")
    while position >= 0:
        data[position + 24 : position + 28] = struct.pack("<I", 1000)
        position = data.find(b"PK\x01\x02", position + 4)
    path.write_bytes(data)
    assert code(path) in ("RK-103", "RK-109")


def test_too_many_elements(tmp_path: Path) -> None:
    assert code(write_word(tmp_path / "a.docx", "<w:p/>" * (limits.MAX_TAGS + 1))) == "RK-103"


def test_too_many_parts(tmp_path: Path) -> None:
    extra = {f"word__x{number}": "" for number in range(limits.MAX_PARTS)}
    assert code(write_word(tmp_path / "a.docx", p("正文。"), **extra)) == "RK-103"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
    ],
)
def test_entities_are_refused(tmp_path: Path, entities: str, encoding: str) -> None:
    xml = document_xml("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>").replace("UTF-8", encoding)
    xml = xml.replace("?>", f"?><!DOCTYPE x [{entities}]>", 1)
    path = tmp_path / "a.docx"
    write_word(path, "")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml.encode(encoding) if name == "word/document.xml" else old.read(name))
    assert code(path) == "RK-111"


def test_deep_nesting_ends(tmp_path: Path) -> None:
    deep = "<w:sdt><w:sdtContent>" * 2000 + p("底。") + "</w:sdtContent></w:sdt>" * 2000
    assert code(write_word(tmp_path / "a.docx", deep)) == "RK-109"


def test_an_absurd_span_is_limited(tmp_path: Path) -> None:
    cell = (
        '<w:tc><w:tcPr><w:gridSpan w:val="999999999999"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>'
    )
    document = open_document(write_word(tmp_path / "a.docx", f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"))
    assert max(cell.colspan for cell in document.tables[0].cells()) <= 63


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=400),
    st.sampled_from([".txt", ".docx"]),
    st.sampled_from([b"", b"PK\x03\x04", OLE, b"\xff\xfe"]),
)
def test_random_bytes_raise_nothing_else(tmp_path: Path, data: bytes, extension: str, head: bytes) -> None:
    path = tmp_path / f"a{extension}"
    path.write_bytes(head + data)
    _read_or_refuse(path)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_word_file_with_damaged_bytes_raises_nothing_else(
    tmp_path: Path, damage: list[tuple[float, int]]
) -> None:
    path = write_word(tmp_path / "a.docx", p("正文。"), styles="<w:style/>", numbering="<w:num/>")
    data = bytearray(path.read_bytes())
    for place, value in damage:
        data[int(place * len(data))] = value
    path.write_bytes(data)
    _read_or_refuse(path)


NAMES = [
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "sdt",
    "sdtContent",
    "ins",
    "del",
    "tab",
    "br",
    "sym",
    "txbxContent",
]
NAMES += [
    "pPr",
    "rPr",
    "numPr",
    "numId",
    "ilvl",
    "ind",
    "outlineLvl",
    "pStyle",
    "tcPr",
    "gridSpan",
    "vMerge",
    "hMerge",
]


@st.composite
def elements(draw: st.DrawFn, depth: int = 0) -> str:
    name = draw(st.sampled_from(NAMES))
    attributes = draw(st.sampled_from(["", ' w:val="restart"', ' w:val="-3"', ' w:val="x"', ' w:char="zz"']))
    count = draw(st.integers(0, 3)) if depth < 5 else 0
    inner = "".join(draw(elements(depth + 1)) for _ in range(count)) or draw(
        st.sampled_from(["", "量", " ", "一、"])
    )
    return f"<w:{name}{attributes}>{inner}</w:{name}>"


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(elements(), min_size=1, max_size=4))
def test_any_arrangement_of_elements_is_read(tmp_path: Path, body: list[str]) -> None:
    path = write_word(tmp_path / "a.docx", "".join(body), styles="<w:style/>", numbering="<w:num/>")
    _read_or_refuse(path)


def _read_or_refuse(path: Path) -> None:
    try:
        document = open_document(path)
    except InputError:
        return
    for block in document.blocks:
        for piece in block.cells() if hasattr(block, "cells") else [block]:
            assert document.text[piece.start : piece.end] == piece.text
