"""What of a file was not looked at is said by every command that reads one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.document.word_files import p, write_word

HIDDEN = "<w:p><w:r><w:t>全文完。</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部数据</w:t></w:r></w:p>"
TOLD = "有 1 处隐藏的文字（共 4 字）没有校对"


@pytest.fixture
def word(tmp_path: Path) -> Path:
    return write_word(tmp_path / "稿.docx", p("全乡按照统一部署开展工作。") + HIDDEN)


def test_a_check_names_it_though_nothing_was_found(cli: Cli, word: Path) -> None:
    result = cli("check", word.name)
    assert result.code == 0
    assert result.out.startswith("稿.docx：没有发现问题；有内容没有校对\n")
    assert TOLD in result.out
    assert "内部数据" not in result.out


@pytest.mark.parametrize("form", ["text", "html", "json", "sarif"])
def test_no_format_shows_hidden_text(cli: Cli, word: Path, form: str) -> None:
    out = cli("check", word.name, "--format", form).out
    assert "隐藏的文字" in out
    assert "内部数据" not in out


def test_programs_get_a_line_for_each(cli: Cli, word: Path) -> None:
    (record,) = map(json.loads, cli("check", word.name, "--format", "json").out.splitlines())
    assert record["omission"]["place"] == "第 2 段“全文完。”"


def test_a_corrected_copy_is_without_it_and_says_so(cli: Cli, word: Path) -> None:
    result = cli("fix", word.name)
    assert "有 1 处隐藏的文字（共 4 字）没有校对，改好的文本里没有" in result.out
    (copy,) = [path for path in word.parent.iterdir() if path.suffix == ".txt"]
    assert copy.read_text(encoding="utf-8") == "全乡按照统一部署开展工作。\n全文完。\n"
