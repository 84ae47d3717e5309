"""Prose as markdown that shows exactly that prose, and markdown read back as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import mistune
from mistune.util import striptags, unescape

from report_kit.export.blocks import Code, Heading, Paragraph, TableBlock
from report_kit.forms.layout import Grid, GridCell, Scope

Token = dict[str, Any]
TextBlock = Heading | Paragraph | Code | TableBlock
"""What markdown holds."""

# A backslash becomes a reference: "\\(" would begin a formula in Jupyter however it is escaped.
_SPECIAL = re.compile(r"[\\&]|[`*_\[\]<>$|~]")
_BEGINS_BLOCK = re.compile(r"(?:[#+\-=]|(\d{1,9})(?=[.)]))")
_REFERENCES = {"\\": "&#92;", "&": "&amp;"}
_HAN_SIDE = re.compile(r"[^\x00-\u2fff]")


def escape(text: str) -> str:
    """Return markdown that shows one paragraph of plain text as it is, in any Jupyter."""
    escaped = _SPECIAL.sub(lambda match: _REFERENCES.get(match[0], "\\" + match[0]), text)
    begins = _BEGINS_BLOCK.match(escaped)
    if begins:
        place = begins.end() if begins[1] else 0
        escaped = escaped[:place] + "\\" + escaped[place:]
    return escaped


def escape_prose(text: str) -> str:
    """Return markdown for paragraphs parted by line ends."""
    return "\n\n".join(escape(line) for line in text.split("\n"))


def parse(source: str, *, line_is_paragraph: bool = False) -> list[TextBlock]:
    """Read markdown as blocks of plain text.

    Emphasis and links keep their text, HTML tags are dropped. Headings keep their markdown level.

    Args:
        source: the markdown.
        line_is_paragraph: a single line end begins a paragraph, as people mean it who press Enter
            once; otherwise it is a soft break, as markdown has it.
    """
    tokens = mistune.create_markdown(renderer=None, plugins=["table"])(source)
    assert isinstance(tokens, list)
    return [block for token in tokens for block in _blocks(token, line_is_paragraph)]


def _blocks(token: Token, split: bool, mark: str = "") -> Iterator[TextBlock]:
    kind = token["type"]
    if kind == "heading":
        text = " ".join(_lines(token, split=True))
        if text:
            yield Heading(token["attrs"]["level"], text)
    elif kind in ("paragraph", "block_text"):
        for line in _lines(token, split):
            yield Paragraph(mark + line)
            mark = ""
    elif kind == "block_code":
        yield Code(token["raw"].rstrip("\n"))
    elif kind == "block_html":
        for line in striptags(token["raw"]).split("\n"):
            if line.strip():
                yield Paragraph(unescape(line.strip()))
    elif kind == "table":
        yield TableBlock(_grid(token))
    elif kind == "list":
        start = token["attrs"].get("start", 1)
        for number, item in enumerate(token["children"], start):
            mark = f"{number}{token['bullet']} " if token["attrs"]["ordered"] else "• "
            for index, child in enumerate(item["children"]):
                yield from _blocks(child, split, mark if index == 0 else "")
    else:
        for child in token.get("children", ()):
            yield from _blocks(child, split)


def _lines(token: Token, split: bool) -> list[str]:
    """Return the text of inline tokens, a line for each hard break (and soft one, with ``split``)."""
    lines = [line.strip() for line in "".join(_inline(token, split)).split("\n")]
    return [line for line in lines if line]


def _inline(token: Token, split: bool) -> Iterator[str]:
    children = token.get("children", ())
    for index, child in enumerate(children):
        kind = child["type"]
        if kind == "linebreak" or (kind == "softbreak" and split):
            yield "\n"
        elif kind == "softbreak":
            before = children[index - 1].get("raw", " ")[-1:] if index else ""
            yield "" if _HAN_SIDE.match(before) else " "
        elif kind == "inline_html":
            yield "\n" if child["raw"].lower().startswith("<br") else ""
        elif "children" in child:
            yield from _inline(child, split)
        elif "raw" in child:
            yield unescape(child["raw"]) if kind == "text" else child["raw"]


def _grid(token: Token) -> Grid:
    head, *bodies = token["children"]
    rows = [head, *(row for body in bodies for row in body["children"])]
    cells = []
    for line, row in enumerate(rows):
        for column, cell in enumerate(row["children"]):
            scope: Scope = "col" if line == 0 else ""
            cells.append(GridCell(line, column, " ".join(_lines(cell, split=True)), scope=scope))
    width = len(head["children"])
    return Grid("", "", len(rows), width, 1, (1.0,) * width, tuple(cells))
