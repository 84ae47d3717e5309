"""The fragments of the changelog can be joined, and read like its entries."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FRAGMENTS = sorted(path for path in (ROOT / "changes").iterdir() if path.name != "README.md")


def towncrier(folder: Path, how: str) -> tuple[int, str]:
    """Join the fragments of ``folder``, with ``--draft`` or ``--yes``; return status and words."""
    command = [sys.executable, "-X", "utf8", "-m", "towncrier", "build", how, "--dir", str(folder)]
    command += ["--version", "9.9.9", "--date", "2030-01-02"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with the project's settings and fragments, to break."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copy(ROOT / "CHANGELOG.md", tmp_path)
    shutil.copytree(ROOT / "changes", tmp_path / "changes")
    return tmp_path


def test_fragments_are_joined() -> None:
    status, said = towncrier(ROOT, "--draft")
    assert status == 0, said
    assert "## [9.9.9] - 2030-01-02" in said
    for fragment in FRAGMENTS:
        assert fragment.read_text(encoding="utf-8").strip().splitlines()[0] in said, fragment.name


def test_fragments_read_like_entries() -> None:
    for fragment in FRAGMENTS:
        text = fragment.read_text(encoding="utf-8").strip()
        assert text.endswith(("。", "）")), fragment.name
        assert re.search("[一-鿿]", text), fragment.name
        assert not text.startswith(("#", "-", "*")), f"{fragment.name}: towncrier writes the mark of the list"


@pytest.mark.parametrize("name", ["+markdown.md", "13.new.md", "说明.txt"])
def test_a_file_that_is_no_fragment_is_refused(project: Path, name: str) -> None:
    (project / "changes" / name).write_text("读入 .md 文件。\n", encoding="utf-8")
    status, said = towncrier(project, "--draft")
    assert status != 0
    assert name in said


def test_a_release_goes_above_what_was_before(project: Path) -> None:
    (project / "changes" / "+markdown.added.md").write_text("读入 .md 文件。\n", encoding="utf-8")
    before = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    status, said = towncrier(project, "--yes")
    assert status == 0, said
    after = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    head, rest = before.split("<!-- 各版本 -->\n")
    assert after.startswith(head + "<!-- 各版本 -->\n")
    assert after.endswith(rest.lstrip("\n"))
    release = after.removeprefix(head).removesuffix(rest)
    assert "\n## [9.9.9] - 2030-01-02\n\n### 新增\n\n" in release
    assert "\n- 读入 .md 文件。\n" in release
    assert [path.name for path in (project / "changes").iterdir()] == ["README.md"]


def test_the_page_on_fragments_names_every_category() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["towncrier"]
    page = (ROOT / "changes" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\S+) \|", page, re.M)
    assert rows == [(kind, values["name"]) for kind, values in settings["fragment"].items()]
