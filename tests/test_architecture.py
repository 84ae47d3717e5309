"""docs/架构.md names the rooms there are, in the order import-linter holds them to."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "report_kit"
PAGE = (ROOT / "docs" / "架构.md").read_text(encoding="utf-8")
WORDS_ON_PATHS = [ROOT / "CONTRIBUTING.md", ROOT / "docs/架构.md", *sorted((ROOT / "docs/决定").glob("*.md"))]


def rooms(heading: str) -> list[str]:
    """Return the first column of the table under ``heading``."""
    section = PAGE.split(f"{heading}\n")[1].split("\n#")[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.M)


def packages(folder: Path) -> set[str]:
    return {path.parent.name for path in folder.glob("*/__init__.py")}


def test_the_packages_stand_in_the_order_of_imports() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    assert rooms("## 房间") == [layer.removeprefix("report_kit.") for layer in reversed(layers)]


def test_every_package_is_named() -> None:
    unnamed = packages(PACKAGE) - set(rooms("## 房间"))
    assert all(f"`{name}/`" in PAGE for name in unnamed), unnamed


@pytest.mark.parametrize("package", ["proofread", "widgets"])
def test_the_rooms_inside_a_package(package: str) -> None:
    named = rooms(f"### {package} 里面")
    assert sorted(named) == sorted(f"{name}/" for name in packages(PACKAGE / package))


@pytest.mark.parametrize("page", WORDS_ON_PATHS, ids=lambda page: page.stem)
def test_files_that_are_named_exist(page: Path) -> None:
    named = re.findall(
        r"`([\w./-]+/[\w./-]*\.(?:py|js|ts|md|tsv|yaml|typ|css|bin|toml)|[\w./-]+/)`", page.read_text("utf-8")
    )
    for name in named:
        pattern = name.replace("_N.", "_*.")  # N stands for a number
        found = [*ROOT.glob(name), *ROOT.glob(f"src/**/{pattern}"), *ROOT.glob(f"widgets/src/**/{pattern}")]
        assert found, name
