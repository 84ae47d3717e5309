"""Take out of a page what is no text of it: scripts, pictures, controls, menus, marks of notes."""

from __future__ import annotations

import re
from typing import Any

from report_kit.document.omissions import OmissionKind
from report_kit.document.web.furniture import furniture
from report_kit.document.web.omitted import OMITTED, plain, take_out
from report_kit.document.web.styles import inline
from report_kit.document.web.unseen import take_out_unseen

Node = Any

_NOTE = re.compile(r"[\[〔【(（]?(?:\d{1,3}|[*＊†‡])[\]〕】)）]?|[①-⑳]|注\d{0,2}")
_UNIT = re.compile(r"(?:[A-Za-zΑ-ω]|[×xX*·]\s*10)\s*$")
_TARGET = re.compile(r"#.*(?:ftn|fn|note|cite|zhu|zs)", re.IGNORECASE)
# Word puts the comments of a text at the end of its page.
_COMMENTS = re.compile(r"mso-element:\s*comment-list|mso-special-character:\s*comment", re.IGNORECASE)
_SKIP = re.compile(r"#(?:main|content|zhengwen|text)", re.IGNORECASE)
_RAISED = ("super", "sub", "text-top", "top")
# Nobody writes more marks and pictures than this one behind the other with no word between them.
_NEAR = 100
# Smaller pictures are bullets and buttons.
_SMALL = 24
_TOLD: dict[str, OmissionKind] = {
    "iframe": "ole",
    "object": "ole",
    "embed": "ole",
    "applet": "ole",
    "canvas": "image",
    "svg": "image",
    "img": "image",
    "video": "other",
    "audio": "other",
}
_CONTROLS = ("select", "option", "button", "textarea", "input")
_TYPED = ("text", "search", "button", "submit", "reset")


def clear(body: Node) -> None:
    """Take out what is never text, what is hidden or struck, and the marks of notes; leave marks for it."""
    known = furniture()
    take_out_unseen(body)
    for node in list(body.iter()):
        if not isinstance(node.tag, str):
            take_out(node)
        elif node.tag in _TOLD:
            take_out(node, _TOLD[node.tag], 0 if _is_small(node) else 1)
        elif node.tag in _CONTROLS:
            typed = node.tag == "input" and node.get("type", "text").lower() in _TYPED
            take_out(node, "control", len("".join(node.get("value", "").split())) if typed else None)
        elif node.tag == "a" and _skips(node):
            take_out(node)
        elif node.tag in ("rt", "rp", "rtc"):
            take_out(node, "ruby")
        elif _COMMENTS.search(node.get("style", "")):
            take_out(node, "comment")
        elif node.tag in known.tags:
            take_out(node, "site" if node.tag in ("nav", "aside", "dialog", "noscript") else None)
        elif _is_note_mark(node):
            take_out(node, "mark")
        elif node.tag in known.outside and not any(
            parent.tag in ("main", "article") for parent in node.iterancestors()
        ):
            # Some pages put the headline of the text there.
            heading = node.find(".//h1")
            if heading is None:
                take_out(node, "site")


def _skips(node: Node) -> bool:
    """Say whether a link only leads over the menus to the text, for those who do not see the page."""
    return _SKIP.match(node.get("href", "")) is not None and node.getparent().tag == "body"


def _is_small(node: Node) -> bool:
    """Say whether a picture can hold no text that matters."""
    if node.tag in ("svg", "canvas") and node.get("width") is None and node.tag == "svg":
        return not any(isinstance(inner.tag, str) and inner.tag == "text" for inner in node.iter())
    if node.tag not in ("svg", "img", "canvas"):
        return False
    for name in ("width", "height"):
        match = re.match(r"\s*(\d+)(?:px)?\s*$", node.get(name, ""))
        if match and int(match.group(1)) <= _SMALL:
            return True
    return False


def _is_note_mark(node: Node) -> bool:
    """Say whether an element is the mark of a note: in 15<sup>1</sup>条 it is, in km<sup>2</sup> not."""
    if node.tag == OMITTED or not _may_be_mark(node):
        return False
    text = plain(node)
    return _NOTE.fullmatch(text) is not None and not _UNIT.search(_before(node))


def _may_be_mark(node: Node) -> bool:
    if node.tag in ("sup", "sub"):
        return True
    if node.tag == "a" and _TARGET.search(node.get("href", "")):
        # What stands before a note at the foot leads back, and is no mark.
        return bool(_before(node).strip())
    declared = inline(node)
    return declared.get("vertical-align") in _RAISED and node.tag in ("span", "font", "a", "small", "i", "b")


def _before(node: Node) -> str:
    """Return the text right before an element, within the elements around it that begin with it."""
    for _ in range(_NEAR):
        before = node.getprevious()
        if before is not None:
            if before.tag == OMITTED and not (before.tail or ""):
                node = before
                continue
            return before.tail or "".join(before.itertext())
        parent = node.getparent()
        if parent is None or parent.text or parent.tag in furniture().blocks:
            return (parent.text if parent is not None else "") or ""
        node = parent
    return ""
