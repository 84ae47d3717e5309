"""``accept``: a passage is right, and why; ``check`` and ``fix`` leave it alone from then on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, files
from tests.document.word_files import p, write_word

TEXT = "第一段。\n文件原题为《统一布署工作》。\n按照统一布署开展。\n"
FILE = "report-kit.accepted.jsonl"
AT = ("accept", "稿.txt", "--at", "2:9", "--rule", "spelling.dictionary")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "稿.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def passages(cli: Cli, *options: str) -> list[tuple[int, str]]:
    out = cli("check", "稿.txt", "--select", "spelling.dictionary", "--format", "json", *options).out
    return [(record["line"], record["text"]) for record in map(json.loads, out.splitlines())]


def test_an_accepted_passage_is_not_reported_again(cli: Cli, draft: Path, tmp_path: Path) -> None:
    assert passages(cli) == [(2, "布署"), (3, "布署")]
    result = cli(*AT, "--reason", "引用原题", "--who", "王敏")
    assert result.code == 0, result.err
    assert "已认可：稿.txt 2:9 spelling.dictionary" in result.out
    assert passages(cli) == [(3, "布署")]
    assert passages(cli, "--show-accepted") == [(2, "布署"), (3, "布署")]
    shown = cli("check", "稿.txt", "--show-accepted")
    assert "；已认可 1 处" in shown.out
    assert "认可：引用原题（王敏，" in shown.out
    record = json.loads((tmp_path / FILE).read_text("utf-8"))
    assert (record["before"], record["text"], record["after"]) == ("文件原题为《统一", "布署", "工作》")


def test_it_holds_after_edits_elsewhere_and_in_another_format(cli: Cli, draft: Path, tmp_path: Path) -> None:
    cli(*AT, "--reason", "引用原题")
    draft.write_text("另加一段。\n" + TEXT.replace("第一段", "改了的第一段"), encoding="utf-8")
    assert passages(cli) == [(4, "布署")]
    write_word(tmp_path / "稿.docx", p("文件原题为《统一布署工作》。"))
    assert "布署】" not in cli("check", "稿.docx").out
    draft.write_text(TEXT.replace("《统一布署", "《抓紧布署"), encoding="utf-8")
    assert passages(cli) == [(2, "布署"), (3, "布署")]


def test_fix_leaves_it_alone_and_exit_codes_follow(cli: Cli, draft: Path, tmp_path: Path) -> None:
    draft.write_text(TEXT.rpartition("按照")[0], encoding="utf-8")
    assert cli("check", "稿.txt").code == 1
    cli(*AT, "--reason", "引用原题")
    assert cli("check", "稿.txt").code == 0
    cli("fix", "稿.txt")
    assert (tmp_path / "稿.校对.txt").read_bytes() == draft.read_bytes()


def test_it_can_be_taken_back(cli: Cli, draft: Path, tmp_path: Path) -> None:
    cli(*AT, "--reason", "引用原题")
    assert cli(*AT, "--reason", "原题并非如此", "--revoke").code == 0
    assert passages(cli) == [(2, "布署"), (3, "布署")]
    assert len((tmp_path / FILE).read_text("utf-8").splitlines()) == 2
    assert "RK-612" in cli(*AT, "--reason", "再撤", "--revoke").err


def test_a_place_inside_the_passage_will_do(cli: Cli, draft: Path) -> None:
    place = ("--at", "2：10", "--rule", "spelling.dictionary")
    assert cli("accept", "稿.txt", *place, "--reason", "引用原题").code == 0
    assert passages(cli) == [(3, "布署")]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--at", "1:1", "--reason", "x"), "RK-612"),
        (("--at", "2:9", "--reason", "x", "--rule", "name.agency"), "RK-612"),
        (("--at", "第二行", "--reason", "x"), "RK-606"),
        (("--at", "2:9", "--reason", " "), "RK-605"),
        (("--at", "2:9"), "RK-605"),
    ],
)
def test_what_cannot_be_accepted(
    cli: Cli, draft: Path, tmp_path: Path, options: tuple[str, ...], code: str
) -> None:
    result = cli("accept", "稿.txt", *options)
    assert result.code == 2
    assert code in result.err
    assert files(tmp_path) == {"稿.txt"}


def test_several_rules_at_one_place(cli: Cli, draft: Path, tmp_path: Path) -> None:
    (tmp_path / "dictionaries").mkdir()
    cli("dict", "add", "布署", "--kind", "wording")
    result = cli("accept", "稿.txt", "--at", "2:9", "--reason", "引用原题")
    assert "RK-613" in result.err
    assert "spelling.dictionary、wording.dictionary" in result.err
