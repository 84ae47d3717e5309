"""``report-kit ledger``: check, sum, what is due, and empty registers."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, files
from tests.ledger.make import DATA, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "台账"
    folder.mkdir()
    for name in ("zdgk_sample", "gfxwj_sample", "xzcl_sample", "ysq_full", "fysu_sample"):
        shutil.copy(DATA / f"{name}.csv", folder)
    return folder


def test_check_lists_faults_by_file_row_and_column(cli: Cli) -> None:
    result = cli("ledger", "check", DATA / "ysq_bad.csv")
    assert result.code == 1
    assert "ysq_bad.csv 第 2 行“收到日期”：[Y04]" in result.out
    assert "错误 9 处" in result.out
    assert "警告 2 处" in result.out
    lines = cli("ledger", "check", DATA / "ysq_bad.csv", "--format", "json").out.splitlines()
    assert [json.loads(line)["rule"] for line in lines][:3] == ["Y04", "Y05", "Y07"]
    assert cli("ledger", "check", DATA / "ysq_sample.csv").code == 0


def test_sum_writes_the_expected_sheets(cli: Cli, folder: Path, tmp_path: Path) -> None:
    result = cli("ledger", "sum", folder, "--csv", "汇总")
    assert result.code == 0
    assert "2024 年台账汇总" in result.out
    assert files(tmp_path / "汇总") == {"主动公开.csv", "表二.csv", "表三.csv", "表四.csv"}
    for sheet, expected in (
        ("表二", "table2"),
        ("表三", "table3_full"),
        ("表四", "table4"),
        ("主动公开", "zdgk"),
    ):
        assert (tmp_path / f"汇总/{sheet}.csv").read_bytes() == (
            DATA / f"expected_{expected}.csv"
        ).read_bytes()
    assert "RK-609" in cli("ledger", "sum", folder, "--csv", "汇总").err
    assert cli("ledger", "sum", folder, "--csv", "汇总", "--force").code == 0


def test_sum_as_json_names_the_rows_behind_a_cell(cli: Cli, folder: Path) -> None:
    record = json.loads(cli("ledger", "sum", folder, "--format", "json").out)
    assert record["tables"]["table2"]["normative"] == {"issued": 2, "repealed": 1, "valid": 7}
    assert record["rows"]["table2/normative/repealed"] == [["gfxwj_sample.csv", 6]]
    assert record["figures"]["台账.规范性文件.现行有效"] == 7


def test_the_rows_behind_one_figure(cli: Cli, folder: Path) -> None:
    result = cli("ledger", "sum", folder, "--show", "表二.行政规范性文件.制发")
    assert "RK-811" in result.err
    assert "表二.行政规范性文件.本年制发" in result.err
    result = cli("ledger", "sum", folder, "--show", "表二.行政规范性文件.本年制发")
    assert result.code == 0
    assert "表二.行政规范性文件.本年制发：2\n" in result.out
    assert [line.split()[2] for line in result.out.splitlines()[1:]] == ["9", "10"]
    record = json.loads(
        cli("ledger", "sum", folder, "--show", "台账.主动公开.解读数", "--format", "json").out
    )
    assert record["rows"] == [["zdgk_sample.csv", 4]]
    assert "RK-812" in cli("ledger", "sum", folder / "ysq_full.csv", "--show", "表二.行政许可").err


def test_sum_says_what_was_not_counted(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "依申请.csv", "ysq", {"申请人类型": "个体户"}, {})
    result = cli("ledger", "sum", "依申请.csv")
    assert result.code == 1
    assert "[Y02]" in result.out
    assert "依申请.csv 第 2 行：[N01] 这一行没有计入表三" in result.out
    assert "没有这些台账" in result.out


def test_due_lists_the_pressing_first(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "ysq", {"收到日期": "2024-11-14"}, {"收到日期": "2024-11-04"})
    result = cli("ledger", "due", "a.csv", "--on", "2024年12月10日")
    assert result.code == 1
    assert result.out.index("已超期") < result.out.index("快到期")
    first = json.loads(
        cli(
            "ledger", "due", DATA / "ysq_full.csv", "--on", "2024-12-10", "--format", "json"
        ).out.splitlines()[0]
    )
    assert (first["state"], first["last"], first["left"]) == ("overdue", "2024-12-05", -3)
    assert cli("ledger", "due", DATA / "ysq_sample.csv").code == 0
    assert "RK-606" in cli("ledger", "due", DATA / "ysq_sample.csv", "--on", "昨天").err


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_empty_registers_read_back(cli: Cli, tmp_path: Path, kind: str) -> None:
    assert cli("ledger", "template", "空白", "--kind", kind).code == 0
    assert len(files(tmp_path / "空白")) == 5
    result = cli("ledger", "check", "空白")
    assert result.code == 0
    assert result.out.count("，0 行") == 5
    assert "没有发现问题" in result.out
    assert "RK-609" in cli("ledger", "template", "空白", "--kind", kind).err


def test_an_empty_register_offers_the_choices(cli: Cli, tmp_path: Path) -> None:
    import openpyxl

    cli("ledger", "template", "空白")
    book = openpyxl.load_workbook(tmp_path / "空白/依申请公开台账.xlsx")
    sheet = book["依申请公开"]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert rules["F2"].formula1 == "可选值!$F$1:$F$6"
    assert book["可选值"]["F1"].value == "自然人"
    assert sheet["A1"].comment.text.startswith("必填")
    assert book["可选值"].sheet_state == "hidden"


def test_bad_files_do_not_stop_the_others(cli: Cli, folder: Path) -> None:
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "通讯录.csv").write_text("姓名,部门\n张某,党政办\n", encoding="utf-8")
    result = cli("ledger", "sum", folder)
    assert result.code == 2
    assert "RK-801" in result.err
    assert "通讯录" not in result.err, "a table that is no register may lie beside them"
    assert "表四" in result.out


def test_what_cannot_be_used(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    assert "RK-803" in cli("ledger", "sum", "空").err
    assert "RK-603" in cli("ledger", "check", DATA / "ysq_sample.csv", "--year", "2024").err
    assert "RK-603" in cli("ledger", "template", "a", "b").err
    assert cli("ledger", "check", "没有.csv").code == 2


def test_every_rule_is_documented() -> None:
    root = Path(__file__).parents[2]
    used = set()
    for path in (root / "src/report_kit/ledger").rglob("*.py"):
        used |= set(re.findall(r'"([BPTNYZGX]\d\d|S\d{1,2})"', path.read_text(encoding="utf-8")))
    page = (root / "docs/台账.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| ([A-Z]\d{1,2}) \|", page, re.M)) == used
