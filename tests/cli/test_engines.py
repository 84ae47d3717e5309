"""``--engine``: a second opinion on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report_kit.proofread.engines import offers
from tests.cli.conftest import Cli, files
from tests.proofread.engines.conftest import write_onnx

TEXT = "制定公开工作实施方按。\n"


def findings(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_check_with_an_engine(cli: Cli, tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="needs the extra onnx")
    folder = tmp_path / "模 型"
    folder.mkdir()
    write_onnx(folder)
    (tmp_path / "文.txt").write_text(TEXT, encoding="utf-8")
    plain = findings(cli("check", "文.txt", "--format", "json").out)
    asked = findings(cli("check", "文.txt", "--format", "json", "--engine", f"onnx={folder}").out)
    assert [(f["start"], f["end"], f["fixes"]) for f in asked] == [
        (f["start"], f["end"], f["fixes"]) for f in plain
    ]
    assert "两种方法都认为应改（内置检查、ONNX 模型（模 型））" in str(asked[0]["message"])
    alone = cli("check", "文.txt", "--select", "spelling.engine", "--engine", f"onnx={folder}")
    assert alone.code == 0
    assert "spelling.engine" in alone.out
    assert cli("check", "文.txt", "--select", "spelling.engine").out.count("spelling.engine") == 0


def test_fix_makes_what_two_methods_agree_on(cli: Cli, tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="needs the extra onnx")
    write_onnx(tmp_path)
    (tmp_path / "文.txt").write_text(TEXT + "本方按2024方按𠮷\n", encoding="utf-8")
    result = cli("fix", "文.txt", "--safety", "likely", "--engine", f"onnx={tmp_path}")
    assert result.code == 0
    fixed = (tmp_path / "文.校对.txt").read_text(encoding="utf-8")
    assert fixed.startswith("制定公开工作实施方案。\n")


@pytest.mark.parametrize("command", ["check", "fix"])
@pytest.mark.parametrize(
    ("spec", "code"), [("nosuch", "RK-641"), ("pycorrector=没有", "RK-331"), ("onnx=没有", "RK-331")]
)
def test_what_can_not_be_used_is_told_first(
    cli: Cli, tmp_path: Path, command: str, spec: str, code: str
) -> None:
    (tmp_path / "文.txt").write_text(TEXT, encoding="utf-8")
    before = files(tmp_path)
    result = cli(command, "文.txt", "--engine", spec)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"[{code}] ")
    assert files(tmp_path) == before


@pytest.mark.parametrize("offer", offers(), ids=lambda offer: offer.name)
def test_without_the_extra_the_command_that_installs_it(cli: Cli, tmp_path: Path, offer) -> None:  # type: ignore[no-untyped-def]
    if offer.installed:
        pytest.skip(f"{offer.name} is installed here")
    (tmp_path / "文.txt").write_text(TEXT, encoding="utf-8")
    result = cli("check", "文.txt", "--engine", f"{offer.name}={tmp_path}")
    assert result.code == 2
    assert result.err.startswith("[RK-642] ")
    assert offer.install in result.err
