"""Candidate corrections of a text, scored by the character model.

Everything is done for all places of a text at once, in arrays: a call for each candidate would be a
hundred times slower.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from report_kit.proofread.speller.confusion import CLASS_BASE, LONGEST_WORD, NEAR_SOUND, SAME_SOUND, Confusion
from report_kit.proofread.speller.language_model import FIRST, ORDER, PAD, Ids, LanguageModel, windows

CONTEXT = ORDER - 1
# Places less surprising than this (mean logarithm of both directions) get no candidates. About a sixth of
# clean prose is more surprising, and 94 in 100 real slips.
SURPRISE = -4.8
# At places as strange as this, any character that often stands between such neighbours is a candidate.
STRANGE = -6.0
# What the first look, by neighbours only, leaves of the candidates of one place.
KEPT_BY_NEIGHBOURS = 12
KEPT_WORDS = 4
KEPT_FITTING = 3


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
    Kind.DROPPED: 0.0,
    Kind.DOUBLED: 0.0,
    Kind.EXTRA: 5.0,
    Kind.SWAPPED: 0.0,
}


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


@dataclass
class Passage:
    """A text as the model sees it: ids between four pads, their counts and probabilities."""

    padded: Ids
    counts: list[NDArray[np.float32]]
    sums_by_order: dict[int, tuple[NDArray[np.float64], NDArray[np.float64]]]
    surprise: NDArray[np.float32]  # mean logarithm of both probabilities of every id

    @classmethod
    def of(cls, model: LanguageModel, ids: Ids) -> Passage:
        """Look a text up."""
        pad = np.full(CONTEXT, PAD, dtype=np.int64)
        padded = np.concatenate([pad, ids, pad])
        counts = model.counts(padded)
        sums = {}
        for highest in (3, ORDER):
            left, right = model.log_probabilities(counts, highest)
            sums[highest] = (_running(left), _running(right))
        inner = slice(CONTEXT, len(padded) - CONTEXT)
        return cls(padded, counts, sums, (np.float32(0.5) * (left + right))[inner])

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


def propose(model: LanguageModel, confusion: Confusion, passage: Passage) -> Candidates:
    """Return the candidates of a passage the model does not find much worse than what stands there."""
    ids = passage.padded[CONTEXT:-CONTEXT]
    surprising = (passage.surprise < SURPRISE) & model.is_han[ids]
    groups = [
        _characters(model, confusion, passage, np.flatnonzero(surprising)),
        _fitting(model, confusion, passage, np.flatnonzero(surprising & (passage.surprise < STRANGE))),
        *(_words(model, confusion, ids, surprising, length) for length in range(2, LONGEST_WORD + 1)),
        _dropped(model, confusion, passage, surprising),
        *_rearranged(ids, surprising, model.is_han),
    ]
    return _join([_score(model, passage, *group) for group in groups])


Group = tuple[NDArray[np.int64], int, NDArray[np.int64], Kind, NDArray[np.uint8]]


def _expand(
    starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for ranges the index of the range and the place in it, one after another."""
    lengths = ends - starts
    owner = np.repeat(np.arange(len(starts)), lengths)
    inner = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return owner, starts[owner] + inner


def _best(owner: NDArray[np.int64], value: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Return the places of the ``count`` highest values of every owner."""
    order = np.lexsort((-value, owner))
    sorted_owner = owner[order]
    first = np.searchsorted(sorted_owner, sorted_owner)
    return order[np.arange(len(order)) - first < count]


def _characters(
    model: LanguageModel, confusion: Confusion, passage: Passage, places: NDArray[np.int64]
) -> Group:
    """Replace one character by one it is mistaken for."""
    ids = passage.padded
    own = ids[places + CONTEXT]
    owner, entry = _expand(confusion.starts[own].astype(np.int64), confusion.starts[own + 1].astype(np.int64))
    at = places[owner]
    new = confusion.targets[entry].astype(np.int64)
    value = _neighbours(model, ids, at + CONTEXT, new)
    keep = _best(at, value, KEPT_BY_NEIGHBOURS)
    keep = keep[value[keep] > 0]
    return at[keep], 1, new[keep][:, None], Kind.CHARACTER, confusion.kinds[entry][keep]


def _neighbours(
    model: LanguageModel, padded: Ids, places: NDArray[np.int64], new: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return how usual a character is between its neighbours: trigrams, and pairs to tell those apart."""
    size = np.uint64(model.size)
    middle = new.astype(np.uint64)
    before, after = padded[places - 1].astype(np.uint64), padded[places + 1].astype(np.uint64)
    first, second = before * size + middle, middle * size + after
    pairs = np.log1p(model.count(first, 2)) + np.log1p(model.count(second, 2))
    value: NDArray[np.float32] = np.float32(0.3) * pairs
    # No trigram is kept whose pairs are not.
    seen = np.flatnonzero(pairs > 0)
    first, second = first[seen], second[seen]
    outer, further = padded[places[seen] - 2].astype(np.uint64), padded[places[seen] + 2].astype(np.uint64)
    three = (outer * size * size + first, first * size + after[seen], second * size + further)
    value[seen] += np.log1p(model.count(np.concatenate(three), 3)).reshape(3, -1).sum(axis=0)
    return value


def _fitting(
    model: LanguageModel, confusion: Confusion, passage: Passage, places: NDArray[np.int64]
) -> Group:
    """Replace one character by any that the neighbours often have between them."""
    ids = passage.padded
    before, after = ids[places + CONTEXT - 1], ids[places + CONTEXT + 1]
    new = np.concatenate([confusion.following[before], confusion.preceding[after]], axis=-1).astype(np.int64)
    owner = np.repeat(np.arange(len(places)), new.shape[-1])
    new = new.ravel()
    real = (new >= FIRST) & (new != ids[places + CONTEXT][owner])
    at, new = places[owner[real]], new[real]
    value = _neighbours(model, ids, at + CONTEXT, new)
    keep = _best(at, value, KEPT_FITTING)
    keep = keep[value[keep] > 0]
    return _unlike(at[keep], 1, new[keep][:, None], Kind.CHARACTER)


def _words(
    model: LanguageModel, confusion: Confusion, ids: Ids, surprising: NDArray[np.bool_], length: int
) -> Group:
    """Replace a whole word by one that sounds alike, as input methods do."""
    empty = _unlike(np.zeros(0, np.int64), length, np.zeros((0, length), np.int64), Kind.WORD)
    if len(ids) < length:
        return empty
    around = np.lib.stride_tricks.sliding_window_view(ids, length)
    marked = np.lib.stride_tricks.sliding_window_view(surprising, length).any(axis=-1)
    places = np.flatnonzero(marked & model.is_han[around].all(axis=-1))
    if not len(places):
        return empty
    # Two readings of every character, all combinations.
    found: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    sounds = confusion.classes[confusion.readings[around[places]][..., :2]].astype(np.int64)
    for choice in range(1 << length):
        key = np.zeros(len(places), dtype=np.int64)
        real = np.ones(len(places), dtype=bool)
        for place in range(length):
            sound = sounds[:, place, choice >> place & 1]
            real &= sound > 0
            key = key * CLASS_BASE + sound
        keys = confusion.keys[length]
        low = np.searchsorted(keys, key.astype(np.uint64), side="left")
        high = np.where(real, np.searchsorted(keys, key.astype(np.uint64), side="right"), low)
        owner, entry = _expand(low, high)
        found.append((places[owner], entry))
    at = np.concatenate([place for place, _ in found])
    entry = np.concatenate([entry for _, entry in found])
    if not len(at):
        return empty
    once = np.unique(np.stack([at, entry], axis=-1), axis=0)
    at, entry = once[:, 0], once[:, 1]
    new = confusion.words[length][entry].astype(np.int64)
    differ = (new != around[at]).sum(axis=-1) >= 2
    at, new = at[differ], new[differ]
    if not len(at):
        return empty
    same = (confusion.readings[new][..., :1] == confusion.readings[around[at]]).any(axis=-1).all(axis=-1)
    value = np.log1p(model.count(windows(new, length, model.size)[:, 0], length))
    keep = _best(at, value + 1000.0 * same, KEPT_WORDS * (3 if length == 2 else 1))
    return (
        at[keep],
        length,
        new[keep],
        Kind.WORD,
        np.where(same[keep], SAME_SOUND, NEAR_SOUND).astype(np.uint8),
    )


def _dropped(
    model: LanguageModel, confusion: Confusion, passage: Passage, surprising: NDArray[np.bool_]
) -> Group:
    """Put in a character between two, one of which is surprising."""
    ids = passage.padded
    inner = ids[CONTEXT:-CONTEXT]
    gap = surprising.copy()
    gap[1:] |= surprising[:-1]
    places = np.flatnonzero(gap & model.is_han[inner])
    before, after = ids[places + CONTEXT - 1], inner[places]
    new = np.concatenate([confusion.following[before], confusion.preceding[after]], axis=-1).astype(np.int64)
    owner = np.repeat(np.arange(len(places)), new.shape[-1])
    new = new.ravel()
    real = (new >= FIRST) & model.is_han[before[owner]]
    owner, new = owner[real], new[real]
    at = places[owner]
    before, after = ids[at + CONTEXT - 1], inner[at]
    two = np.concatenate([before * model.size + new, new * model.size + after]).astype(np.uint64)
    seen = (model.count(two, 2).reshape(2, -1) > 0).all(axis=0)
    owner, at, new, before, after = (column[seen] for column in (owner, at, new, before, after))
    around = np.stack([ids[at + 2], before, new, after, ids[at + 5]], axis=-1)
    value = np.log1p(model.count(windows(around, 3, model.size), 3)).sum(axis=-1)
    keep = _best(owner, value, 2)
    keep = keep[value[keep] > 0]
    return _unlike(at[keep], 0, new[keep][:, None], Kind.DROPPED)


def _rearranged(ids: Ids, surprising: NDArray[np.bool_], is_han: NDArray[np.bool_]) -> list[Group]:
    """Take a character or a doubled word out, or swap two neighbours."""
    places = np.flatnonzero(surprising)
    doubled = np.zeros(len(ids), dtype=bool)
    doubled[1:] = ids[1:] == ids[:-1]
    within = places[(places >= 2) & (places + 1 < len(ids))]
    within = within[is_han[ids[within + 1]] & ~doubled[within + 1]]
    twice = (ids[within] == ids[within - 2]) & (ids[within + 1] == ids[within - 1])
    pairs = places[places + 1 < len(ids)]
    pairs = pairs[is_han[ids[pairs + 1]] & ~doubled[pairs + 1]]
    swapped = np.stack([ids[pairs + 1], ids[pairs]], axis=-1)
    return [
        _unlike(places[doubled[places]], 1, None, Kind.DOUBLED),
        _unlike(places[~doubled[places]], 1, None, Kind.EXTRA),
        _unlike(within[twice], 2, None, Kind.DOUBLED),
        _unlike(pairs, 2, swapped, Kind.SWAPPED),
    ]


def _unlike(places: NDArray[np.int64], length: int, new: NDArray[np.int64] | None, kind: Kind) -> Group:
    """Make a group of edits that have nothing to do with likeness; without ``new`` something goes."""
    if new is None:
        new = np.zeros((len(places), 0), np.int64)
    return places, length, new, kind, np.zeros(len(places), np.uint8)


def _score(
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
    counts = []
    for order in range(1, ORDER + 1):
        # Only n-grams that hold something new are looked up; the others are the passage's own.
        first, last = CONTEXT - order + 1, CONTEXT + size - 1
        known = passage.counts[order - 1]
        changed = windows(text[:, first : last + order], order, model.size)
        counts.append(
            np.concatenate(
                [
                    known[places[:, :first]],
                    model.count(changed, order),
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
    found = Candidates(
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
    return found.take(found.gain > LEAST_GAIN[kind])


def _evidence(counts: list[NDArray[np.float32]]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return for orders 2 to 5 the share of n-grams seen, for 2 and 3 the logarithm of the lowest count."""
    seen = np.stack([(count > 0).mean(axis=-1) for count in counts[1:]], axis=-1).astype(np.float32)
    rarest = np.stack([np.log1p(count.min(axis=-1)) for count in counts[1:3]], axis=-1)
    return seen, rarest


def _join(groups: list[Candidates]) -> Candidates:
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
