"""Candidate corrections as columns, and what the character model's counts say of them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from report_kit.proofread.speller.confusion import IDIOM, LONGEST_WORD, OFTEN
from report_kit.proofread.speller.language_model import ORDER, LanguageModel, windows
from report_kit.proofread.speller.passage import CONTEXT, Passage


class Kind(IntEnum):
    """What was done wrong, if the candidate is right."""

    CHARACTER = 0
    WORD = 1
    DROPPED = 2
    DOUBLED = 3
    EXTRA = 4
    SWAPPED = 5


# A candidate the model finds less likely than this, against what stands there, is dropped.
LEAST_GAIN = {
    Kind.CHARACTER: -1.0,
    Kind.WORD: 0.0,
    Kind.DROPPED: -2.0,
    Kind.DOUBLED: -2.0,
    Kind.EXTRA: 5.0,
    Kind.SWAPPED: 0.0,
}
LEAST_GAIN_OFTEN = -8.0  # of what is often confused
LEAST_GAIN_IDIOM = -25.0  # many idioms are too rare for the model to have seen


@dataclass
class Candidates:
    """Candidates as columns; ``start`` and ``end`` are indices into the ids, ``new`` is filled up with -1."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    new: NDArray[np.int64]  # (n, LONGEST_WORD)
    kind: NDArray[np.int8]
    alike: NDArray[np.uint8]  # kinds of confusion, or-ed
    # Gains of the logarithm of probability over what stands there, by direction and order.
    left5: NDArray[np.float32]
    right5: NDArray[np.float32]
    left3: NDArray[np.float32]
    right3: NDArray[np.float32]
    # How many of the n-grams of orders 2 to 5 that hold the change were seen, now and with it (shares).
    seen_now: NDArray[np.float32]  # (n, 4)
    seen_then: NDArray[np.float32]  # (n, 4)
    # Logarithms of the count of the rarest such pair and triple.
    rarest_now: NDArray[np.float32]  # (n, 2)
    rarest_then: NDArray[np.float32]  # (n, 2)

    def __len__(self) -> int:
        return len(self.start)

    def take(self, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> Candidates:
        """Return the chosen ones."""
        return Candidates(**{field.name: getattr(self, field.name)[chosen] for field in fields(self)})

    @property
    def gain(self) -> NDArray[np.float32]:
        """Mean gain of both directions."""
        return np.float32(0.5) * (self.left5 + self.right5)


def score(
    model: LanguageModel,
    passage: Passage,
    start: NDArray[np.int64],
    old_length: int,
    new: NDArray[np.int64],
    kind: Kind,
    alike: NDArray[np.uint8],
) -> Candidates:
    """Compare the model's probability of the text with a candidate in it and of the text as it stands."""
    ids = passage.padded
    at = start + CONTEXT
    size = new.shape[-1]
    places = at[:, None] + np.arange(-CONTEXT, 0)
    behind = np.minimum(at[:, None] + old_length + np.arange(CONTEXT), len(ids) - 1)
    text = np.concatenate([ids[places], new, ids[behind]], axis=-1)
    counts: list[NDArray[np.float32]] = []
    for order in range(1, ORDER + 1):
        # Only n-grams that hold something new are looked up; the others are the passage's own.
        first, last = CONTEXT - order + 1, CONTEXT + size - 1
        known = passage.counts[order - 1]
        changed = windows(text[:, first : last + order], order, model.size)
        if order == 1:
            found = model.count(changed, order)
        else:
            found = model.count_longer(changed, order, counts[-1][:, first : last + 2])
        counts.append(
            np.concatenate(
                [
                    known[places[:, :first]],
                    found,
                    known[np.minimum(behind[:, : ORDER - order], len(known) - 1)],
                ],
                axis=-1,
            )
        )
    seen_then, rarest_then = _evidence([c[:, CONTEXT - n : CONTEXT + size] for n, c in enumerate(counts)])
    now = [
        known[np.minimum(at[:, None] + np.arange(-n, max(old_length, 1 - n)), len(known) - 1)]
        for n, known in enumerate(passage.counts)
    ]
    seen_now, rarest_now = _evidence(now)
    gains = []
    for highest in (ORDER, 3):
        left, right = model.log_probabilities(counts, highest)
        old_left, old_right = passage.sums(at, old_length, highest)
        gains.append(left[:, CONTEXT:].sum(axis=-1) - old_left)
        gains.append(right[:, : CONTEXT + size].sum(axis=-1) - old_right)
    full = np.full((len(start), LONGEST_WORD), -1, dtype=np.int64)
    full[:, : new.shape[-1]] = new
    scored = Candidates(
        start,
        start + old_length,
        full,
        np.full(len(start), kind, np.int8),
        alike,
        gains[0],
        gains[1],
        gains[2],
        gains[3],
        seen_now,
        seen_then,
        rarest_now,
        rarest_then,
    )
    least = np.where((alike & OFTEN) > 0, LEAST_GAIN_OFTEN, LEAST_GAIN[kind])
    return scored.take(scored.gain > np.where((alike & IDIOM) > 0, LEAST_GAIN_IDIOM, least))


def _evidence(counts: list[NDArray[np.float32]]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return for orders 2 to 5 the share of n-grams seen, for 2 and 3 the logarithm of the lowest count."""
    seen = np.stack([(count > 0).mean(axis=-1) for count in counts[1:]], axis=-1).astype(np.float32)
    rarest = np.stack([np.log1p(count.min(axis=-1)) for count in counts[1:3]], axis=-1)
    return seen, rarest


def join(groups: list[Candidates]) -> Candidates:
    """Put groups together; of the same edit the first stays."""
    joined = Candidates(
        **{
            field.name: np.concatenate([getattr(group, field.name) for group in groups])
            for field in fields(Candidates)
        }
    )
    edits = np.concatenate([joined.start[:, None], joined.end[:, None], joined.new], axis=-1)
    _, first = np.unique(edits, axis=0, return_index=True)
    return joined.take(np.sort(first))
