"""Time, memory and size of every exporter, beside those of nbconvert, on one notebook in one run.

    python tools/measure_export.py [NOTEBOOK] [--page docs/导出速度.md] [--rounds 5]

The page says what was measured and how. nbconvert's ``webpdf`` needs Playwright and Chromium, its ``pdf``
XeLaTeX; what is not installed is named in the page and not measured. Run it on a quiet machine: the page
gives the load.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import psutil

from accuracy.speed import machine
from report_kit import Report, open_document
from report_kit.demo import SAMPLE
from report_kit.export import export_report

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "导出速度.md"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
WANTED_FASTER = WANTED_SMALLER = 5.0
_LOOK = 0.02  # seconds between two looks at the memory

# Processes that convert once, and then as often as told; they print the times of the later conversions.
_OURS = """
import sys, time
name, notebook, target, times, _ = sys.argv[1:]
from report_kit.cli import main
def convert():
    try:
        main(["export", notebook, "--to", name, "--output", target, "--force"])
    except SystemExit as ended:
        assert not ended.code, ended.code
convert()
for _ in range(int(times)):
    began = time.perf_counter()
    convert()
    print("seconds", time.perf_counter() - began)
"""
_THEIRS = """
import sys, time
from pathlib import Path
name, notebook, target, times, chromium = sys.argv[1:]
from nbconvert.exporters import get_exporter
options = {}
if name == "webpdf":
    # nbconvert knows Playwright's own Chromium only: here it is told of the one that is installed.
    from playwright.async_api import BrowserType
    launch = BrowserType.launch
    BrowserType.launch = lambda self, **more: launch(self, executable_path=chromium, **more)
    options["disable_sandbox"] = True
exporter = get_exporter(name)(**options)
def convert():
    data, _ = exporter.from_filename(notebook)
    Path(target).write_bytes(data if isinstance(data, bytes) else data.encode())
convert()
for _ in range(int(times)):
    began = time.perf_counter()
    convert()
    print("seconds", time.perf_counter() - began)
"""


@dataclass(frozen=True)
class Engine:
    """A format of ours or an exporter of nbconvert's; ``needs`` is what is missing, if anything."""

    name: str
    title: str
    ours: bool = False
    needs: str = ""


@dataclass(frozen=True)
class Figures:
    """What was measured of an engine: seconds, bytes of memory, bytes of the file."""

    engine: Engine
    cold: float
    warm: float
    memory: int
    size: int


def engines() -> list[Engine]:
    """Return what is compared, with what is not installed."""
    try:
        import playwright  # noqa: F401

        browser = "" if CHROMIUM else "没有安装 Chromium"
    except ImportError:
        browser = "没有安装 Playwright"
    latex = "" if shutil.which("xelatex") and shutil.which("pandoc") else "没有安装 XeLaTeX 和 pandoc"
    return [
        Engine("pdf", "report-kit PDF（typst）", ours=True),
        Engine("report_pdf", "report-kit PDF，由 nbconvert 调用"),
        Engine("webpdf", "nbconvert `webpdf`（Chromium）", needs=browser),
        Engine("pdf", "nbconvert `pdf`（XeLaTeX）", needs=latex),
        Engine("html", "report-kit 网页", ours=True),
        Engine("html", "nbconvert `html`（lab）"),
        Engine("docx", "report-kit Word", ours=True),
    ]


def measure(engine: Engine, notebook: Path, rounds: int) -> Figures:
    """Measure one engine: medians of ``rounds`` processes, and of as many conversions within one."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out"
        program = _OURS if engine.ours else _THEIRS
        command = [sys.executable, "-c", program, engine.name, str(notebook), str(target)]
        colds = [_wall([*command, "0", CHROMIUM]) for _ in range(rounds)]
        memory = _peak([*command, "0", CHROMIUM])
        warm = subprocess.run(
            [*command, str(rounds), CHROMIUM], capture_output=True, text=True, check=True
        ).stdout.split("\n")
        seconds = [float(line.split()[1]) for line in warm if line.startswith("seconds ")]
        [written] = target.iterdir() if target.is_dir() else [target]
        size = written.stat().st_size
    return Figures(engine, statistics.median(colds), statistics.median(seconds), memory, size)


def _wall(command: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - began


def _peak(command: Sequence[str]) -> int:
    """Return the most memory that a process and all it started held together, in bytes.

    Shared pages are shared out among those who hold them, where the system tells (Linux).
    """
    most = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        process = psutil.Process(running.pid)
        while running.poll() is None:
            most = max(most, sum(map(_held, _family(process))))
            time.sleep(_LOOK)
    return most


def _family(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _held(process: psutil.Process) -> int:
    try:
        held = process.memory_full_info()
    except psutil.Error:
        return 0
    return int(getattr(held, "pss", held.rss))


def page(figures: Sequence[Figures], rounds: int, load: Sequence[float], notebook: str) -> str:
    """Return the page."""
    found = {(item.engine.name, item.engine.ours): item for item in figures}
    rows = "\n".join(
        f"| {item.engine.title} | {item.cold:.2f} | {item.warm:.2f} | {item.memory / 2**20:.0f} "
        f"| {item.size / 1000:.0f} |"
        for item in figures
    )
    missing = [f"{engine.title}：{engine.needs}，没有测。" for engine in engines() if engine.needs]
    compared = []
    theirs = found.get(("webpdf", False))
    if theirs:
        ours = found["pdf", True]
        compared.append(
            f"- 生成 PDF 的全程时间是 `webpdf` 的 1/{theirs.cold / ours.cold:.1f}"
            f"（同一进程里再次生成：1/{theirs.warm / ours.warm:.1f}；要求不超过 1/{WANTED_FASTER:g}）。"
        )
        through = found.get(("report_pdf", False))
        if through:
            compared.append(
                f"- 由 nbconvert 调用时，全程是 `webpdf` 的 1/{theirs.cold / through.cold:.1f}："
                "多出来的时间用于装载 nbconvert 本身，"
                "一半左右是 jsonschema 的附件 rfc3987-syntax 每次装载时现做语法。"
            )
    ratio = found["html", False].size / found["html", True].size
    compared.append(f"- 网页的大小是 lab 网页的 1/{ratio:.1f}（要求不超过 1/{WANTED_SMALLER:g}）。")
    packages = "、".join(f"{name} {version(name)}" for name in ("nbconvert", "typst", "python-docx"))
    return f"""# 导出速度

由 `python tools/measure_export.py` 写出，请不要手改。

同一份笔记本（{notebook}），同一台电脑上一次测完：{machine()}；Python {sys.version.split()[0]}；{packages}。
测之前和测之后一分钟内的平均负载为 {load[0]:.2f} 和 {load[1]:.2f}。

| 引擎 | 全程（秒） | 再次（秒） | 内存峰值（MiB） | 文件（千字节） |
|---|---|---|---|---|
{rows}

- 全程：从启动一个新的 Python 进程到文件写好、进程结束，{rounds} 次的中位数（程序文件已在系统的缓存里）。
  report-kit 运行的是 `report-kit export`，nbconvert 运行的是它的导出器。
- 再次：同一个进程里第二次以后每次的时间，{rounds} 次的中位数。
- 内存峰值：这个进程和它启动的全部进程（如 Chromium）合计，共用的部分按份额计；
  每 {_LOOK * 1000:.0f} 毫秒看一次。
{"".join(f"- {line}" + chr(10) for line in missing)}
## 对比

{chr(10).join(compared)}

nbconvert 的 `webpdf` 只认得 Playwright 自己下载的 Chromium，没有指定程序位置的选项；这里在它启动浏览器时指明
系统里装的 Chromium，并关闭沙箱（`disable_sandbox`，容器里需要），其余都是默认设置。
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebook", nargs="?", type=Path)
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        notebook, name = arguments.notebook, "自带样例的年度报告"
        if notebook is None:
            report = Report.from_document(open_document(SAMPLE))
            notebook = export_report(report, Path(folder) / "sample", ["ipynb"])["ipynb"]
        else:
            name = notebook.name
        found = []
        for engine in engines():
            if not engine.needs:
                found.append(measure(engine, notebook, arguments.rounds))
                print(found[-1], flush=True)
    text = page(found, arguments.rounds, (before, os.getloadavg()[0]), name)
    arguments.page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
