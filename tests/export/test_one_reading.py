"""What is checked of Markdown is, character for character, what is printed of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import docx
import nbformat
import pypdfium2
import pytest
from docx.table import Table as WordTable
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from nbformat.v4 import new_markdown_cell, new_notebook

from report_kit.document import Document, Paragraph, open_document
from report_kit.export import export_report
from tests.document.markdown_texts import markdown_texts

FORMATS = ("txt", "html", "docx", "pdf", "wechat")
unchecked = list(HealthCheck)


def checked(document: Document) -> list[str]:
    """Return the paragraphs and cells that are checked."""
    texts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            texts.append(block.text)
        else:
            texts += [cell.text for cell in block.cells() if cell.text]
    return texts


def in_page(path: Path) -> Iterator[str]:
    root = etree.fromstring(path.read_bytes(), etree.HTMLParser(encoding="utf-8"))
    for element in root.find("body").iter("h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "td", "th"):
        text = "".join(element.itertext())
        if element.tag == "pre":
            yield from (line.strip() for line in text.split("\n") if line.strip())
        elif text:
            yield text


def title_of(path: Path) -> str:
    root = etree.fromstring(path.read_bytes(), etree.HTMLParser(encoding="utf-8"))
    return squeezed("".join(text for element in root.iter("h1") for text in element.itertext()))


def in_wechat(path: Path) -> Iterator[str]:
    root = etree.fromstring(path.read_bytes(), etree.HTMLParser(encoding="utf-8"))
    for element in root.find("body").iter("h1", "h2", "h3", "h4", "h5", "h6", "p", "section", "td", "th"):
        if element.tag == "section" and "pre-wrap" in element.get("style", ""):
            yield from (line.strip() for line in element.text.split("\n") if line.strip())
        elif element.tag != "section" and "左右滑动" not in "".join(element.itertext()):
            text = "".join(element.itertext())
            if text:
                yield text


def in_word(path: Path) -> Iterator[str]:
    document = docx.Document(str(path))
    for block in document.iter_inner_content():
        if isinstance(block, WordTable):
            seen = set()
            for row in block.rows:
                for cell in row.cells:
                    if cell._tc not in seen and cell.text:
                        yield cell.text
                    seen.add(cell._tc)
        elif block.text.strip():
            yield block.text.strip() if block.style.name == "Plain Text" else block.text


def in_text(path: Path) -> Iterator[str]:
    for line in path.read_text("utf-8").splitlines():
        yield from (text for text in line.strip("\u3000 ").split("\t") if text)


def in_pdf(path: Path) -> str:
    """Return what is printed without blanks: the ends of printed lines are none of the text."""
    pages = pypdfium2.PdfDocument(path)
    texts = []
    for page in pages:
        # pdfium gives a hyphen at the end of a line as one of these; the page has none of its own.
        text = re.sub("[\ufffe\x02]", "-", page.get_textpage().get_text_bounded())
        texts.append(re.sub(r"—\s*\d+\s*—\s*$", "", text))
    return squeezed("".join(texts))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u3000]+", "", text)


def check_one_reading(folder: Path, cells: list[str]) -> Document:
    """Export a notebook and compare each format with what is checked of it; return the latter."""
    nbformat.write(new_notebook(cells=[new_markdown_cell(cell) for cell in cells]), folder / "a.ipynb")
    document = open_document(folder / "a.ipynb")
    files = export_report(nbformat.read(folder / "a.ipynb", 4), folder / "b", FORMATS)
    wanted = checked(document)
    # A title is set in lines, where blanks fall away.
    title = title_of(files["html"])
    pages = {
        "html": in_page(files["html"]),
        "wechat": in_wechat(files["wechat"]),
        "docx": in_word(files["docx"]),
    }
    for name, found in pages.items():
        for text, other in zip_longest(found, wanted, fillvalue=""):
            assert text == other or squeezed(text) == squeezed(other) == title, (name, text, other)
    # A row is a line of text, whatever lines its cells have.
    assert list(in_text(files["txt"])) == [text.replace("\n", " ") for text in wanted]
    compare_pdf(document, in_pdf(files["pdf"]))
    return document


def compare_pdf(document: Document, printed: str) -> None:
    """Compare block by block: a cell over several rows is drawn behind those beside it."""
    position = 0
    for block in document.blocks:
        cells = () if isinstance(block, Paragraph) else tuple(block.cells())
        wanted = squeezed("".join(cell.text for cell in cells) if cells else block.text)  # type: ignore[union-attr]
        found = printed[position : position + len(wanted)]
        if any(cell.rowspan > 1 for cell in cells):
            assert sorted(found) == sorted(wanted)
            assert all(squeezed(cell.text) in found for cell in cells)
        else:
            assert found == wanted
        position += len(wanted)
    assert printed[position:] == ""


def check_example(folder: Path, source: str, words: list[str]) -> None:
    document = check_one_reading(folder, [source])
    shown = document.text
    position = 0
    for word in words:
        position = shown.find(word, position)
        assert position >= 0, (word, shown)
        position += len(word)
    (folder / "a.md").write_bytes(source.encode())
    same = open_document(folder / "a.md")
    assert (same.text, same.source) == (shown, source)
    for segment in same.segments:
        start, end = segment.source_start, segment.source_start + segment.length
        assert same.text[segment.start : segment.start + segment.length] == source[start:end]
    for word in words:
        # Each word stands in one place only, and is found there.
        at = same.text.index(word)
        spans = same.source_spans(at, at + len(word))
        assert "".join(source[low:high] for low, high in spans) == word
        assert [low for low, _ in spans] == [source.index(word)]


# Shrinking what fails takes minutes, and the example is readable as it is.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@settings(max_examples=50, phases=PHASES, suppress_health_check=unchecked)
@given(markdown_texts())
def test_the_printed_text_is_the_checked_text(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[str, list[str]]
) -> None:
    check_example(tmp_path_factory.mktemp("one"), *drawn)


@pytest.mark.slow
@settings(max_examples=500, phases=PHASES, suppress_health_check=unchecked)
@given(markdown_texts())
def test_of_five_hundred_texts(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[str, list[str]]
) -> None:
    check_example(tmp_path_factory.mktemp("one"), *drawn)


@settings(max_examples=40, phases=PHASES, suppress_health_check=unchecked)
@given(st.lists(st.text(st.sampled_from("#*_`~[](){}<>!|\\$&;:.-+=\"'/^ \t\n0123ab本年，。")), max_size=4))
def test_nor_do_signs_without_sense_part_them(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    check_one_reading(tmp_path_factory.mktemp("one"), ["开头的一段话。", *cells])
