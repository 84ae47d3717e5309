"""The numbers of list items, which a browser writes and the page's text does not hold."""

from __future__ import annotations

from typing import Any

from report_kit.document.web.styles import Styles, inline
from report_kit.document.word.formats import format_number

Node = Any

# Kinds of HTML and CSS (Counter Styles Level 3) and Word's names for them.
_KINDS = {
    "1": "decimal",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "a": "lowerLetter",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "i": "lowerRoman",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-decimal": "ideographDigital",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "simp-chinese-formal": "chineseLegalSimplified",
    "trad-chinese-formal": "ideographLegalTraditional",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}
_NONE = frozenset({"none", "disc", "circle", "square", "disclosure-open", "disclosure-closed"})
_MOST = 100_000


class Lists:
    """Counts the items of lists.

    Args:
        styles: of the page; only inline styles count without them.
    """

    def __init__(self, styles: Styles | None = None) -> None:
        self._styles = styles
        self._next: dict[Node, int] = {}

    def number(self, item: Node) -> str:
        """Return the number of an ``li``, with the mark behind it; empty where it has none."""
        parent = item.getparent()
        if parent is None or parent.tag not in ("ol", "ul"):
            return ""
        kind = self._kind(item, parent)
        step = -1 if parent.tag == "ol" and parent.get("reversed") is not None else 1
        value = _whole(item.get("value"))
        if value is None:
            value = self._next.get(parent)
        if value is None:
            value = _whole(parent.get("start"))
        if value is None:
            value = sum(child.tag == "li" for child in parent) if step < 0 else 1
        self._next[parent] = value + step
        return _written(value, kind) if kind else ""

    def _kind(self, item: Node, parent: Node) -> str:
        """Return Word's name of the kind of number, empty for none."""
        for node in (item, parent):
            declared = self._styles.of(node) if self._styles else inline(node)
            words = f"{declared.get('list-style-type', '')} {declared.get('list-style', '')}".split()
            if _NONE.intersection(words):
                return ""
            kind = next((_KINDS[word] for word in words if word in _KINDS), "")
            stated = node.get("type", "").strip()
            # A and a are different kinds, as attributes go.
            upper = {"A": "upperLetter", "I": "upperRoman"}.get(stated)
            kind = kind or upper or _KINDS.get(stated, "")
            if kind or stated.lower() in _NONE:
                return kind
        return "decimal" if parent.tag == "ol" else ""


def _whole(text: str | None) -> int | None:
    try:
        value = int((text or "").strip())
    except ValueError:
        return None
    return value if abs(value) <= _MOST else None


def _written(value: int, kind: str) -> str:
    text = format_number(value, kind)
    return text + ("." if text.isascii() else "、")
