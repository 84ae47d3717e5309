"""The page of charts: the figures of the tables, readable without seeing, the same bytes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from report_kit import Report, open_document
from report_kit.export.charts import ChartPage, charts_of
from report_kit.ledger.schema import load_schema
from tests.cli.conftest import Cli, cli  # noqa: F401
from tests.export.samples import hard

SAMPLE = Path(__file__).parents[2] / "src/report_kit/demo/sample.txt"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def report() -> Report:
    return Report.from_document(open_document(SAMPLE))


@pytest.fixture(scope="module")
def page(report: Report) -> ChartPage:
    return ChartPage(report, [replace(report, year=year, title="") for year in (2021, 2022, 2023)])


def test_in_words_it_says_what_it_shows(page: ChartPage) -> None:
    assert repr(page).startswith("图解：青禾县云岫乡人民政府2024年")
    assert "本年新收申请的申请人：自然人3件；" in repr(page)


def test_the_figures_are_those_of_the_tables(report: Report) -> None:
    report = report.with_value("table3", "refused.law", "total", 2)
    report = report.with_value("table3", "refused.internal", "total", 5)
    charts = {chart.id: chart for chart in charts_of(report)}
    results = dict(zip(charts["results"].labels, charts["results"].series[0][1], strict=True))
    assert results["不予公开"] == 7
    assert results["予以公开"] == report.value("table3", "granted", "total")
    applicants = dict(zip(charts["applicants"].labels, charts["applicants"].series[0][1], strict=True))
    assert applicants["商业企业"] == report.value("table3", "new", "business")
    assert "years" not in charts
    assert "不予公开7件" in charts["results"].description


def test_the_last_three_years_are_compared(page: ChartPage) -> None:
    years = next(chart for chart in page.charts if chart.id == "years")
    assert years.labels == ("2022年", "2023年", "2024年")


def test_a_year_without_requests_is_told_in_words() -> None:
    page = ChartPage(Report.new("青禾县云岫乡人民政府", "乡", 2024))
    assert "本年度没有收到政府信息公开申请。" in page.html()
    assert "<svg" not in page.html()


def test_every_picture_is_named_and_described(page: ChartPage) -> None:
    root = etree.fromstring(page.svg().encode())
    pictures = [element for element in root if element.tag == f"{SVG}svg"]
    assert len(pictures) == 5
    for picture, chart in zip(pictures, page.charts, strict=True):
        assert picture.get("role") == "img"
        named = picture.get("aria-labelledby").split()
        found = {element.get("id"): element.text for element in picture if element.get("id") in named}
        assert list(found.values()) == [chart.title, chart.description]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    references = {v[1:] for e in root.iter() for k, v in e.attrib.items() if k.endswith("href")}
    assert references <= set(ids)


def test_the_web_page_has_the_data_and_nothing_from_elsewhere(page: ChartPage) -> None:
    text = page.html()
    assert len(text.encode()) < 60_000
    assert text.count("<table>") == 5
    assert '<th scope="row">件数</th><td>3</td><td>1</td>' in text
    assert "<script" not in text
    assert "http" not in text.replace("http-equiv", "").replace("http://www.w3.org/", "")


def test_the_pdf_has_the_charts_on_one_page_and_their_data_behind(page: ChartPage, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(page.pdf())
    charts, data = (part.get_textpage().get_text_bounded() for part in pypdfium2.PdfDocument(path))
    for chart in page.charts:
        assert chart.title in charts
        assert chart.title in data
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "zh-CN"


def test_the_same_report_gives_the_same_bytes(page: ChartPage, report: Report) -> None:
    again = ChartPage(page.report, [replace(report, year=year, title="") for year in (2021, 2022, 2023)])
    assert (again.html(), again.svg(), again.pdf()) == (page.html(), page.svg(), page.pdf())


def test_hostile_names_stay_text(report: Report) -> None:
    page = ChartPage(replace(report, title="<script>alert(1)</script>&"))
    assert "<script>" not in page.html() + page.svg() + page._repr_html_()


def test_the_command(cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    assert cli("chart", SAMPLE, "--output", "图.svg").code == 0
    assert (tmp_path / "图.svg").read_text("utf-8").startswith("<svg")
    assert "RK-609" in cli("chart", SAMPLE, "--output", "图.svg").err
    assert "RK-509" in cli("chart", SAMPLE, "--output", "图.png").err


def test_channels_are_drawn_when_the_register_gave_them(report: Report, cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    assert "channels" not in {chart.id for chart in charts_of(report)}
    counts = {"台账.主动公开.渠道.微博": 0, "台账.主动公开.渠道.公示栏": 4, "台账.主动公开.总数": 9}
    [chart] = [chart for chart in charts_of(replace(report, figures=counts)) if chart.id == "channels"]
    assert (chart.labels, chart.series) == (("公示栏",), (("条数", (4,)),))
    register = Path(__file__).parents[1] / "ledger/data/zdgk_sample.csv"
    assert cli("chart", SAMPLE, "--ledger", register, "--output", "图.html").code == 0
    text = (tmp_path / "图.html").read_text("utf-8")
    assert '<th scope="col">政府网站</th><th scope="col">公示栏</th>' in text
    assert '<th scope="row">条数</th><td>9</td><td>4</td><td>3</td>' in text
    assert "微博" not in text
    options = ("--to", "html", "--output", "出")
    assert cli("export", SAMPLE, *options, "--charts", "--ledger", register).code == 0
    assert "政府网站9条；公示栏4条；微信公众号3条" in (tmp_path / "出/sample.html").read_text("utf-8")
    assert "RK-603" in cli("export", SAMPLE, *options, "--ledger", register).err


def test_the_charts_stand_on_one_page_however_many_channels_there_are(report: Report) -> None:
    channels = load_schema().registers["zdgk"].by_key["channels"].values
    counts = {f"台账.主动公开.渠道.{name}": number for number, name in enumerate(channels, 1)}
    [chart] = [chart for chart in charts_of(replace(report, figures=counts)) if chart.id == "channels"]
    assert (chart.grid.rows, chart.grid.columns) == (len(channels) + 1, 2)
    assert [[cell.text for cell in line] for line in chart.grid.lines()][1] == [
        channels[-1],
        str(len(channels)),
    ]
    page = ChartPage(replace(hard(), figures=counts), [replace(hard(), year=2023, title="")])
    assert len(pypdfium2.PdfDocument(page.pdf())) == 2
