"""What a command says: no control characters, nothing private, and an orderly end whatever happens to it."""

from __future__ import annotations

import json
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import fuzz_calls
from report_kit.cli import failures
from report_kit.cli.terminal import clean
from tests.cli.conftest import Cli

ESCAPE = "\x1b]0;x\x07\x1b[2J\x9b31m"
REPORT_KIT = [sys.executable, "-m", "report_kit.cli"]
# A check that never ends, told where it stands; a signal that this process ignores is not ignored there.
ENDLESS = """
import signal, sys, time
from report_kit.cli import main
from report_kit.proofread import Proofreader

def endless(*_, **__):
    print("begun", flush=True)
    while True:
        time.sleep(1)

signal.signal(int(sys.argv[1]), signal.SIG_DFL)
Proofreader.run = endless
main(sys.argv[2:])
"""


def test_clean() -> None:
    assert clean("公开\t12\n") == "公开\t12\n"
    assert clean("a\r\nb\rc") == "a\r\nb\ufffdc"
    assert clean(f"公{ESCAPE}\ud83d\x7f") == "公\ufffd]0;x\ufffd\ufffd[2J\ufffd31m\ufffd\ufffd"


def controls(text: str) -> list[str]:
    return [character for character in text if character < " " and character not in "\n\t"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
@pytest.mark.parametrize("form", ["text", "json", "sarif", "html"])
def test_a_name_with_an_escape_code(cli: Cli, tmp_path: Path, form: str) -> None:
    name = f"稿{ESCAPE}.txt"
    (tmp_path / name).write_text("为了切实落实布署，电话13800000000。", encoding="utf-8")
    result = cli("check", name, "--format", form)
    assert controls(result.out + result.err) == []


def test_a_message_with_an_escape_code(cli: Cli) -> None:
    result = cli("check", f"没有{ESCAPE}.txt")
    assert "RK-101" in result.err
    assert controls(result.err) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "长" * 400 + ".txt"),
        ("check", "稿.txt", "--output", "长" * 400 + ".txt"),
        ("export", "长" * 400 + ".ipynb", "--to", "html"),
        ("check", "半\udcff.txt"),
        ("check", "环.txt"),
        ("chart", "环.txt"),
        ("chart", "."),
    ],
)
def test_names_that_cannot_be(cli: Cli, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "稿.txt").write_text("公开。", encoding="utf-8")
    if "环.txt" in arguments:
        try:
            (tmp_path / "环.txt").symlink_to("环.txt")
        except OSError:
            pytest.skip("no links here")
    result = cli(*arguments)
    assert result.code == 2
    assert "RK-" in result.err
    assert "RK-900" not in result.err


def test_private_numbers_are_masked(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text("联系人手机13812345678，身份证号110101199003074514。", encoding="utf-8")
    for form in ("text", "json", "sarif"):
        shown = cli("check", "稿.txt", "--format", form).out
        assert "13812345678" not in shown
        assert "19900307" not in shown
    (record,) = [
        one
        for one in map(json.loads, cli("check", "稿.txt", "--format", "json").out.splitlines())
        if one["rule"] == "privacy.mobile"
    ]
    assert len(record["text"]) == record["end"] - record["start"]
    for form in ("text", "json"):
        assert "13812345678" in cli("check", "稿.txt", "--format", form, "--show-private").out


def test_a_record_of_a_mistake_holds_no_text(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from report_kit.cli import setups

    def broken(*_: object) -> None:
        raise ValueError("秘密的正文")

    monkeypatch.setattr(setups.Setups, "open", broken)
    (tmp_path / "张三的稿.txt").write_text("公开。", encoding="utf-8")
    for handler in list(failures.log.handlers):  # of another test's folder
        failures.log.removeHandler(handler)
        handler.close()
    result = cli("check", "张三的稿.txt")
    assert "RK-900" in result.err
    log = failures.log_file()
    told = log.read_text(encoding="utf-8")
    assert "ValueError" in told
    assert "broken" in told
    assert "秘密" not in told
    assert "张三" not in told
    if sys.platform != "win32":
        assert stat.S_IMODE(log.stat().st_mode) == 0o600
        assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_the_output_may_be_closed(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "稿.txt").write_text("公开。", encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", None)
    assert failures.run(["check", "稿.txt"]) == 0
    monkeypatch.setattr(sys, "stderr", None)
    assert failures.run(["check", "没有.txt"]) == 2


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no pipes of this kind there")
def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text("落实布署。\n" * 3000, encoding="utf-8")
    with subprocess.Popen(
        [*REPORT_KIT, "check", "稿.txt", "--select", "spelling.dictionary"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["SIGTERM", "SIGHUP"])
def test_told_to_end(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "稿.txt").write_text("公开信息，内容完整。\n", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(int(number)), "check", "稿.txt", "--output", "果.txt"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    assert process.stdout.readline().strip() == b"begun"
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert "已中止" in said.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["稿.txt"]


@pytest.mark.slow
def test_calls_made_up_by_chance() -> None:
    codes, wrong = fuzz_calls.calls(120, seed=11)
    assert wrong == []
    assert codes[0] > 5
