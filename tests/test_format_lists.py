"""Lists of formats that people read or the code keeps by hand agree with the readers and the exporters."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from report_kit.cli.commands import demo, export
from report_kit.document.readers import readers
from report_kit.export import FORMATS, export_report
from report_kit.widgets.drafting import begin
from report_kit.widgets.publishing import panel as publish_panel

ROOT = Path(__file__).parents[1]
TEXTS = sorted(
    path
    for pattern in (
        "*.md",
        "docs/**/*.md",
        "src/report_kit/**/*.py",
        "src/report_kit/**/*.yaml",
        "notebooks/*.ipynb",
    )
    for path in ROOT.glob(pattern)
    if path.name != "CHANGELOG.md"
)
# The second name of a format is not listed everywhere.
READ = {extension for extension in readers() if extension not in (".htm", ".markdown", ".jpeg")}
# Old formats, sheets and pictures are also named by themselves, where they need more to be read.
USUAL = READ - {".doc", ".wps", ".rtf", ".xls", ".et", ".xlsx", ".png", ".jpg"}
_EXTENSION = re.compile(r"(?<![\w*…图号原名稿对果报-])\.([a-z]{2,8})\b")


def listed(text: str) -> list[set[str]]:
    """Return the endings that each line names, of the lines which list three of those usually read."""
    found = []
    for line in text.splitlines():
        named = {f".{name}" for name in _EXTENSION.findall(line)}
        # These are made, or read by others, and so are the pictures and sheets beside them.
        if len(named & USUAL) >= 3 and not named & {".svg", ".csv", ".json", ".parquet"}:
            found.append(named)
    return found


def test_the_search_finds_lists() -> None:
    assert listed("（.txt、.docx、.html、.pdf）") == [{".txt", ".docx", ".html", ".pdf"}]
    assert listed("“.html、.svg 或 .pdf”、.txt") == []
    assert sum(len(listed(path.read_text("utf-8"))) for path in TEXTS) >= 9


def test_every_list_of_what_is_read_is_whole() -> None:
    short = [(path.name, READ - named) for path in TEXTS for named in listed(path.read_text("utf-8"))]
    assert [found for found in short if found[1]] == []


def test_every_reader_has_a_row_in_the_description_of_check() -> None:
    text = (ROOT / "docs/命令.md").read_text("utf-8")
    rows = re.findall(r"^\| (`\.\w+`(?:、`\.\w+`)*) \|", text, re.M)
    assert {name for row in rows for name in re.findall(r"\.\w+", row)} == set(readers())


def test_the_upload_takes_every_file_that_is_read() -> None:
    assert set(begin._FILES.split(",")) == set(readers())


def test_the_lists_of_what_is_written() -> None:
    usual = [name for name in FORMATS if name != "wechat"]
    assert export._USUAL.split(",") == usual
    assert list(inspect.signature(export_report).parameters["formats"].default) == usual
    assert set(demo._FORMATS) <= set(FORMATS)
    assert set(publish_panel.CHOSEN) <= set(FORMATS)
    errors = (ROOT / "docs/errors.md").read_text("utf-8")
    [row] = re.findall(r"^\| RK-508 .*使用 (.*) \|$", errors, re.M)
    assert row.split("、") == list(FORMATS)
    page = (ROOT / "docs/发布.md").read_text("utf-8")
    for made in FORMATS.values():
        assert f"\n| {made.label} |" in page
    commands = (ROOT / "docs/命令.md").read_text("utf-8")
    [row] = re.findall(r"^\| `--to 格式` \| (.*) \|$", commands, re.M)
    assert [name for name in re.findall(r"`(\w+)`", row) if name in FORMATS] == list(FORMATS)
