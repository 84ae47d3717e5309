"""Speed, memory and the time of a start, all on this machine and in one run."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from report_kit.demo import SAMPLE
from report_kit.proofread import Proofreader

if TYPE_CHECKING:
    from report_kit.proofread.engines import Engine

ROUNDS = 3
STARTS = 5
ENGINE_CHARACTERS = 4_000  # an engine may be a hundred times slower

_PEAK = """
import sys
from pathlib import Path
from report_kit import Proofreader
from report_kit.proofread.evaluation import peak_memory
start = peak_memory()
findings = Proofreader().check(Path(sys.argv[1]).read_text(encoding="utf-8"))
print(peak_memory() or 0)
"""


@dataclass(frozen=True)
class Speed:
    """Characters per second: the median of the rounds.

    Of processor time; of wall time for an engine, which works in a process of its own.
    """

    title: str
    characters: int
    per_second: float


def machine() -> str:
    """Name the processor, as the figures are of no other."""
    model = ""
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text(encoding="utf-8", errors="replace").split("\n")
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return f"{model or platform.processor() or platform.machine()}，{os.cpu_count()} 核，{platform.system()}"


def speeds(text: str, engine: Engine | None) -> list[Speed]:
    """Return the speed of the speller, of all rules, of jieba, and of an engine on the beginning.

    Each is called once before, on another text, so that loading is not timed.
    """
    import jieba

    from report_kit.proofread.speller import shipped_speller
    from report_kit.proofread.speller.thresholds import HINT

    jieba.setLogLevel("ERROR")
    words = Proofreader(select=("spelling", "wording"))
    rules = Proofreader()
    systems: list[tuple[str, Callable[[str], object]]] = [
        ("错别字检查（speller）", lambda part: shipped_speller().suggest(part, HINT)),
        ("`spelling`、`wording` 两类规则", words.check),
        ("全部规则", rules.check),
        ("`jieba.lcut`", jieba.lcut),
    ]
    found = [_speed(title, call, text, time.process_time) for title, call in systems]
    if engine:
        title = f"{engine.label}（按实际时间）"
        found.append(_speed(title, engine.corrections, text[:ENGINE_CHARACTERS], time.perf_counter))
    return found


def _speed(title: str, call: Callable[[str], object], text: str, clock: Callable[[], float]) -> Speed:
    call("预热一下。")
    times = []
    for _ in range(ROUNDS):
        began = clock()
        call(text)
        times.append(clock() - began)
    return Speed(title, len(text), len(text) / statistics.median(times))


def peak_of_a_check(text: str) -> int:
    """Return the largest resident size in bytes of a fresh process that checks ``text`` with all rules."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text, encoding="utf-8")
        return int(_run(sys.executable, "-c", _PEAK, str(path)).split()[-1])


def starts() -> list[tuple[str, float]]:
    """Return the median wall time in seconds of starting from nothing, by what is started."""
    python = sys.executable
    commands: tuple[tuple[str, Sequence[str]], ...] = (
        ("空的 Python", (python, "-c", "pass")),
        ("`import report_kit`", (python, "-c", "import report_kit")),
        ("`report-kit check` 校对自带样例", (python, "-m", "report_kit.cli", "check", str(SAMPLE))),
    )
    return [(title, statistics.median(_wall(command) for _ in range(STARTS))) for title, command in commands]


def _wall(command: Sequence[str]) -> float:
    began = time.perf_counter()
    _run(*command)
    return time.perf_counter() - began


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):  # 1: the text has errors
        raise RuntimeError(f"{command} failed: {done.stderr}")
    return done.stdout
