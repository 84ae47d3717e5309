"""The decision records: each is in the index, in one shape, with the figures of the page it cites."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "docs" / "决定"
RECORDS = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
THEN = "选型时"  # measured when it was decided; nothing to compare with


def figures(text: str) -> set[str]:
    """Return the numbers in ``text``, without separators of thousands."""
    return set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d)[,_](?=\d{3})", "", text)))


def cited(record: Path) -> list[tuple[str, str, str]]:
    """Return the rows of the table of figures: what was measured, the figures, their source."""
    section = record.read_text(encoding="utf-8").split("## 数字")[1].split("## 后果")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    heading, _, *body = rows
    assert heading == ["量的是什么", "数字", "出处"]
    return [(what, figure, source) for what, figure, source in body]


def agree(figure: str, page: str) -> bool:
    """Say whether one line of ``page`` holds every number of ``figure``."""
    return any(figures(figure) <= figures(line) for line in page.splitlines())


def test_the_index_names_every_record() -> None:
    linked = re.findall(r"^\| \[.+\]\((.+)\) \|", (FOLDER / "README.md").read_text(encoding="utf-8"), re.M)
    assert linked == [record.name for record in RECORDS]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_shape(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    title = text.splitlines()[0].removeprefix("# ")
    assert title.replace(" ", "") == record.stem.split("-", 1)[1]
    assert re.findall(r"^## (.+)$", text, re.M) == ["情况", "决定", "数字", "后果"]
    assert re.search(r"^状态：(?:采用|已被 \[.+\]\(.+\) 代替)。$", text, re.M)
    assert len(text.splitlines()) <= 40


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_figures_are_those_of_the_page_they_are_from(record: Path) -> None:
    rows = cited(record)
    assert rows
    for what, figure, source in rows:
        if source == THEN:
            continue
        link = re.fullmatch(r"\[.+\]\((.+)\)", source)
        assert link, f"出处要么是{THEN}，要么是一页：{what}"
        assert figures(figure), what
        page = (record.parent / link[1]).read_text(encoding="utf-8")
        assert agree(figure, page), f"{link[1]} 没有一行写着：{what} {figure}"


def test_another_figure_is_found_out() -> None:
    page = "| report-kit PDF | 0.48 | 1,067 |\n| 网页 | 0.35 | 17 |"
    assert agree("0.48 秒，1067 千字节", page)
    assert not agree("0.49 秒", page)
    assert not agree("0.48 秒，17 千字节", page)  # of two rows
