"""The Word file: real styles, official fonts, repeated headers, and back into a report."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from lxml import etree

from report_kit.document import open_document
from report_kit.export.charts import charts_of
from report_kit.export.content import content_of, report_content, with_charts
from report_kit.export.docx import docx_bytes
from report_kit.forms import Report
from tests.export.samples import RARE, hostile, plain_notebook, report
from tests.forms.strategies import reports


def opened(data: bytes):
    return docx.Document(BytesIO(data))


def test_headings_and_title_have_their_styles() -> None:
    document = opened(docx_bytes(report_content(report())))
    styles = [
        (p.style.name, p.text.replace("\n", ""))
        for p in document.paragraphs
        if p.style.name.startswith(("Heading", "Title"))
    ]
    assert styles[0] == ("Title", report().title)
    assert ("Heading 1", "一、总体情况") in styles
    assert ("Heading 2", "（二）依申请公开") in styles


def test_body_text_names_the_official_font_and_is_indented_two_characters() -> None:
    style = opened(docx_bytes(report_content(report()))).styles["Body Text"].element
    assert style.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert style.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_the_grid_gives_22_lines_and_pages_are_numbered_outside() -> None:
    section = opened(docx_bytes(report_content(report()))).sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "580")
    assert "PAGE" in section.footer._element.xml
    assert section.even_page_footer.paragraphs[0].alignment != section.footer.paragraphs[0].alignment


def test_header_rows_repeat_and_cells_are_merged() -> None:
    tables = opened(docx_bytes(report_content(report()))).tables
    grids = list(report().grids().values())
    for table, grid in zip(tables, grids, strict=True):
        repeated = [row for row in table.rows if row._tr.trPr.find(qn("w:tblHeader")) is not None]
        assert len(repeated) == grid.header_rows
        for cell in grid.cells:
            assert table.cell(cell.row, cell.column).text == cell.text


def test_the_same_report_gives_the_same_bytes_without_the_time_of_day() -> None:
    data = docx_bytes(report_content(report()))
    assert data == docx_bytes(report_content(report()))
    assert {info.date_time[0] for info in zipfile.ZipFile(BytesIO(data)).infolist()} == {1980}


# ECMA-376, part 1, annex A: the order Word insists on; LibreOffice does not mind.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs autoSpaceDE"
    " autoSpaceDN snapToGrid spacing ind contextualSpacing jc outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs u shd"
    " vertAlign lang",
    "tblPr": "tblStyle tblStyleRowBandSize tblStyleColBandSize tblW jc tblInd tblBorders tblLayout tblCellMar"
    " tblLook tblCaption",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
}


def test_elements_stand_in_the_order_of_the_schema() -> None:
    attached = report().with_section("other", "附件：1.甲\n2.乙\n（此件公开发布）")
    content = with_charts(report_content(attached), charts_of(attached))
    with zipfile.ZipFile(BytesIO(docx_bytes(replace(content, draft=True)))) as archive:
        names = [name for name in archive.namelist() if re.search(r"(document|styles|er[12])\.xml$", name)]
        parts = [etree.fromstring(archive.read(name)) for name in names]
    assert len(parts) == 6
    for name, order in ORDER.items():
        found = [element for part in parts for element in part.iter(qn(f"w:{name}"))]
        assert found
        for element in found:
            children = [etree.QName(child).localname for child in element]
            assert children == sorted(children, key=order.split().index), name


def test_rare_characters_and_markup_survive() -> None:
    text = "\n".join(p.text for p in opened(docx_bytes(report_content(hostile()))).paragraphs)
    assert RARE in text
    for line in hostile().section("problems").split("\n"):
        assert line in text


def test_any_notebook_is_written() -> None:
    text = "\n".join(p.text for p in opened(docx_bytes(content_of(plain_notebook()))).paragraphs)
    assert "文字结果" in text


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(reports())
def test_it_reads_back_as_the_same_report(tmp_path_factory, original: Report) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "report.docx"
    path.write_bytes(docx_bytes(report_content(original)))
    back = Report.from_document(
        open_document(path), agency=original.agency, level=original.level, year=original.year
    )
    assert back == original
