"""The PDF for everyone and for the archive: PDF/UA-1 and PDF/A-2a, read with pikepdf.

No registry has veraPDF, so the two standards are checked here item by item, on a page of every kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from report_kit.export.blocks import Content, Figure, Heading, TableBlock
from report_kit.export.charts import ChartPage, charts_of
from report_kit.export.content import content_of, report_content, with_charts
from report_kit.export.fonts import covered
from report_kit.export.pdf import pdf_bytes
from report_kit.forms.layout import Grid
from tests.export.pdf_parts import attribute, elements, fonts
from tests.export.samples import report

NAMES = "镕喆堃翀旻祎珺昶赟燚叕堉玥"
RARE = report().with_section("other", f"未收取费用。\n附件：1.名单\n2.说明\n（联系人：{NAMES}）")


@pytest.fixture(scope="module")
def content() -> Content:
    earlier = [replace(report(), year=year, title="") for year in (2022, 2023)]
    return with_charts(report_content(RARE), charts_of(report(), earlier))


@pytest.fixture(scope="module")
def pdf(content: Content) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(pdf_bytes(content))) as document:
        yield document


def test_it_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "zh-CN"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFA1"
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == RARE.title
        assert metadata["dc:creator"] == [RARE.agency]
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
    assert str(pdf.docinfo.Title) == RARE.title
    assert str(pdf.docinfo.Author) == RARE.agency


def test_bookmarks_are_the_headings(pdf: pikepdf.Pdf, content: Content) -> None:
    found: list[str] = []

    def collect(items: list[pikepdf.OutlineItem]) -> None:
        for item in items:
            found.append(item.title)
            collect(item.children)

    collect(pdf.open_outline().root)
    headings = [block.text for block in content.blocks if isinstance(block, Heading)]
    charts = [block.chart.title for block in content.blocks if isinstance(block, Figure)]
    leads = ["（一）主动公开方面。"]
    assert [title for title in found if title not in leads] == [*headings, "图解", *charts]
    assert set(leads) <= set(found)


def test_every_font_of_every_page_is_embedded_as_a_subset(pdf: pikepdf.Pdf) -> None:
    pages = [list(fonts(page.Resources)) for page in pdf.pages]
    assert all(pages)
    for font in (font for page in pages for font in page):
        [descendant] = font.DescendantFonts
        assert {"/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys()), font.BaseFont
        assert str(font.BaseFont)[7] == "+"
        assert "/ToUnicode" in font


def test_figures_say_what_they_show(pdf: pikepdf.Pdf, content: Content) -> None:
    charts = [block.chart for block in content.blocks if isinstance(block, Figure)]
    assert [str(figure.Alt) for figure in elements(pdf, "/Figure")] == [c.description for c in charts]
    assert len(charts) == 5


def grids(content: Content) -> list[Grid]:
    return [
        block.grid if isinstance(block, TableBlock) else block.chart.grid
        for block in content.blocks
        if isinstance(block, TableBlock | Figure)
    ]


def test_headers_of_columns_and_rows_are_tagged_and_named_by_their_cells(
    pdf: pikepdf.Pdf, content: Content
) -> None:
    ids = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
    tables = list(elements(pdf, "/Table"))
    assert len(tables) == len(grids(content)) == 8
    for table, grid in zip(tables, grids(content), strict=True):
        assert str(attribute(table, "/Summary")) == grid.caption
        rows = [row for row in elements(pdf, "/TR") if row in list(_rows(table))]
        assert len(rows) == grid.rows
        for line, row in zip(grid.lines(), rows, strict=True):
            for cell, element in zip(line, row.K, strict=True):
                scopes = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column", "": ""}
                scope = scopes[cell.scope]
                assert str(element.S) == ("/TH" if scope else "/TD")
                assert str(attribute(element, "/Scope") or "") == scope
                assert int(attribute(element, "/RowSpan") or 1) == cell.rowspan
                assert int(attribute(element, "/ColSpan") or 1) == cell.colspan
                headers = [ids[str(name)] for name in attribute(element, "/Headers") or []]
                found = {str(attribute(header, "/Scope")) for header in headers}
                if not cell.scope:
                    has_rows = any(other.scope == "row" for other in grid.cells)
                    assert found == ({"/Row", "/Column"} if has_rows else {"/Column"})


def _rows(table: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    for part in table.K:
        yield from ([part] if part.S == "/TR" else part.K)


def test_a_rare_character_of_a_name_is_shown_wherever_it_stands() -> None:
    assert set(NAMES) <= covered()
    form = report(f"青禾县{NAMES}乡人民政府")
    form = replace(form, headings={"overview.disclosure": f"（一）{NAMES}。", "problems": f"五、{NAMES}"})
    data = pdf_bytes(report_content(form.with_section("problems", NAMES)))
    pages = pypdfium2.PdfDocument(data)
    text = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pages)
    assert text.count(NAMES) >= 4


def test_a_draft_says_so_on_every_page_and_in_its_title(content: Content) -> None:
    data = pdf_bytes(replace(content, draft=True))
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
    assert all({"草", "稿"} <= set(page) for page in pages)
    with pikepdf.open(BytesIO(data)) as document:
        assert str(document.docinfo.Title) == f"（草稿）{RARE.title}"
    final = pypdfium2.PdfDocument(pdf_bytes(content))
    assert not any("稿" in page.get_textpage().get_text_bounded() for page in final)


def test_the_chart_page_is_as_accessible() -> None:
    page = ChartPage(report())
    with pikepdf.open(BytesIO(page.pdf())) as document, document.open_metadata() as metadata:
        assert bool(document.Root.MarkInfo.Marked)
        assert metadata["dc:title"] == page.title
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert [str(figure.Alt) for figure in elements(document, "/Figure")] == [
            chart.description for chart in page.charts
        ]
        for sheet in document.pages:
            for font in fonts(sheet.Resources):
                assert {"/FontFile2", "/FontFile3"} & set(font.DescendantFonts[0].FontDescriptor.keys())


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("# 记录\n\n#### 议题\n\n一段文字。\n\n### 结果", [1, 1]),
        ("### 一\n\n##### 细目\n\n#### 又一项\n\n# 二", [1, 2, 2, 1]),
    ],
)
def test_headings_of_any_notebook_leave_out_no_level(source: str, levels: list[int]) -> None:
    content = content_of(new_notebook(cells=[new_markdown_cell(source)]))
    assert [block.level for block in content.blocks if isinstance(block, Heading)] == levels
    assert pdf_bytes(content)  # PDF/UA refuses a page with a gap
