"""Scanned pages: read where the extra is installed, and told how sure; without it the message names it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from report_kit import open_document
from report_kit.document import Document
from report_kit.document.ocr import engine, files
from report_kit.document.ocr.engine import Mark, Read
from report_kit.document.ocr.lines import chars_of
from report_kit.document.ocr.wording import as_written
from report_kit.errors import InputError

ocr = pytest.mark.skipif(not engine.is_installed(), reason='needs the extra: pip install "report-kit[ocr]"')

TEXT = (
    "全年主动公开政府信息73条，通过微信公众号发布信息51篇，没有收到政府信息公开申请，"
    "也没有因为政府信息公开工作被申请行政复议、提起行政诉讼。"
)
TABLE = "#table(columns: (8em, 1fr, 1fr), [项目], [上年], [本年], [规章], [0], [128], [文件], [3456], [7])"


def printed(target: Path, body: str) -> Path:
    import typst

    source = f'#set page(margin: 25mm)\n#set text(font: "FandolSong", size: 16pt, lang: "zh")\n{body}'
    fonts = Path(__file__).parents[2] / "src/report_kit/export/fonts"
    target.write_bytes(
        typst.compile(source.encode("utf-8"), font_paths=[str(fonts)], ignore_system_fonts=True)
    )
    return target


def error(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        open_document(path)
    return caught.value


def kinds(document: Document) -> list[str]:
    return [one.kind for one in document.omissions]


def cells(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for table in document.tables for row in table.rows]


def picture(path: Path, size: tuple[int, int] = (40, 40)) -> Path:
    from PIL import Image

    Image.new("L", size, 255).save(path)
    return path


def scanned_only(path: Path) -> Path:
    """Write a PDF whose page is one picture."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    image = pikepdf.Stream(
        pdf, b"\x80" * 100, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=10, Height=10,
        ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(S=image))
    page.Contents = pdf.make_stream(b"595 0 0 842 0 0 cm /S Do")
    pdf.save(path)
    return path


def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_PACKAGES", ("no_such_package_of_ours",))


@pytest.mark.parametrize("name", ["a.pdf", "a.png", "a.jpg"])
def test_without_the_extra_the_message_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    without_extra(monkeypatch)
    path = tmp_path / name
    scanned_only(path) if name.endswith("pdf") else picture(path)
    found = error(path)
    assert found.code == "RK-233"
    assert 'pip install "report-kit[ocr]"' in found.remedy
    assert "Word" in found.remedy


def test_without_the_extra_a_scanned_page_among_others_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_extra(monkeypatch)
    with (
        pikepdf.open(printed(tmp_path / "t.pdf", TEXT)) as pdf,
        pikepdf.open(scanned_only(tmp_path / "s.pdf")) as scan,
    ):
        pdf.pages.append(scan.pages[0])
        pdf.save(tmp_path / "a.pdf")
    document = open_document(tmp_path / "a.pdf")
    assert [(one.kind, one.place) for one in document.omissions] == [("scan", "第 2 页")]
    assert 'pip install "report-kit[ocr]"' in document.omissions[0].message


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"\x89PNG\r\n\x1a\n broken", "RK-109"), (b"\xff\xd8\xff\xe0", "RK-109"), (b"", "RK-106")],
)
def test_pictures_that_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, code: str
) -> None:
    monkeypatch.setattr(engine, "_PACKAGES", ())
    (tmp_path / "a.png").write_bytes(data)
    assert error(tmp_path / "a.png").code == ("RK-108" if not data else code)


def test_a_picture_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_PACKAGES", ())
    monkeypatch.setattr(files, "MAX_DOTS", 100)
    assert error(picture(tmp_path / "a.png")).code == "RK-103"


def marks(text: str) -> list[Mark]:
    return [Mark(char, float(at), 1.0) for at, char in enumerate(text)]


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("共计 73 条,其中", "共计73条，其中"),
        ("《条例》)的规定,现", "《条例》）的规定，现"),
        ("(一)主动公开", "（一）主动公开"),
        ("截至12:30,共1,234件", "截至12:30，共1,234件"),
        ("Word 2019 编辑", "Word 2019编辑"),
        ("https://www.example.com/a", "https://www.example.com/a"),
        ("如下:", "如下："),
        ("f(x)", "f(x)"),
        ("  ", ""),
    ],
)
def test_marks_and_blanks_are_as_chinese_texts_have_them(read: str, written: str) -> None:
    assert "".join(mark.text for mark in as_written(marks(read))) == written


def test_characters_fill_the_line_without_gaps() -> None:
    numpy = pytest.importorskip("numpy")
    ink = numpy.zeros((100, 400), numpy.uint8)
    ink[30:60, 20:380] = 255
    read = Read(
        tuple(Mark(char, 50.0 + 60 * at, 1.0) for at, char in enumerate("公开信息")), 15, 25, 385, 65, 1.0
    )
    chars = list(chars_of(read, 60, ink, 0.36, 100))
    assert [char.text for char in chars] == list("公开信息")
    assert all(char.right == after.left for char, after in pairwise(chars))
    assert chars[0].size == pytest.approx(60 * 0.36)
    assert (chars[0].top + chars[0].bottom) / 2 == pytest.approx((100 - 45) * 0.36)


@ocr
def test_ruled_lines_are_no_strokes_of_characters() -> None:
    import numpy

    from report_kit.document.ocr.rules import find_rules

    ink = numpy.zeros((600, 800), numpy.uint8)
    for y in (100, 200, 300):
        ink[y : y + 3, 100:700] = 255
    for x in (100, 400, 697):
        ink[100:303, x : x + 3] = 255
    ink[400:404, 300:344] = 255  # 一
    ink[400:460, 500:504] = 255  # the upright of 中
    ink[220:270, 200:204] = 255
    rules = find_rules(ink, 200)
    assert sorted(rule.at for rule in rules if rule.level) == [101.5, 201.5, 301.5]
    assert sorted(rule.at for rule in rules if not rule.level) == [101.5, 401.5, 698.5]


@ocr
@pytest.mark.parametrize("angle", [-3.0, -0.7, 0.0, 0.4, 2.0])
def test_the_skew_of_a_page_is_found(angle: float) -> None:
    import numpy

    from report_kit.document.ocr.picture import skew, turned

    page = numpy.full((1400, 1000), 255, numpy.uint8)
    for y in range(200, 1200, 60):
        page[y : y + 25, 150:850] = 60
    assert skew(turned(page, -angle)) == pytest.approx(angle, abs=0.1)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@ocr
@pytest.mark.slow
def test_pages_are_read_one_by_one(tmp_path: Path, no_network: None) -> None:
    """A page of text, a scanned one with a table, one lying on its side."""
    from reading.scans import scan

    scan(printed(tmp_path / "t.pdf", f"#v(40mm)\n{TEXT}\n\n{TABLE}"), tmp_path / "s.pdf", dpi=200, seed=4)
    with (
        pikepdf.open(printed(tmp_path / "own.pdf", "前面一页是文字，不用识别。")) as pdf,
        pikepdf.open(tmp_path / "s.pdf") as one,
    ):
        pdf.pages.append(one.pages[0])
        pdf.pages.append(one.pages[0])
        pdf.pages[2].rotate(90, relative=False)
        pdf.save(tmp_path / "a.pdf")
    document = open_document(tmp_path / "a.pdf")
    assert [paragraph.text for paragraph in document.paragraphs] == ["前面一页是文字，不用识别。", TEXT, TEXT]
    assert cells(document) == [["项目", "上年", "本年"], ["规章", "0", "128"], ["文件", "3456", "7"]] * 2
    told = [one for one in document.omissions if one.kind == "recognised"]
    assert [one.place[:5] for one in told] == ["第 2 页", "第 3 页"]
    assert all("把握 9" in one.place and one.is_read for one in told)
    assert not document.has_unread


@ocr
@pytest.mark.slow
def test_a_picture_of_a_page(tmp_path: Path) -> None:
    import pypdfium2

    page = pypdfium2.PdfDocument(printed(tmp_path / "t.pdf", f"{TEXT}\n\n{TABLE}"))[0]
    for name in ("a.png", "b.jpg"):
        page.render(scale=200 / 72).to_pil().convert("RGB").save(tmp_path / name)
        document = open_document(tmp_path / name)
        assert [paragraph.text for paragraph in document.paragraphs] == [TEXT]
        assert cells(document)[2] == ["文件", "3456", "7"]
        assert "recognised" in kinds(document)


@ocr
@pytest.mark.slow
def test_a_picture_that_says_nothing(tmp_path: Path) -> None:
    assert "没有认出" in error(picture(tmp_path / "a.png", (600, 800))).what


@ocr
@pytest.mark.slow
def test_three_scanned_pages_of_a_report(tmp_path: Path) -> None:
    """98 of 100 characters, and every figure of the tables right or marked doubtful."""
    from reading.generated import reports
    from reading.ocr import measure
    from report_kit.export import export_report

    export_report(reports(1, seed=1)[0], tmp_path / "report", ["pdf"])
    found = measure(tmp_path / "report.pdf", tmp_path, pages=(0, 4, 5), dpi=200, seed=1)
    assert found.right >= 0.98 * found.characters
    assert found.figures > 50
    assert found.silent == []
