"""Marks in a parsed page for what is taken out of it, so that it is told at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from report_kit.document.omissions import OmissionKind
from report_kit.document.web.encoding import CONTROL

Node = Any  # an element of lxml, which has no types

OMITTED = "omitted"
"""The tag of such a mark; pages have none."""

_BLANKS = re.compile(r"\s+")


def plain(node: Node) -> str:
    """Return the text of an element without blanks."""
    return _BLANKS.sub("", "".join(node.itertext()))


def mark(kind: OmissionKind, size: int) -> Node:
    """Return a mark for ``size`` characters or things of a kind."""
    from lxml import etree

    node = etree.Element(OMITTED)
    node.set("kind", kind)
    node.set("size", str(size))
    return node


def marks(node: Node) -> Iterator[tuple[OmissionKind, int]]:
    """Yield what the marks in an element tell."""
    for found in node.iter(OMITTED):
        yield told(found)


def told(node: Node) -> tuple[OmissionKind, int]:
    """Return what a mark tells."""
    return cast(OmissionKind, node.get("kind")), int(node.get("size"))


def take_out(node: Node, kind: OmissionKind | None = None, size: int | None = None) -> None:
    """Take an element out, but leave the text behind it, and a mark for what it held.

    Args:
        node: the element.
        kind: what it is; nothing is told when there is none.
        size: how much; its characters, with those taken out of it before, when not given.
    """
    parent = node.getparent()
    if parent is None:
        return
    amount = text_size(node) if size is None and kind is not None else size
    found = mark(kind, amount) if kind is not None and amount else None
    tail, node.tail = node.tail, None
    if found is not None:
        node.addprevious(found)
    before = node.getprevious()
    parent.remove(node)
    if not tail:
        return
    if before is not None:
        before.tail = settable((before.tail or "") + tail)
    else:
        parent.text = settable((parent.text or "") + tail)


def text_size(node: Node) -> int:
    """Return how many characters an element holds, or held."""
    return len(plain(node)) + sum(size for kind, size in marks(node) if kind in TEXTS)


TEXTS = ("hidden", "struck", "mark", "ruby", "site", "control", "comment")
"""Kinds whose size counts characters."""


def settable(text: str) -> str:
    """Return text as the tree takes it: references such as &#1; bring in what it refuses to be given."""
    return CONTROL.sub("", text.replace("\f", " "))
