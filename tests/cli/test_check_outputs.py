"""Where ``check`` and ``fix`` write, and that what they wrote is no input."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli


@pytest.fixture(autouse=True)
def report(tmp_path: Path) -> Path:
    path = tmp_path / "年报.txt"
    path.write_text("完善监督保障保障机制。\n", encoding="utf-8")
    return path


def test_our_own_results_are_no_input(cli: Cli, tmp_path: Path) -> None:
    assert cli("check", "年报.txt", "--format", "html", "--output", "结果.html").code == 0
    assert cli("check", "年报.txt", "--annotate", "标注.html").code == 0
    named = cli("check", "结果.html", "标注.html")
    assert (named.code, named.err.count("RK-236")) == (2, 2)
    folder = cli("check", str(tmp_path), "--format", "json")
    assert (folder.code, folder.err, ".html" in folder.out) == (0, "", False)


def test_two_outputs_never_share_a_file(cli: Cli, tmp_path: Path) -> None:
    both = cli("check", "年报.txt", "--format", "html", "--output", "o.html", "--annotate", "./o.html")
    assert (both.code, "RK-609" in both.err, (tmp_path / "o.html").exists()) == (2, True, False)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--track-changes"],
        ["--settled", "b.docx", "--output", "o.txt"],
        ["--settled", "b.docx", "--format", "html"],
    ],
)
def test_options_without_effect_are_refused(cli: Cli, arguments: list[str]) -> None:
    result = cli("check", "年报.txt", *arguments)
    assert (result.code, "RK-603" in result.err) == (2, True)


def test_a_corrected_text_is_not_called_a_word_file(cli: Cli, tmp_path: Path) -> None:
    result = cli("fix", "年报.txt", "--output", "改好.docx")
    assert (result.code, "RK-614" in result.err, (tmp_path / "改好.docx").exists()) == (2, True, False)


def test_rules_asked_for_go_before_the_settings(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "report-kit.toml").write_text('[rules]\nignore = ["spelling", "number"]\n', encoding="utf-8")
    rule = "spelling.doubled_word"
    assert rule not in cli("check", "年报.txt").out
    assert rule in cli("check", "年报.txt", "--select", rule).out
    assert rule not in cli("check", "年报.txt", "--ignore", "punctuation").out
