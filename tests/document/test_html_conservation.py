"""A property of the reader of web pages: what is seen is in the text once, all else is told."""

from __future__ import annotations

import itertools
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_kit.document import Document, open_document

FAST, SLOW = 60, 500
INLINE = ("b", "span", "font", "a", "em", "u")
STRUCK = (
    "<s>{}</s>",
    "<del>{}</del>",
    "<strike>{}</strike>",
    "<span style='text-decoration:line-through'>{}</span>",
)
HIDDEN = (
    "<span style='display:none'>{}</span>",
    "<span style='visibility:hidden'>{}</span>",
    "<span hidden>{}</span>",
    "<span style='font-size:0'>{}</span>",
    "<font color='#ffffff'>{}</font>",
    "<b class=gone>{}</b>",
)
MARKS = ("<sup>{}</sup>", "<sub>[{}]</sub>", "<span style='vertical-align:super'>{}</span>")
THINGS = (("<img src=a.png>", "image"), ("<object></object>", "ole"), ("<iframe></iframe>", "ole"))


@dataclass
class Made:
    """A page being made; no Han character stands in it twice."""

    seen: str = ""
    left_out: Counter[str] = field(default_factory=Counter)
    letters: Iterator[int] = field(default_factory=lambda: itertools.cycle(range(0x4E00, 0x9FA5)))

    def word(self, length: int) -> str:
        return "".join(chr(next(self.letters)) for _ in range(length))

    def text(self, draw: st.DrawFn) -> str:
        """Return a run of text with what may stand in it."""
        parts = []
        for _ in range(draw(st.integers(1, 4))):
            kind = draw(st.sampled_from(("plain", "plain", "inline", "struck", "hidden", "mark", "thing")))
            word = self.word(draw(st.integers(1, 6)))
            if kind == "struck":
                parts.append(draw(st.sampled_from(STRUCK)).format(word))
                self.left_out["struck"] += len(word)
            elif kind == "hidden":
                # What is struck out inside of it is hidden too.
                parts.append(draw(st.sampled_from(HIDDEN)).format(word))
                self.left_out["hidden"] += len(word)
            elif kind == "mark":
                mark = draw(st.sampled_from(MARKS)).format(draw(st.integers(1, 9)))
                parts.append(word + mark)
                self.seen += word
                self.left_out["mark"] += 3 if "[" in mark else 1
            elif kind == "thing":
                thing, name = draw(st.sampled_from(THINGS))
                parts.append(thing + word)
                self.seen += word
                self.left_out[name] += 1
            else:
                tag = draw(st.sampled_from(INLINE))
                parts.append(f"<{tag}>{word}</{tag}>" if kind == "inline" else word)
                self.seen += word
            parts.append(draw(st.sampled_from(("", "", "\n", "<br>", " "))))
        return "".join(parts) + "。"


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, Made]:
    made = Made()

    def block(depth: int) -> str:
        kind = draw(st.sampled_from(("p", "div", "h2", "ol", "ul", "table", "nest", "text")))
        if kind in ("ol", "ul"):
            items = "".join(f"<li>{item(depth)}</li>" for _ in range(draw(st.integers(1, 3))))
            return f"<{kind}>{items}</{kind}>"
        if kind == "table":
            columns = draw(st.integers(1, 3))
            rows = (
                "".join(f"<td>{item(depth)}</td>" for _ in range(columns))
                for _ in range(draw(st.integers(1, 3)))
            )
            return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
        if kind == "nest" and depth < 3:
            return f"<div>{''.join(block(depth + 1) for _ in range(draw(st.integers(1, 3))))}</div>"
        if kind == "text":
            return made.text(draw)
        kind = "div" if kind == "nest" else kind
        return f"<{kind}>{made.text(draw)}</{kind}>"

    def item(depth: int) -> str:
        return made.text(draw) + (block(depth + 1) if depth < 2 and draw(st.booleans()) else "")

    body = "\n".join(block(0) for _ in range(draw(st.integers(1, 5))))
    return f"<html><style>.gone {{ display: none }}</style><body>{body}</body></html>", made


def read(html: str) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.html")
        path.write_text(html, encoding="utf-8")
        return open_document(path)


def check(html: str, made: Made) -> None:
    if not made.seen:
        return
    document = read(html)
    assert Counter(filter(_is_han, document.text)) == Counter(made.seen)
    told: Counter[str] = Counter()
    for one in document.omissions:
        told[one.kind] += one.size
        assert one.place
    assert told == made.left_out
    for paragraph in document.paragraphs:
        assert document.text[paragraph.start : paragraph.end] == paragraph.text


def _is_han(character: str) -> bool:
    return "\u4e00" <= character < "\u9fa5"


@given(pages())
@settings(max_examples=FAST, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_visible_character_once_every_other_one_told(page: tuple[str, Made]) -> None:
    check(*page)


@pytest.mark.slow
@given(pages())
@settings(max_examples=SLOW, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_visible_character_once_over_many_pages(page: tuple[str, Made]) -> None:
    check(*page)
