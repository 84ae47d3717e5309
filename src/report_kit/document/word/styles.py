"""Styles of a Word file: which are headings, which indent the first line, which number automatically."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from report_kit.document.word.xml import Element, attribute, child, number, tag

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]", re.IGNORECASE)
# Deeper chains of based-on styles do not occur; a cycle must end.
_MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says about its paragraphs."""

    kind: Literal["title", "heading", "body", "contents"] = "body"
    level: int = 0
    indented: bool | None = None
    numbering: tuple[int, int] | None = None
    numbered_by: str = ""
    """The style that states the numbering: this one, or one it is based on."""


class Styles:
    """The paragraph styles of one file, inheritance resolved."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default = ""
        for element in root if root is not None else ():
            if tag(element) == "style" and attribute(element, "type") in (None, "paragraph"):
                key = attribute(element, "styleId") or ""
                self._elements[key] = element
                if attribute(element, "default") in ("1", "true"):
                    self._default = key
        self.get = cache(self._resolve)

    def of(self, properties: Element | None) -> Style:
        """Return the style of a paragraph with these properties (``w:pPr``)."""
        return self.get(attribute(child(properties, "pStyle"), "val") or self._default, 0)

    def _resolve(self, key: str, depth: int) -> Style:
        element = self._elements.get(key)
        if element is None or depth > _MAX_DEPTH:
            return Style(*_by_name(key))
        based_on = attribute(child(element, "basedOn"), "val")
        parent = self._resolve(based_on, depth + 1) if based_on else Style()
        properties = child(element, "pPr")
        kind, level = _by_name(attribute(child(element, "name"), "val") or key)
        if kind == "body":
            kind, level = outline(properties) or (parent.kind, parent.level)
        indent = first_line_indent(properties)
        return Style(
            kind,
            level,
            parent.indented if indent is None else indent,
            numbering_of(properties, parent.numbering),
            key if child(properties, "numPr") is not None else parent.numbered_by,
        )


def _by_name(name: str) -> tuple[Literal["title", "heading", "body", "contents"], int]:
    match = _HEADING.fullmatch(name.strip())
    if match:
        return "heading", int(match.group(1))
    if _CONTENTS.fullmatch(name.strip()):
        return "contents", 0
    return ("title", 0) if name.strip().lower() in ("title", "标题", "subtitle", "副标题") else ("body", 0)


def outline(properties: Element | None) -> tuple[Literal["heading", "body"], int] | None:
    """Return kind and level when the properties state an outline level (level 10 is body text)."""
    element = child(properties, "outlineLvl")
    if element is None:
        return None
    level = number(element) + 1
    return ("heading", level) if level <= 9 else ("body", 0)


def first_line_indent(properties: Element | None) -> bool | None:
    """Say whether the first line is indented; ``None`` when the properties do not tell."""
    if attribute(child(properties, "jc"), "val") in ("right", "end"):
        return False  # a signature, whatever its indents
    element = child(properties, "ind")
    found = [attribute(element, name) for name in ("firstLineChars", "firstLine")]
    if element is None or found == [None, None]:
        return None
    return any(value not in (None, "", "0") for value in found)


def numbering_of(properties: Element | None, inherited: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return numbering id and level of a paragraph or style; ``None`` when it has no number."""
    element = child(properties, "numPr")
    if element is None:
        return inherited
    key, level = child(element, "numId"), child(element, "ilvl")
    identity = number(key) if key is not None else (inherited or (0, 0))[0]
    depth = number(level, most=8) if level is not None else (inherited or (0, 0))[1]
    return (identity, depth) if identity else None
