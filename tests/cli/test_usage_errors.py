"""Wrong usage and bad input: a coded Chinese message, exit code 2, and no file written."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from report_kit.cli import failures
from report_kit.demo import SAMPLE
from report_kit.errors import DataError, WorkspaceError
from report_kit.workspace import Workspace
from tests.cli.conftest import Cli, files
from tests.document.word_files import p, write_word


def refused(result: object, code: str) -> str:
    """Check that a command could not run, for the reason with this code; return the message."""
    assert (result.code, result.out) == (2, "")  # type: ignore[attr-defined]
    message = str(result.err)  # type: ignore[attr-defined]
    assert message.startswith(f"[{code}] ")
    assert "Traceback" not in message
    assert re.search(r"[\u4e00-\u9fff]", message)
    assert "处理：" in message
    return message


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["chek", "x.txt"], "RK-602", "check"),
        (["check"], "RK-605", "缺少参数"),
        (["check", "x.txt", "--nope"], "RK-604", "没有名为“--nope”的选项"),
        (["check", "x.txt", "--format", "xml"], "RK-606", "text、html、json、sarif"),
        (["check", "x.txt", "--format"], "RK-607", "后面要写它的值"),
        (["check", "x.txt", "--level", "火星"], "RK-606", "没有“火星”这个层级"),
        (["check", "x.txt", "--year", "今年"], "RK-606", "整数"),
        (["check", "x.txt", "--year", "20245"], "RK-606", "1949 到 2100"),
        (["check", "x.txt", "--select", "speling"], "RK-601", "spelling"),
        (["fix", "x.txt", "--safety", "manual"], "RK-606", "safe、likely"),
        (["fix", "x.txt", "--force=1"], "RK-607", "不接受值"),
        (["evaluate", "a.docx"], "RK-107", ".tsv"),
        (["evaluate", "a.tsv"], "RK-101", "找不到"),
        (["lab", "--port", "0"], "RK-606", "1 到 65535"),
    ],
)
def test_wrong_usage(cli: Cli, tmp_path: Path, arguments: list[str], code: str, words: str) -> None:
    assert words in refused(cli(*arguments), code)
    assert files(tmp_path) == set()


def bad_file(folder: Path, kind: str) -> Path:
    if kind == "missing":
        return folder / "没有.txt"
    path = folder / ("报告.docx" if kind in ("encrypted", "mislabelled", "damaged") else "报告.txt")
    if kind == "huge":
        with path.open("wb") as stream:
            stream.truncate(2**30)
    elif kind == "binary":
        path.write_bytes(bytes(range(256)) * 10)
    elif kind == "mislabelled":
        path.write_bytes(b"%PDF-1.7\n")
    elif kind == "damaged":
        path.write_bytes(b"PK\x03\x04 no archive")
    elif kind == "encrypted":
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    return path


BAD = {
    "missing": "RK-101",
    "huge": "RK-103",
    "binary": "RK-104",
    "mislabelled": "RK-106",
    "damaged": "RK-109",
    "encrypted": "RK-110",
}


@pytest.mark.parametrize("command", ["check", "fix", "demo", "export"])
@pytest.mark.parametrize(("kind", "code"), BAD.items())
def test_bad_files(cli: Cli, tmp_path: Path, command: str, kind: str, code: str) -> None:
    path = bad_file(tmp_path, kind)
    before = files(tmp_path)
    result = cli("demo", "out", "--from", path) if command == "demo" else cli(command, path)
    message = result.err
    assert result.code == 2
    assert f"[{code}]" in message
    assert path.name in message
    assert files(tmp_path) == before


def test_one_bad_file_does_not_hide_the_others(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "好.txt").write_text("按照统一布署开展工作。", encoding="utf-8")
    result = cli("check", "坏.txt", "好.txt")
    assert result.code == 2
    assert "RK-101" in result.err
    assert "布署" in result.out


def test_fix_writes_nothing_when_one_file_is_bad(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "好.txt").write_text("按照统一布署开展工作。", encoding="utf-8")
    result = cli("fix", "好.txt", "坏.txt")
    assert result.code == 2
    assert files(tmp_path) == {"好.txt"}


@pytest.mark.parametrize("command", ["demo", "export"])
@pytest.mark.parametrize("year", ["2019", "2099"])
def test_unknown_year(cli: Cli, tmp_path: Path, command: str, year: str) -> None:
    arguments = (
        ("demo", "out", "--from", SAMPLE) if command == "demo" else ("export", SAMPLE, "--output", "out")
    )
    result = cli(*arguments, "--year", year)
    assert result.code == 2
    assert "[RK-202]" in result.err
    assert files(tmp_path) == set()


def test_unknown_year_in_check(cli: Cli) -> None:
    refused(cli("check", SAMPLE, "--form", "annual", "--year", "2018"), "RK-202")


def test_check_of_a_form_the_text_does_not_have(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_text("请各村按时报送材料。", encoding="utf-8")
    assert "RK-207" in cli("check", "通知.txt", "--form", "annual").err


@pytest.mark.parametrize("count", ["-1", "1.5", "三"])
@pytest.mark.parametrize("command", ["demo", "export"])
def test_bad_counts(cli: Cli, tmp_path: Path, command: str, count: str) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(
        SAMPLE.read_text(encoding="utf-8").replace("行政强制\t0", f"行政强制\t{count}"), encoding="utf-8"
    )
    result = (
        cli("demo", "out", "--from", path) if command == "demo" else cli("export", path, "--output", "out")
    )
    assert result.code == 2
    assert "[RK-203]" in result.err
    assert "行政强制" in result.err
    assert files(tmp_path) == {"报告.txt"}


def test_a_broken_dictionary_row(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that cannot read its data stops the command: the others' findings would look complete."""
    from report_kit.proofread.proofreader import CheckResult, Proofreader, RuleFailure

    error = DataError("RK-312", "词典这一行缺列", where="spelling.tsv，第 3 行", remedy="请补上")
    result = CheckResult([], [RuleFailure("spelling.dictionary", error)])
    monkeypatch.setattr(Proofreader, "run", lambda *_args, **_more: result)
    (tmp_path / "a.txt").write_text("正文。", encoding="utf-8")
    for command in ("check", "fix"):
        message = refused(cli(command, "a.txt"), "RK-312")
        assert "第 3 行" in message
    assert files(tmp_path) == {"a.txt"}


def test_a_rule_that_breaks_is_named_and_the_others_go_on(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from report_kit.proofread.proofreader import CheckResult, Proofreader, RuleFailure

    result = CheckResult([], [RuleFailure("spelling.odd", ValueError("x"))])
    monkeypatch.setattr(Proofreader, "run", lambda *_args, **_more: result)
    (tmp_path / "a.txt").write_text("正文。", encoding="utf-8")
    said = cli("check", "a.txt")
    assert said.code == 0
    assert "spelling.odd" in said.err


def test_gbk_reads_right(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("按照县委、县政府的统一布署开展工作。".encode("gbk"))
    result = cli("check", "a.txt")
    assert result.code == 1
    assert "县政府的统一【布署】开展工作" in result.out


def test_an_unexpected_error_is_coded_and_logged(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("report_kit.cli.commands.check.expand", fail)
    result = cli("check", "a.txt")
    refused(result, "RK-900")
    assert "secret detail" not in result.err
    assert str(failures.log_file()) in result.err
    with_traceback = cli("--debug", "check", "a.txt")
    assert with_traceback.code == 2
    assert "secret detail" in with_traceback.err


def test_interrupted(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("report_kit.cli.commands.check.expand", interrupt)
    result = cli("check", "a.txt")
    assert (result.code, result.err) == (130, "\n已中断。\n")


def test_damaged_notebooks(cli: Cli, tmp_path: Path) -> None:
    for content in ("", "{", "{}", '{"cells": 3}', "[1]"):
        (tmp_path / "a.ipynb").write_text(content, encoding="utf-8")
        assert "RK-112" in cli("export", "a.ipynb").err
    assert files(tmp_path) == {"a.ipynb"}


def test_word_entities_are_refused(cli: Cli, tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", p("正文。"))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert "RK-111" in cli("check", path).err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "稿.txt/内.txt"], "RK-102"),
        (["check", "稿.txt", "--config", "稿.txt/配置.toml"], "RK-341"),
        (["check", "稿.txt", "--output", "稿.txt/结果.txt"], "RK-610"),
        (["export", str(SAMPLE), "--to", "html", "--output", "稿.txt/出"], "RK-507"),
        (["lab", "稿.txt/工作区"], "RK-621"),
        (["diff-findings", "稿.txt/旧.jsonl", ".", "稿.txt"], "RK-651"),
    ],
)
def test_the_reason_of_the_system_is_told_in_chinese(
    cli: Cli, tmp_path: Path, arguments: list[str], code: str
) -> None:
    (tmp_path / "稿.txt").write_text("甲。\n", encoding="utf-8")
    message = cli(*arguments).err
    assert f"[{code}]" in message
    assert "上级不是文件夹" in message or "已经存在" in message


def test_a_workspace_that_is_no_database_is_told_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "report-kit.db").write_text("不是数据库" * 500, encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"RK-407.*\n.*（不是工作区的数据库）"):
        Workspace(tmp_path)
