"""The folder for PCs without internet: complete for its target, and installable with the network cut."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.tags import Tag

from offline.launchers import LINUX, PAGES, README, WINDOWS, batch_bytes, write_launchers
from offline.target import Target, parse_target
from offline.wheels import read_folder, resolve

ROOT = Path(__file__).parents[2]
WIN = Target("win_amd64", (3, 12))
LIN = Target("linux_x86_64", (3, 12))


def make_wheel(
    folder: Path, name: str, *requires: str, tag: str = "py3-none-any", python: str = ">=3.8"
) -> None:
    with zipfile.ZipFile(folder / f"{name}-1.0-{tag}.whl", "w") as archive:
        lines = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0", f"Requires-Python: {python}"]
        lines += [f"Requires-Dist: {text}" for text in requires]
        archive.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(lines) + "\n\n")


@pytest.mark.parametrize(
    ("system", "python", "target"),
    [
        ("win_amd64", "3.12", WIN),
        ("linux", "3.12", LIN),
        ("manylinux2014_x86_64", "3.12", LIN),
        ("linux_x86_64", "3.12", LIN),
    ],
)
def test_targets(system: str, python: str, target: Target) -> None:
    assert parse_target(system, python) == target


@pytest.mark.parametrize(
    ("system", "python"), [("win32", "3.12"), ("linux", "3"), ("linux", "2.7"), ("linux", "x")]
)
def test_unknown_targets(system: str, python: str) -> None:
    with pytest.raises(ValueError, match="--platform"):
        parse_target(system, python)


def test_tags() -> None:
    for tag in ("cp312-cp312-win_amd64", "cp38-abi3-win_amd64", "py3-none-any", "py3-none-win_amd64"):
        assert Tag(*tag.split("-")) in WIN.tags
    for tag in ("cp311-cp311-win_amd64", "cp312-cp312-win32", "cp312-cp312-manylinux_2_17_x86_64"):
        assert Tag(*tag.split("-")) not in WIN.tags
    for tag in ("cp312-cp312-manylinux_2_28_x86_64", "cp38-abi3-manylinux2014_x86_64"):
        assert Tag(*tag.split("-")) in LIN.tags
    assert Tag("cp312", "cp312", "manylinux_2_34_x86_64") not in LIN.tags


def test_markers_are_the_targets(tmp_path: Path) -> None:
    make_wheel(
        tmp_path,
        "kit",
        "winonly; sys_platform == 'win32'",
        "unixonly; os_name == 'posix'",
        "extra1; extra == 'x'",
    )
    make_wheel(tmp_path, "unixonly")
    on_windows = resolve(read_folder(tmp_path), "kit", WIN)
    assert [requirement.name for requirement in on_windows.missing] == ["winonly"]
    on_linux = resolve(read_folder(tmp_path), "kit", LIN)
    assert (on_linux.missing, on_linux.wrong) == ((), ())
    assert on_linux.needed == {"kit", "unixonly"}


def test_versions_extras_and_misfits(tmp_path: Path) -> None:
    make_wheel(tmp_path, "kit", "a[more]>=1", "b>=2", "c", "d")
    make_wheel(tmp_path, "a", "hidden; extra == 'more'")
    make_wheel(tmp_path, "b")
    make_wheel(tmp_path, "c", tag="cp312-cp312-manylinux_2_17_x86_64")
    make_wheel(tmp_path, "d", python=">=3.13")
    found = resolve(read_folder(tmp_path), "kit", WIN)
    assert {str(requirement.name) for requirement in found.missing} == {"hidden", "b"}
    assert len(found.wrong) == 2


def test_the_batch_file(tmp_path: Path) -> None:
    write_launchers(tmp_path, WIN, "0.1.0")
    data = (tmp_path / WINDOWS).read_bytes()
    text = data.decode("gbk")
    assert text.count("\n") == text.count("\r\n")
    for line in text.splitlines():
        if not line.startswith("echo"):
            assert line.isascii(), line
    assert "py -3.12" in text
    assert "--no-index" in text
    labels = set(re.findall(r"^:(\w+)", text, re.M))
    assert set(re.findall(r"goto (\w+)", text)) <= labels


def test_a_character_that_breaks_batch_files_is_refused() -> None:
    with pytest.raises(ValueError, match="batch"):
        batch_bytes("echo 弢")  # its second byte in GBK is “|”


@pytest.mark.skipif(shutil.which("sh") is None, reason="no sh here")
def test_the_shell_script(tmp_path: Path) -> None:
    write_launchers(tmp_path, LIN, "0.1.0")
    subprocess.run(["sh", "-n", str(tmp_path / LINUX)], check=True)
    assert os.access(tmp_path / LINUX, os.X_OK)


@pytest.mark.parametrize("target", [WIN, LIN])
def test_the_pages_without_code_have_a_file_of_their_own(tmp_path: Path, target: Target) -> None:
    start = WINDOWS if target.windows else LINUX
    write_launchers(tmp_path, target, "0.1.0")
    assert not (tmp_path / PAGES[start]).exists()
    write_launchers(tmp_path, target, "0.1.0", ["voila"])
    first, second = (
        (tmp_path / name).read_bytes().decode("gbk" if target.windows else "utf-8")
        for name in (start, PAGES[start])
    )
    assert "lab report-kit-workspace --voila" in second
    assert "--voila" not in first
    for script in (first, second):
        assert "--find-links wheels report-kit[voila]" in script
        assert "report-kit-0.1.0-voila.ok" in script
    assert PAGES[start] in (tmp_path / README).read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("target", [WIN, LIN])
def test_the_text(tmp_path: Path, target: Target) -> None:
    write_launchers(tmp_path, target, "0.1.0")
    text = (tmp_path / README).read_text(encoding="utf-8-sig")
    assert "Python 3.12" in text
    assert (WINDOWS if target.windows else LINUX) in text


def test_no_package_index_is_named() -> None:
    for path in [ROOT / "tools/offline_bundle.py", *(ROOT / "tools/offline").glob("*.py")]:
        assert not re.search(r"https?://|index-url|pypi", path.read_text(encoding="utf-8"), re.I), path


def bundle(folder: Path, platform: str, python: str, *more: str) -> None:
    tool = ROOT / "tools" / "offline_bundle.py"
    command = [
        sys.executable,
        str(tool),
        "--platform",
        platform,
        "--python",
        python,
        "--output",
        str(folder),
        *more,
    ]
    subprocess.run(command, check=True)


def cut_off(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command without a network: in an empty network namespace where the system allows it."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment |= {
        "PIP_NO_INDEX": "1",
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    without = ["unshare", "--net", "--map-root-user"]
    if (
        shutil.which("unshare")
        and subprocess.run([*without, "true"], capture_output=True, check=False).returncode == 0
    ):
        command = (*without, *command)
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the Linux bundle installs on Linux only")
def test_the_linux_bundle_installs_and_runs_without_a_network(tmp_path: Path) -> None:
    folder = tmp_path / "安装包"
    bundle(folder, "linux", f"{sys.version_info.major}.{sys.version_info.minor}", "--with", "voila")
    first = cut_off("sh", str(folder / LINUX), "demo", "演示", cwd=tmp_path)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "正在安装" in first.stdout
    assert (folder / "演示" / "年度报告.pdf").is_file()
    python = str(folder / "venv/bin/python")
    assert cut_off(python, "-c", "import voila, voila.app", cwd=tmp_path).returncode == 0
    second = cut_off("sh", str(folder / LINUX), "--version", cwd=tmp_path)
    assert second.stdout.startswith("report-kit ")


@pytest.mark.slow
def test_the_windows_bundle_is_complete(tmp_path: Path) -> None:
    bundle(tmp_path / "w", "win_amd64", "3.12", "--with", "voila")
    wheels = read_folder(tmp_path / "w" / "wheels")
    found = resolve(wheels, "report-kit[voila]", WIN)
    assert (found.missing, found.wrong) == ((), ())
    assert "voila" in wheels
    assert {"pywinpty", "colorama", "jieba", "typst"} <= wheels.keys()
    assert "pexpect" not in wheels
    assert (tmp_path / "w" / WINDOWS).is_file()
