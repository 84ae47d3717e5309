"""The circular, the pages of units and the year: every figure bound, the exporters of reports."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from report_kit.assess.circular import Circular, Letterhead, circular
from report_kit.assess.prose import Prose
from report_kit.assess.unit_page import unit_page
from report_kit.assess.writing import written
from report_kit.assess.year import sum_year, supervision, year_circular
from report_kit.errors import ExportError
from report_kit.export.blocks import Attachments, Figure, Heading, Paragraph, Title
from report_kit.export.formats import FORMATS, plain_text
from report_kit.export.pdf_pages import page_data
from report_kit.export.title import title_lines
from tests.assess.make import sample

HEAD = Letterhead("清河乡人民政府办公室", "各站所室、各村（社区）", date(2024, 12, 3), date(2024, 12, 6))


def november() -> Circular:
    assessment = sample()
    return circular(assessment, assessment.latest, HEAD)


def documents() -> list[Circular]:
    assessment = sample()
    units = [row.unit for row in assessment.latest.rows]
    pages = [unit_page(assessment, assessment.latest, unit, HEAD) for unit in units]
    return [november(), year_circular(sum_year(assessment, 2024), HEAD), *pages]


def test_every_figure_of_the_prose_is_bound() -> None:
    for made in documents():
        for said in made.prose.said:
            free = list(said.text)
            for bound in said.figures:
                free[bound.start : bound.end] = "_" * (bound.end - bound.start)
            # The numbers of annexes are names, not figures.
            assert not re.search(r"\d", re.sub("附件[12]", "", "".join(free))), said.text
        texts = {said.text for said in made.prose.said}
        spoken = (b for b in made.content.blocks if isinstance(b, Paragraph | Heading | Title))
        from_tables = {"内设机构和站所"}
        assert all(block.text in texts | from_tables for block in spoken)


def test_the_circular_says_what_the_figures_say() -> None:
    text = plain_text(november().content)
    for said in (
        "关于2024年11月份政府信息公开工作考核情况的通报\n各站所室、各村（社区）：\n",
        "本月各单位共公开信息22条，比上月增加2条",
        "应办结政府信息公开申请5件，按期办结4件",
        "平均得分84.27分，比上月提高2.36分；优秀2个，良好2个，不合格1个",
        "得分居前的是党政综合办公室（100.50分，优秀）、应急管理办公室（97.79分，优秀）",
        "末位是社会事务办公室（59.00分，不合格）",
        "进步最大的是农业综合服务中心，比上月提高34.50分",
        "社会事务办公室因泄露个人隐私，总分按不超过59分计",
        "财政所公开的信息不足3条，样本少",
        "于2024年12月6日前改完",
        "2024年12月3日",
        "泄露个人隐私：公示表附件未隐去证件号\t32.80\t12月6日",
    ):
        assert said in text


def test_a_changed_figure_changes_the_prose(tmp_path: Path) -> None:
    from report_kit.assess import assess, default_scheme, gather, read_sources
    from tests.assess.make import SAMPLE

    path = tmp_path / "月度.csv"
    path.write_text(
        SAMPLE.read_text("utf-8-sig").replace("2024-11,财政所,A,1,2", "2024-11,财政所,A,2,2"), "utf-8"
    )
    changed = assess(gather(read_sources([path]), default_scheme()), default_scheme())
    text = plain_text(circular(changed, changed.latest, HEAD).content)
    assert "共公开信息23条，比上月增加3条，各单位都完成了月任务" in text


def test_annexes_stand_in_the_order_they_are_named_in() -> None:
    content = november().content
    (named,) = [block for block in content.blocks if isinstance(block, Attachments)]
    titles = [block.title for block in content.annex_blocks if type(block).__name__ == "Annex"]
    assert titles == [f"附件{number}　{name}" for number, name in enumerate(named.names, 1)]
    assert sum(isinstance(block, Figure) for block in content.annex_blocks) == 2


def test_a_page_of_a_unit_says_what_to_mend() -> None:
    assessment = sample()
    text = plain_text(unit_page(assessment, assessment.latest, "农业综合服务中心", HEAD).content)
    assert "总分84.05分，等次为良好，在5个单位里居第3名，比上月提高34.50分" in text
    assert "C2\t已公开事项数 4，应公开事项数 5\t3.00\t对照公开事项清单补上没有公开的事项" in text
    best = plain_text(unit_page(assessment, assessment.latest, "党政综合办公室", HEAD).content)
    assert "本月没有扣分的问题" in best


def test_months_sum_into_the_year_and_its_sentence() -> None:
    year = sum_year(sample(), 2024)
    first = year.units[0]
    assert (first.unit, first.place, first.months, str(first.mean)) == ("党政综合办公室", 1, 2, "100.36")
    prose = Prose()
    sentence = prose.text(supervision(prose, year))
    assert sentence.startswith(
        "按月开展政府信息公开工作考核，从全面性、及时性、准确性等方面对5个单位考核2次，印发通报2期"
    )
    assert prose.figures["考核.次数"] == "2"
    assert "年度得分汇总表" in plain_text(year_circular(year, HEAD).content)


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    from report_kit.assess import assess, default_scheme, gather, read_sources

    path = tmp_path / "月度.csv"
    name = "{{总体.条数}}<script>#*甲"
    path.write_text(f"月份,部门,计入条数,月任务数\n2024-11,{name},1,2\n2024-11,乙,1,2\n", "utf-8")
    found = assess(gather(read_sources([path]), default_scheme()), default_scheme())
    made = written(circular(found, found.latest, Letterhead()).content, ["txt", "wechat", "ipynb"])
    assert "（（总体.条数））<script>#*甲" in made["txt"].decode()
    assert b"<script>" not in made["wechat"]


@pytest.mark.slow
def test_the_quick_formats_are_written_alike_every_time() -> None:
    quick = ["html", "txt", "ipynb", "wechat", "docx"]
    first, second = written(november().content, quick), written(november().content, quick)
    assert first == second
    assert set(quick) < set(FORMATS)
    with pytest.raises(ExportError, match="RK-508"):
        written(november().content, ["odt"])


def test_the_notebook_prints_the_same_words() -> None:
    import nbformat

    from report_kit.export.content import content_of

    content = november().content
    notebook = nbformat.reads(written(content, ["ipynb"])["ipynb"].decode(), 4)
    nbformat.validate(notebook)
    again = plain_text(content_of(notebook))
    for block in content.main_blocks:
        if isinstance(block, Paragraph):
            assert block.text in again


@pytest.mark.slow
def test_pdf(tmp_path: Path) -> None:
    for made in documents()[:3]:
        assert written(made.content, ["pdf"])["pdf"].startswith(b"%PDF-")


@pytest.mark.parametrize(
    "lines",
    [
        "关于2024年11月份政府信息公开|工作考核情况的通报",
        "关于2024年度政府信息公开|工作考核情况的通报",
        "关于邀请社会公众评议|政府信息公开工作的公告",
    ],
)
def test_titles_are_broken_between_words(lines: str) -> None:
    assert "|".join(title_lines(lines.replace("|", ""), 20)) == lines


@pytest.mark.slow
def test_whom_it_is_addressed_to_stands_flush_in_every_format() -> None:
    content = november().content
    made = written(content, ["html", "wechat", "docx"])
    assert '<p style="text-indent:0">各站所室' in made["html"].decode()
    assert "text-indent:2em" not in made["wechat"].decode().split("各站所室")[0].rpartition("<p")[2]
    document = Document(io.BytesIO(made["docx"]))
    (addressed,) = [p for p in document.paragraphs if p.text.startswith("各站所室")]
    assert addressed.paragraph_format.first_line_indent == 0
    assert page_data(content, "bundled")["blocks"][1]["flush"]
