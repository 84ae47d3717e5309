"""Spans of a text, sorted once so that each question about them is one look-up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Any number of spans ``(start, end)``; they may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def cover(self, start: int, end: int) -> bool:
        """Say whether one of them holds all of ``start:end``."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._furthest[before - 1] >= end

    def overlap(self, start: int, end: int) -> bool:
        """Say whether one of them shares a character with ``start:end``, or lies within it."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start


class Apart:
    """Spans that share no character with each other: one that would is not taken in."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def add(self, start: int, end: int) -> bool:
        """Take in a span, unless it shares a character with one that is there; say whether it was."""
        before = bisect_left(self._spans, (end, -1))
        if before and self._spans[before - 1][1] > start:
            return False
        insort(self._spans, (start, end))
        return True
