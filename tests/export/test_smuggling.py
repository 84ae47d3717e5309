"""Nothing a text holds runs, loads or links in any format: it is shown as the text it is."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import nbformat
import pikepdf
import pypdfium2
import pytest
from lxml import etree
from nbconvert.filters import markdown2html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from report_kit.errors import ReportKitError
from report_kit.export import FORMATS, assemble, disassemble, export_report
from report_kit.export.charts import ChartPage
from report_kit.forms import Report
from tests.cli.conftest import Cli, cli  # noqa: F401
from tests.export.samples import report

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<svg onload=alert(3)><script>alert(3)</script></svg>",
    '<p style="background:url(//evil.example/4)">四</p>',
    "<style>@import url(//evil.example/5);</style>",
    '<iframe src="data:text/html,<script>alert(6)</script>"></iframe>',
    "[七](javascript:alert(7)) ![七](data:image/svg+xml;base64,PHN2Zy8+)",
    '" onmouseover="alert(8)" x="',
    "</style></title></textarea><script>alert(9)</script>",
    '#eval("1+1") #image("/etc/passwd") #link("http://evil.example")[十] $x$ \\u{41}',
    '{ HYPERLINK "http://evil.example/11" } { DDEAUTO c:\\\\cmd.exe "/k calc" } { INCLUDETEXT "/etc/x" }',
    "{{ content.title }} {% raw %} ${7*7}",
    "]]><!ENTITY x SYSTEM 'file:///etc/passwd'>&x; <?php echo 1 ?>",
    "=cmd|'/c calc'!A1",
    "$$\\href{javascript:alert(15)}{x}$$",
    '<meta http-equiv="refresh" content="0;url=//evil.example/16"><base href="//evil.example/16">',
    '<iframe srcdoc="<script>alert(17)</script>"></iframe>',
    '<svg><foreignObject><embed src=//evil.io></foreignObject><use href="data:image/svg+xml,#y"/></svg>',
    '<a href="jav&#x09;ascript:alert(19)">十九</a><a href="&#1;javascript&colon;alert(19)">十九</a>',
    "<https://evil.example/20> www.evil.example/20 someone@evil.example",
    "[二一][甲] ![二一][甲]",
    '#raw("x") #sys.inputs #panic() <label> ```typ #panic()``` = 题 / 词: 义 --- #set page(width: 1pt)',
    "\\input{/etc/passwd} \\write18{id} \\(x\\) \\[y\\]",
    "<math><mtext></table></math><img src=1 onerror=alert(24)><template><form action=//evil.example>",
    "<!--[if IE]><script>alert(25)</script><![endif]--><![CDATA[<script>alert(25)</script>]]>",
    '%%html %%javascript !calc {"application/javascript": "alert(26)"}',
)
# What a text can not hold at all: controls of a terminal, of Word's fields, of the direction of writing.
INVISIBLE = "\x00\x07\x13\x15\x1b\x7f\x9b\u200f\u202a\u202e\u2066\u2069\ud800\ufffe"


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PAGE_TAGS = words(
    "html head meta title style body a main aside h1 h2 h3 h4 span wbr p strong div table caption thead tbody"
    " tr th td header footer time pre section br"
)
CHART_TAGS = words("figure figcaption details summary svg title desc defs clippath g path rect text use")
ATTRIBUTES = words(
    "lang charset name content http-equiv class id href tabindex role aria-label scope rowspan colspan"
    " datetime style"
)


def hostile() -> Report:
    """Return a report that says every payload in every text it can hold."""
    everything = "\n".join(PAYLOADS)
    made = report("".join(PAYLOADS))
    spec = made.spec
    attached = "\n".join(f"{number}.{text}" for number, text in enumerate(PAYLOADS, 1))
    last = f"{everything}\n附件：{attached}\n（{PAYLOADS[0]}）"
    return replace(
        made,
        title="".join(PAYLOADS),
        signature="".join(PAYLOADS),
        sections={section.id: everything for section in spec.sections} | {spec.sections[-1].id: last},
        figures={f"台账.主动公开.渠道.{text}": 1 for text in PAYLOADS},
        headings={
            section.id: PAYLOADS[number % len(PAYLOADS)]
            for number, section in enumerate(spec.sections)
            if section.level
        },
    )


def hostile_notebook() -> nbformat.NotebookNode:
    """Return a notebook that holds every payload as text, as a table's cells, as code and as rich output."""
    table = "|甲|乙|\n|-|-|\n" + "\n".join(f"|{line.replace('|', '¦')}|1|" for line in PAYLOADS)
    rich = {
        "text/html": "".join(PAYLOADS),
        "image/svg+xml": PAYLOADS[2],
        "text/latex": PAYLOADS[-1],
        "application/javascript": "alert(1)",
        "text/plain": PAYLOADS[0],
    }
    outputs = [new_output("display_data", data=rich), new_output("stream", name="stdout", text=PAYLOADS[2])]
    about = {"title": "".join(PAYLOADS), "authors": [{"name": PAYLOADS[0]}], "widgets": {"x": PAYLOADS[0]}}
    return new_notebook(
        metadata=about,
        cells=[
            new_markdown_cell("# 标题 " + PAYLOADS[0] + "\n\n" + "\n\n".join(PAYLOADS)),
            new_markdown_cell("\x13 HYPERLINK http://evil.example \x14\x00链接\x15"),  # a Word field
            new_markdown_cell('[甲]: javascript:alert(21) "名"\n\n[二一][甲] ![二一][甲]'),
            # Others that HTML can not name become the sign of a missing character.
            new_markdown_cell(
                "".join(f"&#{ord(sign)};" for sign in INVISIBLE if sign not in "\x00\x9b\ud800")
            ),
            new_markdown_cell(
                "![附](attachment:a.svg)",
                attachments={"a.svg": {"image/svg+xml": "PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+"}},
            ),
            new_markdown_cell(table),
            new_code_cell(PAYLOADS[0], outputs=outputs),
            new_raw_cell("".join(PAYLOADS)),
        ],
    )


@pytest.fixture(scope="module", params=["report", "notebook"])
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    source = hostile() if request.param == "report" else hostile_notebook()
    return export_report(
        source, tmp_path_factory.mktemp(request.param) / "a", FORMATS, draft=True, charts=True
    )


class Page(HTMLParser):
    """The tags and the text of a page, as a browser would read them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def check_page(
    text: str, tags: frozenset[str], attributes: frozenset[str] | None, links: tuple[str, ...] = ("#",)
) -> None:
    page = Page(text)
    assert {tag for tag, _ in page.tags} <= tags
    for tag, found in page.tags:
        if attributes is not None:
            assert set(found) <= attributes, tag
        for name, value in found.items():
            assert not name.startswith("on"), (tag, name)
            assert name not in ("src", "srcset", "action", "formaction", "data"), (tag, name)
            if name.endswith("href"):
                assert (value or "").startswith(links), (tag, value)
            if name == "style":
                assert not re.search(r"url\((?!#)|expression|@import|javascript", value or "", re.I)
    style = "".join(re.findall(r"<style>(.*?)</style>", text, re.S))
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("name", ["html", "wechat"])
def test_pages_have_no_element_and_no_attribute_but_their_own(files: dict[str, Path], name: str) -> None:
    text = files[name].read_text("utf-8")
    start = text.find("<aside")
    main = text if start < 0 else text[:start] + "</body></html>"
    check_page(main, PAGE_TAGS, ATTRIBUTES)
    check_page(text, PAGE_TAGS | CHART_TAGS, None)
    if name == "wechat":
        assert not {"class", "id"} & {attribute for _, found in Page(text).tags for attribute in found}
        assert "<style" not in text


def test_pages_show_a_report_s_text_as_it_is(tmp_path: Path) -> None:
    written = export_report(hostile(), tmp_path / "a", ["html", "wechat"])
    for path in written.values():
        shown = Page(path.read_text("utf-8")).text
        assert all(shown.count(payload) >= 8 for payload in PAYLOADS), path


def dictionaries(item: Any, seen: set[tuple[int, int]]) -> Iterator[Any]:
    if isinstance(item, pikepdf.Stream | pikepdf.Dictionary):
        if item.is_indirect:
            if item.objgen in seen:
                return
            seen.add(item.objgen)
        yield item
        for _, value in item.items():
            yield from dictionaries(value, seen)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            yield from dictionaries(value, seen)


def check_pdf(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as document:
        seen: set[tuple[int, int]] = set()
        for item in document.objects:
            for part in dictionaries(item, seen):
                assert not {"/JS", "/AA", "/OpenAction", "/URI", "/EmbeddedFiles", "/EF", "/AcroForm"} & set(
                    part.keys()
                )
                assert str(part.get("/S", "")) not in (
                    "/JavaScript",
                    "/Launch",
                    "/URI",
                    "/GoToR",
                    "/ImportData",
                )
        assert all("/Annots" not in page for page in document.pages)


def test_the_pdf_has_no_action_link_or_attachment(files: dict[str, Path]) -> None:
    check_pdf(files["pdf"].read_bytes())


def test_the_pdf_prints_typst_markup_as_text(files: dict[str, Path]) -> None:
    pages = pypdfium2.PdfDocument(files["pdf"])
    text = re.sub(r"[\s\ufffe\x02]+", "", "".join(page.get_textpage().get_text_bounded() for page in pages))
    assert re.sub(r"\s", "", '#eval("1+1") #image("/etc/passwd")') in text


def test_the_word_file_has_no_field_but_the_page_number_and_no_outside_part(files: dict[str, Path]) -> None:
    with zipfile.ZipFile(files["docx"]) as archive:
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels")):
                assert name.endswith((".png", ".jpeg")), name
                continue
            root = etree.fromstring(archive.read(name))
            for element in root.iter():
                local = etree.QName(element).localname
                assert local not in ("fldSimple", "hyperlink", "altChunk", "object", "OLEObject", "script"), (
                    name
                )
                if local == "instrText":
                    assert element.text == " PAGE "
                    assert "footer" in name
                assert element.get("TargetMode") != "External", name


def test_nothing_invisible_is_left_in_any_format(files: dict[str, Path], tmp_path: Path) -> None:
    named = replace(report(), title=f"甲{INVISIBLE}乙", signature=f"丙{INVISIBLE}丁")
    written = export_report(named, f"{tmp_path}/", FORMATS)
    assert {path.name[:2] for path in written.values()} == {"甲乙"}
    for made in (files, written):
        for name in ("html", "wechat", "txt"):
            assert not set(made[name].read_text("utf-8")) & set(INVISIBLE), name
        for page in pypdfium2.PdfDocument(made["pdf"]):
            assert not set(page.get_textpage().get_text_bounded()) & set(INVISIBLE[7:12])
        with zipfile.ZipFile(made["docx"]) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    assert not set(archive.read(name).decode()) & set(INVISIBLE), name


def test_the_pdf_s_own_data_are_text(tmp_path: Path) -> None:
    made = replace(hostile(), title=PAYLOADS[0] + PAYLOADS[12])
    path = export_report(made, tmp_path / "a", ["pdf"], draft=True)["pdf"]
    with pikepdf.open(path) as document, document.open_metadata() as metadata:
        assert metadata["dc:title"] == str(document.docinfo.Title) == f"（草稿）{made.title}"
        assert str(document.docinfo.Author) == made.agency


@pytest.mark.parametrize("kind", ["--annotate", "--output"])
def test_pages_of_findings_show_the_texts_as_text(cli: Cli, tmp_path: Path, kind: str) -> None:  # noqa: F811
    text = "\n".join(f"大力发言{payload}优良作风。" for payload in PAYLOADS)
    (tmp_path / "年报.txt").write_text(text, "utf-8")
    result = cli("check", "年报.txt", kind, "出.html", *(["--format", "html"] if kind == "--output" else []))
    assert result.code in (0, 1), result.err
    page = (tmp_path / "出.html").read_text("utf-8")
    allowed = PAGE_TAGS | words(
        "mark sup ol ul li b i em code q input output label button header nav small hr script article"
        " fieldset legend tfoot form"
    )
    check_page(page, allowed, None)
    assert page.count("<script") <= 1
    assert all(payload in Page(page).text for payload in PAYLOADS[:2])


def test_the_notebook_shows_the_texts_as_text() -> None:
    notebook = assemble(hostile())
    assert disassemble(notebook).sections == hostile().sections
    # Jupyter makes a link of every address; it shows where it leads.
    links = ("#", "http://evil.example", "https://evil.example", "mailto:someone@evil.example")
    for cell in notebook.cells:
        assert cell.cell_type == "markdown"
        check_page(markdown2html(cell.source), PAGE_TAGS, ATTRIBUTES, links)


@pytest.mark.parametrize("kind", ["html", "_repr_html_", "svg"])
def test_the_chart_page_has_only_what_it_draws(kind: str) -> None:
    page = ChartPage(hostile(), [replace(hostile(), year=2023)])
    check_page(getattr(page, kind)(), PAGE_TAGS | CHART_TAGS, None)


def test_the_chart_page_prints_only_text() -> None:
    check_pdf(ChartPage(hostile(), [replace(hostile(), year=2023)]).pdf())


def test_cells_of_a_report_take_figures_only(tmp_path: Path) -> None:
    notebook = assemble(report())
    [cell] = [cell for cell in notebook.cells if cell.id == "table4"]
    values = cell.metadata["report_kit"]["values"]
    row = next(iter(values))
    values[row][next(iter(values[row]))] = PAYLOADS[0]
    with pytest.raises(ReportKitError):
        export_report(notebook, tmp_path / "a", ["html"])
    assert list(tmp_path.iterdir()) == []
