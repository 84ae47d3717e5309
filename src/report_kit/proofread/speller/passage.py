"""A text as the character model sees it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from report_kit.proofread.speller.language_model import ORDER, PAD, UNKNOWN, Ids, LanguageModel, is_han

CONTEXT = ORDER - 1


@dataclass
class Passage:
    """A text as the model sees it: ids between four pads, their counts and probabilities."""

    padded: Ids
    counts: list[NDArray[np.float32]]
    sums_by_order: dict[int, tuple[NDArray[np.float64], NDArray[np.float64]]]
    surprise: NDArray[np.float32]  # mean logarithm of both probabilities of every id
    is_han: NDArray[np.bool_]  # of every id; characters the model does not know too

    @classmethod
    def of(cls, model: LanguageModel, ids: Ids, text: str) -> Passage:
        """Look a text up, given its ids and the characters they stand for."""
        pad = np.full(CONTEXT, PAD, dtype=np.int64)
        padded = np.concatenate([pad, ids, pad])
        counts = model.counts(padded)
        sums = {}
        for highest in (3, ORDER):
            left, right = model.log_probabilities(counts, highest)
            sums[highest] = (_running(left), _running(right))
        inner = slice(CONTEXT, len(padded) - CONTEXT)
        han = model.is_han[ids]
        for place in np.flatnonzero(ids == UNKNOWN).tolist():
            han[place] = is_han(text[place])
        return cls(padded, counts, sums, (np.float32(0.5) * (left + right))[inner], han)

    def sums(
        self, at: NDArray[np.int64], length: int, highest: int
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the logarithms of probability, by direction, of what stands there and what it decides."""
        left, right = self.sums_by_order[highest]
        end = np.minimum(at + length + CONTEXT, len(self.padded))
        return (
            (left[end] - left[at]).astype(np.float32),
            (right[at + length] - right[at - CONTEXT]).astype(np.float32),
        )


def _running(values: NDArray[np.float32]) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
