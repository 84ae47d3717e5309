"""Take out of a page the text that nobody sees, and what is struck out, and leave marks for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from report_kit.document.omissions import OmissionKind
from report_kit.document.web.omitted import OMITTED, mark, plain, take_out
from report_kit.document.web.styles import Styles, inline, is_gone, is_struck, is_tiny, is_white

Node = Any

_STRUCK = ("s", "strike", "del")
# What a style sheet hides with so much of the text, and so many characters, a script shows: the page itself.
_MOST, _PAGE = 0.25, 40


@dataclass(frozen=True, slots=True)
class _Look:
    """How text in an element looks."""

    visible: bool = True
    tiny: bool = False
    white: bool = False
    on_white: bool = True
    struck: bool = False

    @property
    def kind(self) -> OmissionKind | None:
        if not self.visible or self.tiny or (self.white and self.on_white):
            return "hidden"
        return "struck" if self.struck else None


def take_out_unseen(body: Node) -> None:
    """Replace what is hidden or struck out by marks."""
    styles = Styles(body.getroottree().getroot())
    whole = len(plain(body))
    looks: dict[Node, _Look] = {}
    gone: list[Node] = []
    texts: list[tuple[Node, bool, OmissionKind]] = []
    for node in body.iter():
        if not isinstance(node.tag, str) or node.tag == OMITTED:
            continue
        parent = node.getparent()
        around = looks.get(parent, _Look())
        if node is not body and parent not in looks:
            continue  # inside of what is gone
        declared = styles.of(node)
        if node is not body and (node.get("hidden") is not None or is_gone(declared)):
            own = inline(node)
            if node.get("hidden") is not None or is_gone(own) or len(plain(node)) < max(_PAGE, _MOST * whole):
                gone.append(node)
                continue
        look = _look(node, declared, around)
        looks[node] = look
        kind = look.kind
        if kind is None:
            continue
        if node.text and node.text.strip():
            texts.append((node, False, kind))
        # What stands behind a child looks as its parent does.
        texts += [(child, True, kind) for child in node if child.tail and child.tail.strip()]
    for node, is_tail, kind in texts:
        _cover(node, is_tail, kind)
    for node in gone:
        take_out(node, "hidden")


def _look(node: Node, declared: dict[str, str], around: _Look) -> _Look:
    look = around
    if not declared and not node.attrib and node.tag not in _STRUCK:
        return look
    if "visibility" in declared:
        look = replace(look, visible=declared["visibility"] not in ("hidden", "collapse"))
    size = declared.get("font-size", "")
    tiny = is_tiny(size) if size else None
    if node.tag == "font" and node.get("size") is not None and not size:
        tiny = False
    if tiny is not None:
        look = replace(look, tiny=tiny)
    white = is_white(declared.get("color", "") or node.get("color", "").lower())
    if white is not None:
        look = replace(look, white=white)
    ground = declared.get("background-color") or declared.get("background") or node.get("bgcolor", "").lower()
    if ground and ("url(" in ground or "gradient" in ground):
        look = replace(look, on_white=False)
    elif (is_paper := is_white(ground)) is not None:
        look = replace(look, on_white=is_paper)
    if node.tag in _STRUCK or is_struck(declared):
        look = replace(look, struck=True)
    return look


def _cover(node: Node, is_tail: bool, kind: OmissionKind) -> None:
    text = (node.tail if is_tail else node.text) or ""
    found = mark(kind, len("".join(text.split())))
    if is_tail:
        node.tail = None
        node.addnext(found)
    else:
        node.text = None
        node.insert(0, found)
