"""Words around a place, before and after a change."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise

from report_kit.proofread.language.segment import segment, word_frequency

REACH = 5


class WordCounter:
    """Counts jieba's words around a place; remembers what it has segmented."""

    def __init__(self) -> None:
        self._boundaries = lru_cache(maxsize=4096)(lambda text: segment(text).boundaries)

    def around(self, text: str, start: int, end: int, new: str) -> tuple[int, int, int, float]:
        """Return of the words around ``text[start:end]`` with ``new`` in its place what tells most.

        Returns:
            How many words stand in the window, how many of one character, how long the longest word is
            that touches the change, and the logarithm of the frequency of the rarest such word.
        """
        low = max(start - REACH, 0)
        window = text[low:start] + new + text[end : end + REACH]
        first, last = start - low, start - low + max(len(new), 1)
        words = list(pairwise(self._boundaries(window)))
        touching = [window[a:b] for a, b in words if a < last and b > first]
        return (
            len(words),
            sum(1 for a, b in words if b - a == 1),
            max(map(len, touching), default=0),
            min((self.frequency(word) for word in touching), default=0.0),
        )

    @staticmethod
    def frequency(word: str) -> float:
        """Return the logarithm of a word's frequency in jieba's dictionary, 0 when it is none."""
        return math.log1p(word_frequency(word)) if word else 0.0
