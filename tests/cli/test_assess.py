"""What ``report-kit assess`` prints and writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.assess.make import EXPECTED, SAMPLE
from tests.cli.conftest import Cli, files

DATA = str(SAMPLE)


def test_the_table_of_a_month(cli: Cli) -> None:
    result = cli("assess", DATA)
    assert result.code == 1  # a veto
    assert result.out.startswith("2024年11月　内设机构和站所\n")
    assert [line.split()[0] for line in result.out.splitlines()[2:7]] == ["1", "2", "3", "4", "5"]
    assert cli("assess", DATA, "--month", "2024年10月").code == 0


def test_the_score_of_a_unit_is_explained_to_the_point(cli: Cli) -> None:
    out = cli("assess", DATA, "--explain", "社会事务办公室").out
    assert "A1 差错率得分：7.00 / 14.00" in out
    assert "扣 7.00　一般差错 1，严重差错 0，字数 5000　（月度情况.csv 第 9 行）" in out
    assert "否决：扣 32.80　泄露个人隐私：公示表附件未隐去证件号" in out


def test_sheets_and_documents_are_written(cli: Cli, tmp_path: Path) -> None:
    options = [
        "--to",
        "txt,wechat",
        "--pages",
        "--csv",
        "表",
        "--output",
        "通报",
        "--agency",
        "清河乡人民政府",
    ]
    options += ["--addressees", "各站所室", "--date", "2024年12月3日"]
    assert cli("assess", DATA, *options).code == 1
    written = files(tmp_path)
    assert (tmp_path / "表/得分表.csv").read_bytes() == EXPECTED.read_bytes()
    assert "整改期限" in (tmp_path / "表/问题清单-2024-11.csv").read_text("utf-8-sig")
    assert len([name for name in written if name.endswith("考核结果.txt")]) == 5
    text = (tmp_path / "通报/关于2024年11月份政府信息公开工作考核情况的通报.txt").read_text("utf-8")
    assert "各站所室：" in text
    assert "于2024年12月6日前改完" in text
    assert cli("assess", DATA, *options).code == 2
    assert cli("assess", DATA, *options, "--force").code == 1


def test_the_list_of_problems_is_read_again_next_month(cli: Cli, tmp_path: Path) -> None:
    cli("assess", DATA, "--month", "2024-10", "--csv", "表", "--date", "2024-11-04")
    told = tmp_path / "表/问题清单-2024-10.csv"
    count = len(told.read_text("utf-8-sig").splitlines()) - 1
    out = json.loads(cli("assess", DATA, str(told), "--format", "json").out)
    assert len(out["earlier"]) == count > 5
    assert {one["state"] for one in out["earlier"]} == {"没有整改"}


def test_json_holds_what_the_text_says(cli: Cli) -> None:
    record = json.loads(cli("assess", DATA, "--format", "json").out)
    units = {unit["单位"]: unit for unit in record["units"]}
    assert units["财政所"]["总分"] == "80.00"
    assert {one["code"] for one in units["财政所"]["deductions"]} == {"C1", "C2", "T3"}


def test_the_year(cli: Cli, tmp_path: Path) -> None:
    result = cli("assess", DATA, "--year", "2024", "--to", "txt", "--output", ".")
    assert result.code == 0
    assert "年报一（五）可以写：按月开展政府信息公开工作考核" in result.out
    assert (tmp_path / "关于2024年度政府信息公开工作考核情况的通报.txt").is_file()
    assert (
        json.loads(cli("assess", DATA, "--year", "2024", "--format", "json").out)["figures"]["考核.次数"]
        == "2"
    )


def test_templates_are_what_is_read(cli: Cli, tmp_path: Path) -> None:
    assert cli("assess", "--template", "考核").code == 0
    assert files(tmp_path / "考核") == {
        "考核方案.yaml",
        "月度情况.csv",
        "单位清单.csv",
        "栏目更新.csv",
        "问题清单.csv",
    }
    assert "RK-845" in cli("assess", "考核").err  # empty sheets are known as what they are
    (tmp_path / "考核/月度情况.csv").write_bytes(SAMPLE.read_bytes())
    assert cli("assess", "考核").code == 1
    scheme = tmp_path / "考核/考核方案.yaml"
    scheme.write_text(scheme.read_text("utf-8").replace("[60, 合格]", "[60, 一般]"), "utf-8")
    assert "一般" in cli("assess", "考核", "--month", "2024-10").out
    assert cli("assess", "--template", "考核").code == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], "RK-605"),
        (["没有.csv"], "RK-101"),
        ([DATA, "--month", "十月"], "RK-606"),
        ([DATA, "--month", "2020-01"], "RK-845"),
        ([DATA, "--year", "2020"], "RK-845"),
        ([DATA, "--explain", "税务所"], "RK-845"),
        ([DATA, "--date", "明天"], "RK-606"),
        ([DATA, "--pages"], "RK-603"),
        ([DATA, "--year", "2024", "--month", "2024-10"], "RK-603"),
        ([DATA, "--template", "夹"], "RK-603"),
        ([DATA, "--to", "odt"], "RK-508"),
        ([DATA, "--scheme", "没有.yaml"], "RK-841"),
    ],
)
def test_mistakes_are_coded(cli: Cli, arguments: list[str], code: str) -> None:
    result = cli("assess", *arguments)
    assert result.code == 2
    assert f"[{code}]" in result.err
