"""Beginning this year's report from last year's file, in every format an office keeps it in."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from report_kit import Report, open_document
from report_kit.export import export_report
from report_kit.forms.carry import following
from report_kit.forms.catalogue import working_in
from report_kit.forms.importer import doubts
from tests.forms.own_form import write

RECEIVED = {"natural": 18, "business": 3, "total": 21}
LEFT = {"natural": 2, "total": 2}
PROSE = {
    "preamble": "本报告统计期限为2023年1月1日至2023年12月31日。",
    "overview.disclosure": "在县政府网站公开信息86条，其中惠农补贴32条、其他54条。",
    "overview.requests": "2023年收到申请21件，均按期答复。",
    "problems": "一是村级公开栏更新不及时。\n二是解读形式单一。\n下一步，按季检查公开栏。",
    "other": "2023年未收取信息处理费。",
}


def last_year(agency: str = "云岭县清河镇人民政府") -> Report:
    """A report about 2023: 21 requests received, 19 granted, 2 left; 6 normative documents in force."""
    report = Report.new(agency, "镇", 2023)
    figures: dict[str, dict[str, dict[str, int | Decimal | None]]] = {
        table.id: {row: {} for row, _ in table.addresses} for table in report.spec.tables
    }
    for table in report.spec.tables:
        for row, column in table.addresses:
            figures[table.id][row][column] = 0
    figures["table3"]["new"] |= RECEIVED
    figures["table3"]["granted"] |= {"natural": 16, "business": 3, "total": 19}
    figures["table3"]["done"] |= {"natural": 16, "business": 3, "total": 19}
    figures["table3"]["carried_out"] |= LEFT
    figures["table2"]["normative"] |= {"issued": 2, "repealed": 1, "valid": 6}
    figures["table2"]["fees"] |= {"amount": Decimal("12.5")}
    return replace(report, tables=figures, sections=PROSE, date=date(2024, 1, 12))


@pytest.mark.parametrize("kind", ["docx", "html", "pdf", "txt"])
def test_last_years_file_begins_this_years_report(tmp_path: Path, kind: str) -> None:
    export_report(last_year(), tmp_path / "上年", [kind])
    read = Report.from_document(open_document(tmp_path / f"上年.{kind}"))
    assert doubts(read) == ()
    assert read.tables == last_year().tables
    assert dict(read.sections) == PROSE
    begun = following(read)
    report = begun.report
    assert (report.agency, report.level, report.year) == ("云岭县清河镇人民政府", "镇", 2024)
    assert "2024年" in report.title
    assert not report.sections
    assert report.date is None
    filled = {
        (table, row, column): value
        for table, rows in report.tables.items()
        for row, cells in rows.items()
        for column, value in cells.items()
        if value is not None
    }
    none = dict.fromkeys(("business", "research", "charity", "legal", "other"), 0)
    assert filled == {
        **{("table3", "carried_in", column): value for column, value in (none | LEFT).items()},
        ("table2", "regulations", "valid"): 0,
        ("table2", "normative", "valid"): 6,
    }
    assert begun.missing == ()
    assert [note.message for note in begun.carried][-1] == "“行政规范性文件”：现行有效件数 6"


@pytest.mark.parametrize("short", ["清河镇", "清河镇人民政府", "云岭县清河镇"])
def test_the_signature_gives_the_name_the_title_leaves_short(tmp_path: Path, short: str) -> None:
    report = replace(last_year(), title=f"{short}2023年政府信息公开工作年度报告")
    made = export_report(report, tmp_path / "上年", ["txt"])
    assert Report.from_document(open_document(made["txt"])).agency == "云岭县清河镇人民政府"


def test_this_years_report_is_signed_as_last_years_or_by_the_agency() -> None:
    assert following(replace(last_year(), signature="清河镇政府")).report.signature == "清河镇政府"
    assert following(replace(last_year(), signature="")).report.signature == "云岭县清河镇人民政府"


def test_what_last_years_report_lacks_is_not_invented() -> None:
    begun = following(last_year().with_value("table3", "carried_out", "natural", None))
    assert begun.report.value("table3", "carried_in", "natural") is None
    assert begun.report.value("table3", "carried_in", "total") == 2
    assert ["自然人" in note.message for note in begun.missing] == [True]


def test_what_was_not_understood_is_told_with_where_it_stands(tmp_path: Path) -> None:
    export_report(last_year(), tmp_path / "上年", ["txt"])
    text = (tmp_path / "上年.txt").read_text("utf-8")
    text = text.replace("2.重复申请\t0", "2.重复申请\t三件")
    text = text.replace("3.要求提供公开出版物", "3.要求提供出版物")
    text = text.replace("行政处罚\t0", "行政处罚\t0\n行政检查\t7").replace("2024年1月12日", "")
    # The table's heading is printed a second time, without its lines.
    text = text.replace("四、政府信息公开行政复议", "申请人情况法人或其他组织\n四、政府信息公开行政复议")
    path = tmp_path / "改过.txt"
    path.write_text(text, encoding="utf-8")
    read = Report.from_document(open_document(path))
    told = {(note.message, note.text, note.where) for note in doubts(read)}
    table3, table2 = "收到和处理政府信息公开申请情况", "“二、主动公开政府信息情况”之下"
    assert told == {
        ("格式里没有的表格行", "行政检查　7", f"{table2}，第 22 行"),
        ("第 47 行“2.重复申请 / 自然人”：“三件”不是数字，按空白处理", "三件", table3),
        ("行名“3.要求提供出版物”与格式不同，按“3.要求提供公开出版物”读入", "", table3),
        ("“申请人情况法人或其他组织”像是表格的表头，没有放进正文", "", f"“三、{table3}”之下，第 56 行"),
        ("没有找到成文日期", "", "文末"),
    }


def test_a_table_that_does_not_add_up_is_taken_as_it_stands_and_told(tmp_path: Path) -> None:
    export_report(last_year().with_value("table4", "cases", "review.upheld", 3), tmp_path / "上年", ["txt"])
    read = Report.from_document(open_document(tmp_path / "上年.txt"))
    assert read.value("table4", "cases", "review.upheld") == 3
    assert read.value("table4", "cases", "review.total") == 0
    (note,) = doubts(read)
    assert note.message.startswith("照原样读入，但勾稽关系不成立")
    assert note.where == "政府信息公开行政复议、行政诉讼情况"


def test_a_figure_that_does_not_fit_the_new_form_is_told(tmp_path: Path) -> None:
    """The old form let a column hold fractions; in the new one it counts."""
    column = "          - {id: 其他, label: 其他, path: [纠纷类型]}"
    write(
        tmp_path,
        "pingan_2023",
        ("#family: skeleton", "family: pingan"),
        ("until: 2035", "until: 2023"),
        (column, column.replace("}", ", type: amount}")),
    )
    write(tmp_path, "pingan", ("since: 2023", "since: 2024"))
    with working_in(tmp_path):
        last = Report.new("清河镇人民政府", year=2023, form="pingan_2023")
        last = last.with_value("统计", "年末未结", "其他", Decimal("1.5"))
        begun = following(last.with_value("统计", "年末未结", "邻里", 2))
        assert begun.report.value("统计", "上年未结", "其他") is None
        assert begun.report.value("统计", "上年未结", "邻里") == 2
    (told,) = [note.message for note in begun.missing if "不能用" in note.message]
    assert told == "上年报告里的数在这里不能用，没有预填：上年未办结，其他（“1.5”件数不能有小数）"
