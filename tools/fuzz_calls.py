"""Call every command with arguments made up by chance, hostile names, texts and files among them.

    python tools/fuzz_calls.py [--calls 500] [--seed 1] [--only ledger]

Each call is a command, some of its options and arguments with values that are right, nearly right, or none,
run in this process in a folder of its own with nothing to read from the keyboard. Counted are the exit
codes. A mistake is an ``RK-900``, an exception that leaves the command, an exit code other than 0, 1, 2, or a
control character in what is shown; each is printed, and then this ends with 1. ``lab`` is only asked for its
help, for it starts a server.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import re
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

import click

from report_kit.cli.app import app
from report_kit.cli.failures import run
from report_kit.demo import SAMPLE

_CONTROL = re.compile("[\x00-\x08\x0b-\x0d\x0e-\x1f\x7f-\x9f]")
_ESCAPE = "\x1b]0;x\x07\x1b[2J"
_TEXTS = (
    "",
    " ",
    "a",
    "公开",
    "0",
    "-1",
    "1",
    "2024",
    "99999999999999999999",
    "1e999",
    "--",
    "-",
    "-x",
    "=",
    "a=b",
    "2024-01-31",
    "30.2.2024",
    "3:5",
    "1:1",
    "0:0",
    "-5:-5",
    "所有",
    "\ud83d",
    "\udcff",
    _ESCAPE,
    "a\nb",
    "a\tb",
    "公" * 300,
    "x" * 5000,
    "夹/..",
    "~",
    "*",
    "%s%n",
    "{}",
    "{0.__class__}",
    "${HOME}",
    "'; DROP x; --",
    "http://localhost/",
    "sqlite://",
    "青禾县云岫乡人民政府",
    "乡",
    "annual",
    "privacy",
    "spelling.dictionary",
)
_GOOD = ("稿.txt", "报告.txt", "页.html", "稿.md", "表.csv", ".", "夹", "1", "annual", "公开")  # fmt: skip
_FILES = (
    "稿.txt", "报告.txt", "页.html", "稿.md", "本.ipynb", "空.docx", "坏.docx", "坏.pdf", "坏.xlsx", "表.csv",
    "词.tsv", "配置.toml", "格式.yaml", "没有.txt", ".", "夹", "夹/内.txt", "长" * 80 + ".txt",
    "x" * 300 + ".txt", "坏\x1b[31m名.txt", "半\udcff.txt", "换\n行.txt", "锁.txt", "管.txt", "环.txt",
    "没有/a.txt",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--calls", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="a command")
    arguments = parser.parse_args()
    codes, wrong = calls(arguments.calls, arguments.seed, arguments.only)
    print(f"{sum(codes.values())} calls, exit codes {dict(codes)}, {len(wrong)} mistakes")
    for command, said in wrong:
        print(f"  {command!r}\n    {said!r}")
    return 1 if wrong else 0


def calls(count: int, seed: int, only: str | None = None) -> tuple[Counter[int], list[tuple[list[str], str]]]:
    """Make so many calls; return how many ended with each code, and the mistakes: what was asked and said."""
    chance = random.Random(seed)
    commands = list(_commands(app, []))
    commands = [one for one in commands if only in (None, one[0][0])]
    codes: Counter[int] = Counter()
    wrong: list[tuple[list[str], str]] = []
    for number in range(count):
        # Each command in turn, so that none is left out.
        path, command = commands[number % len(commands)]
        with _folder():
            asked = [*path, *(["--help"] if path == ["lab"] else _arguments(command, chance))]
            code, said, shown = _called(asked)
        codes[code] += 1
        if code not in (0, 1, 2) or "RK-900" in said or _CONTROL.search(shown):
            wrong.append((asked, said[-600:]))
    return codes, wrong


def _commands(group: click.Group, path: list[str]) -> Any:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(command, [*path, name])
        elif command is not None:
            yield [*path, name], command


def _arguments(command: click.Command, chance: random.Random) -> list[str]:
    made: list[str] = []
    for parameter in command.params:
        often = 0.95 if isinstance(parameter, click.Argument) or parameter.required else 0.15
        if chance.random() > often:
            continue
        if isinstance(parameter, click.Argument):
            times = chance.choice((1, 1, 2)) if parameter.nargs == -1 else 1
            made += [_value(parameter, chance) for _ in range(times)]
            continue
        name = chance.choice(parameter.opts)
        if getattr(parameter, "is_flag", False):
            made.append(name)
        elif chance.random() < 0.02:
            made.append(name)  # its value is left out
        else:
            made += [name, _value(parameter, chance)]
    if chance.random() < 0.05:
        made.append(chance.choice(_TEXTS))
    return made


def _value(parameter: click.Parameter, chance: random.Random) -> str:
    kind = parameter.type
    if isinstance(kind, click.Choice) and chance.random() < 0.9:
        return str(chance.choice(list(kind.choices)))
    if isinstance(kind, (click.types.IntParamType, click.IntRange)) and chance.random() < 0.7:
        return str(chance.choice((-1, 0, 1, 2, 2019, 2023, 2024, 10**20)))
    if chance.random() < 0.5:
        return chance.choice(_GOOD)
    return chance.choice(_FILES if chance.random() < 0.7 else _TEXTS)


def _called(asked: list[str]) -> tuple[int, str, str]:
    """Return the exit code, all that was said, and what of it a terminal would show as it is."""
    out, err = io.StringIO(), io.StringIO()
    before = sys.stdin
    sys.stdin = io.StringIO("")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(asked)
    except BaseException:
        return -1, traceback.format_exc(), ""
    finally:
        sys.stdin = before
    shown = err.getvalue() + ("" if "json" in asked else out.getvalue())
    return code, err.getvalue() + out.getvalue(), shown


@contextlib.contextmanager
def _folder() -> Any:
    """Work in a folder with files of all kinds, and where the user's own settings are elsewhere."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        for variable in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME", "LOCALAPPDATA", "APPDATA"):
            os.environ[variable] = str(home / "home")
        folder = home / "work"
        (folder / "夹").mkdir(parents=True)
        os.chdir(folder)
        try:
            _fill(folder)
            yield
        finally:
            os.chdir(here)
            with contextlib.suppress(OSError):
                (folder / "锁.txt").chmod(0o600)


def _fill(folder: Path) -> None:
    report = SAMPLE.read_bytes()
    texts: dict[str, bytes] = {
        "稿.txt": "全年公开信息12条，其中动态8条。".encode(),
        "报告.txt": report if SAMPLE.suffix == ".txt" else "一、总体情况".encode(),
        "页.html": b"<p>\xe5\x85\xac\xe5\xbc\x80\xe3\x80\x82</p>",
        "稿.md": "# 报告\n\n公开。".encode(),
        "本.ipynb": b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
        "空.docx": b"",
        "坏.docx": b"PK\x03\x04xx",
        "坏.pdf": b"%PDF-1.7",
        "坏.xlsx": b"PK\x03\x04xx",
        "表.csv": "编号,申请日期\n1,2024-01-31\n".encode(),
        "词.tsv": b"a\tb\n",
        "配置.toml": b"[agency]\nlevel = 'x'\n",
        "格式.yaml": b"id: [",
        "夹/内.txt": "公开。".encode(),
        "长" * 80 + ".txt": "公开。".encode(),
        "锁.txt": "公开。".encode(),
    }
    for name, data in texts.items():
        (folder / name).write_bytes(data)
    for name in ("坏\x1b[31m名.txt", "半\udcff.txt", "换\n行.txt"):
        with contextlib.suppress(OSError, UnicodeEncodeError):  # names that not every system has
            (folder / name).write_text(f"公开{_ESCAPE}。", encoding="utf-8")
    (folder / "锁.txt").chmod(0)
    with contextlib.suppress(OSError, AttributeError, NotImplementedError):
        os.mkfifo(folder / "管.txt")
        (folder / "环.txt").symlink_to("环.txt")


if __name__ == "__main__":
    sys.exit(main())
