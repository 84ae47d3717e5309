"""Parse a web page within limits, and find what of it is its main text."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from report_kit.document.limits import MAX_PAGE_TAGS, most, too_much
from report_kit.document.omissions import OmissionKind
from report_kit.document.web.clearing import clear
from report_kit.document.web.furniture import furniture
from report_kit.document.web.omitted import OMITTED, TEXTS, marks, plain, take_out, text_size
from report_kit.document.web.title import outer_title, stated_title
from report_kit.errors import InputError

Node = Any  # an element of lxml, which has no types

__all__ = ["Node", "clear", "furniture", "left_outside", "main_part", "parse_page"]

# Layout tables of editors lie forty deep; each takes five elements.
MAX_PAGE_DEPTH = 300
MAX_ATTRIBUTES = 1000
# As the parser sees a tag: > within a quoted value does not end it.
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_TAG = re.compile(rf"<[A-Za-z](?:[^>=]+|{_VALUE.pattern}|=)*+")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日$")
_WORD = re.compile(r"[a-z]+")
_WORDS = re.compile(r"[\w。]")
_MARKS = re.compile(r"[，。；：、]|\d")
# A part that holds this share of the text is the text, whatever it is called.
_MOST = 0.25
# Where all that seems to be furniture holds more than this, it is not.
_TOO_MUCH = 0.3
# The main part is the innermost one with nearly all the text that the whole page has.
_NEARLY_ALL = 0.85
_LINKS = 0.6
# Paragraphs and tables are never furniture for their name alone, nor is anything with a sentence in it.
_TEXT_TAGS = ("p", "table", "tbody", "tr", "td", "th")


def parse_page(text: str, where: str) -> Node:
    """Return the body of a page.

    Raises:
        InputError: ``RK-103`` too many tags, ``RK-108`` nothing in it, ``RK-231`` nested too deeply.
    """
    from lxml import etree

    if text.count("<") > most(MAX_PAGE_TAGS):
        raise too_much(f"标签超过 {most(MAX_PAGE_TAGS)} 个", where)
    _refuse_many_attributes(text, where)
    # Text is handed over as UTF-8 whatever the page said of its bytes. Without huge_tree the parser drops in
    # silence what lies deeper than 255 elements.
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise InputError("RK-108", "网页里没有文字", where=where, remedy="请确认选对了文件")
    _check_depth(root, where)
    for node in root.iter(OMITTED):
        node.tag = "span"
    body = root.find("body")
    return root if body is None else body


def _refuse_many_attributes(text: str, where: str) -> None:
    """Refuse a tag with more attributes than any real one: the parser compares each with all before it."""
    allowed = most(MAX_ATTRIBUTES)
    for tag in _TAG.finditer(text):
        if tag.end() - tag.start() < 2 * allowed:
            continue
        if len(_VALUE.sub("=", tag.group()).split()) > allowed:
            raise too_much(f"一个标签的属性超过 {allowed} 个", where)


def _check_depth(root: Node, where: str) -> None:
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_PAGE_DEPTH:
            raise InputError(
                "RK-231",
                f"网页里的标签嵌套超过 {MAX_PAGE_DEPTH} 层",
                where=where,
                remedy="请用浏览器打开，把正文复制到 Word 里另存为 .docx 后再试",
            )


def main_part(body: Node) -> tuple[Node, str]:
    """Take everything that is no text out of a page, and leave marks for it.

    Returns:
        The innermost element that holds nearly all of the text, and the page's title where the title stands
        outside of it (empty otherwise).
    """
    title = stated_title(body)
    clear(body)
    stated = [node for node in body.iter("main", "article") if _weight(node)]
    whole = _weights(body)
    total = whole[body]
    found = [node for node in body.iter() if node is not body and _is_furniture(node)]
    found = [node for node in found if whole.get(node, 0) < _MOST * total or not total]
    inside = set(found)
    outermost = [node for node in found if not inside.intersection(node.iterancestors())]
    if sum(whole.get(node, 0) for node in outermost) > _TOO_MUCH * total:
        # Pages of a text may be called what others call their pager.
        outermost = [node for node in outermost if _is_links(node)]
    for node in outermost:
        take_out(node, "site")
    whole = _weights(body)
    total = whole[body]
    part = max(stated, key=lambda node: whole.get(node, 0), default=body)
    if whole.get(part, 0) < _NEARLY_ALL * total:
        part = body
    while total:
        inner = max(part, key=lambda node: whole.get(node, 0), default=None)
        if inner is None or inner.tag in ("table", "p") or whole.get(inner, 0) < _NEARLY_ALL * total:
            break
        if _has_own_text(part) or any(_is_rest(node) for node in part if node is not inner):
            break
        part = inner
    return part, outer_title(body, part, title)


def left_outside(body: Node, part: Node, title: str) -> Counter[OmissionKind]:
    """Return how much of a page lies outside its main part, but for the title."""
    size = text_size(body) - text_size(part) - len("".join(title.split()))
    found = Counter[OmissionKind]({"site": max(0, size)})
    for node, sign in ((body, 1), (part, -1)):
        for kind, amount in marks(node):
            if kind not in TEXTS:
                found[kind] += sign * amount
    return found


def _has_own_text(node: Node) -> bool:
    """Say whether text stands right in an element, between the elements that place the page's parts."""
    blocks = furniture().blocks
    runs = [node.text, *(child.tail for child in node)]
    runs += [plain(child) for child in node if child.tag not in blocks and not _is_links(child)]
    return any(run and _WORDS.search(run) for run in runs)


def _is_rest(node: Node) -> bool:
    """Say whether an element beside the main part is more of it: sentences, a table, a date at its end."""
    text = plain(node)
    if _is_links(node) or furniture().is_line(text):
        return False
    return "。" in text or node.tag == "table" or _DATE.search(text) is not None


def _is_furniture(node: Node) -> bool:
    if node.tag == OMITTED:
        return False
    names = set(_WORD.findall(f"{node.get('class', '')} {node.get('id', '')}".lower()))
    if names & furniture().names and node.tag not in _TEXT_TAGS and "。" not in plain(node):
        return True
    return _is_links(node)


def _is_links(node: Node) -> bool:
    if node.tag not in ("div", "ul", "ol", "dl", "p", "td", "section"):
        return False
    links = list(node.iter("a"))
    if len(links) < 3:
        return False
    length = len(plain(node))
    return length > 0 and sum(len(plain(link)) for link in links) > _LINKS * length


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
