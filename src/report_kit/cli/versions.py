"""The findings of one version of the kit over some texts, as records of ``check --format json``."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from report_kit.errors import UsageError, reason_of

_FINISHED = (0, 1)
# What check says of single files, which it passes over; and of a folder, where it stops.
_OF_A_FILE = re.compile(r"RK-(?:[12]\d\d|900)")
_STOPPED = "文件夹里没有可以校对的文件"


@dataclass(frozen=True)
class Run:
    """What a version found; ``said`` is what it could not do: files it could not read, rules that failed."""

    findings: list[dict[str, Any]]
    said: str = ""


def findings_of(version: str, texts: Sequence[str]) -> Run:
    """Return what a version finds in the texts.

    Args:
        version: a file of findings (``.jsonl``, ``.json``), a checkout, a virtual environment, or a
            Python that has the kit installed. ``.`` that is no checkout is the running kit itself.
        texts: files and folders.

    Raises:
        UsageError: ``RK-651`` the version is none of these or its file cannot be read, ``RK-652`` it could
            not check the texts.
    """
    path = Path(version)
    if path.suffix in (".jsonl", ".json"):
        return Run(_stored(path))
    python, environment = _interpreter(version)
    command = [python, "-m", "report_kit.cli", "check", *texts, "--format", "json"]
    environment["PYTHONUTF8"] = "1"
    try:
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
    except OSError as error:
        raise _unknown(version, reason_of(error)) from error
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode not in _FINISHED and not _only_files(said):
        raise UsageError(
            "RK-652",
            "这个版本没有完成校对",
            where=f"{version}：{said[-400:]}",
            remedy="先单独运行这个版本的 report-kit check，改好它指出的问题",
        )
    return Run([json.loads(line) for line in done.stdout.decode("utf-8").split("\n") if line.strip()], said)


def _only_files(said: str) -> bool:
    """Say whether all that went wrong is that some files could not be checked."""
    codes = re.findall(r"^\[(RK-\d+)\]", said, re.MULTILINE)
    return bool(codes) and all(map(_OF_A_FILE.fullmatch, codes)) and _STOPPED not in said


def _stored(path: Path) -> list[dict[str, Any]]:
    records = []
    number = 0
    try:
        # Only line feeds part the lines: the texts may hold other characters that Python takes for an end.
        for line in path.read_bytes().decode("utf-8-sig").split("\n"):
            number += 1
            if line.strip():
                record = json.loads(line)
                _ = [record[name] for name in ("path", "rule", "line", "column", "text", "severity", "fixes")]
                records.append(record)
    except OSError as error:
        raise _unknown(str(path), reason_of(error)) from error
    except (ValueError, KeyError, TypeError):
        raise _unknown(f"{path} 第 {number} 行", "不是 check --format json 的结果") from None
    return records


def _interpreter(version: str) -> tuple[str, dict[str, str]]:
    """Return the Python to run and its environment; only a checkout is named by ``PYTHONPATH``."""
    environment = dict(os.environ)
    path = Path(version)
    if (path / "src/report_kit/cli").is_dir():
        return sys.executable, environment | {"PYTHONPATH": str((path / "src").absolute())}
    if version == ".":
        return sys.executable, environment
    environment.pop("PYTHONPATH", None)  # it would bring the running kit into the other version
    for inside in ("bin/python", "Scripts/python.exe"):
        if (path / inside).is_file():
            return str((path / inside).absolute()), environment
    if path.is_file():
        return str(path.absolute()), environment
    raise _unknown(version, "不是结果文件、源代码文件夹或 Python")


def _unknown(version: str, reason: str) -> UsageError:
    return UsageError(
        "RK-651",
        f"不知道从哪里得到这个版本的结果（{reason}）",
        where=version,
        remedy="写 check --format json 的结果文件（.jsonl）、源代码文件夹，或装有 report-kit 的 Python",
    )
