"""Follow a passage through edits: it stays with its words, or is gone."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

CONTEXT = 24
"""Characters kept from each side of a passage, by which it is known again after a move."""
_NEAR = 8
_LONGEST_DIFF = 20_000


@dataclass(frozen=True)
class Passage:
    """A passage of a text: where it begins, its words, and what stands around it."""

    start: int
    quote: str
    before: str
    after: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Passage:
        """Return the passage ``text[start:end]``."""
        before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        return cls(start, text[start:end], before, after)

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.quote)


def followed(passage: Passage, old: str, new: str) -> Passage | None:
    """Return the passage of ``old`` where it stands in ``new``; ``None`` when one of its characters went.

    A passage that was cut and pasted whole, or with the words beside it, is found where it was put.
    """
    start = _moved(passage, old, new)
    if start is None:
        start = _found(passage, new, _NEAR)
    return None if start is None else Passage.of(new, start, start + len(passage.quote))


def brought_back(passage: Passage, text: str) -> Passage | None:
    """Return a passage that was gone where it stands again with all that stood around it, if it does."""
    start = _found(passage, text, CONTEXT)
    return None if start is None else Passage.of(text, start, start + len(passage.quote))


def _moved(passage: Passage, old: str, new: str) -> int | None:
    """Return where the passage stands after the edits between the two texts."""
    begin = _common(old, new)
    tail = _common(old[begin:][::-1], new[begin:][::-1])
    if passage.end <= begin:
        return passage.start
    if passage.start >= len(old) - tail:
        return passage.start + len(new) - len(old)
    before, after = old[begin : len(old) - tail], new[begin : len(new) - tail]
    if len(before) + len(after) > _LONGEST_DIFF:
        return None
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    # What is equal on both sides of the middle goes on with it.
    spans = [(0, 0, begin), *((begin + a, begin + b, size) for a, b, size in blocks)]
    spans.append((len(old) - tail, len(new) - tail, tail))
    joined: list[tuple[int, int, int]] = []
    for a, b, size in spans:
        last = joined[-1] if joined else None
        if last and last[0] + last[2] == a and last[1] + last[2] == b:
            joined[-1] = (last[0], last[1], last[2] + size)
        else:
            joined.append((a, b, size))
    for a, b, size in joined:
        if a <= passage.start and passage.end <= a + size:
            return b + passage.start - a
    return None


def _found(passage: Passage, text: str, context: int) -> int | None:
    """Return where the passage stands with its neighbours on both sides, if that is one place only."""
    before, after = passage.before[-context:], passage.after[:context]
    whole = before + passage.quote + after
    if not passage.quote or (len(before) < _NEAR and len(after) < _NEAR and len(whole) < 2 * _NEAR):
        return None
    at = text.find(whole)
    if at < 0 or text.find(whole, at + 1) >= 0:
        return None
    return at + len(before)


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
