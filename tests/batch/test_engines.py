"""All engines find the same; workers and drivers may be killed."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pyarrow.parquet as pq
import pytest

from report_kit.cli.failures import run
from tests.batch.conftest import NO_DAY, WRONG

pytestmark = pytest.mark.slow
OPTIONS = ("--no-config", "--workers", "2", "--shard", "3", "--allow-failed", "99", "--threshold", "99999")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    inputs = tmp_path_factory.mktemp("in")
    lines = [f"第{number}段。{WRONG if number % 3 else NO_DAY}" for number in range(40)]
    texts = [json.dumps({"text": "\n".join(lines[:number])}) for number in range(1, 40)]
    (inputs / "文字.jsonl").write_text("\n".join([*texts, "{", '{"text": "\\ud800"}']), encoding="utf-8")
    (inputs / "一.txt").write_text(WRONG, encoding="gb18030")
    (inputs / "坏.pdf").write_bytes(b"%PDF-1.7")
    (inputs / "坏.zip").write_bytes(b"PK\x03\x04broken")
    return inputs


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    output = tmp_path_factory.mktemp("expected") / "out"
    assert run(["batch", str(folder), "--output", str(output), *OPTIONS]) == 0
    found = rows(output)
    assert sum("rule" in row for row in found) >= 40
    assert sum(row.get("status") == "failed" for row in found) == 3
    return found


def rows(output: Path) -> list[dict[str, Any]]:
    """Return all rows, documents and findings, in an order that the shards do not decide."""
    found = [
        row
        for kind in ("documents", "findings")
        for path in output.glob(f"{kind}-*.parquet")
        for row in pq.read_table(path).to_pylist()
    ]
    return sorted(found, key=lambda row: json.dumps(row, ensure_ascii=False, sort_keys=True))


def command(folder: Path, output: Path, *more: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "report_kit",
        "batch",
        str(folder),
        "--output",
        str(output),
        *OPTIONS,
        *more,
    ]


def test_dask_finds_the_same(folder: Path, tmp_path: Path, expected: list[dict[str, Any]]) -> None:
    subprocess.run(command(folder, tmp_path / "out", "--engine", "dask"), check=True, timeout=300)
    assert rows(tmp_path / "out") == expected


@pytest.mark.skipif(
    not (importlib.util.find_spec("pyspark") and importlib.util.find_spec("pandas") and shutil.which("java")),
    reason="needs the extra spark and Java",
)
def test_spark_finds_the_same(folder: Path, tmp_path: Path, expected: list[dict[str, Any]]) -> None:
    subprocess.run(command(folder, tmp_path / "out", "--engine", "spark"), check=True, timeout=300)
    assert rows(tmp_path / "out") == expected


def kin(process: subprocess.Popen[bytes], word: str) -> list[psutil.Process]:
    """Return the processes below one whose command line holds a word."""
    found = []
    for one in psutil.Process(process.pid).children(recursive=True):
        try:
            if any(word in part for part in one.cmdline()):
                found.append(one)
        except psutil.Error:
            continue
    return found


def below(one: psutil.Process, word: str) -> bool:
    """Say whether a process has a child whose command line holds a word."""
    try:
        return any(word in " ".join(child.cmdline()) for child in one.children())
    except psutil.Error:
        return False


@pytest.mark.parametrize(
    ("engine", "word"), [("processes", "report_kit.batch.worker"), ("dask", "spawn_main")]
)
def test_workers_killed_at_random_cost_nothing(
    folder: Path, tmp_path: Path, expected: list[dict[str, Any]], engine: str, word: str
) -> None:
    chance, killed, done, output = random.Random(7), 0, 0, tmp_path / "out"
    process = subprocess.Popen(command(folder, output, "--engine", engine))
    while process.poll() is None:
        now = len(list(output.glob("documents-*.parquet")))
        victims = kin(process, word)
        if engine == "dask":  # a worker of Dask has one of ours below it; its keeper starts a new one
            victims = [one for one in victims if below(one, "batch.worker")]
        # At every new shard one: a worker that is killed while it starts has nothing to lose.
        if killed < 10 and now > done and victims:
            chance.choice(victims).kill()
            killed, done = killed + 1, now
        time.sleep(0.2)
    assert process.returncode == 0
    assert killed >= 2
    assert rows(output) == expected


def test_a_killed_driver_leaves_no_process_and_goes_on(
    folder: Path, tmp_path: Path, expected: list[dict[str, Any]]
) -> None:
    output = tmp_path / "out"
    process = subprocess.Popen(command(folder, output))
    while process.poll() is None and not list(output.glob("documents-*.parquet")):
        time.sleep(0.1)
    workers = kin(process, "report_kit.batch.worker")
    process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    process.wait()
    done = {path.name: path.stat().st_mtime_ns for path in output.glob("documents-*.parquet")}
    assert workers
    psutil.wait_procs(workers, timeout=20)
    assert not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in workers)
    subprocess.run(command(folder, output), check=True, timeout=300)
    assert rows(output) == expected
    assert all((output / name).stat().st_mtime_ns == when for name, when in done.items())


def test_limits_hold_for_real_documents(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "大.txt").write_text(f"{WRONG}\n" * 60_000, encoding="utf-8")
    (tmp_path / "in" / "小.txt").write_text(WRONG, encoding="utf-8")
    code = run(
        ["batch", str(tmp_path / "in"), "--output", str(tmp_path / "out"), "--no-config", "--workers", "1",
         "--seconds", "5", "--allow-failed", "1", "--threshold", "99999"]
    )  # fmt: skip
    assert code == 0
    documents = {row["document"]: row for row in rows(tmp_path / "out") if "status" in row}
    assert documents["大.txt"]["code"] in ("RK-662", "RK-663")
    assert documents["小.txt"]["errors"] == 1
