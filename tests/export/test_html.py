"""The web page: one file, nothing remote, nothing of the notebook but its text."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from report_kit.export.content import content_of, report_content
from report_kit.export.html import html_text
from tests.export.samples import SMUGGLED, hard, hostile, plain_notebook, report


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    "content", [report_content(hostile()), content_of(plain_notebook())], ids=["report", "plain"]
)
def test_nothing_can_run_or_be_fetched(content) -> None:
    page = Tags(html_text(content))
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "link", "iframe", "object", "embed", "svg", "base", "form"}
    assert [attributes.get("href") for tag, attributes in page.tags if tag == "a"] == ["#main"]
    for _, attributes in page.tags:
        assert not {name for name in attributes if name.startswith("on") or name in ("src", "style")}
    assert "url(" not in html_text(content)
    assert "@import" not in html_text(content)


def test_markup_in_prose_is_shown_as_text() -> None:
    text = Tags(html_text(report_content(hostile()))).text
    for line in SMUGGLED:
        assert line in text


def test_tables_are_semantic() -> None:
    page = Tags(html_text(report_content(report())))
    names = [tag for tag, _ in page.tags]
    assert names.count("caption") == names.count("table") == 3
    assert all(attributes.get("scope") for tag, attributes in page.tags if tag == "th")
    assert "thead" in names


def test_it_says_its_language_title_and_width() -> None:
    html = html_text(report_content(report()))
    assert '<html lang="zh-CN">' in html
    assert f"<title>{report().title}</title>" in html
    assert 'name="viewport"' in html
    assert unescape(re.sub("<[^>]+>", "", re.findall("<h1[^>]*>(.*)</h1>", html)[0])) == report().title


def test_a_long_report_is_a_small_page_with_what_every_reader_needs() -> None:
    text = html_text(report_content(hard()))
    assert len(text.encode()) < 60_000
    for needed in ("prefers-color-scheme: dark", "@media print", "@media (max-width", 'href="#main"'):
        assert needed in text


def test_the_same_report_gives_the_same_page() -> None:
    assert html_text(report_content(report())) == html_text(report_content(report()))
