"""The title of a page that stands outside of its main text."""

from __future__ import annotations

import re
from typing import Any

from report_kit.document.web.furniture import furniture
from report_kit.document.web.omitted import plain

Node = Any

_BLANKS = re.compile(r"\s+")
_SITE = re.compile(r"\s*(?:[_|｜－–—»>]|(?<=\D)-|-(?=\D)|\s-\s)\s*")
_TITLES = ("ArticleTitle", "articletitle", "title")
_LEAST, _MOST = 8, 80
# A title stands within so many characters of the beginning.
_BEGINNING = 400


def stated_title(body: Node) -> str:
    """Return what the head of a page says it is called."""
    root = body.getroottree().getroot()
    stated = {node.get("name", ""): node.get("content", "") for node in root.iter("meta")}
    title = root.find(".//title")
    written = "".join(title.itertext()) if title is not None else ""
    return next((stated[name] for name in _TITLES if stated.get(name)), written)


def outer_title(body: Node, part: Node, stated: str) -> str:
    """Return the title where it stands outside the main part, empty when the part has it.

    It is the headline before the part that the page says it is called; without one, what the head says, less
    the name of the site, when that is the name of a document.
    """
    squeezed = _BLANKS.sub("", stated)
    inside = plain(part)
    before: list[str] = []
    for node in body.iter():
        if node is part:
            break
        if any(ancestor is part for ancestor in node.iterancestors()) or len(node) > 6:
            continue
        text = plain(node)
        headline = node.tag in ("h1", "h2", "h3") or (squeezed and text in squeezed)
        if _LEAST <= len(text) <= _MOST and headline and not furniture().is_line(text):
            before.append(" ".join("".join(node.itertext()).split()))
    title = next((text for text in before if _BLANKS.sub("", text) in squeezed), "")
    title = title or (before[0] if before else "") or _of_head(stated, inside)
    return "" if _BLANKS.sub("", title) in inside[:_BEGINNING] else title


def _of_head(stated: str, inside: str) -> str:
    """Return the name of the document in what the head of the page says, empty where there is none."""
    documents = furniture().documents
    for part in (stated, *_SITE.split(stated)):
        title = " ".join(part.split())
        if _LEAST <= len(title) <= _MOST and documents.search(title):
            # A part that begins with a title of its own has no need of another.
            own = re.match(r"[^。；]{0,80}?" + documents.pattern[:-1], inside)
            return "" if own else title
    return ""
