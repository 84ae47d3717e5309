"""What can be seen on the page can be measured: the hard report in every format."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from reading.odd import FOLDER
from report_kit import Report, open_document
from report_kit.export import export_report
from report_kit.export.blocks import Attachments, Note, Paragraph, Signature
from report_kit.export.charts import ChartPage, charts_of
from report_kit.export.content import content_of, report_content
from report_kit.export.pdf import pdf_bytes
from report_kit.export.title import title_lines, title_setting
from report_kit.form_folders import working_in
from tests.browser.conftest import FLAGS, find_chromium
from tests.export.pdf_parts import boxes, lines
from tests.export.samples import LONG_AGENCY, hard, report

AXE = Path(__file__).parents[2] / "widgets/node_modules/axe-core/axe.min.js"
POINTS = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * POINTS, 184 * POINTS, 260 * POINTS, 35 * POINTS
FIRST_ROW, LAST_ROW = "一、本年新收政府信息公开申请数量", "四、结转下年度继续办理"


def page_texts(pdf: pypdfium2.PdfDocument) -> list[str]:
    return ["".join(lines(page)) for page in pdf]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hard")
    export_report(hard(), folder / "a", ["pdf", "docx", "html", "wechat"], charts=True)
    return folder


@pytest.fixture(scope="module")
def pdf(folder: Path) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(folder / "a.pdf")


YEAR = "2024年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "broken",
    [
        [f"云岭县{YEAR}"],
        ["青禾县云岫乡人民政府", YEAR],
        ["杭州市西湖区市场监督管理局", YEAR],
        ["内蒙古自治区鄂尔多斯市", "伊金霍洛旗阿勒腾席热镇人民政府", YEAR],
    ],
)
def test_a_title_is_broken_into_few_lines_of_like_length(broken: list[str]) -> None:
    assert list(title_lines("".join(broken), 20)) == broken


@pytest.mark.parametrize("length", range(1, 60))
def test_no_title_leaves_a_word_alone(length: int) -> None:
    name = "甲乙丙丁戊己庚辛壬癸" * 6
    text = name[:length] + "2024年政府信息公开工作年度报告"
    found, _ = title_setting(text)
    assert "".join(found) == text
    assert min(map(len, found)) > 4 or length < 5


def test_a_title_of_any_length_is_broken() -> None:
    text = "镇甲" * 3000
    assert "".join(title_lines(text, 20)) == text


def test_nothing_leaves_the_type_area_and_no_title_line_is_alone(pdf: pypdfium2.PdfDocument) -> None:
    for page in pdf:
        for sign, (left, bottom, right, top) in boxes(page):
            assert LEFT - 1 <= left <= right <= RIGHT + 1, sign
            number = top < BOTTOM and (sign.isdigit() or sign == "—")
            assert number or BOTTOM - 4 <= bottom <= top <= TOP + 4, sign
    first = lines(pdf[0])
    assert first[:3] == list(title_setting(hard().title)[0])
    assert len(first[0]) > 8


@pytest.mark.parametrize("figure", [10_000, 123_456_789])
def test_table_three_stands_whole_on_one_page(figure: int) -> None:
    made = hard()
    for row, column in made.spec.table("table3").addresses:
        made = made.with_value("table3", row, column, figure)
    texts = page_texts(pypdfium2.PdfDocument(pdf_bytes(report_content(made))))
    [page] = [text for text in texts if FIRST_ROW in text]
    assert LAST_ROW in page
    assert page.count(str(figure)) == 175


def test_no_heading_is_the_last_line_of_a_page(pdf: pypdfium2.PdfDocument) -> None:
    headings = {hard().heading(section.id) for section in hard().spec.sections if section.level}
    assert not [page for page in pdf if lines(page)[-1] in headings]


@pytest.mark.parametrize("lines_before", range(11, 19))
def test_no_signature_stands_alone_on_a_page(lines_before: int) -> None:
    prose = [f"第{number}行，内容不多。" for number in range(lines_before)] + ["最后一段。"]
    made = replace(report(), sections={"other": "\n".join(prose)})
    pages = [lines(page) for page in pypdfium2.PdfDocument(pdf_bytes(report_content(made)))]
    [last] = [page for page in pages if "2025年1月13日" in page]
    assert {"最后一段。", made.signature} <= set(last)


@pytest.mark.parametrize("lines_before", range(8, 19, 2))
def test_attachments_signature_and_note_stand_together(lines_before: int) -> None:
    prose = [f"第{number}行，内容不多。" for number in range(lines_before)]
    ending = ["最后一段。", "附件：1.名单", "2.说明", "（此件公开发布）"]
    made = replace(report(), sections={"other": "\n".join(prose + ending)})
    pages = [lines(page) for page in pypdfium2.PdfDocument(pdf_bytes(report_content(made)))]
    [last] = [page for page in pages if "（此件公开发布）" in page]
    assert {"最后一段。", "附件：1.名单", "2.说明", made.signature, "2025年1月13日"} <= set(last)


def test_the_figures_of_every_cell_can_be_read_back(folder: Path) -> None:
    for name in ("a.pdf", "a.docx", "a.html"):
        read = Report.from_document(open_document(folder / name), agency=LONG_AGENCY)
        assert read.tables == hard().tables, name
        assert read.title == hard().title
        assert read.date == hard().date  # the charts behind it are no part of the report


def test_a_long_signature_and_a_note_are_read_back(tmp_path: Path) -> None:
    made = hard().with_section("other", "未收取信息处理费。\n附件：1.名单\n2.说明\n（此件公开发布）")
    for path in export_report(made, tmp_path / "a", ["docx", "html", "txt"], charts=True).values():
        assert Report.from_document(open_document(path)) == made, path


def test_a_table_longer_than_a_page_goes_on_under_its_header() -> None:
    rows = "".join(f"|第{number}行|{number}|\n" for number in range(90))
    notebook = new_notebook(cells=[new_markdown_cell(f"# 长表\n\n|事项名称|件数|\n|-|-|\n{rows}")])
    texts = page_texts(pypdfium2.PdfDocument(pdf_bytes(content_of(notebook))))
    assert len(texts) > 2
    assert all("事项名称" in text for text in texts)


def test_attachments_stand_above_the_signature_and_the_note_below() -> None:
    text = "未收取信息处理费。\n附件：1.名单。\n2. 说明\n（此件公开发布）"
    blocks = report_content(report().with_section("other", text)).blocks
    assert blocks[-4:] == (
        Paragraph("未收取信息处理费。"),
        Attachments(("名单", "说明")),
        Signature("青禾县云溪乡人民政府", "2025年1月13日"),
        Note("（此件公开发布）"),
    )
    prose = "附件：1.名单\n另外，还有一事。"
    assert report_content(report().with_section("other", prose)).blocks[-3:-1] == (
        Paragraph("附件：1.名单"),
        Paragraph("另外，还有一事。"),
    )


@pytest.fixture(scope="module")
def word(folder: Path) -> Path:
    """Return the folder of what LibreOffice prints of the Word files."""
    if not shutil.which("soffice"):
        pytest.skip("needs LibreOffice")
    export_report(even(), folder / "even", ["docx"])
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", folder / "word", folder / "a.docx", folder / "even.docx"],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return folder / "word"


@pytest.mark.slow
def test_libreoffice_lays_the_word_file_out_like_the_pdf(word: Path, pdf: pypdfium2.PdfDocument) -> None:
    printed = pypdfium2.PdfDocument(word / "a.pdf")
    # The official fonts are not on this PC: others stand in for them, with wider figures.
    assert abs(len(printed) - len(pdf)) <= 2
    for page in printed:
        for sign, (left, bottom, right, top) in boxes(page):
            assert 0 < bottom <= top < 297 * POINTS, sign
            assert LEFT - 20 <= left <= right <= RIGHT + 20, sign
    texts = page_texts(printed)
    [table] = [text for text in texts if FIRST_ROW in text]
    assert LAST_ROW in table
    assert "10000" in table
    headings = {hard().heading(section.id) for section in hard().spec.sections if section.level}
    assert not [page for page in printed if lines(page)[-1] in headings]


def even() -> Report:
    """Return a report whose preamble fills more than two pages with characters that are all as wide."""
    return replace(report(), sections={"preamble": "公" * 28 * 60})


def check_even(pages: pypdfium2.PdfDocument) -> None:
    """Check the page of GB/T 9704: 22 lines of 28 characters, agency and date two characters apart."""
    assert [line for line in lines(pages[1]) if "公" in line] == ["公" * 28] * 22
    signs = boxes(pages[len(pages) - 1])
    text = "".join(sign for sign, _ in signs)
    start = text.rindex(report().signature)
    date = signs[text.rindex("2025年")][1][0]
    assert 29 < date - signs[start][1][0] < 34
    assert abs(signs[start + len(report().signature) - 1][1][2] - RIGHT + 32) < 4


def test_a_page_has_22_lines_of_28_characters() -> None:
    check_even(pypdfium2.PdfDocument(pdf_bytes(report_content(even()))))


@pytest.mark.slow
def test_a_page_of_the_word_file_has_22_lines_of_28_characters(word: Path) -> None:
    check_even(pypdfium2.PdfDocument(word / "even.pdf"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("no Chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["a.html", "a-公众号.html"])
def test_pages_fit_a_phone_and_a_desktop(folder: Path, browser: Any, name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((folder / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    # Only what stands in a box that can be pushed sideways may be wider than the page.
    wide = page.evaluate(
        """(width) => [...document.querySelectorAll('body *')].filter(node => {
            for (let box = node; box; box = box.parentElement)
                if (['auto', 'scroll'].includes(getComputedStyle(box).overflowX)) return false;
            const {left, right} = node.getBoundingClientRect();
            return right > width + 1 || (left < -1 && !node.matches('.skip'));
        }).map(node => node.outerHTML.slice(0, 80))""",
        width,
    )
    assert wide == []
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('p, td, th, h1, h2, h3')]
            .map(node => parseFloat(getComputedStyle(node).fontSize)))"""
    )
    assert smallest >= 12
    drawn = page.evaluate(
        """() => [...document.querySelectorAll('svg text')]
            .map(node => parseFloat(getComputedStyle(node).fontSize) * node.getScreenCTM().a)"""
    )
    assert min(drawn, default=12) >= 9
    broken = page.evaluate(
        """() => [...document.querySelectorAll('td')].filter(node => node.innerText.length > 1 &&
            node.getBoundingClientRect().height > 60 && node.scrollWidth > node.clientWidth + 1).length"""
    )
    assert broken == 0
    assert said == []
    page.close()


@pytest.mark.slow
def test_the_printed_web_page_keeps_tables_whole(folder: Path, browser: Any, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "a.html").as_uri())
    page.pdf(path=str(tmp_path / "a.pdf"), prefer_css_page_size=True)
    page.close()
    texts = page_texts(pypdfium2.PdfDocument(tmp_path / "a.pdf"))
    [table] = [text for text in texts if FIRST_ROW in text]
    assert LAST_ROW in table
    assert hard().signature not in texts[-1] or len(texts[-1]) > len(hard().signature) + 12


@pytest.mark.slow
def test_the_printed_web_page_is_that_of_the_standard(browser: Any, tmp_path: Path) -> None:
    export_report(even(), tmp_path / "even", ["html"])
    page = browser.new_page()
    page.goto((tmp_path / "even.html").as_uri())
    page.pdf(path=str(tmp_path / "even.pdf"), prefer_css_page_size=True)
    page.close()
    printed = pypdfium2.PdfDocument(tmp_path / "even.pdf")
    check_even(printed)
    for number, sheet in enumerate(printed, 1):
        digits = [box for sign, box in boxes(sheet) if sign == str(number) and box[3] < BOTTOM]
        assert len(digits) == 1
        assert (digits[0][0] > 400) == (number % 2 == 1)


@pytest.mark.slow
@pytest.mark.skipif(not AXE.is_file(), reason="needs axe-core: npm ci in widgets/")
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_pages(browser: Any, tmp_path: Path, scheme: str, width: int) -> None:
    export_report(hard(), tmp_path / "a", ["html"], charts=True, draft=True)
    (tmp_path / "charts.html").write_text(ChartPage(hard()).html(), "utf-8")
    for name in ("a.html", "charts.html"):
        page = browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
        )
        page.goto((tmp_path / name).as_uri())
        page.add_script_tag(path=str(AXE))
        page.evaluate("() => document.querySelectorAll('details').forEach(node => { node.open = true; })")
        found = page.evaluate(
            "async () => (await axe.run()).violations.map(({id, nodes}) => [id, nodes[0].html])"
        )
        assert found == [], name
        page.close()


@pytest.mark.slow
def test_the_skip_link_comes_first_and_dark_mode_is_dark(folder: Path, browser: Any) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto((folder / "a.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 23, 25)"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


@pytest.mark.slow
def test_the_public_account_page_pastes_whole_with_its_styles(folder: Path, browser: Any) -> None:
    """Copied and pasted the way a person does it; the editor then drops classes, ids and style sheets."""
    page = browser.new_page()
    page.goto((folder / "a-公众号.html").as_uri())
    copied = page.inner_text("body")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")
    page.goto("about:blank")
    page.set_content('<div id="editor" contenteditable style="width:677px">起</div>')
    page.click("#editor")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+V")
    page.evaluate(
        """() => {
            for (const node of document.querySelectorAll('#editor style, #editor script')) node.remove();
            for (const node of document.querySelectorAll('#editor *'))
                for (const name of ['class', 'id']) node.removeAttribute(name);
        }"""
    )
    assert "".join(page.inner_text("#editor").split()) == "".join(copied.split())
    cells = page.locator("#editor td")
    charted = sum(len(chart.labels) * len(chart.series) for chart in charts_of(hard()))
    assert cells.count() == sum(len(table.addresses) for table in hard().spec.tables) + charted
    style = cells.first.evaluate("(node) => node.style.borderTopStyle + node.style.paddingTop")
    assert style == "solid6px"
    assert page.locator("#editor h2").first.evaluate("(node) => node.style.fontSize") == "17px"
    assert (
        page.locator("#editor section:has(> table)").first.evaluate("(node) => node.style.overflowX")
        == "auto"
    )
    page.close()


def test_two_tables_in_a_section_go_by_their_names(tmp_path: Path) -> None:
    with working_in(FOLDER):
        made = Report.new("青禾县云溪乡人民政府", "乡", 2024, "liangbiao")
        files = export_report(made, tmp_path / "a", ["html", "docx", "pdf", "txt", "ipynb", "wechat"])
        for kind in ("html", "docx", "pdf", "txt", "ipynb"):
            document = open_document(files[kind])
            names = [p.text for p in document.paragraphs if p.text in ("窗口办件情况", "来电办理情况")]
            assert names == ["窗口办件情况", "来电办理情况"], kind
            # One alone goes by the heading above it; a web page names it for screen readers.
            alone = [p.text for p in document.paragraphs if p.text == "事项清单"]
            assert alone == ["事项清单"] * (kind == "html"), kind
            assert Report.from_document(document) == made
        assert "窗口办件情况" in files["wechat"].read_text("utf-8")
