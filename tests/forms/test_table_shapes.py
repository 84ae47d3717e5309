"""Tables, headings and endings as people really make them: read the same, whatever the shape."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from report_kit import Report, open_document
from report_kit.errors import ReportError
from report_kit.forms.values import read_value
from tests.forms.tables_amiss import whole
from tests.proofread.test_whole_reports import TOWN

REPORT = whole(TOWN)
TEXT = re.sub(r"^\u3000+", "", REPORT.document().text, flags=re.M)
ROWS = re.compile(r"(?:^.*\t.*\n)+", re.M)
T4 = list(REPORT.tables["table4"]["cases"].values())
LABELS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def rows(shape: str, text: str = TEXT) -> str:
    """Return the text with the rows of its tables drawn in another way."""

    def drawn(match: re.Match[str]) -> str:
        lines = []
        for line in match[0].rstrip("\n").split("\n"):
            cells = [cell for cell in line.split("\t") if cell]
            lines.append(
                {
                    "pipes": "| " + " | ".join(cells) + " |",
                    "open pipes": " | ".join(cells) if len(cells) > 1 else f"{cells[0]} |",
                    "tabs": "\t".join(cells),
                    "tabs behind": "\t".join(cells) + "\t\t",
                    "blanks": " ".join(cells),
                    "lines": "\n".join(cells),
                    "blank lines": "\n\n".join(cells),
                }[shape]
            )
        if shape == "pipes":
            lines.insert(1, "|---|:-:|--|")
        return "\n".join(lines) + "\n"

    return ROWS.sub(drawn, text)


def read(text: str, folder: Path) -> Report:
    path = folder / "年报.txt"
    path.write_text(text, encoding="utf-8")
    return Report.from_document(open_document(path))


FIRST = "2024年清水县梨树镇人民政府政府信息公开工作年度报告"
SHAPES = ["pipes", "open pipes", "tabs", "tabs behind", "blanks", "lines", "blank lines"]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_cell_is_read_and_no_row_spills_into_prose(shape: str, tmp_path: Path) -> None:
    found = read(rows(shape), tmp_path)
    assert found.tables == REPORT.tables
    assert [found.section(name) for name in ("disclosure", "requests", "litigation")] == ["", "", ""]
    assert found.section("other") == REPORT.section("other")
    assert (found.signature, found.date) == (REPORT.signature, REPORT.date)


@pytest.mark.parametrize("shape", ["pipes", "tabs", "lines", "blanks"])
def test_table_four_in_three_parts(shape: str, tmp_path: Path) -> None:
    before, after = TEXT.index("四、政府信息公开行政复议"), TEXT.index("五、存在的")
    heading = TEXT[before:after].split("\n")[0] + "\n"
    parts = "".join(
        f"{name}\n" + "\t".join(LABELS) + "\n" + "\t".join(map(str, T4[at : at + 5])) + "\n"
        for name, at in (("行政复议", 0), ("未经复议直接起诉", 5), ("复议后起诉", 10))
    )
    found = read(rows(shape, TEXT[:before]) + heading + rows(shape, parts) + TEXT[after:], tmp_path)
    assert found.tables == REPORT.tables


@pytest.mark.parametrize("shape", ["pipes", "tabs"])
def test_tables_behind_the_signature(shape: str, tmp_path: Path) -> None:
    tables = ROWS.findall(TEXT)
    behind = "".join(f"附表{number}\n{table}" for number, table in enumerate(tables, 1))
    found = read(rows(shape, ROWS.sub("", TEXT).rstrip("\n") + "\n" + behind), tmp_path)
    assert found.tables == REPORT.tables
    assert (found.signature, found.date) == (REPORT.signature, REPORT.date)
    assert sum("排在落款之后" in note.message for note in found.notes) == 3


def test_rows_with_a_label_a_little_different(tmp_path: Path) -> None:
    found = read(rows("blanks", TEXT.replace("行政规范性文件\t", "规范性文件\t")), tmp_path)
    assert found.tables == REPORT.tables


def test_columns_in_another_order_are_read_by_their_heads(tmp_path: Path) -> None:
    head = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数"
    text = TEXT.replace(head, "信息内容\t现行有效件数\t本年制发件数\t本年废止件数")
    for row in ("regulations", "normative"):
        a, b, c = REPORT.tables["table2"][row].values()
        text = text.replace(f"\t{a}\t{b}\t{c}", f"\t{c}\t{a}\t{b}")
    found = read(text, tmp_path)
    assert found.tables == REPORT.tables
    assert [note.message for note in found.notes if "次序" in note.message] != []


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("2024年清水县梨树镇人民政府政府信息公开工作年度报告", None),
        ("2024年清水县梨树镇人民政府\n政府信息公开工作年度报告", None),
        (f"# {FIRST}", FIRST),
        (f"附件1\n{FIRST}", FIRST),
    ],
)
def test_titles(title: str, printed: str | None, tmp_path: Path) -> None:
    found = read(title + TEXT[TEXT.index("\n") :], tmp_path)
    assert (found.title, found.agency, found.year) == (
        printed or title.replace("\n", ""),
        "清水县梨树镇人民政府",
        2024,
    )


def test_markdown_headings(tmp_path: Path) -> None:
    text = re.sub(r"^([一二三四五六]、(?!本年|上年))(?!.*\t)", r"## \1", TEXT, flags=re.M)
    found = read(text, tmp_path)
    assert found.headings == {}
    assert found.sections == REPORT.sections


@pytest.mark.parametrize("indent", ["    ", "\u3000\u3000", "\u00a0\u00a0\u00a0\u00a0"])
def test_an_ending_where_every_line_is_indented(indent: str, tmp_path: Path) -> None:
    text = re.sub(r"^(?!.*\t)", indent, TEXT.rstrip("\n"), flags=re.M)
    found = read(text, tmp_path)
    assert (found.signature, found.date) == (REPORT.signature, REPORT.date)
    assert found.section("other") == REPORT.section("other")


def test_name_and_date_on_one_line(tmp_path: Path) -> None:
    found = read(TEXT.replace(f"{REPORT.signature}\n2025年", f"{REPORT.signature}  2025年"), tmp_path)
    assert (found.signature, found.date) == (REPORT.signature, date(2025, 1, 10))


def test_what_is_put_together_from_elsewhere_is_told(tmp_path: Path) -> None:
    text = TEXT.replace("二、主动公开政府信息情况", "二、工作机制保障\n健全制度。\n三、主动公开政府信息情况")
    messages = [note.message for note in read(text, tmp_path).notes]
    assert any("“二、工作机制保障”不是格式里的标题" in message for message in messages)
    assert any("“三、主动公开政府信息情况”在原文件里的编号与格式不同" in message for message in messages)


@pytest.mark.parametrize(
    ("text", "value", "beside"),
    [
        ("252件", 252, "unit"),
        ("22（其中修订16件）", 22, "remark"),
        ("5¹", 5, "remark"),
        ("—", 0, "mark"),
        ("无", 0, "mark"),
        ("", None, ""),
        ("1,234", 1234, ""),
    ],
)
def test_figures_with_something_beside(text: str, value: int | None, beside: str) -> None:
    reading = read_value(text, "count")
    assert (reading.value, reading.beside) == (value, beside)


def test_words_are_no_figure() -> None:
    with pytest.raises(ReportError):
        read_value("三件", "count")


def test_marks_and_units_are_told_once_a_table(tmp_path: Path) -> None:
    text = re.sub(r"(?<=\t)(\d+)(?=\t|$)", r"\1件", TEXT, flags=re.M)
    found = read(text, tmp_path)
    for table in ("table3", "table4"):
        assert found.tables[table] == REPORT.tables[table]
    assert sum("带着单位" in note.message for note in found.notes) == 3


def test_hard_wrapped_lines_are_joined(tmp_path: Path) -> None:
    prose = (
        "全镇按照《上海市政府信息公开规定》认真做好公开，"
        "全年主动公开政府信息168条，没有涉及诉讼，诉讼数为0件。"
    )
    lines = "".join(
        "\n".join(paragraph[at : at + 26] for at in range(0, len(paragraph), 26)) + "\n"
        for paragraph in [prose * 2, prose * 3, prose * 4]
    )
    path = tmp_path / "文.txt"
    path.write_text(lines, encoding="utf-8")
    assert [paragraph.text for paragraph in open_document(path).paragraphs] == [
        prose * 2,
        prose * 3,
        prose * 4,
    ]
