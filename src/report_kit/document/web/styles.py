"""What styles do to text that matters to a reader: not shown, no size, white on white, struck out.

Inline styles and the plain rules of style sheets are read (tags, classes, ids, one below another); what
only a script or a medium would change is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

Node = Any

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_BLOCK = re.compile(r"@[\w-]+[^{};]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"([\w-]*|\*)((?:[.#][\w-]+)*)")
_ZERO = re.compile(r"[+-]?0*\.?0*(?:px|pt|em|rem|ex|ch|%|vw|vh|mm|cm|in|pc|q)?")
_SIZE = re.compile(r"([\d.]+)(px|pt)")
_RGB = re.compile(r"rgba?\(\s*([\d.]+%?)[\s,]+([\d.]+%?)[\s,]+([\d.]+%?)(?:[\s,/]+([\d.]+%?))?\s*\)")
_HEX = re.compile(r"#([0-9a-f]{3,8})")
_MAX_SHEET = 500_000
_MAX_RULES = 5000
_WHITE = 250
_FAR = 999


@dataclass(frozen=True, slots=True)
class _Rule:
    """Declarations for elements that fit ``parts``, each (tag, classes, id), the innermost last."""

    parts: tuple[tuple[str, frozenset[str], str], ...]
    declared: Mapping[str, str]


class Styles:
    """The style of each element of a page.

    Args:
        root: the page.
    """

    def __init__(self, root: Node) -> None:
        self._by_key: dict[str, list[_Rule]] = {}
        sheets = "".join(node.text or "" for node in root.iter("style") if not node.get("media"))
        for rule in _rules(sheets[:_MAX_SHEET]):
            tag, classes, identity = rule.parts[-1]
            key = f"#{identity}" if identity else f".{min(classes)}" if classes else tag
            self._by_key.setdefault(key, []).append(rule)
        self._rules_of = lru_cache(maxsize=1000)(self._fitting)

    def of(self, node: Node) -> dict[str, str]:
        """Return what is declared for an element, the inline style last."""
        if not self._by_key:
            return inline(node)
        declared: dict[str, str] = {}
        for rule in self._rules_of(node.tag, node.get("class", ""), node.get("id", "")):
            if len(rule.parts) == 1 or _fits(node, rule):
                declared |= rule.declared
        return declared | inline(node)

    def _fitting(self, tag: str, classes: str, identity: str) -> list[_Rule]:
        """Return the rules for such elements, wherever they stand."""
        names = classes.split()
        keys = [tag, *(f".{name}" for name in names), f"#{identity}"]
        return [
            rule
            for key in keys
            for rule in self._by_key.get(key, ())
            if _names(rule.parts[-1], tag, names, identity)
        ]


def inline(node: Node) -> dict[str, str]:
    """Return the inline style of an element."""
    style = node.get("style")
    return _declarations(style) if style else {}


def _rules(sheet: str) -> Iterator[_Rule]:
    plain = _AT_BLOCK.sub("", _COMMENT.sub("", sheet.replace("<!--", "").replace("-->", "")))
    for number, match in enumerate(_RULE.finditer(plain)):
        declared = _declarations(match.group(2))
        if not declared or number > _MAX_RULES:
            continue
        for selector in match.group(1).split(","):
            parts = []
            for part in selector.replace(">", " ").split():
                simple = _SIMPLE.fullmatch(part)
                if simple is None:
                    break
                names = re.findall(r"([.#])([\w-]+)", simple.group(2))
                classes = frozenset(name for sign, name in names if sign == ".")
                identity = next((name for sign, name in names if sign == "#"), "")
                parts.append((simple.group(1).lower().replace("*", ""), classes, identity))
            else:
                if parts and parts[-1] != ("", frozenset(), ""):
                    yield _Rule(tuple(parts), declared)


@lru_cache(maxsize=1000)
def _declarations(text: str) -> dict[str, str]:
    """Return the declarations that matter here."""
    found = {}
    for declaration in text.split(";"):
        name, _, value = declaration.partition(":")
        name = name.strip().lower()
        if name in _KNOWN:
            found[name] = value.replace("!important", "").strip().lower()
    return found


_KNOWN = frozenset(
    {"display", "visibility", "font-size", "opacity", "color", "background", "background-color", "mso-hide",
     "text-decoration", "text-decoration-line", "text-align", "text-indent", "left", "vertical-align",
     "list-style", "list-style-type"}
)  # fmt: skip


def _fits(node: Node, rule: _Rule) -> bool:
    """Say whether an element stands where a rule wants it; that the rule names it is known."""
    wanted = list(rule.parts[:-1])
    parent = node.getparent()
    while wanted and parent is not None:
        if _is(parent, wanted[-1]):
            wanted.pop()
        parent = parent.getparent()
    return not wanted


def _is(node: Node, part: tuple[str, frozenset[str], str]) -> bool:
    return _names(part, node.tag, node.get("class", "").split(), node.get("id", ""))


def _names(part: tuple[str, frozenset[str], str], tag: str, classes: list[str], identity: str) -> bool:
    """Say whether a part of a selector names such an element."""
    return (
        (not part[0] or tag == part[0]) and (not part[2] or identity == part[2]) and part[1].issubset(classes)
    )


def is_gone(declared: Mapping[str, str]) -> bool:
    """Say whether an element and all in it is not shown."""
    return bool(declared) and (
        declared.get("display") == "none"
        or declared.get("mso-hide") == "all"
        or (bool(declared.get("opacity")) and _ZERO.fullmatch(declared["opacity"]) is not None)
        or any(_is_far(declared.get(name, "")) for name in ("text-align", "text-indent", "left"))
    )


def _is_far(value: str) -> bool:
    match = re.match(r"-(\d+)", value)
    return match is not None and int(match.group(1)) >= _FAR


def is_tiny(value: str) -> bool | None:
    """Say whether a font size is nothing; ``None`` when it depends on the one around."""
    match = _SIZE.fullmatch(value)
    if _ZERO.fullmatch(value) or (match and float(match.group(1)) < 1):
        return bool(value)
    return (
        None
        if not value or value.endswith(("%", "em")) or value in ("inherit", "smaller", "larger")
        else False
    )


def is_struck(declared: Mapping[str, str]) -> bool:
    """Say whether the text of an element is struck out."""
    return any(
        "line-through" in declared.get(name, "") for name in ("text-decoration", "text-decoration-line")
    )


def is_white(colour: str) -> bool | None:
    """Say whether a colour is white; ``None`` for one that says nothing (transparent, inherited)."""
    if not colour or colour in ("inherit", "initial", "unset", "none", "windowtext", "currentcolor"):
        return None
    if colour == "transparent":
        return None
    words = colour.split()
    if "white" in words or "snow" in words:
        return True
    match = _HEX.search(colour)
    if match:
        digits = match.group(1)
        values = (
            [digit * 2 for digit in digits[:3]] if len(digits) in (3, 4) else re.findall("..", digits[:6])
        )
        return min(int(value, 16) for value in values) >= _WHITE
    match = _RGB.search(colour)
    if match:
        alpha = match.group(4)
        if alpha is not None and _number(alpha) == 0:
            return None
        return min(map(_number, match.group(1, 2, 3))) >= _WHITE
    return False


def _number(value: str) -> float:
    try:
        return float(value[:-1]) * 2.55 if value.endswith("%") else float(value)
    except ValueError:
        return 0.0
