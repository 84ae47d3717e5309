"""Web pages: the text without its surroundings, tables cell by cell, any encoding a page is saved in."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_kit.document import Document, open_document
from report_kit.errors import InputError
from report_kit.export import export_report
from report_kit.forms import Report
from report_kit.forms.locate import locate
from tests.document.web_pages import PROSE, TABLE, TITLE, cms_page
from tests.export.samples import report


def page(tmp_path: Path, html: str | bytes, name: str = "a.html") -> Document:
    path = tmp_path / name
    path.write_bytes(html if isinstance(html, bytes) else html.encode("utf-8"))
    return open_document(path)


def cells(document: Document) -> list[list[tuple[str, int, int, int]]]:
    (table,) = document.tables
    return [[(c.text, c.column, c.rowspan, c.colspan) for c in row] for row in table.rows]


@pytest.mark.parametrize(
    ("stated", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-8", "gb18030"),  # the page says what it is not
        ("gb2312", "utf-8"),
        ("x-unknown", "utf-16"),
    ],
)
def test_a_page_of_a_government_site(tmp_path: Path, stated: str, encoding: str) -> None:
    document = page(tmp_path, cms_page(stated).encode(encoding))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        TITLE,
        PROSE[0],
        "一、总体情况",
        PROSE[1],
        "二、主动公开政府信息情况",
        "六、其他需要报告的事项",
        PROSE[2],
        "青禾县云溪乡人民政府",
        "2025年1月13日",
    ]
    assert [paragraph.kind for paragraph in document.paragraphs[:4]] == ["title", "body", "heading", "body"]
    assert [paragraph.indented for paragraph in document.paragraphs[1:4]] == [True, True, True]
    assert len(document.tables) == 1


def test_the_tables_of_the_form_are_read(tmp_path: Path) -> None:
    found = locate(page(tmp_path, cms_page("utf-8")))
    values = {(row, column): at.cell.text for (_, row, column), at in found.cells.items()}
    assert values[("normative", "issued")] == "3"
    assert values[("normative", "valid")] == "12"
    assert values[("fees", "amount")] == "2.5"
    assert len(values) == 10


def test_the_kits_own_page_is_read_back_whole(tmp_path: Path) -> None:
    own = report()
    export_report(own, tmp_path / "a", ["html"])
    back = Report.from_document(open_document(tmp_path / "a.html"), "", "", None)
    assert (back.agency, back.year, back.date) == (own.agency, own.year, own.date)
    assert (back.tables, back.sections, back.notes) == (own.tables, own.sections, ())


def test_spans_keep_later_cells_in_their_columns(tmp_path: Path) -> None:
    html = (
        "<p>前言，说明。</p><table><tr><th rowspan=2>甲<th colspan=2>乙<tr><td>1<td>2"
        "<tr><td rowspan=0>丙<td colspan=2>3<tr><td>4<td>5</table>"
    )
    assert cells(page(tmp_path, html)) == [
        [("甲", 0, 2, 1), ("乙", 1, 1, 2)],
        [("1", 1, 1, 1), ("2", 2, 1, 1)],
        [("丙", 0, 2, 1), ("3", 1, 1, 2)],
        [("4", 1, 1, 1), ("5", 2, 1, 1)],
    ]


def test_absurd_spans_are_limited(tmp_path: Path) -> None:
    html = "<table><tr><td colspan=99999999 rowspan=99999999>甲</td><td rowspan=x>乙</td></tr></table>"
    first, second = cells(page(tmp_path, html))[0]
    assert first[3] == 64
    assert second[2] == 1


def test_a_table_inside_a_table_of_figures_is_one_cell(tmp_path: Path) -> None:
    html = (
        "<table><tr><td>事项名称和说明文字</td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr>"
        "<tr><td>另一事项的说明文字</td><td>3</td></tr></table>"
    )
    assert [cell[0] for cell in cells(page(tmp_path, html))[0]] == ["事项名称和说明文字", "1\n2"]


def test_text_behind_what_is_dropped_stays(tmp_path: Path) -> None:
    document = page(tmp_path, "<p>前文，<script>x()</script>后文。<!-- 注 -->末尾。</p>")
    assert document.text.strip() == "前文，后文。末尾。"


def test_control_characters_by_reference(tmp_path: Path) -> None:
    html = "<p>前文，<script>x</script>&#1;后文。<i>斜</i>体，<script>x</script>&#2;末尾。</p>"
    document = page(tmp_path, html)
    assert document.text.strip() == "前文，后文。斜体，末尾。"
    document = page(tmp_path, "<p>前文，<script>x</script>第一页。\f<i>第二页。</i></p>")
    assert document.text.split() == ["前文，第一页。", "第二页。"]


def test_a_page_without_any_container(tmp_path: Path) -> None:
    document = page(tmp_path, f"{PROSE[0]}<br>{PROSE[1]}<br>{TABLE}")
    assert [paragraph.text for paragraph in document.paragraphs] == list(PROSE[:2])


def test_a_part_that_holds_the_text_is_kept_whatever_its_name(tmp_path: Path) -> None:
    document = page(tmp_path, f'<div class="page-header top"><p>{PROSE[0]}</p><p>{PROSE[1]}</p></div>')
    assert [paragraph.text for paragraph in document.paragraphs] == list(PROSE[:2])


def test_links_in_prose_are_text(tmp_path: Path) -> None:
    link = '<a href="x">《青禾县政务公开工作要点》</a>'
    document = page(tmp_path, f"<div><p>印发{link}，并在网站公开。</p><p>附件：{link}</p></div>")
    assert document.text.count("《青禾县政务公开工作要点》") == 2


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("", "RK-108"),
        (" \n", "RK-108"),
        ("<html><body><script>1</script></body></html>", "RK-108"),
        ("%PDF-1.4", "RK-106"),
        ("\x00\x01二进制", "RK-104"),
        ("<div>" * 5000 + "底。", "RK-231"),
        ("<p>甲。" * 300_001, "RK-103"),
    ],
)
def test_refused(tmp_path: Path, html: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        page(tmp_path, html)
    assert caught.value.code == code
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["page", "print", "side", "hot", "comment", "wz"])
def test_parts_with_sentences_are_kept_whatever_they_are_called(tmp_path: Path, name: str) -> None:
    parts = "".join(f'<div class="{name}"><p>第{n}项工作公开及时，内容完整。</p></div>' for n in range(1, 9))
    text = page(tmp_path, f"<html><body><h1>工作报告</h1>{parts}</body></html>").text
    assert all(f"第{n}项工作公开及时，内容完整。" in text for n in range(1, 9))


def test_a_last_line_is_kept_though_its_class_sounds_like_a_footer(tmp_path: Path) -> None:
    html = f'<html><body><p>{PROSE[0]}</p><p class="bottom">某某镇人民政府</p></body></html>'
    assert page(tmp_path, html).text.rstrip().endswith("某某镇人民政府")


def test_numbers_of_notes_are_no_part_of_a_figure(tmp_path: Path) -> None:
    prose = "公开信息15<sup>1</sup>条，办理20<sup>[2]</sup>件，面积3km<sup>2</sup>。"
    text = page(tmp_path, f"<html><body><p>{prose}</p></body></html>").text
    assert text.strip() == "公开信息15条，办理20件，面积3km2。"
