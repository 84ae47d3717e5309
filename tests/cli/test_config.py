"""The settings of a workspace reach the commands; options go before them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from report_kit.export.assemble import report_in
from report_kit.forms.report import Report
from tests.cli.conftest import Cli

TEXT = "推动全街道政务公开工作，统一布署。"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "内").mkdir()
    (tmp_path / "内/稿.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def configure(folder: Path, text: str) -> None:
    (folder / "report-kit.toml").write_text(text, encoding="utf-8")


def test_the_profile_reaches_the_rules(cli: Cli, workspace: Path) -> None:
    assert "【全街道】" not in cli("check", "内/稿.txt").out
    configure(workspace, '[agency]\nname = "青禾县云岫乡人民政府"')
    assert "【全街道】" in cli("check", "内/稿.txt").out
    assert "【全街道】" not in cli("check", "内/稿.txt", "--level", "街道").out
    assert "【全街道】" not in cli("check", "内/稿.txt", "--no-config").out


def test_rules_off_and_severities(cli: Cli, workspace: Path) -> None:
    configure(workspace, '[rules]\nignore = ["spelling"]')
    assert "布署】" not in cli("check", "内").out
    assert "布署】" not in cli("check", "内", "--ignore", "number").out
    assert "布署】" in cli("check", "内", "--select", "spelling").out
    configure(workspace, '[rules.severity]\nspelling = "error"\n"spelling.dictionary" = "提示"')
    result = cli("check", "内")
    assert "提示 1 处" in result.out
    assert result.code == 0


def test_own_words_and_dictionaries(cli: Cli, workspace: Path) -> None:
    configure(workspace, '[dictionaries]\nwords = ["统一布署"]')
    assert "没有发现问题" in cli("check", "内").out
    configure(workspace, "")
    os.chdir("内")
    assert cli("dict", "add", "政务公开工作", "政务公开").code == 0
    assert (workspace / "dictionaries/spelling.tsv").exists()
    assert "【政务公开工作】" in cli("check", "稿.txt").out
    assert "政务公开工作 → 政务公开" in cli("dict", "list").out


def test_each_file_has_the_settings_of_its_own_workspace(cli: Cli, workspace: Path) -> None:
    (workspace / "外.txt").write_text(TEXT, encoding="utf-8")
    configure(workspace / "内", '[rules]\nignore = ["spelling"]')
    result = cli("check", "外.txt", "内/稿.txt")
    assert "外.txt：错误 1 处" in result.out
    assert "稿.txt：没有发现问题" in result.out.replace("内/", "")


def test_fix_too(cli: Cli, workspace: Path) -> None:
    configure(workspace, '[rules]\nignore = ["spelling"]')
    assert "没有可以改正的地方" in cli("fix", "内/稿.txt").out


def test_a_bad_file_stops_the_check(cli: Cli, workspace: Path) -> None:
    configure(workspace, "[agency]\nnmae = '甲'")
    result = cli("check", "内/稿.txt")
    assert (result.code, result.out) == (2, "")
    assert "[RK-343] 配置文件里有不认识的项“nmae”，您要的是“name”吗？" in result.err
    assert cli("check", "内/稿.txt", "--config", "没有.toml").err.startswith("[RK-341]")
    assert cli("check", "内/稿.txt", "--no-config").code == 1


@pytest.mark.parametrize("place", ["dictionaries", "config"])
def test_leaders_are_read_from_the_users_dictionaries(cli: Cli, workspace: Path, place: str) -> None:
    from report_kit.proofread.dictionaries.own import config_folder

    folder = workspace / "dictionaries" if place == "dictionaries" else config_folder() / "dictionaries"
    folder.mkdir(parents=True)
    head = "name\tpost\tsince\tuntil\tnote"
    (folder / "leaders.tsv").write_text(f"{head}\n李明远\t云岫乡乡长\t\t\t任免文件\n", encoding="utf-8")
    (workspace / "稿.txt").write_text("云岫乡乡长李明元到会。", encoding="utf-8")
    assert "【李明元】" in cli("check", "稿.txt").out
    assert "没有用到" not in cli("dict", "list").out


SHORT = """云岫乡2024年政府信息公开工作年度报告

一、总体情况
2024年，云岫乡主动公开信息12条。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
六、其他需要报告的事项
"""


def test_the_profile_reaches_what_is_exported(cli: Cli, tmp_path: Path) -> None:
    def exported(text: str, *options: str) -> Report:
        (tmp_path / "年报.txt").write_text(text, encoding="utf-8")
        result = cli("export", "年报.txt", "--to", "ipynb", "--output", "出", "--force", *options)
        assert result.code == 0, result.err
        report = report_in((tmp_path / "出/年报.ipynb").read_bytes())
        assert report
        return report

    assert exported(SHORT).agency == "云岫乡"
    configure(tmp_path, '[agency]\nname = "青禾县云岫乡人民政府"\nlevel = "镇"\naliases = ["云岫乡"]')
    report = exported(SHORT)
    assert (report.agency, report.level) == ("青禾县云岫乡人民政府", "镇")
    assert report.title == "云岫乡2024年政府信息公开工作年度报告"
    assert exported(SHORT, "--level", "县").level == "县"
    assert exported(SHORT, "--no-config").agency == "云岫乡"
    other = exported(SHORT.replace("云岫乡", "东山镇"))
    assert (other.agency, other.level) == ("东山镇", "镇")
    (tmp_path / "无名.txt").write_text(SHORT.replace("云岫乡2024年", ""), encoding="utf-8")
    assert "RK-207" in cli("chart", "无名.txt").err
    configure(tmp_path, '[agency]\nname = "青禾县云岫乡人民政府"\nyear = 2024')
    assert cli("chart", "无名.txt").code == 0
    assert cli("demo", "演示", "--from", "无名.txt", "--no-config").code == 2
    assert "青禾县云岫乡人民政府，2024 年度" in cli("demo", "演示", "--from", "无名.txt").out
