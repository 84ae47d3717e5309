"""Reports refuse what the form does not allow, and read finished texts back by headings and labels."""

from __future__ import annotations

from decimal import Decimal

import pytest

from report_kit import Document, Report, ReportKitError
from report_kit.forms import load_form
from report_kit.forms.agency import level_of
from report_kit.forms.equations import broken, values_of
from report_kit.forms.layout import grid

AGENCY = "青禾县云溪乡人民政府"


def new() -> Report:
    return Report.new(AGENCY, "乡", 2024)


@pytest.mark.parametrize(
    ("agency", "level"),
    [
        ("青禾县云溪乡人民政府", "乡"),
        ("青禾县石桥镇人民政府", "镇"),
        ("平川区东湖街道办事处", "街道"),
        ("青禾县人民政府", "县"),
        ("青禾县人民政府办公室", "县"),
        ("青禾县财政局", "局"),
        ("平川区卫生健康委员会", "委"),
        ("江州市高新技术产业开发区管理委员会", "区"),
    ],
)
def test_level_from_the_name(agency: str, level: str) -> None:
    assert level_of(agency) == level


def test_default_title_and_signature() -> None:
    assert new().title == "青禾县云溪乡人民政府2024年政府信息公开工作年度报告"
    assert new().signature == AGENCY


@pytest.mark.parametrize("year", [2018, 1, 20245, -2024])
def test_year_without_a_form(year: int) -> None:
    with pytest.raises(ReportKitError) as error:
        Report.new(AGENCY, "乡", year)
    assert error.value.code == "RK-202"


@pytest.mark.parametrize("value", [-1, 1.5, Decimal("0.1"), float("nan"), 10**20, True, "3"])
def test_counts_are_whole_and_not_negative(value: object) -> None:
    with pytest.raises(ReportKitError) as error:
        new().with_value("table3", "new", "natural", value)  # type: ignore[arg-type]
    assert error.value.code == "RK-203"
    assert "自然人" in error.value.where


def test_amounts_may_be_fractions() -> None:
    assert new().with_value("table2", "fees", "amount", Decimal("59237.2449")).value(
        "table2", "fees", "amount"
    ) == Decimal("59237.2449")


def test_unknown_cell_and_section() -> None:
    for change, code in [
        (lambda: new().with_value("table3", "none", "natural", 1), "RK-204"),
        (lambda: new().with_value("table9", "new", "natural", 1), "RK-204"),
        (lambda: new().with_section("seven", "x"), "RK-205"),
    ]:
        with pytest.raises(ReportKitError) as error:
            change()
        assert error.value.code == code


@pytest.mark.parametrize("table_id", ["table2", "table3", "table4"])
def test_grid_covers_every_position_once(table_id: str) -> None:
    laid = grid(load_form().table(table_id), {})
    covered = [
        (row, column)
        for cell in laid.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    ]
    assert sorted(covered) == [(r, c) for r in range(laid.rows) for c in range(laid.columns)]
    assert len(laid.widths) == laid.columns


def test_the_form_has_every_cell_of_the_statute() -> None:
    assert {table.id: len(table.addresses) for table in load_form().tables} == {
        "table2": 10,
        "table3": 175,
        "table4": 15,
    }


TEXT = """青禾县云溪乡
2024 年政府信息公开工作年度报告
根据《中华人民共和国政府信息公开条例》编制本报告。
一、总体情况
(一)主动公开方面。公开信息 12 条。
（二）依申请公开
收到申请1件。
二、主动公开政府信息情况
行政规范性文件\t1,234\t０\t/
第二十条 第（八）项
行政事业性收费\t12.50\t\t
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1
三、（一） 予以公开\t1\t0\t0\t0\t0\t0\t1

本年度办理结果\t(六) 其他处理\t3. 其他\t-2\t0\t0\t0\t0\t0\t0
\t\t四、结转下年度继续办理情况\t0\t0\t0\t0\t0\t0\t0
\t\t某某不存在的项目\t5\t0\t0\t0\t0\t0\t5
四、政府信息公开行政许可、行政诉讼情况
0\t1\t0\t0\t1\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0
五、存在的主要问题及改进情况
问题。
六、其他需要报告的事项
本年度未收取信息处理费。
青禾县云溪乡人民政府
2025年1月13日
"""


def test_a_finished_text_is_read_back() -> None:
    report = Report.from_document(Document.from_text(TEXT))
    assert (report.agency, report.level, report.year) == (AGENCY, "乡", 2024)
    assert report.section("overview.disclosure") == "公开信息 12 条。"
    assert report.heading("overview.disclosure") == "(一)主动公开方面。"
    assert report.section("overview.requests") == "收到申请1件。"
    assert report.value("table2", "normative", "issued") == 1234
    assert report.value("table2", "normative", "repealed") == 0
    assert report.value("table2", "fees", "amount") == Decimal("12.5")
    assert report.value("table3", "granted", "total") == 1
    assert report.value("table3", "carried_out", "total") == 0
    assert report.value("table4", "cases", "review.corrected") == 1
    assert report.heading("litigation") == "四、政府信息公开行政许可、行政诉讼情况"
    assert report.date is not None
    assert report.signature == AGENCY


def test_what_was_not_understood_is_said() -> None:
    notes = [(note.message, note.text) for note in Report.from_document(Document.from_text(TEXT)).notes]
    messages = "\n".join(message for message, _ in notes)
    assert ("格式里没有的表格行", "某某不存在的项目　5　0　0　0　0　0　5") in notes
    assert "负数" in messages
    assert "填的不是数字" in messages
    assert "有 6 个单元格没有找到" in messages


def test_a_text_that_is_no_report() -> None:
    with pytest.raises(ReportKitError) as error:
        Report.from_document(Document.from_text("关于召开会议的通知\n请准时参加。"))
    assert error.value.code == "RK-207"


def zeros() -> Report:
    tables = {
        table.id: {row: {c: 0 for r, c in table.addresses if r == row} for row, _ in table.addresses}
        for table in load_form().tables
    }
    return Report(agency=AGENCY, level="乡", year=2024, tables=tables)


def names(report: Report, previous: Report | None = None) -> list[str]:
    past = values_of(previous.tables) if previous else None
    return [b.equation.id for b in broken(report.spec, values_of(report.tables), past, report.level)]


def test_equations() -> None:
    assert names(zeros()) == []
    assert names(zeros().with_value("table3", "new", "natural", 5)) == ["T3-row", "T3-id"]
    assert names(zeros().with_value("table3", "refused.law", "legal", 2)) == ["T3-row", "T3-sum"]
    assert names(zeros().with_value("table4", "cases", "after.pending", 2)) == ["T4-after"]
    assert names(zeros().with_value("table2", "regulations", "valid", 6)) == ["T2-law"]
    assert names(zeros().with_value("table2", "normative", "issued", 3)) == ["T2-low"]
    assert names(zeros(), zeros().with_value("table3", "carried_out", "natural", 2)) == ["T3-carry"]
    assert names(zeros(), zeros().with_value("table2", "normative", "valid", 2)) == ["T2-year"]


def test_a_blank_cell_breaks_no_equation() -> None:
    assert names(zeros().with_value("table3", "new", "natural", None)) == []
    # ... but what the blank leaves unsummed is still bounded by the total.
    report = (
        zeros().with_value("table3", "granted", "other", None).with_value("table3", "partial", "other", 4)
    )
    assert "T3-max" in names(report)
