"""Word segmentation with a tokenizer of our own, so that jieba's global one is never touched."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from math import log

import jieba

from report_kit.proofread.language.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Words of a passage; ``boundaries`` are ascending offsets where a word begins or ends."""

    boundaries: tuple[int, ...]

    def is_boundary(self, offset: int) -> bool:
        """Say whether a word begins or ends at ``offset``."""
        index = bisect_left(self.boundaries, offset)
        return index < len(self.boundaries) and self.boundaries[index] == offset

    def word_at(self, offset: int) -> tuple[int, int]:
        """Return the span of the word that holds the character at ``offset``."""
        index = bisect_left(self.boundaries, offset + 1)
        return self.boundaries[index - 1], self.boundaries[index]


class _Tokenizer(jieba.Tokenizer):  # type: ignore[misc]
    """jieba's way of choosing words, on our form of its dictionary."""

    def __init__(self) -> None:
        super().__init__()
        self.FREQ = vocabulary()
        self.total = self.FREQ.total
        self.initialized = True

    def get_DAG(self, sentence: str) -> list[list[tuple[int, int]]]:
        """Return for each character the words that begin there: (their last character, frequency)."""
        words = self.FREQ.words_at
        return [
            [(k + length - 1, frequency) for length, frequency in words(sentence, k)] or [(k, 1)]
            for k in range(len(sentence))
        ]

    def calc(
        self, sentence: str, DAG: list[list[tuple[int, int]]], route: dict[int, tuple[float, int]]
    ) -> None:
        """Fill in for each character the likeliest way on: (log probability, last character of its word).

        As jieba does it, but without looking every word up again.
        """
        end = len(sentence)
        total = log(self.total)
        route[end] = (0, 0)
        for k in range(end - 1, -1, -1):
            route[k] = max((log(frequency) - total + route[last + 1][0], last) for last, frequency in DAG[k])


@cache
def _tokenizer() -> _Tokenizer:
    return _Tokenizer()


def is_word(text: str) -> bool:
    """Say whether jieba's dictionary holds ``text`` as a word."""
    return vocabulary().get(text) is not None


def word_frequency(text: str) -> int:
    """Return how often jieba's dictionary has seen ``text`` as a word, 0 when it holds no such word."""
    return vocabulary().get(text) or 0


def segment(text: str, offset: int = 0) -> Segmentation:
    """Segment ``text``; boundaries are shifted by ``offset``. Thread-safe.

    Only words of the dictionary count: jieba's guesses at unknown words (HMM) glue a wrong character to
    its neighbours, and a mistake would then seem to straddle two words.
    """
    position, boundaries = offset, [offset]
    for word in _tokenizer().cut(text, HMM=False):
        position += len(word)
        boundaries.append(position)
    return Segmentation(tuple(boundaries))
