"""Runs of text put together to lines as a browser shows them, and what was taken out of them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from report_kit.document.omissions import OmissionKind
from report_kit.document.web.omitted import told

Node = Any

_CJK = r"\u2e80-\u303e\u3041-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—"
# A line end in the markup of Chinese text is no blank of the text.
_GAP = re.compile(rf"(?<=[{_CJK}])[ \t\f]*[\r\n][ \t\r\n\f]*|[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_CJK}])")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LEAD = re.compile(r"[ \u00a0\u2002\u2003\u3000]*")
MANY = 12
"""So many blanks do not begin a paragraph but move a signature to the right."""
_ENDS = re.compile(r"[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


@dataclass
class Runs:
    """Collects the text of a line, and the marks of what was taken out of it."""

    left_out: Counter[OmissionKind] = field(default_factory=Counter)
    _parts: list[str] = field(default_factory=list)
    _label: str = ""

    def text(self, text: str | None) -> None:
        """Add a piece of text as it stands in the markup."""
        if text:
            self._parts.append(text)

    def mark(self, node: Node) -> None:
        """Add what a mark tells."""
        kind, size = told(node)
        self.left_out[kind] += size

    def label(self, number: str) -> None:
        """Set the number that the next line begins with."""
        self._label = number

    def take(self, *, as_typed: bool = False) -> list[tuple[str, int]]:
        """Return the lines collected but for empty ones, and how wide the blanks before each are.

        Args:
            as_typed: line ends and blanks are those of the text (``pre``).
        """
        text = "".join(self._parts).replace("\r\n", "\n")
        self._parts.clear()
        typed = len(_LEAD.match(text).group())  # type: ignore[union-attr]
        if not as_typed:
            text = _SPACE.sub(" ", _GAP.sub("", text))
        found = []
        for line in _ENDS.split(text):
            lead = _LEAD.match(line).group()  # type: ignore[union-attr]
            plain = line.replace("\u00a0", " ").strip()
            if plain:
                width = len(lead) + lead.count("\u3000")
                # A browser shows one blank of many, but they say that the line should stand at the right.
                found.append((self._label + plain, typed if typed >= MANY else width))
                self._label = ""
        return found
