"""Give the commands files made to exhaust or deceive them, and print how each ends.

    python tools/measure_hostile.py                      every file: a quarter of an hour
    python tools/measure_hostile.py pdf docx             only files of these kinds
    python tools/measure_hostile.py --only forms-9x10    only files with this in their name

A text is read and checked by the rules of privacy, a file of settings, a form, a dictionary or a register is
read, each by a command in a process of its own. Printed are the size of the file, how the command ended, its
seconds, and the most memory it held with all it started. A command must end with a right result (0, 1) or a
coded message (2) within ``--seconds`` and ``--memory``, leave what lies beside the file as it is, and make no
``RK-900``; the others are listed at the end, and this ends with 1.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from hostile import containers, others, pages, papers

_COMMAND = [sys.executable, "-m", "report_kit.cli"]
_CHECK = ["check", "FILE", "--select", "privacy", "--format", "json"]
KINDS: dict[str, tuple[list[str], tuple[Callable[[], dict[str, bytes]], ...]]] = {
    "text": (_CHECK, (pages.texts, pages.pages, pages.markdowns, pages.notebooks, pages.rich_texts)),
    "office": (_CHECK, (containers.words, containers.books)),
    "paper": (_CHECK, (papers.papers, papers.pictures)),
    "settings": (["check", "beside.txt", "--config", "FILE", "--select", "privacy"], (others.settings,)),
    "form": (["form", "check", "FILE"], (others.forms,)),
    "dictionary": (
        ["check", "beside.txt", "--dictionaries", "FOLDER", "--select", "wording"], (others.dictionaries,)
    ),
    "register": (["ledger", "sum", "FOLDER", "--year", "2024"], (others.registers,)),
}  # fmt: skip


@dataclass(frozen=True)
class Ended:
    """How a command ended on one file."""

    name: str
    size: int
    code: int | None
    said: str
    seconds: float
    memory: float
    changed: bool

    def is_right(self, seconds: float, memory: float) -> bool:
        """Say whether it ended as it should, within so many seconds and MB."""
        coded = self.code in (0, 1) or (self.code == 2 and "RK-" in self.said and "RK-900" not in self.said)
        return coded and not self.changed and self.seconds <= seconds and self.memory <= memory


def given(name: str, data: bytes, command: list[str], seconds: float) -> Ended:
    """Run a command on one file in a folder of its own."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "work"
        folder.mkdir()
        # A dictionary is known by its name.
        file = folder / ("wording.tsv" if name.endswith(".tsv") else name)
        file.write_bytes(data)
        (folder / "beside.txt").write_text("全年公开信息12条。", encoding="utf-8")
        before = _state(folder)
        filled = [{"FILE": str(file), "FOLDER": str(folder)}.get(one, one) for one in command]
        start = time.monotonic()
        with tempfile.TemporaryFile() as out:
            process = subprocess.Popen([*_COMMAND, *filled], cwd=folder, stdout=out, stderr=subprocess.STDOUT)
            held: list[int] = [0]
            watch = threading.Thread(target=_watch, args=(process.pid, held), daemon=True)
            watch.start()
            try:
                code: int | None = process.wait(2 * seconds)
            except subprocess.TimeoutExpired:
                _kill(process.pid)
                code = None
            took = time.monotonic() - start
            out.seek(0)
            said = out.read(4000).decode("utf-8", "replace")
        watch.join(1)
        return Ended(name, len(data), code, said, took, held[0] / 2**20, _state(folder) != before)


def _state(folder: Path) -> dict[str, str]:
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in folder.rglob("*")
    }


def _watch(pid: int, held: list[int]) -> None:
    """Note the most memory that a process and what it started hold together, as long as it runs."""
    try:
        process = psutil.Process(pid)
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            total = 0
            for one in (process, *process.children(recursive=True)):
                try:
                    total += one.memory_info().rss
                except psutil.Error:
                    continue
            held[0] = max(held[0], total)
            time.sleep(0.02)
    except psutil.Error:
        return


def _kill(pid: int) -> None:
    for one in (*psutil.Process(pid).children(recursive=True), psutil.Process(pid)):
        one.kill()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kinds", nargs="*", help="、".join(KINDS) + "，或扩展名")
    parser.add_argument("--only", default="", help="part of the name")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--memory", type=float, default=600.0, help="MB")
    arguments = parser.parse_args()
    wrong: list[Ended] = []
    count = 0
    print("| 文件 | 字节 | 结果 | 秒 | MB |\n|---|--:|---|--:|--:|")
    for kind, (command, makers) in KINDS.items():
        for make in makers:
            for name, data in make().items():
                chosen = {kind, name.rpartition(".")[2]} & set(arguments.kinds) or not arguments.kinds
                if not chosen or arguments.only not in name:
                    continue
                ended = given(name, data, command, arguments.seconds)
                count += 1
                print(_row(ended), flush=True)
                if not ended.is_right(arguments.seconds, arguments.memory):
                    wrong.append(ended)
    print(f"\n{count} files, {len(wrong)} not as they should be")
    for one in wrong:
        print(f"{one.name}: {one.said[:400]!r}, changed: {one.changed}")
    return 1 if wrong else 0


def _row(ended: Ended) -> str:
    codes = re.findall(r"RK-\d+", ended.said)
    result = codes[0] if codes else {None: "没有结束", 0: "读入", 1: "读入，有问题"}.get(ended.code, "?")
    return f"| {ended.name} | {ended.size} | {result} | {ended.seconds:.1f} | {ended.memory:.0f} |"


if __name__ == "__main__":
    sys.exit(main())
