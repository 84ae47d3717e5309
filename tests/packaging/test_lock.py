"""requirements-dev.lock pins all that pyproject.toml asks for, on every system, and names no index."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
SYSTEMS = {
    "linux": {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
    "macos": {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
    "windows": {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
}
PYTHONS = ("3.11.9", "3.12.4", "3.13.2", "3.14.0")


def pins() -> list[tuple[Requirement, list[str]]]:
    """Return every pinned package with its hashes."""
    lines = re.sub(r"^\s*#.*\n", "", LOCK, flags=re.M).replace("\\\n", "").splitlines()
    return [
        (Requirement(line.split(" --hash=")[0]), re.findall(r" --hash=(\S+)", line)) for line in lines if line
    ]


def asked() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(r) for r in project["dependencies"] + project["optional-dependencies"]["dev"]]


def test_every_package_is_pinned_by_its_hashes() -> None:
    for pin, hashes in pins():
        assert re.fullmatch(r"==[^*]+", str(pin.specifier)), pin
        assert hashes, pin
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", value) for value in hashes), pin


def test_no_index_is_named() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^\s*--(?!hash=)", LOCK, re.M)
    assert not any(pin.url for pin, _ in pins())


@pytest.mark.parametrize(("system", "python"), list(itertools.product(SYSTEMS, PYTHONS)))
def test_what_is_asked_for_is_pinned(system: str, python: str) -> None:
    environment = default_environment() | SYSTEMS[system]
    environment |= {"python_full_version": python, "python_version": python.rpartition(".")[0]}
    pinned: dict[str, str] = {}
    for pin, _ in pins():
        if pin.marker is None or pin.marker.evaluate(environment):
            name = canonicalize_name(pin.name)
            assert name not in pinned, f"两个版本：{name}"
            pinned[name] = str(pin.specifier).removeprefix("==")
    for requirement in asked():
        if requirement.marker is None or requirement.marker.evaluate(environment):
            version = pinned.get(canonicalize_name(requirement.name))
            assert version is not None, (
                f"requirements-dev.lock 里没有 {requirement}，请重新生成（见 CONTRIBUTING）"
            )
            assert requirement.specifier.contains(version, prereleases=True), requirement
