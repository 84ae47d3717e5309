"""A user's own dictionaries: they come first, their words are right, and a bad row is named."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from report_kit.errors import DataError
from report_kit.proofread import Edit, Finding, Fix, Proofreader, Severity
from report_kit.proofread.dictionaries.entries import COLUMNS
from report_kit.proofread.dictionaries.lexicon import lexicon
from report_kit.proofread.dictionaries.own import Dictionaries, own_folders
from report_kit.proofread.dictionaries.own_entries import Wanted, try_row
from report_kit.proofread.dictionaries.own_words import OwnWords, read_words
from report_kit.resources import data_folder


def write(folder: Path, *wanted: Wanted, name: str = "spelling", words: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    rows = ["\t".join(COLUMNS), *(one.row() for one in wanted)]
    (folder / f"{name}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    if words:
        (folder / "words.txt").write_text(words, encoding="utf-8")
    return folder


def found(proofreader: Proofreader, text: str) -> list[tuple[str, str, str | None]]:
    return [(f.rule, f.text, f.fixes[0].replacement if f.fixes else None) for f in proofreader.check(text)]


def test_an_own_entry_is_found(tmp_path: Path) -> None:
    text = "请公开股牵头办理。"
    folder = write(tmp_path, Wanted("公开股", "公开科", source="三定方案"))
    assert found(Proofreader(), text) == []
    (finding,) = Proofreader(dictionaries=[folder]).check(text)
    assert (finding.rule, finding.text, finding.source) == ("spelling.dictionary", "公开股", "三定方案")
    assert Proofreader(dictionaries=[str(folder)]).fix(text) == "请公开科牵头办理。"


def test_an_own_entry_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    text = "按照统一布署开展工作。"
    assert found(Proofreader(), text) == [("spelling.dictionary", "布署", "部署")]
    folder = write(tmp_path, Wanted("布署", "安排", severity=Severity.HINT))
    (finding,) = Proofreader(dictionaries=[folder]).check(text)
    assert (finding.severity, finding.fixes[0].replacement) == (Severity.HINT, "安排")


def test_the_first_folder_wins(tmp_path: Path) -> None:
    near = write(tmp_path / "near", Wanted("公开股", "公开科"))
    far = write(tmp_path / "far", Wanted("公开股", "信息科"), Wanted("督查股", "督查科"))
    reader = Proofreader(dictionaries=[near, far])
    assert reader.fix("公开股、督查股。") == "公开科、督查科。"


def test_an_own_entry_takes_precedence_over_the_speller(tmp_path: Path) -> None:
    text = "根据工作需要，制定本实施方按。"
    assert [rule for rule, *_ in found(Proofreader(), text)] == ["spelling.homophone"]
    folder = write(tmp_path, Wanted("实施方按", "实施办法"))
    assert found(Proofreader(dictionaries=[folder]), text) == [
        ("spelling.dictionary", "实施方按", "实施办法")
    ]


def test_conditions_and_word_boundaries_hold_for_own_entries(tmp_path: Path) -> None:
    wanted = Wanted("提升", "增强", requires="after:本领", wrong_examples=["提升本领。"])
    reader = Proofreader(dictionaries=[write(tmp_path, wanted, name="wording")])
    assert found(reader, "提升本领。") == [("wording.dictionary", "提升", "增强")]
    assert found(reader, "提升能力。") == []
    folder = write(tmp_path, Wanted("设制", "设置"))
    assert found(Proofreader(["spelling.dictionary"], dictionaries=[folder]), "建设制度。") == []


def test_an_own_word_silences_the_speller(tmp_path: Path) -> None:
    text = "根据工作需要，制定本实施方按。"
    folder = write(tmp_path, words="# 说明\n\n实施方按\n")
    assert found(Proofreader(dictionaries=[folder]), text) == []
    folder = write(tmp_path, words="方按。\n")
    assert found(Proofreader(dictionaries=[folder]), text) == []
    folder = write(tmp_path, words="工作需要\n")
    assert len(found(Proofreader(dictionaries=[folder]), text)) == 1


def guess(text: str, start: int, end: int, new: str) -> Finding:
    fix = Fix((Edit(start, end, new),), "likely", new)
    return Finding("spelling.guess", Severity.WARNING, start, end, text[start:end], "", (fix,))


def test_a_guess_may_not_change_any_part_of_an_own_word() -> None:
    text = "到云岫乡政府办事"
    own = OwnWords(frozenset({"云岫乡"}))
    guessing = frozenset({"spelling.guess"})

    def silenced(start: int, end: int, new: str) -> bool:
        return not own.keep([guess(text, start, end, new)], text, guessing)

    assert silenced(2, 3, "秀")
    assert silenced(3, 5, "镇政")
    assert silenced(2, 4, "岫秀乡")  # 岫 and 乡 stay, but something comes between them
    assert not silenced(3, 5, "乡的政")  # nothing of the word changes
    assert not silenced(0, 2, "道云")
    # A rule that knows more is silent only where all it says is inside.
    assert own.keep([guess(text, 3, 5, "镇政")], text, frozenset())
    assert not own.keep([guess(text, 1, 3, "云秀")], text, frozenset())


def test_what_is_added_is_seen_by_a_proofreader_in_use(tmp_path: Path) -> None:
    folder = write(tmp_path, Wanted("公开股", "公开科"))
    reader = Proofreader(dictionaries=[folder])
    assert reader.fix("督查股。") == "督查股。"
    write(tmp_path, Wanted("公开股", "公开科"), Wanted("督查股", "督查科"))
    assert reader.fix("督查股。") == "督查科。"
    (folder / "spelling.tsv").unlink()
    assert reader.fix("督查股。") == "督查股。"


def test_bad_files_are_named_and_stop_the_check(tmp_path: Path) -> None:
    folder = write(tmp_path, Wanted("公开股", "公开科"))
    with (folder / "spelling.tsv").open("a", encoding="utf-8") as stream:
        stream.write("一列\n")
    with pytest.raises(DataError, match=r"RK-313(?s:.*)spelling\.tsv 第 3 行"):
        Proofreader(dictionaries=[folder]).check("好。")
    (folder / "spelling.tsv").unlink()
    for line, reason in (("云", "两个字"), ("云岫乡 清河镇", "空白"), ("云" * 31, "太长")):
        (folder / "words.txt").write_text(f"云岫乡\n{line}\n", encoding="utf-8")
        with pytest.raises(DataError, match=rf"RK-313(?s:.*){reason}(?s:.*)words\.txt 第 2 行"):
            Proofreader(dictionaries=[folder]).check("好。")
    (folder / "words.txt").write_bytes("云岫乡".encode("gb18030"))
    with pytest.raises(DataError, match="RK-311"):
        read_words(folder / "words.txt")
    with pytest.raises(DataError, match="RK-314"):
        Proofreader(dictionaries=[tmp_path / "没有"])


def test_without_own_dictionaries_nothing_is_copied() -> None:
    assert Dictionaries(()).lexicon("spelling") is lexicon("spelling")


def test_a_proofreader_with_dictionaries_can_be_sent_to_another_process(tmp_path: Path) -> None:
    reader = Proofreader(dictionaries=[write(tmp_path, Wanted("公开股", "公开科"))])
    reader.check("公开股")
    assert pickle.loads(pickle.dumps(reader)).fix("公开股。") == "公开科。"


def test_own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("APPDATA", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert own_folders(tmp_path) == ()
    for folder in (tmp_path / "dictionaries", tmp_path / "config/report-kit/dictionaries"):
        folder.mkdir(parents=True)
    assert own_folders(tmp_path) == (
        tmp_path / "dictionaries",
        tmp_path / "config/report-kit/dictionaries",
    )
    shipped = data_folder("dictionaries")
    assert own_folders(shipped.parent) == (tmp_path / "config/report-kit/dictionaries",)
    if hasattr(os, "symlink"):
        (tmp_path / "dictionaries").rmdir()
        (tmp_path / "dictionaries").symlink_to(shipped)
        assert own_folders(tmp_path) == (tmp_path / "config/report-kit/dictionaries",)


def test_a_word_of_its_own_is_only_a_warning() -> None:
    sure, word = try_row(Wanted("布署", "部署").row()), try_row(Wanted("发言", "发扬").row())
    assert (sure.severity, sure.safety) == (Severity.ERROR, "safe")
    assert (word.severity, word.safety) == (Severity.WARNING, "likely")
    assert Wanted("发言", "发扬").is_ordinary
    assert not Wanted("布署", "部署").is_ordinary


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (Wanted("布", "部"), "两个字"),
        (Wanted("布署", "布署"), "相同"),
        (Wanted("布署", "部署", wrong_examples=["统一部署。"]), "没有这个错误"),
        (Wanted("设制", "设置", wrong_examples=["建设制度。"]), "报不出来"),
        (Wanted("公开股", "公开科", requires="after:牵头", wrong_examples=["公开股负责。"]), "报不出来"),
        (Wanted("公开股", "公开科", wrong_examples=["公开股。"], right_examples=["公开处。"]), "不同"),
        (Wanted("公开股", "公开科", right_examples=["公开科", "公开股"]), "正确的句子里也会报"),
        (Wanted("公开股", "政务公开股"), "正确的句子里也会报"),
        (Wanted("公开股", "公开科", requires="工作"), "位置:正则"),
    ],
)
def test_an_entry_that_does_not_do_what_it_says_is_refused(wanted: Wanted, reason: str) -> None:
    with pytest.raises(DataError, match=rf"RK-315(?s:.*){reason}"):
        try_row(wanted.row())
