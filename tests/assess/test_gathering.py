"""Figures from sheets, registers, the list of problems and the sheet of columns."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from report_kit.assess import assess, default_scheme, gather, read_sources
from report_kit.assess.gathering import Material
from report_kit.assess.month import UnitMonth
from report_kit.errors import DataError, ReportKitError
from tests.assess.make import SAMPLE, published, write_csv
from tests.ledger.make import DATA as REGISTERS
from tests.ledger.make import USUAL

NOVEMBER = date(2024, 11, 1)


def gathered(folder: Path) -> Material:
    return gather(read_sources([folder]), default_scheme())


def one(material: Material, unit: str, month: date = NOVEMBER) -> UnitMonth:
    return next(found for found in material.months[month] if found.unit == unit)


def values(found: UnitMonth, *names: str) -> list[Fraction | None]:
    return [found.value(name) for name in names]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Registers, a list of units, columns and problems of two units."""
    write_csv(
        tmp_path / "台账.csv",
        [
            published(1, "财政所", "2024-11-05", 字数=2000, 一般差错=1, 严重差错=1, 公开渠道="政府网站"),
            published(2, "财政所", "2024-11-06", 成文日期="2024-09-02", 撰稿人=""),
            published(3, "财政所", "2024-11-07", 来源="转载"),
            published(4, "财政所", "2024-11-07", 标题="关于第3件事的通知", 来源="转载"),
            published(5, "财政所", "2024-11-08", 计入条数="否"),
            published(6, "党政办", "2024-10-10", 栏目类型="动态要闻", 成文日期="2024-10-08"),
            published(7, "党政办", "2024-10-14", 栏目类型="动态要闻", 成文日期="2024-10-08", 法定类别="20-7"),
            published(8, "外单位", "2024-11-01"),
        ],
    )
    write_csv(
        tmp_path / "单位清单.csv",
        [
            {"单位": "财政所", "分组": "A", "月任务数": 4, "应公开事项": "20-15；20-7、财务公开"},
            {"单位": "党政办", "分组": "内设机构和站所", "月任务数": 2, "应公开事项": ""},
        ],
    )
    write_csv(
        tmp_path / "栏目.csv",
        [
            {"月份": "2024-11", "责任部门": "财政所", "栏目": "财政信息", "是否达标": "是", "说明": ""},
            {
                "月份": "2024年11月",
                "责任部门": "财政所",
                "栏目": "收费",
                "是否达标": "否",
                "说明": "半年没有更新",
            },
        ],
    )
    write_csv(
        tmp_path / "问题.csv",
        [
            problem("财政所", "ZD-2024-001", "2024-11-05", "2024-11-04"),
            problem("财政所", "ZD-2024-002", "2024-11-05", "2024-11-09"),
            problem("党政办", "ZD-2024-003", "2024-11-05", ""),
        ],
    )
    request = USUAL["ysq"]
    write_csv(
        tmp_path / "申请.csv",
        [
            {
                **request,
                "登记编号": "YSQ-2024-001",
                "收到日期": "2024-10-21",
                "承办部门": "财政所",
                "答复日期": "2024-11-05",
                "答复类型": "A1",
            },
            {
                **request,
                "登记编号": "YSQ-2024-002",
                "收到日期": "2024-10-21",
                "承办部门": "财政所",
                "答复日期": "2024-12-05",
                "答复类型": "A1",
            },
            {
                **request,
                "登记编号": "YSQ-2024-003",
                "收到日期": "2024-11-21",
                "承办部门": "财政所",
                "答复日期": "",
                "答复类型": "",
            },
        ],
    )
    return tmp_path


def problem(unit: str, number: str, due: str, done: str) -> dict[str, object]:
    told = {"月份": "2024-10", "部门": unit, "编号": number, "指标": "A1", "问题": "错别字", "扣分": "1.00"}
    return {**told, "整改期限": due, "整改日期": done, "整改情况": ""}


def test_the_register_of_disclosure_is_counted(office: Path) -> None:
    found = one(gathered(office), "财政所")
    assert values(found, "计入条数", "按期条数", "月任务数") == [Fraction(5, 2), Fraction(3, 2), 4]
    assert values(found, "应同步条数", "已同步条数") == [3, 2]
    assert values(found, "字数", "一般差错", "严重差错") == [4000, 1, 1]
    required, filled = values(found, "应填必填要素", "已填必填要素")
    assert required
    assert filled == required - 1
    assert values(found, "应公开事项数", "已公开事项数") == [3, 1]


def test_news_have_a_shorter_limit(office: Path) -> None:
    found = one(gathered(office), "党政办", date(2024, 10, 1))
    assert values(found, "计入条数", "按期条数") == [2, 1]
    (lack,) = found.facts["按期条数"].lacks
    assert (lack.id, lack.problem) == ("ZD-2024-007", "应在 2024-10-10 前公开，实际 2024-10-14")
    assert lack.where.startswith("台账.csv 第 8 行")


def test_requests_columns_and_problems_are_counted(office: Path) -> None:
    found = one(gathered(office), "财政所")
    assert values(found, "应办结件", "按期办结件") == [2, 1]
    assert [lack.id for lack in found.facts["按期办结件"].lacks] == ["YSQ-2024-002"]
    assert values(found, "责任栏目数", "达标栏目数") == [2, 1]
    assert values(found, "应整改数", "按时整改数") == [2, 1]
    assert [lack.problem for lack in found.facts["按时整改数"].lacks] == ["逾期整改：错别字"]


def test_open_errors_of_the_register_are_counted_with_their_rows(office: Path) -> None:
    found = one(gathered(office), "财政所").facts["未关闭E级"]
    assert found.value == len(found.lacks) > 0
    assert {lack.id for lack in found.lacks} <= {f"ZD-2024-00{n}" for n in (1, 2, 3, 4)}


def test_points_lost_lead_to_the_piece(office: Path) -> None:
    month = assess(gathered(office), default_scheme()).latest
    taken = [one for one in month.deductions if one.unit == "财政所"]
    assert {one.code for one in taken} >= {"C1", "C2", "C3", "C4", "T1", "T2", "T3", "A1", "A3", "A4"}
    wrong = {one.problem: one.points for one in taken if one.code == "A1"}
    assert wrong["严重差错 1 处"] == 5 * wrong["一般差错 1 处"]
    assert {one.state for one in month.earlier} == {"已整改", "逾期整改", "没有整改"}


def test_a_unit_of_the_list_without_a_row_is_assessed_and_strangers_are_told(office: Path) -> None:
    material = gathered(office)
    assert [found.unit for found in material.months[NOVEMBER]] == ["财政所", "党政办"]
    assert one(material, "党政办").value("计入条数") == 0
    assert any("外单位" in note for note in material.notes)


def test_the_sheet_wins_and_the_difference_is_told(office: Path) -> None:
    write_csv(
        office / "月度.csv",
        [{"月份": "2024-11", "部门": "财政所", "计入条数": 3, "字数": 4000, "加分": "县级采用2"}],
    )
    material = gathered(office)
    found = one(material, "财政所")
    assert found.value("计入条数") == 3
    assert [(event.name, event.points) for event in found.bonus] == [("县级采用", 1)]
    (note,) = [note for note in material.notes if "计入条数" in note]
    assert "写的是 3，统计得 2.5" in note


def test_events_as_columns_of_their_own(tmp_path: Path) -> None:
    write_csv(
        tmp_path / "月度.csv",
        [{"月份": "2024-11", "部门": "甲", "计入条数": 3, "市级采用": 2, "减分": "台账迟报、空白月"}],
    )
    found = one(gathered(tmp_path), "甲")
    assert [(event.name, event.points) for event in found.bonus] == [("市级采用", 2)]
    assert [(event.name, event.points) for event in found.malus] == [("台账迟报", 1), ("空白月", 5)]


def test_a_workbook_of_several_sheets_dates_and_totals(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "说明"
    sheet.append(["先看这里"])
    sheet = book.create_sheet("月度")
    sheet.append(["清河乡考核情况"])
    sheet.append(["考核月份", "单位名称", "计入条数", "未关闭E级问题数", "约数"])
    sheet.append([date(2024, 11, 1), "甲", 3, 1, "x"])
    sheet.append(["", "合计", 3, 1, ""])
    book.save(tmp_path / "表.xlsx")
    material = gathered(tmp_path)
    assert values(one(material, "甲"), "计入条数", "未关闭E级") == [3, 1]
    assert len(material.months[NOVEMBER]) == 1
    assert any("没有用到“约数”" in note for note in material.notes)


def test_the_sample_registers_are_taken(tmp_path: Path) -> None:
    sources = read_sources([REGISTERS / "zdgk_sample.csv", REGISTERS / "ysq_sample.csv"])
    assert {register.form.kind for register in sources.registers} == {"zdgk", "ysq"}
    assessment = assess(gather(sources, default_scheme()), default_scheme())
    assert sum(row.score.published for month in assessment.months for row in month.rows) > 0
    assert all(0 <= row.score.exact <= 105 for month in assessment.months for row in month.rows)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"月份": "十一月"}, "“十一月”不是月份"),
        ({"计入条数": "四"}, "“四”不是数"),
        ({"计入条数": "-1"}, "应是不小于 0 的数"),
        ({"计入条数": "nan"}, "应是不小于 0 的数"),
        ({"计入条数": "9" * 30}, "不超过 15 位"),
        ({"分组": "C"}, "方案里没有“C”组"),
        ({"加分": "县级采纳"}, "是不是“县级采用”"),
        ({"部门": ""}, "没有写部门"),
    ],
)
def test_a_cell_that_cannot_be_used_is_told_with_its_place(
    tmp_path: Path, row: dict[str, str], said: str
) -> None:
    usual = {"月份": "2024-11", "部门": "甲", "分组": "A", "计入条数": "4", "加分": ""}
    path = write_csv(tmp_path / "月度.csv", [usual, usual | {"部门": "乙"} | row])
    with pytest.raises(DataError, match="RK-843") as caught:
        gathered(path)
    assert said in str(caught.value)
    assert "月度.csv 第 3 行" in str(caught.value)


def test_a_unit_twice_in_a_month_a_heading_twice_and_no_sheet_at_all(tmp_path: Path) -> None:
    row = {"月份": "2024-11", "部门": "甲", "计入条数": "4"}
    with pytest.raises(DataError, match="RK-843") as caught:
        gathered(write_csv(tmp_path / "一.csv", [row, row]))
    assert "在一.csv 第 2 行已经有了" in str(caught.value)
    twice = tmp_path / "二.csv"
    twice.write_text("月份,部门,计入条数,计入条数\n2024-11,甲,1,2\n", "utf-8")
    with pytest.raises(DataError, match="RK-843"):
        gathered(twice)
    other = tmp_path / "三.csv"
    other.write_text("甲,乙\n1,2\n", "utf-8")
    with pytest.raises(DataError, match="RK-842"):
        gathered(other)
    with pytest.raises(ReportKitError):
        gathered(tmp_path / "没有.csv")


def test_numbers_of_persons_in_remarks_are_masked(tmp_path: Path) -> None:
    row = {"月份": "2024-11", "部门": "甲", "计入条数": 3, "否决": "泄露个人隐私"}
    write_csv(tmp_path / "月度.csv", [{**row, "备注": "公示了110101199003070000和张某13812345678"}])
    write_csv(
        tmp_path / "问题.csv",
        [{**problem("甲", "ZD-2024-001", "2024-11-05", ""), "问题": "电话13812345678没有隐去"}],
    )
    material = gathered(tmp_path)
    assert one(material, "甲").note == "公示了110***和张某138***"
    assert [told.text for told in material.problems] == ["电话138***没有隐去"]


def test_the_order_of_the_rows_changes_nothing(tmp_path: Path) -> None:
    head, *lines = SAMPLE.read_text("utf-8-sig").splitlines()
    path = tmp_path / "倒.csv"
    path.write_text("\n".join([head, *reversed(lines)]), "utf-8")
    scheme = default_scheme()
    turned = assess(gather(read_sources([path]), scheme), scheme)
    same = assess(gather(read_sources([SAMPLE]), scheme), scheme)
    for one_month, other in zip(turned.months, same.months, strict=True):
        assert [(r.unit, r.place, r.score.exact) for r in one_month.rows] == [
            (r.unit, r.place, r.score.exact) for r in other.rows
        ]
