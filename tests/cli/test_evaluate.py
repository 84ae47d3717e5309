"""What evaluate shows: tables, JSON, Markdown, and every mistake in a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report_kit.proofread.evaluation.mistakes import HEADER
from tests.cli.conftest import Cli, files

WRONG = "按照县委、县政府的统一布署开展工作。"
RIGHT = WRONG.replace("布署", "部署")
PAIRS = [(WRONG, RIGHT), (RIGHT, RIGHT), ("发扬作风。", "发扬好作风。")]


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "a.tsv"
    path.write_text("".join(f"{s}\t{t}\n" for s, t in PAIRS), encoding="utf-8")
    return path


def test_evaluate(cli: Cli, pairs: Path) -> None:
    text = cli("evaluate", "a.tsv")
    assert text.code == 0
    assert "句子 3 个，其中有错 2 个" in text.out
    assert "每万字误报 0.00 处" in text.out
    assert "单字同音" in text.out
    assert "每处理器秒" in text.out
    data = json.loads(cli("evaluate", "a.tsv", "--format", "json").out)
    assert data["sentence_correction"]["precision"] == 100
    assert data["sentence_correction"]["recall"] == 50
    assert data["clean_sentences"] == 1
    assert data["seconds"] >= 0
    assert data["path"] == "a.tsv"
    assert data["kinds"]["character_same_sound"]["corrected"] == 1
    assert data["kinds"]["dropped"] == {
        "gold": 1,
        "flagged": 0,
        "corrected": 0,
        "flagged_percent": 0,
        "corrected_percent": 0,
    }
    assert data["false_alarms_per_10000_from"] == {"error": 0, "warning": 0, "hint": 0}
    assert [point["threshold"] for point in data["curve"]][-1] == 0.95
    assert data["calibration"]["findings"] >= 1
    none = json.loads(cli("evaluate", "a.tsv", "--format", "json", "--select", "number").out)
    assert none["sentence_detection"]["predicted"] == 0


def test_evaluate_only_safe_fixes(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("不断作好统筹谋划。\t不断做好统筹谋划。\n", encoding="utf-8")
    safe = json.loads(cli("evaluate", "a.tsv", "--format", "json", "--safety", "safe").out)
    likely = json.loads(cli("evaluate", "a.tsv", "--format", "json").out)
    assert (safe["sentence_correction"]["right"], likely["sentence_correction"]["right"]) == (0, 1)


@pytest.mark.parametrize("row", ["只有一列", "一\t二\t三", "\t二"])
def test_evaluate_names_a_bad_row(cli: Cli, tmp_path: Path, row: str) -> None:
    (tmp_path / "a.tsv").write_text(f"对。\t对。\n{row}\n", encoding="utf-8")
    result = cli("evaluate", "a.tsv")
    assert result.code == 2
    assert "[RK-310]" in result.err
    assert "第 2 行" in result.err


def test_evaluate_markdown(cli: Cli, pairs: Path) -> None:
    out = cli("evaluate", "a.tsv", "--format", "markdown").out
    assert out.startswith("## a.tsv\n")
    assert "| 句子 纠错 | 100.0 | 50.0 | 66.7 | 1 | 1 | 2 |" in out


def test_evaluate_several_files_and_right_text(cli: Cli, pairs: Path, tmp_path: Path) -> None:
    (tmp_path / "净.txt").write_text(f"{RIGHT}\n{WRONG}\n", encoding="utf-8")
    lines = cli("evaluate", ".", "--format", "json").out.splitlines()
    first, second = (json.loads(line) for line in lines)
    assert (first["path"], second["path"]) == ("a.tsv", "净.txt")
    assert (second["wrong"], second["clean_sentences"], second["false_alarms"]) == (0, 2, 1)
    assert second["curve"][0]["f1"] is None
    shown = cli("evaluate", "净.txt").out
    assert "没有错的句子 2 个" in shown
    assert "准确程度" not in shown


def test_evaluate_writes_every_mistake(cli: Cli, pairs: Path, tmp_path: Path) -> None:
    (tmp_path / "净.txt").write_text(f"{WRONG}\n", encoding="utf-8")
    assert cli("evaluate", "a.tsv", "净.txt", "--errors", "错.tsv").code == 0
    header, *rows = (tmp_path / "错.tsv").read_text(encoding="utf-8-sig").splitlines()
    assert header.split("\t") == list(HEADER)
    told = [row.split("\t")[:4] for row in rows]
    assert told == [["a.tsv", "3", "漏报", "漏字"], ["净.txt", "1", "误报", ""]]
    assert "RK-609" in cli("evaluate", "a.tsv", "--errors", "错.tsv").err
    assert "RK-608" in cli("evaluate", "a.tsv", "--errors", "a.tsv", "--force").err
    assert cli("evaluate", "a.tsv", "--errors", "错.tsv", "--force").code == 0
    assert files(tmp_path) == {"a.tsv", "净.txt", "错.tsv"}
