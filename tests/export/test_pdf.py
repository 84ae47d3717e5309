"""The PDF: tagged, whole, reproducible, and never without a glyph."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from report_kit.errors import ExportError
from report_kit.export.content import content_of, report_content
from report_kit.export.fonts import FOLDER, covered
from report_kit.export.pdf import pdf_bytes
from tests.export.samples import RARE, SMUGGLED, hostile, plain_notebook, report


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return pdf_bytes(report_content(report()))


def text_of(pdf: bytes) -> str:
    """Return the text as a reader copies it, without blanks, line ends and page numbers."""
    pages = pypdfium2.PdfDocument(pdf)
    text = "".join(re.sub(r"— \d+ —\s*$", "", page.get_textpage().get_text_bounded()) for page in pages)
    return squeezed(text)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\ufffe\x02]+", "", text)


def test_every_paragraph_can_be_copied(pdf: bytes) -> None:
    text = text_of(pdf)
    original = report()
    for section in original.spec.sections:
        for paragraph in original.section(section.id).split("\n"):
            assert squeezed(paragraph) in text
        if section.level:
            assert squeezed(original.heading(section.id)) in text


def test_it_says_it_is_accessible_and_in_chinese(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as document, document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert document.Root.Lang == "zh-CN"
        assert metadata["dc:title"] == report().title
        assert bool(document.Root.MarkInfo.Marked)
        assert [str(item.title) for item in document.open_outline().root][:2] == [
            "一、总体情况",
            "二、主动公开政府信息情况",
        ]


def test_the_page_is_a4(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as document:
        width, height = (float(side) for side in document.pages[0].MediaBox[2:])
    assert (round(width), round(height)) == (595, 842)


def test_the_same_report_gives_the_same_bytes(pdf: bytes) -> None:
    assert pdf_bytes(report_content(report())) == pdf


def test_markup_in_prose_is_printed_not_run() -> None:
    text = text_of(pdf_bytes(report_content(hostile())))
    for line in SMUGGLED:
        assert squeezed(line) in text


def test_a_missing_glyph_names_the_character_and_its_place() -> None:
    content = report_content(report().with_section("problems", "问题在于\U00020bb7字没有字形。"))
    with pytest.raises(ExportError, match=r"RK-501") as caught:
        pdf_bytes(content)
    assert "U+20BB7" in caught.value.what
    assert "五、存在的主要问题及改进情况" in caught.value.where


def test_invisible_signs_are_no_missing_glyphs() -> None:
    pdf_bytes(
        report_content(report().with_section("problems", "零宽\u200b空格\ufe0f和\u00a0不换行\u2003空格。"))
    )


def test_any_notebook_prints() -> None:
    text = text_of(pdf_bytes(content_of(plain_notebook(), "名字")))
    assert "文字结果" in text
    assert "红色" in text


def test_a_long_agency_name_prints() -> None:
    long = report("内蒙古自治区鄂尔多斯市伊金霍洛旗阿勒腾席热镇人民政府综合办")
    assert "2025年1月13日" in text_of(pdf_bytes(report_content(long)))


def test_the_fonts_have_what_reports_need() -> None:
    gb2312 = {bytes([a, b]).decode("gb2312", "ignore") for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF)}
    assert gb2312 - {""} <= covered()
    assert set(RARE + "☐√×℃①㈠ⅠⅫ□■○●★—…·〔〕〈〉《》") <= covered()
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 24_000_000
    assert {path.name for path in FOLDER.glob("*.txt")} >= {"COPYING-Fandol.txt", "OFL-Noto.txt"}
