"""report-kit dict: entries and words are added without loss, listed, and used by check and fix."""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from report_kit.cli import growing_file
from report_kit.cli.growing_file import add_line
from report_kit.errors import DataError
from report_kit.proofread.dictionaries.entries import COLUMNS, read_entries
from tests.cli.conftest import Cli, files

TEXT = "请公开股牵头，按照统一部署办理。"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "稿.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_an_added_entry_is_used_at_once(cli: Cli, text: Path, tmp_path: Path) -> None:
    assert cli("check", "稿.txt").code == 0
    added = cli("dict", "add", "公开股", "公开科", "--source", "三定方案", "--note", "机构已改名")
    assert (added.code, added.err) == (0, "")
    assert "“公开股”→“公开科”，级别：错误" in added.out
    said = cli("check", "稿.txt")
    assert said.code == 1
    assert "【公开股】" in said.out
    assert "三定方案" in said.out
    cli("fix", "稿.txt")
    assert (tmp_path / "稿.校对.txt").read_text(encoding="utf-8") == TEXT.replace("公开股", "公开科")


def test_examples_conditions_and_kind(cli: Cli, tmp_path: Path) -> None:
    result = cli(
        *("dict", "add", "提升", "增强", "--kind", "wording", "--requires", "after:本领"),
        *("--example", "提升本领。", "--right", "增强本领。", "--right", "提升能力。", "--severity", "hint"),
    )
    assert result.code == 0
    assert "注意" not in result.out
    (entry,) = read_entries(tmp_path / "dictionaries" / "wording.tsv")
    assert (entry.wrong_examples, entry.right_examples) == (("提升本领。",), ("增强本领。", "提升能力。"))
    assert entry.severity.value == "hint"


def test_a_word_that_is_also_right_is_warned_of(cli: Cli) -> None:
    said = cli("dict", "add", "发言", "发扬").out
    assert "级别：警告" in said
    assert "“发言”本身是一个常用词" in said
    assert "--requires" in said
    assert "今后用您的这一条" in cli("dict", "add", "布署", "部署").out


def test_only_a_notice(cli: Cli, text: Path) -> None:
    assert "“公开股”（只提示）" in cli("dict", "add", "公开股", "--note", "这个股室已经撤销").out
    assert "这个股室已经撤销" in cli("check", "稿.txt").out


def test_an_own_word(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text("根据工作需要，制定本实施方按。", encoding="utf-8")
    assert "【按】" in cli("check", "稿.txt").out
    assert "自有词“实施方按”" in cli("dict", "add", "--word", "实施方按", "--word", "云岫乡").out
    assert "没有发现问题" in cli("check", "稿.txt").out
    assert "已经有“云岫乡”" in cli("dict", "add", "--word", "云岫乡").out
    lines = (tmp_path / "dictionaries/words.txt").read_text(encoding="utf-8-sig").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["实施方按", "云岫乡"]


def test_list(cli: Cli, tmp_path: Path) -> None:
    assert "还没有本单位的词典" in cli("dict", "list").out
    cli("dict", "add", "公开股", "公开科", "--dir", "甲")
    cli("dict", "add", "--word", "云岫乡", "--dir", "甲")
    (tmp_path / "甲" / "speling.tsv").touch()
    said = cli("dict", "list", "--dir", "甲").out
    assert "甲：1 条，自有词 1 个" in said
    assert "公开股 → 公开科" in said
    assert "没有用到的文件：speling.tsv" in said
    records = [
        json.loads(line) for line in cli("dict", "list", "--dir", "甲", "--format", "json").out.splitlines()
    ]
    assert [(r["kind"], r.get("wrong", r.get("word"))) for r in records] == [
        ("spelling", "公开股"),
        ("word", "云岫乡"),
    ]
    assert records[0]["where"] == str(Path("甲/spelling.tsv:2"))


def test_named_and_usual_folders(cli: Cli, text: Path, tmp_path: Path) -> None:
    cli("dict", "add", "公开股", "公开科", "--dir", "甲")
    assert cli("check", "稿.txt").code == 0
    assert cli("check", "稿.txt", "--dictionaries", "甲").code == 1
    assert "RK-314" in cli("check", "稿.txt", "--dictionaries", "乙").err
    assert "RK-314" in cli("dict", "list", "--dir", "乙").err
    config = Path(os.environ["XDG_CONFIG_HOME"]) / "report-kit" / "dictionaries"
    cli("dict", "add", "公开股", "公开科", "--dir", config)
    assert cli("check", "稿.txt").code == 1


def test_evaluate_takes_named_dictionaries_only(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("请公开股牵头。\t请公开科牵头。\n", encoding="utf-8")
    cli("dict", "add", "公开股", "公开科")
    for arguments, right in (((), 0), (("--dictionaries", "dictionaries"), 1)):
        data = json.loads(cli("evaluate", "a.tsv", "--format", "json", *arguments).out)
        assert data["sentence_correction"]["right"] == right


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add",), "RK-605"),
        (("add", "一二", "三四", "五六"), "RK-603"),
        (("list", "一二"), "RK-603"),
        (("remove", "一二"), "RK-606"),
        (("add", "布署", "布署"), "RK-315"),
        (("add", "布", "部"), "RK-315"),
        (("add", "--word", "云"), "RK-315"),
        (("add", "公开股", "公开科", "--example", "公开处。"), "RK-315"),
    ],
)
def test_what_cannot_be_added(cli: Cli, tmp_path: Path, arguments: tuple[str, ...], code: str) -> None:
    result = cli("dict", *arguments)
    assert result.code == 2
    assert f"[{code}]" in result.err
    assert files(tmp_path) == set()


def test_the_same_twice(cli: Cli, tmp_path: Path) -> None:
    cli("dict", "add", "公开股", "公开科")
    before = (tmp_path / "dictionaries/spelling.tsv").read_bytes()
    assert "已经有了" in cli("dict", "add", "公开股", "信息科").err
    assert (tmp_path / "dictionaries/spelling.tsv").read_bytes() == before


def test_what_is_there_stays_to_the_byte(cli: Cli, tmp_path: Path) -> None:
    """A file from Excel: a mark at the beginning, Windows line ends, none at the end, a remark."""
    path = tmp_path / "dictionaries" / "spelling.tsv"
    path.parent.mkdir()
    before = ("\ufeff" + "\t".join(COLUMNS) + "\r\n# 说明\r\n").encode()
    row = "督查股\t督查科\tword\t\t\terror\tsafe\t改名\t三定\t督查股\t督查科"
    path.write_bytes(before + row.encode())
    assert cli("dict", "add", "公开股", "公开科").code == 0
    after = path.read_bytes()
    assert after.startswith(before + row.encode() + b"\r\n")
    assert after.endswith(b"\r\n")
    assert [entry.wrong for entry in read_entries(path)] == ["督查股", "公开股"]


def test_a_bad_row_is_told_before_anything_is_added(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "dictionaries" / "spelling.tsv"
    path.parent.mkdir()
    path.write_text("\t".join(COLUMNS) + "\n一列\n", encoding="utf-8")
    before = path.read_bytes()
    result = cli("dict", "add", "公开股", "公开科")
    assert "[RK-313]" in result.err
    assert "spelling.tsv 第 2 行" in result.err
    assert path.read_bytes() == before


def test_many_may_add_at_once(tmp_path: Path) -> None:
    path = tmp_path / "词典" / "words.txt"
    words = [f"词语{number}" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda word: add_line(path, word, "# 词"), words))
    assert sorted(path.read_text(encoding="utf-8-sig").splitlines()[1:]) == sorted(words)
    assert files(tmp_path) == {str(Path("词典/words.txt"))}


def test_a_lock_someone_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing_file, "_PATIENCE", 0.1)
    lock = tmp_path / ".words.txt.lock"
    lock.touch()
    with pytest.raises(DataError, match="RK-316"):
        add_line(tmp_path / "words.txt", "云岫乡")
    assert lock.exists()
    old = time.time() - 1000
    os.utime(lock, (old, old))
    add_line(tmp_path / "words.txt", "云岫乡")
    assert files(tmp_path) == {"words.txt"}
