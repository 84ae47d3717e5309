"""Sentences of a report, and how much two of them share."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"[^。！？；\n]+")
_PLAIN = re.compile(r"[^\u3400-\u9fff]+")
# A shorter one is a phrase that any two reports share.
LEAST = 12


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and the Han characters of each sentence long enough to compare."""
    for match in _SENTENCE.finditer(text, start, len(text) if end is None else end):
        plain = _PLAIN.sub("", match.group())
        if len(plain) >= LEAST:
            lead = len(match.group()) - len(match.group().lstrip())
            yield match.start() + lead, match.start() + len(match.group().rstrip()), plain


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters."""
    return frozenset(text[index : index + 2] for index in range(len(text) - 1))


def likeness(first: str, second: str) -> float:
    """Return the share of character pairs that two sentences have in common, between 0 and 1."""
    a, b = pairs(first), pairs(second)
    return len(a & b) / len(a | b) if a and b else 0.0
