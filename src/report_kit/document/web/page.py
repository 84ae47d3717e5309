"""Parse a web page within limits, and find what of it is its main text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from report_kit.document.limits import MAX_DEPTH, MAX_PAGE_TAGS, too_much
from report_kit.document.web.encoding import CONTROL
from report_kit.errors import InputError
from report_kit.resources import read_yaml

Node = Any  # an element of lxml, which has no types

_FURNITURE = Path(__file__).with_name("furniture.yaml")
_WORD = re.compile(r"[a-z]+")
_BLANKS = re.compile(r"\s+")
_MARKS = re.compile(r"[，。；：、]|\d")
_NOTE = re.compile(r"[\[〔【(（]?\d{1,3}[\]〕】)）]?|[①-⑳]")
_UNIT = re.compile(r"[A-Za-z]\s*$")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# A part that holds this share of the text is the text, whatever it is called.
_MOST = 0.25
# Where all that seems to be furniture holds more than this, it is not.
_TOO_MUCH = 0.3
# The main part is the innermost one with nearly all the text that the whole page has.
_NEARLY_ALL = 0.85
_LINKS = 0.6
# Paragraphs and tables are never furniture for their name alone, nor is anything with a sentence in it.
_TEXT_TAGS = ("p", "table", "tbody", "tr", "td", "th")
_LONGEST_LINE = 120
_TITLES = ("ArticleTitle", "articletitle", "title")


@dataclass(frozen=True)
class Furniture:
    """What is no text of a page; see ``furniture.yaml``."""

    tags: frozenset[str]
    outside: frozenset[str]
    blocks: frozenset[str]
    names: frozenset[str]
    lines: re.Pattern[str]
    record: tuple[str, ...]

    def is_line(self, text: str) -> bool:
        """Say whether a line comes from the content management system, not from the text."""
        return len(text) <= _LONGEST_LINE and self.lines.match(text) is not None


@cache
def furniture() -> Furniture:
    """Return what ``furniture.yaml`` lists."""
    data = read_yaml(_FURNITURE)
    return Furniture(
        frozenset(data["tags"]),
        frozenset(data["outside"]),
        frozenset(data["blocks"]),
        frozenset(data["names"]),
        re.compile("|".join(data["lines"])),
        tuple(data["record"]),
    )


def parse_page(text: str, where: str) -> Node:
    """Return the body of a page.

    Raises:
        InputError: ``RK-103`` too many tags, ``RK-108`` nothing in it, ``RK-231`` nested too deeply.
    """
    from lxml import etree

    if text.count("<") > MAX_PAGE_TAGS:
        raise too_much(f"标签超过 {MAX_PAGE_TAGS} 个", where)
    # Text is handed over as UTF-8 whatever the page said of its bytes.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise InputError("RK-108", "网页里没有文字", where=where, remedy="请确认选对了文件")
    _check_depth(root, where)
    body = root.find("body")
    return root if body is None else body


def _check_depth(root: Node, where: str) -> None:
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise InputError(
                "RK-231",
                f"网页里的标签嵌套超过 {MAX_DEPTH} 层",
                where=where,
                remedy="请用浏览器打开，把正文复制到 Word 里另存为 .docx 后再试",
            )


def main_part(body: Node) -> tuple[Node, str]:
    """Take everything that is no text out of a page.

    Returns:
        The innermost element that holds nearly all of the text, and the page's title where the title stands
        outside of it (empty otherwise).
    """
    clear(body)
    title = _stated_title(body)
    stated = [node for node in body.iter("main", "article") if _weight(node)]
    whole = _weights(body)
    total = whole[body]
    found = [node for node in body.iter() if node is not body and _is_furniture(node)]
    found = [node for node in found if whole.get(node, 0) < _MOST * total or not total]
    inside = set(found)
    outermost = [node for node in found if not inside.intersection(node.iterancestors())]
    if sum(whole.get(node, 0) for node in outermost) > _TOO_MUCH * total:
        # Pages of a text may be called what others call their pager.
        found = [node for node in found if _is_links(node)]
    for node in found:
        _remove(node)
    whole = _weights(body)
    total = whole[body]
    part = max(stated, key=lambda node: whole.get(node, 0), default=body)
    if whole.get(part, 0) < _NEARLY_ALL * total:
        part = body
    while total:
        inner = max(part, key=lambda node: whole.get(node, 0), default=None)
        if inner is None or inner.tag in ("table", "p") or whole.get(inner, 0) < _NEARLY_ALL * total:
            break
        part = inner
    return part, _outer_title(body, part, title)


def clear(body: Node) -> None:
    """Take out what is never text, what is hidden, and the numbers of notes."""
    known = furniture()
    for node in list(body.iter()):
        if (
            not isinstance(node.tag, str)
            or node.tag in known.tags
            or _hidden(node)
            or (node.tag == "sup" and _is_note_number(node))
        ):
            _remove(node)
        elif node.tag in known.outside and not any(
            parent.tag in ("main", "article") for parent in node.iterancestors()
        ):
            # Some pages put the headline of the text there.
            heading = node.find(".//h1")
            if heading is None:
                _remove(node)


def _is_note_number(node: Node) -> bool:
    """Say whether a raised number names a note: in 15<sup>1</sup>条 it does, in km<sup>2</sup> not."""
    before = node.getprevious()
    text = (node.getparent().text if before is None else before.tail) or ""
    return _NOTE.fullmatch(_plain(node)) is not None and not _UNIT.search(text)


def _hidden(node: Node) -> bool:
    return node.get("hidden") is not None or _HIDDEN.search(node.get("style", "")) is not None


def _remove(node: Node) -> None:
    """Take an element out, but leave the text behind it."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is not None:
            before.tail = _settable((before.tail or "") + node.tail)
        else:
            parent.text = _settable((parent.text or "") + node.tail)
        node.tail = None
    parent.remove(node)


def _settable(text: str) -> str:
    """Return text as the tree takes it: references such as &#1; bring in what it refuses to be given."""
    return CONTROL.sub("", text.replace("\f", " "))


def _is_furniture(node: Node) -> bool:
    names = set(_WORD.findall(f"{node.get('class', '')} {node.get('id', '')}".lower()))
    if names & furniture().names and node.tag not in _TEXT_TAGS and "。" not in _plain(node):
        return True
    return _is_links(node)


def _is_links(node: Node) -> bool:
    if node.tag not in ("div", "ul", "ol", "dl", "p", "td", "section"):
        return False
    links = list(node.iter("a"))
    if len(links) < 3:
        return False
    length = len(_plain(node))
    return length > 0 and sum(len(_plain(link)) for link in links) > _LINKS * length


def _plain(node: Node) -> str:
    return _BLANKS.sub("", "".join(node.itertext()))


def _weight(node: Node) -> int:
    return sum(map(_marks, node.itertext()))


def _marks(text: str | None) -> int:
    """Weigh a piece of text: prose by its length, words alone by little, so that menus weigh nothing."""
    text = (text or "").strip()
    return len(text) if _MARKS.search(text) else 0


def _weights(body: Node) -> dict[Node, int]:
    """Return the weight of the text in each element, links apart."""
    weights: dict[Node, int] = {}
    for node in reversed(list(body.iter())):
        own = _marks(node.text) if node.tag != "a" else 0
        weights[node] = weights.get(node, 0) + own
        parent = node.getparent()
        if node is not body and parent is not None:
            weights[parent] = weights.get(parent, 0) + weights[node] + _marks(node.tail)
    return weights


def _stated_title(body: Node) -> str:
    root = body.getroottree().getroot()
    stated = {node.get("name", ""): node.get("content", "") for node in root.iter("meta")}
    title = root.find(".//title")
    written = "".join(title.itertext()) if title is not None else ""
    return next((stated[name] for name in _TITLES if stated.get(name)), written)


def _outer_title(body: Node, part: Node, stated: str) -> str:
    """Return the headline that stands before the main part, when it is what the page says it is called."""
    squeezed = _BLANKS.sub("", stated)
    inside = _plain(part)
    before: list[str] = []
    for node in body.iter():
        if node is part:
            break
        if any(ancestor is part for ancestor in node.iterancestors()) or len(node) > 6:
            continue
        text = _plain(node)
        headline = node.tag in ("h1", "h2", "h3") or (squeezed and text in squeezed)
        if 8 <= len(text) <= 80 and headline and not furniture().is_line(text):
            before.append(" ".join("".join(node.itertext()).split()))
    title = next((text for text in before if _BLANKS.sub("", text) in squeezed), "")
    title = title or (before[0] if before else "")
    return "" if _BLANKS.sub("", title) in inside[:400] else title
