"""``report-kit import``: into the workspace, with every thing told that does not come into the report."""

from __future__ import annotations

import json
from pathlib import Path

from report_kit import Report
from report_kit.demo import SAMPLE
from report_kit.export import export_report
from report_kit.workspace import Workspace
from report_kit.workspace.doubts import doubts
from tests.cli.conftest import Cli

AGENCY = "青禾县云溪乡人民政府"


def blank(folder: Path, more: str = "") -> Path:
    """Write a report without figures as text, with lines behind it."""
    text = Report.new(AGENCY, "乡", 2024).document().text
    path = folder / "年报.txt"
    path.write_text(f"{text}2025年1月13日\n{more}", encoding="utf-8")
    return path


def test_a_report_comes_into_the_workspace_with_what_is_left_over(cli: Cli, tmp_path: Path) -> None:
    blank(tmp_path, "（责任编辑：王敏）\n打印本页\n")
    result = cli("import", "年报.txt", "--workspace", "工作区")
    assert result.code == 1
    lines = result.out.splitlines()
    assert lines[0] == f"年报.txt：{AGENCY} 2024 年度信息公开年报"
    assert lines[1].endswith("部分 6/6，表格 200/200 格")
    assert lines[2] == "没有读入、改动过的和要核对的内容 2 处"
    assert lines[4].endswith("行  没有归入任何部分的文字：“打印本页”")
    assert lines[-1].startswith("已存入工作区 工作区：")
    workspace = Workspace(tmp_path / "工作区")
    record = workspace.find(AGENCY, 2024)
    assert record is not None
    assert [note.text for note in doubts(workspace, record.id)] == ["（责任编辑：王敏）", "打印本页"]


def test_what_is_there_already_is_never_overwritten(cli: Cli, tmp_path: Path) -> None:
    blank(tmp_path)
    assert cli("import", "年报.txt", "--workspace", "工作区").code == 0
    again = cli("import", "年报.txt", "--workspace", "工作区")
    assert again.code == 2
    assert "[RK-403]" in again.err


def test_a_list_alone_leaves_nothing(cli: Cli, tmp_path: Path) -> None:
    result = cli("import", str(SAMPLE), "--list")
    assert result.code == 0
    assert "已存入" not in result.out
    assert list(tmp_path.iterdir()) == []


def test_for_programs(cli: Cli, tmp_path: Path) -> None:
    blank(tmp_path, "（责任编辑：王敏）\n打印本页\n")
    result = cli("import", "年报.txt", "--list", "--format", "json")
    told = json.loads(result.out)
    assert told["recognised"]["form"] == "annual_2021"
    assert (told["recognised"]["cells"], told["recognised"]["of_cells"]) == (200, 200)
    assert told["notes"][1] | {"where": ""} == {
        "where": "",
        "message": "没有归入任何部分的文字",
        "text": "打印本页",
        "lost": False,
    }


def test_a_notebook_of_ours(cli: Cli, tmp_path: Path) -> None:
    export_report(Report.new(AGENCY, "乡", 2024), tmp_path / "年报", ["ipynb"])
    result = cli("import", "年报.ipynb", "--workspace", "工作区")
    assert f"年报.ipynb：{AGENCY} 2024 年度" in result.out
    assert Workspace(tmp_path / "工作区").find(AGENCY, 2024) is not None
