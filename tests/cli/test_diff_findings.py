"""``diff-findings``: what appeared, vanished and changed between two versions."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.cli.findings_diff import compare
from tests.cli.conftest import Cli

TEXT = "甲。\n按照统一布署开展工作。\n不断作好各项工作的统筹谋划。\n"
ROOT = Path(__file__).parents[2]


def record(
    rule: str, line: int, column: int, text: str, severity: str = "error", *new: str
) -> dict[str, Any]:
    fixes = [{"safety": "safe", "replacement": word, "edits": []} for word in new]
    return {
        "path": "稿.txt",
        "rule": rule,
        "line": line,
        "column": column,
        "text": text,
        "severity": severity,
        "message": "原因",
        "fixes": fixes,
    }


OLD = [
    record("spelling.dictionary", 2, 5, "布署", "warning", "部署"),
    record("spelling.shape", 3, 3, "作好", "error", "做好"),
    record("number.sum", 1, 1, "甲\u2028"),
]
NEW = [
    record("spelling.dictionary", 2, 5, "布署", "error", "部署", "布置"),
    record("wording.dictionary", 3, 3, "作好", "hint"),
    record("number.sum", 1, 1, "甲\u2028"),
]


def store(path: Path, records: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path.name


@pytest.fixture
def versions(tmp_path: Path) -> tuple[str, str, str]:
    (tmp_path / "稿.txt").write_text(TEXT, encoding="utf-8")
    return store(tmp_path / "旧.jsonl", OLD), store(tmp_path / "新.jsonl", NEW), "稿.txt"


def test_text(cli: Cli, versions: tuple[str, str, str]) -> None:
    result = cli("diff-findings", *versions)
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "spelling.dictionary：新出现 0 处，消失 0 处，改变 1 处\n"
        "  ~ 稿.txt:2:5  警告，建议“部署”（可直接改） → 错误，建议“部署”或“布置”（可直接改）\n"
        "      按照统一【布署】开展工作。\n"
        "      原因\n\n"
        "spelling.shape：新出现 0 处，消失 1 处，改变 0 处\n"
        "  - 稿.txt:3:3  错误，建议“做好”（可直接改）\n"
        "      不断【作好】各项工作的统筹谋划。\n"
        "      原因\n\n"
        "wording.dictionary：新出现 1 处，消失 0 处，改变 0 处\n"
        "  + 稿.txt:3:3  提示\n"
        "      不断【作好】各项工作的统筹谋划。\n"
        "      原因\n\n"
        "旧 3 处，新 3 处：新出现 1 处，消失 1 处，改变 1 处，不变 1 处\n"
    )


def test_json_and_select(cli: Cli, versions: tuple[str, str, str]) -> None:
    out = cli("diff-findings", *versions, "--format", "json", "--select", "spelling").out
    changes = [json.loads(line) for line in out.splitlines()]
    assert [(c["change"], c["rule"], c["before"], c["text"]) for c in changes] == [
        ("changed", "spelling.dictionary", "按照统一", "布署"),
        ("vanished", "spelling.shape", "不断", "作好"),
    ]
    assert changes[0]["old"]["severity"] == "warning"
    assert changes[0]["new"]["severity"] == "error"
    assert changes[1]["new"] is None


def test_at_most_so_many_of_a_rule(cli: Cli, versions: tuple[str, str, str]) -> None:
    out = cli("diff-findings", *versions, "--most", "0").out
    assert "【" not in out
    assert "（消失的另有 1 处）" in out
    assert "消失 1 处，改变 1 处，不变 1 处" in out


RECORDS = st.lists(
    st.builds(record, st.sampled_from(["a.b", "a.c"]), st.integers(1, 3), st.just(1), st.sampled_from("甲乙"))
)


@given(RECORDS, RECORDS)
def test_nothing_is_counted_twice_or_lost(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    changes, same = compare(old, new)
    counts = {kind: sum(c.kind == kind for c in changes) for kind in ("appeared", "vanished", "changed")}
    assert counts["vanished"] + counts["changed"] + same == len(old)
    assert counts["appeared"] + counts["changed"] + same == len(new)
    assert compare(old, old) == ([], len(old))


def test_running_versions(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout, an interpreter, and what ``check`` wrote, all of this very version: no difference."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    (tmp_path / "稿.txt").write_text(TEXT, encoding="utf-8")
    cli("check", "稿.txt", "--format", "json", "--output", "旧.jsonl")
    result = cli("diff-findings", "旧.jsonl", str(ROOT), "稿.txt")
    assert result.code == 0, result.err
    assert "新出现 0 处，消失 0 处，改变 0 处，不变 2 处" in result.out


def test_a_file_that_cannot_be_read_is_told_and_the_others_compared(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    (tmp_path / "文").mkdir()
    (tmp_path / "文/稿.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "文/坏.docx").write_bytes(b"PK")
    cli("check", "文", "--format", "json", "--output", "旧.jsonl")
    result = cli("diff-findings", "旧.jsonl", str(ROOT), "文")
    assert "新出现 0 处，消失 0 处，改变 0 处，不变 2 处" in result.out
    assert "没有全部校对" in result.err
    assert "坏.docx" in result.err
    assert result.code == 2
    (tmp_path / "空").mkdir()
    assert "RK-652" in cli("diff-findings", "旧.jsonl", str(ROOT), "空").err


@pytest.mark.skipif(os.name == "nt", reason="a script stands for an interpreter")
def test_another_interpreter(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text(TEXT, encoding="utf-8")
    store(tmp_path / "旧.jsonl", OLD)
    python = tmp_path / "venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\n[ -z "$PYTHONPATH" ] && [ "$3" = check ] && cat 旧.jsonl\n')
    python.chmod(0o755)
    for name in ("venv", "venv/bin/python"):
        assert "不变 3 处" in cli("diff-findings", "旧.jsonl", name, "稿.txt").out
    python.write_text("#!/bin/sh\necho 坏了 >&2\nexit 2\n")
    result = cli("diff-findings", "旧.jsonl", "venv", "稿.txt")
    assert (result.code, result.out) == (2, "")
    assert "RK-652" in result.err
    assert "坏了" in result.err


@pytest.mark.parametrize("version", ["没有.jsonl", "没有", "坏.jsonl", "空"])
def test_no_version(cli: Cli, tmp_path: Path, version: str) -> None:
    (tmp_path / "稿.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "坏.jsonl").write_text("{}\n", encoding="utf-8")
    (tmp_path / "空").mkdir()
    assert "RK-651" in cli("diff-findings", version, ".", "稿.txt").err
