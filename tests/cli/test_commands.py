"""What check, fix and export do."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from report_kit.cli.options import names
from report_kit.demo import SAMPLE
from tests.cli.conftest import Cli, files
from tests.document.word_files import p, write_word

WRONG = "按照县委、县政府的统一布署开展工作。"
RIGHT = WRONG.replace("布署", "部署")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "稿.txt"
    path.write_text(f"第一段。\r\n{WRONG}\r\n", encoding="utf-8", newline="")
    return path


def test_check_text(cli: Cli, wrong: Path) -> None:
    result = cli("check", "稿.txt")
    assert result.code == 1
    assert "稿.txt：错误 1 处" in result.out
    assert "  2:12  spelling.dictionary" in result.out
    assert "按照县委、县政府的统一【布署】开展工作。" in result.out
    assert "建议：改为“部署”（可直接改）" in result.out
    assert "\x1b[" not in result.out


def test_check_nothing_found(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text(RIGHT, encoding="utf-8")
    result = cli("check", "稿.txt")
    read = "  没有认出是哪一种报告，按一般公文校对（读到 1 段）\n"
    assert (result.code, result.out, result.err) == (0, f"稿.txt：没有发现问题\n{read}\n", "")


def test_check_warnings_alone_exit_0(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text("不断作好各项工作的统筹谋划。", encoding="utf-8")
    result = cli("check", "稿.txt")
    assert "警告" in result.out
    assert result.code == 0


def test_check_json(cli: Cli, wrong: Path) -> None:
    result = cli("check", "稿.txt", "--format", "json")
    assert result.code == 1
    (record,) = [json.loads(line) for line in result.out.splitlines()]
    text = f"第一段。\r\n{WRONG}\r\n"
    assert text[record["start"] : record["end"]] == record["text"] == "布署"
    assert record["path"] == "稿.txt"
    assert (record["paragraph"], record["line"], record["column"]) == (1, 2, 12)
    assert (record["rule"], record["severity"]) == ("spelling.dictionary", "error")
    (fix,) = record["fixes"]
    assert fix == {
        "safety": "safe",
        "replacement": "部署",
        "edits": [[record["start"], record["end"], "部署"]],
    }
    assert 0 <= record["confidence"] <= 1
    assert record["source_spans"] == [[record["start"], record["end"]]]
    assert {"message", "source", "cell"} <= record.keys()


def test_line_and_column_of_a_rejoined_passage_are_the_files(cli: Cli, tmp_path: Path) -> None:
    first = "我乡进一步健全信息报送制度，明确各站所的报送任务和时限，提高信息报送的质量和数"
    (tmp_path / "稿.txt").write_text(f"{first}\n\n量，按照统一布署开展工作。", encoding="utf-8")
    records = [json.loads(line) for line in cli("check", "稿.txt", "--format", "json").out.splitlines()]
    (found,) = [record for record in records if record["text"] == "布署"]
    assert (found["line"], found["column"]) == (3, 7)


def test_check_a_folder(cli: Cli, wrong: Path, tmp_path: Path) -> None:
    write_word(tmp_path / "文.docx", p(WRONG))
    (tmp_path / "稿.校对.txt").write_text(WRONG, encoding="utf-8")
    (tmp_path / "~$文.docx").write_bytes(b"x")
    result = cli("check", ".")
    assert result.out.count("【布署】") == 2
    assert "共 2 个文件：错误 2 处" in result.out
    assert result.err == ""


def test_an_empty_folder(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    assert "RK-107" in cli("check", "空").err


def test_select_and_ignore(cli: Cli, wrong: Path) -> None:
    assert cli("check", "稿.txt", "--ignore", "spelling").code == 0
    assert cli("check", "稿.txt", "--select", "punctuation,number").code == 0
    assert cli("check", "稿.txt", "--select", "punctuation", "--select", "spelling.dictionary").code == 1


def test_names_may_be_parted_by_either_comma() -> None:
    assert names(("a,b", " c ，d", "")) == ["a", "b", "c", "d"]


def test_agency_and_level_reach_the_rules(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text("推动全街道政务公开工作。", encoding="utf-8")
    assert "全街道" not in cli("check", "稿.txt", "--level", "街道").out
    assert "【全街道】" in cli("check", "稿.txt", "--level", "乡").out
    assert "【全街道】" in cli("check", "稿.txt", "--agency", "青禾县云岫乡人民政府").out


def test_check_as_an_annual_report(cli: Cli) -> None:
    result = cli("check", SAMPLE, "--form", "annual", "--agency", "青禾县云岫乡人民政府", "--year", "2024")
    assert result.code == 1


def test_fix_writes_a_copy_beside_the_original(cli: Cli, wrong: Path, tmp_path: Path) -> None:
    before = wrong.read_bytes()
    result = cli("fix", "稿.txt")
    assert result.code == 0
    assert "改正 1 处" in result.out
    assert (tmp_path / "稿.校对.txt").read_bytes() == before.replace("布署".encode(), "部署".encode())
    assert wrong.read_bytes() == before
    assert files(tmp_path) == {"稿.txt", "稿.校对.txt"}


def test_fix_makes_only_safe_changes_unless_told(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text("不断作好统筹谋划，按照统一布署开展工作。", encoding="utf-8")
    cli("fix", "稿.txt", "--output", "甲.txt")
    cli("fix", "稿.txt", "--output", "乙.txt", "--safety", "likely")
    assert (tmp_path / "甲.txt").read_text(encoding="utf-8") == "不断作好统筹谋划，按照统一部署开展工作。"
    assert (tmp_path / "乙.txt").read_text(encoding="utf-8") == "不断做好统筹谋划，按照统一部署开展工作。"


def test_fix_heals_cut_paragraphs_only_when_likely_fixes_are_wanted(cli: Cli, tmp_path: Path) -> None:
    first = "我乡进一步健全信息报送制度，明确各站所的报送任务和时限，提高信息报送的质量和数"
    text = f"{first}\r\n\r\n量，按照统一布署开展工作。\r\n"
    (tmp_path / "稿.txt").write_text(text, encoding="utf-8", newline="")
    said = cli("fix", "稿.txt", "--output", "甲.txt").out
    cli("fix", "稿.txt", "--output", "乙.txt", "--safety", "likely")
    fixed = text.replace("布署", "部署")
    assert "疑似被分页切断" in said
    assert (tmp_path / "甲.txt").read_bytes() == fixed.encode()
    assert (tmp_path / "乙.txt").read_bytes() == fixed.replace("数\r\n\r\n量", "数量").encode()


def test_fix_never_touches_the_original(cli: Cli, wrong: Path, tmp_path: Path) -> None:
    before = wrong.read_bytes()
    for target in ("稿.txt", "./稿.txt", str(wrong)):
        assert "RK-608" in cli("fix", "稿.txt", "--output", target, "--force").err
    if hasattr(os, "symlink"):
        (tmp_path / "链.txt").symlink_to(wrong)
        assert "RK-608" in cli("fix", "稿.txt", "--output", "链.txt", "--force").err
    assert wrong.read_bytes() == before


def test_fix_overwrites_an_earlier_copy_only_with_force(cli: Cli, wrong: Path, tmp_path: Path) -> None:
    (tmp_path / "稿.校对.txt").write_text("旧", encoding="utf-8")
    assert "RK-609" in cli("fix", "稿.txt").err
    assert (tmp_path / "稿.校对.txt").read_text(encoding="utf-8") == "旧"
    assert cli("fix", "稿.txt", "--force").code == 0
    assert RIGHT in (tmp_path / "稿.校对.txt").read_text(encoding="utf-8")


def test_fix_several_files_into_a_folder(cli: Cli, wrong: Path, tmp_path: Path) -> None:
    write_word(tmp_path / "文.docx", p(WRONG))
    assert cli("fix", ".", "--output", "改好").code == 0
    assert files(tmp_path / "改好") == {"稿.校对.txt", "文.校对.txt"}


def test_fix_refuses_to_write_two_files_into_one(cli: Cli, wrong: Path, tmp_path: Path) -> None:
    write_word(tmp_path / "稿.docx", p(WRONG))
    assert "RK-609" in cli("fix", "稿.txt", "稿.docx").err
    assert files(tmp_path) == {"稿.txt", "稿.docx"}


def test_export(cli: Cli, tmp_path: Path) -> None:
    first = cli("export", SAMPLE, "--to", "ipynb,txt", "--output", "一")
    assert (first.code, first.err) == (0, "")
    assert files(tmp_path / "一") == {"sample.ipynb", "sample.txt"}
    second = cli("export", "一/sample.ipynb", "--to", "html,txt", "--output", "二")
    assert (second.code, second.err) == (0, "")
    assert (tmp_path / "一/sample.txt").read_bytes() == (tmp_path / "二/sample.txt").read_bytes()
    assert "云岫乡" in (tmp_path / "二/sample.html").read_text(encoding="utf-8")


def test_export_default_folder_and_existing_files(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "年报.txt"
    path.write_bytes(SAMPLE.read_bytes())
    assert cli("export", path, "--to", "txt").code == 0
    assert files(tmp_path) == {"年报.txt", "年报-导出/年报.txt"}
    assert "RK-609" in cli("export", path, "--to", "txt").err
    assert cli("export", path, "--to", "txt", "--force").code == 0
    assert "RK-608" in cli("export", path, "--to", "txt", "--output", tmp_path, "--force").err
    assert path.read_bytes() == SAMPLE.read_bytes()


def test_export_of_an_unknown_format(cli: Cli, tmp_path: Path) -> None:
    assert "RK-508" in cli("export", SAMPLE, "--to", "wps", "--output", "出").err
    assert files(tmp_path) == set()


def test_export_refuses_to_lose_text(cli: Cli, tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8").replace("行政强制\t0", "行政强迫措施\t0")
    (tmp_path / "年报.txt").write_text(text, encoding="utf-8")
    result = cli("export", "年报.txt", "--to", "txt")
    assert "[RK-210]" in result.err
    assert files(tmp_path) == {"年报.txt"}
    assert cli("export", "年报.txt", "--to", "txt", "--force").code == 0


def test_model_info(cli: Cli) -> None:
    said = cli("model", "info").out
    assert "characters.lm" in said
    assert "xwlb" in said
    about = json.loads(cli("model", "info", "--format", "json").out)
    assert about["trees"] > 0
    assert sum(file["bytes"] for file in about["files"].values()) < 40_000_000
    assert "RK-6" in cli("model", "other").err


def test_voila_that_is_not_installed_is_told(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is set up for it."""
    from report_kit.widgets.jupyter import voila

    monkeypatch.setattr(voila, "find_spec", lambda name: None)
    result = cli("lab", "年报", "--voila", "--no-browser")
    assert result.code == 2
    assert "[RK-623] 没有安装 Voilà" in result.err
    assert "--with voila" in result.err
    assert not (tmp_path / "年报").exists()
