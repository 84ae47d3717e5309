"""PDF: tables by their rules, lines put together, page furniture dropped, every refusal with its code."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import typst

import report_kit.export
from report_kit.document import Document, open_document
from report_kit.document.pdf.characters import Char
from report_kit.document.pdf.drawings import Stroke
from report_kit.document.pdf.grids import find_grids, read_grid
from report_kit.document.pdf.lines import lines_of
from report_kit.errors import InputError
from report_kit.export import export_report
from report_kit.forms import Report
from tests.export.samples import report

FONTS = Path(report_kit.export.__file__).parent / "fonts"
PARAGRAPH = (
    "全年围绕重点领域主动公开各类政府信息，严格执行三审三校制度，把好内容关口，定期检查网站专栏的更新维护情况，"
    "组织各站所信息员开展业务培训，认真办理群众提出的公开申请事项，并把办理结果在规定的时间内书面告知申请人。"
)


def prose_report() -> Report:
    own = report()
    sections = {section.id: f"{PARAGRAPH}\n{PARAGRAPH}\n{PARAGRAPH}" for section in own.spec.sections}
    return replace(own, sections=sections, headings={}, date=datetime.date(2025, 1, 13))


def made(tmp_path: Path, source: str) -> Document:
    """Compile a page set in Typst and read it."""
    head = '#set text(font: "FandolSong", size: 12pt, lang: "zh")\n#set page(width: 420pt, height: 300pt)\n'
    path = tmp_path / "a.pdf"
    path.write_bytes(typst.compile((head + source).encode(), font_paths=[FONTS]))
    return open_document(path)


def paragraphs(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def code(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        open_document(path)
    assert caught.value.remedy
    return caught.value.code


def test_the_kits_own_pdf_is_read_back_whole(tmp_path: Path) -> None:
    own = prose_report()
    export_report(own, tmp_path / "a", ["pdf"])
    back = Report.from_document(open_document(tmp_path / "a.pdf"), "", "", None)
    assert (back.agency, back.year, back.date) == (own.agency, own.year, own.date)
    assert back.tables == own.tables
    assert back.sections == own.sections
    assert back.notes == ()


def test_a_paragraph_goes_on_over_lines_and_pages(tmp_path: Path) -> None:
    source = "#set par(first-line-indent: (amount: 2em, all: true), justify: true)\n"
    source += '#set page(numbering: "- 1 -", header: [青禾县文件 第#context counter(page).display()号])\n'
    document = made(tmp_path, source + "\n\n".join([PARAGRAPH * 3] * 3))
    assert paragraphs(document) == [PARAGRAPH * 3] * 3


def test_blanks_between_words_stay_and_those_of_justification_go(tmp_path: Path) -> None:
    text = "联系人使用 Word 2019 编辑，邮箱为 abc@example.com，电话 0517-87222589。"
    document = made(tmp_path, "#set par(justify: true)\n" + text.replace("@", "\\@"))
    assert paragraphs(document)[0].replace(" ", "") == text.replace(" ", "")
    assert "Word 2019" in document.text


def test_a_table_over_two_pages_with_its_head_again(tmp_path: Path) -> None:
    rows = "".join(f"[事项{'甲乙丙丁戊己庚辛壬癸'[n % 10]}],[{n}]," for n in range(40))
    document = made(tmp_path, f"前言，说明。\n#table(columns: 2, table.header([名称],[件数]), {rows})")
    (table,) = document.tables
    assert [row[1].text for row in table.rows] == ["件数", *map(str, range(40))]


def test_merged_cells_and_cells_of_several_lines(tmp_path: Path) -> None:
    table = (
        "#table(columns: (3em, 4em, 4em), table.cell(rowspan: 2)[本年度办理结果], "
        "table.cell(colspan: 2)[申请人], [自然人], [], [甲], [1], [2])"
    )
    (found,) = made(tmp_path, table).tables
    assert [[(c.text, c.column, c.rowspan, c.colspan) for c in row] for row in found.rows] == [
        [("本年度办理结果", 0, 2, 1), ("申请人", 1, 1, 2)],
        [("自然人", 1, 1, 1), ("", 2, 1, 1)],
        [("甲", 0, 1, 1), ("1", 1, 1, 1), ("2", 2, 1, 1)],
    ]


def test_a_frame_round_the_page_is_no_table(tmp_path: Path) -> None:
    document = made(tmp_path, f"#rect(width: 100%)[{PARAGRAPH}]")
    assert document.tables == ()
    assert paragraphs(document) == [PARAGRAPH]


def test_a_page_on_its_side(tmp_path: Path) -> None:
    document = made(tmp_path, "#rotate(90deg, reflow: true)[#table(columns: 2, [甲], [1], [乙], [2])]")
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [["甲", "1"], ["乙", "2"]]


def test_a_watermark_across_the_page_is_left_out(tmp_path: Path) -> None:
    mark = "#place(center + horizon, rotate(-30deg)[内部资料])\n"
    assert paragraphs(made(tmp_path, mark + PARAGRAPH)) == [PARAGRAPH]


def test_two_columns_of_prose_are_read_one_after_the_other(tmp_path: Path) -> None:
    document = made(tmp_path, f"#set page(columns: 2)\n{PARAGRAPH}")
    assert document.text.replace("\n", "") == PARAGRAPH


def test_rules_drawn_cell_by_cell_and_a_little_apart() -> None:
    strokes = [Stroke(True, y + dy, x, x + 50) for y in (0, 20, 40) for x in (0, 50) for dy in (0, 0.6)]
    strokes += [Stroke(False, x, y, y + 20) for x in (0, 50, 100) for y in (0, 20)]
    (grid,) = find_grids(strokes)
    chars = [Char(text, x, y, x + 8, y + 8) for text, x, y in (("甲", 5, 25), ("1", 60, 25), ("乙", 5, 5))]
    assert [[cell.text for cell in row] for row in read_grid(grid, chars)] == [["甲", "1"], ["乙", ""]]


def test_rules_of_two_tables_in_line_do_not_make_one() -> None:
    strokes = [Stroke(True, y, 0, 100) for y in (0, 20, 60, 80)]
    strokes += [Stroke(False, x + shift, y, y + 20) for x in (0, 50, 100) for y, shift in ((0, 2.5), (60, 0))]
    assert len(find_grids(strokes)) == 2


def test_lines_without_characters() -> None:
    assert lines_of([]) == []
    assert lines_of([Char(" ", 0, 0, 5, 5)]) == []


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 1 0 obj << >> endobj trailer << >>"])
def test_damaged(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    assert code(tmp_path / "a.pdf") == "RK-109"


def test_other_contents(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"PK\x03\x04")
    assert code(tmp_path / "a.pdf") == "RK-106"
    (tmp_path / "a.pdf").write_bytes(b"")
    assert code(tmp_path / "a.pdf") == "RK-108"


def blank(**more: pikepdf.Object) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    for key, value in more.items():
        page.obj[f"/{key}"] = value if not isinstance(value, bytes) else pdf.make_stream(value)
    return pdf


def test_encrypted(tmp_path: Path) -> None:
    blank().save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(user="1", owner="2"))
    assert code(tmp_path / "a.pdf") == "RK-110"


def test_without_text(tmp_path: Path) -> None:
    blank().save(tmp_path / "a.pdf")
    assert code(tmp_path / "a.pdf") == "RK-108"


def test_scanned(tmp_path: Path) -> None:
    pdf = blank(Contents=b"q 500 0 0 500 0 0 cm /X Do Q")
    image = pdf.make_stream(b"\x00" * 64)
    for key, value in {"Width": 8, "Height": 8, "BitsPerComponent": 8}.items():
        image[f"/{key}"] = value
    image["/Type"], image["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Image
    image["/ColorSpace"] = pikepdf.Name.DeviceGray
    pdf.pages[0].obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=image))
    pdf.save(tmp_path / "a.pdf")
    assert code(tmp_path / "a.pdf") == "RK-233"


@pytest.mark.parametrize("layers", [1, 2])
def test_a_stream_that_unpacks_to_far_more_than_it_is(tmp_path: Path, layers: int) -> None:
    import zlib

    content = b"q Q " * (20 * 2**20)
    for _ in range(layers):
        content = zlib.compress(content, 9)
    pdf = blank()
    names = [pikepdf.Name.FlateDecode] * layers
    pdf.pages[0].obj["/Contents"] = pikepdf.Stream(pdf, content, Filter=pikepdf.Array(names))
    buffer = io.BytesIO()
    pdf.save(buffer, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    assert len(buffer.getvalue()) < 2**20
    (tmp_path / "a.pdf").write_bytes(buffer.getvalue())
    assert code(tmp_path / "a.pdf") == "RK-103"
