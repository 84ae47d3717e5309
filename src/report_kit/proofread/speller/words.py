"""Words around a place, before and after a change."""

from __future__ import annotations

import math
from functools import lru_cache

from report_kit.proofread.segment import segment, word_frequency

REACH = 5


class WordCounter:
    """Counts jieba's words around a place; remembers what it has segmented."""

    def __init__(self) -> None:
        self._boundaries = lru_cache(maxsize=4096)(lambda text: segment(text).boundaries)

    def around(self, text: str, start: int, end: int, new: str) -> tuple[int, int, int]:
        """Return of the words around ``text[start:end]`` with ``new`` in its place what tells most.

        Returns:
            How many words stand in the window, how many of one character, and how long the longest word
            is that touches the change.
        """
        low = max(start - REACH, 0)
        boundaries = self._boundaries(text[low:start] + new + text[end : end + REACH])
        first, last = start - low, start - low + max(len(new), 1)
        lengths = [b - a for a, b in zip(boundaries, boundaries[1:], strict=False)]
        touching = [b - a for a, b in zip(boundaries, boundaries[1:], strict=False) if a < last and b > first]
        return len(lengths), lengths.count(1), max(touching, default=0)

    @staticmethod
    def frequency(word: str) -> float:
        """Return the logarithm of a word's frequency in jieba's dictionary, 0 when it is none."""
        return math.log1p(word_frequency(word)) if word else 0.0
