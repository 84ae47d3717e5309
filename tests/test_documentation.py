"""The documents say what the code does: error codes, links, README's commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def codes_in_source() -> set[str]:
    """Return the codes errors are raised with; docstrings quote codes in double backquotes."""
    return {
        code
        for path in (ROOT / "src").rglob("*.py")
        for code in re.findall(r'"(RK-\d{3})"', path.read_text(encoding="utf-8"))
    }


def test_every_error_code_is_documented() -> None:
    rows = re.findall(
        r"^\| (RK-\d{3}) \| \S.* \| \S.* \|$", (ROOT / "docs/errors.md").read_text("utf-8"), re.M
    )
    assert len(rows) == len(set(rows))
    assert rows == sorted(rows)
    assert set(rows) == codes_in_source()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_two_commands_of_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    unix, tests = re.findall(r"```bash\n(.*)\n```", text)[:2]
    assert unix.startswith("python3 -m venv")
    assert unix.endswith("report-kit demo")
    assert tests.endswith("pytest")
    assert "```bat\npy -m venv" in text


def test_every_command_is_in_the_readme() -> None:
    import click

    from report_kit.cli.app import app

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in app.list_commands(click.Context(app)):
        assert f"`report-kit {name}" in text
