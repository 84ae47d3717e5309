"""report-kit form: what there is, whether a file is right, and one to begin with."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Cli, files


def test_a_new_form_is_right_and_used_at_once(cli: Cli, tmp_path: Path) -> None:
    said = cli("form", "new", "pingan")
    assert (said.code, said.err) == (0, "")
    assert files(tmp_path) == {"forms/pingan.yaml"}
    text = (tmp_path / "forms" / "pingan.yaml").read_text(encoding="utf-8")
    assert "skeleton" not in text
    said = cli("form", "check", "forms/pingan.yaml")
    assert said.code == 0
    assert "没有错误" in said.out
    assert "6 个部分、1 个要回答的问题、1 张表格（20 格）、3 组等式、2 张图" in said.out
    said = cli("form", "list")
    assert "annual_2021  政府信息公开工作年度报告（2021—2035 年度）  自带" in said.out
    assert f"pingan  平安建设工作报告（2023—2035 年度）  {Path('forms/pingan.yaml')}" in said.out


def test_nothing_is_overwritten_and_no_shipped_id_taken(cli: Cli, tmp_path: Path) -> None:
    cli("form", "new", "pingan")
    (tmp_path / "forms" / "pingan.yaml").write_text("我的", encoding="utf-8")
    assert "RK-609" in cli("form", "new", "pingan").err
    assert (tmp_path / "forms" / "pingan.yaml").read_text(encoding="utf-8") == "我的"
    for name in ("annual_2021", "ANNUAL_2021", "3a", "a-b", "../a", "平 安"):
        refused = cli("form", "new", name)
        assert (refused.code, "RK-606" in refused.err) == (2, True), name
    assert cli("form", "new", "平安").code == 0
    assert files(tmp_path) == {"forms/pingan.yaml", "forms/平安.yaml"}


def test_a_fault_is_told_with_file_line_place_and_reason(cli: Cli, tmp_path: Path) -> None:
    cli("form", "new", "pingan")
    path = tmp_path / "forms" / "pingan.yaml"
    text = path.read_text(encoding="utf-8").replace("right: [家庭, 邻里, 其他]", "right: [家庭, 邻居, 其他]")
    path.write_text(text, encoding="utf-8")
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "邻居" in line)
    said = cli("form", "check", str(Path("forms/pingan.yaml")))
    assert (said.code, said.out) == (2, "")
    assert "RK-301" in said.err
    place = f"{Path('forms/pingan.yaml')} 第 {line} 行 equations[0].right[1]"
    assert f"{place}：没有“邻居”这个列，是不是“邻里”？" in said.err
    listed = cli("form", "list")
    assert listed.code == 0
    assert "pingan  不能用" in listed.out
    assert "equations[0].right[1]" in listed.out
    # A report of that form is refused with the same words, not as if there were no such form.
    (tmp_path / "稿.txt").write_text("某镇2024年平安建设工作报告\n一、主要工作情况\n", encoding="utf-8")
    assert "equations[0].right[1]" in cli("check", "稿.txt", "--form", "pingan").err


def test_names_of_rules_and_registers_are_checked(cli: Cli, tmp_path: Path) -> None:
    cli("form", "new", "pingan")
    path = tmp_path / "forms" / "pingan.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\nstale: [date.stale_yaer]\n", encoding="utf-8")
    said = cli("form", "check", "forms/pingan.yaml")
    assert "没有编号为“date.stale_yaer”的规则，是不是“date.stale_year”？" in said.err


def test_the_list_for_programs(cli: Cli) -> None:
    cli("form", "new", "pingan")
    records = [json.loads(line) for line in cli("form", "list", "--format", "json").out.splitlines()]
    own = next(record for record in records if record["id"] == "pingan")
    assert (own["family"], own["since"], own["until"], own["shipped"]) == ("pingan", 2023, 2035, False)
    assert next(record for record in records if record["id"] == "annual_2021")["shipped"]


def test_the_forms_of_a_workspace_below_which_one_is(cli: Cli, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "report-kit.toml").write_text("", encoding="utf-8")
    cli("form", "new", "pingan")
    (tmp_path / "2024").mkdir()
    monkeypatch.chdir(tmp_path / "2024")
    assert "pingan  平安建设工作报告" in cli("form", "list").out
    assert "已经存在" in cli("form", "new", "pingan").err


def test_usage(cli: Cli) -> None:
    assert "RK-603" in cli("form", "list", "x").err
    assert "RK-605" in cli("form", "check").err
    assert "RK-605" in cli("form", "new").err
    assert "RK-301" in cli("form", "check", "没有.yaml").err
    assert cli("form", "check", "没有.yaml").code == 2
