"""What may have been meant: candidate corrections of a text.

Everything is done for all places of a text at once, in arrays: a call for each candidate would be a
hundred times slower.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from report_kit.proofread.speller.confusion import (
    CLASS_BASE,
    IDIOM,
    IDIOM_LENGTH,
    LONGEST_WORD,
    NEAR_SOUND,
    OFTEN,
    SAME_SOUND,
    Confusion,
    idiom_keys,
)
from report_kit.proofread.speller.language_model import (
    FIRST,
    ORDER,
    PAD,
    UNKNOWN,
    Ids,
    LanguageModel,
    windows,
)
from report_kit.proofread.speller.passage import CONTEXT, Passage
from report_kit.proofread.speller.scoring import Candidates, Kind, join, score

# Places less surprising than this (mean logarithm of both directions) get no candidates. About a sixth of
# clean prose is more surprising, and 94 in 100 real slips.
SURPRISE = -4.8
# What is often confused, or nearly an idiom, is looked at from here.
MILD_SURPRISE = -2.5
# At places as strange as this, any character that often stands between such neighbours is a candidate.
STRANGE = -6.0
# What the first look, by neighbours only, leaves of the candidates of one place.
KEPT_BY_NEIGHBOURS = 16
KEPT_WORDS = 4
KEPT_FITTING = 3
KEPT_DROPPED = 4
LONGEST_DOUBLED = 6


def propose(model: LanguageModel, confusion: Confusion, passage: Passage) -> Candidates:
    """Return the candidates of a passage the model does not find much worse than what stands there."""
    ids = passage.padded[CONTEXT:-CONTEXT]
    surprising = (passage.surprise < SURPRISE) & passage.is_han
    mild = (passage.surprise < MILD_SURPRISE) & passage.is_han
    groups = [
        _idioms(confusion, ids, mild, passage.is_han),
        _characters(model, confusion, passage, np.flatnonzero(surprising)),
        _often(confusion, ids, np.flatnonzero(mild & ~surprising & confusion.often[ids])),
        _fitting(model, confusion, passage, np.flatnonzero(surprising & (passage.surprise < STRANGE))),
        *(_words(model, confusion, ids, surprising, length) for length in range(2, LONGEST_WORD + 1)),
        _dropped(model, confusion, passage, surprising),
        *_rearranged(model, ids, surprising, mild, passage.is_han),
    ]
    return join([score(model, passage, *group) for group in groups])


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


def _often(confusion: Confusion, ids: Ids, places: NDArray[np.int64]) -> Group:
    """Replace a character by one it is often confused with."""
    own = ids[places]
    owner, entry = _expand(confusion.starts[own].astype(np.int64), confusion.starts[own + 1].astype(np.int64))
    often = (confusion.kinds[entry] & OFTEN) > 0
    owner, entry = owner[often], entry[often]
    new = confusion.targets[entry].astype(np.int64)[:, None]
    return places[owner], 1, new, Kind.CHARACTER, confusion.kinds[entry]


def _idioms(confusion: Confusion, ids: Ids, mild: NDArray[np.bool_], han: NDArray[np.bool_]) -> Group:
    """Replace the one character that keeps four from being an idiom."""
    if len(ids) < IDIOM_LENGTH:
        return _unlike(np.zeros(0, np.int64), 1, np.zeros((0, 1), np.int64), Kind.CHARACTER)
    around = np.lib.stride_tricks.sliding_window_view(ids, IDIOM_LENGTH)
    # The wrong character may make a word with its neighbour; then the others are surprising.
    places = np.flatnonzero(np.lib.stride_tricks.sliding_window_view(mild, IDIOM_LENGTH).sum(axis=1) >= 2)
    edits = []
    for gap in range(IDIOM_LENGTH):
        keys = idiom_keys(around[places], gap)
        low = np.searchsorted(confusion.idiom_keys, keys, side="left")
        high = np.searchsorted(confusion.idiom_keys, keys, side="right")
        owner, entry = _expand(low, high)
        row, own_gap = np.divmod(confusion.idiom_entries[entry].astype(np.int64), IDIOM_LENGTH)
        idiom = confusion.idioms[row].astype(np.int64)
        # Keys are no proof.
        same = (idiom == around[places[owner]]).sum(axis=1) == IDIOM_LENGTH - 1
        real = (
            same & (own_gap == gap) & han[places[owner] + gap] & (idiom[:, gap] != around[places[owner], gap])
        )
        edits.append(np.stack([places[owner] + gap, idiom[:, gap]], axis=1)[real])
    at, new = np.unique(np.concatenate(edits), axis=0).T
    return at, 1, new[:, None], Kind.CHARACTER, confusion.alike(ids[at], new) | np.uint8(IDIOM)


def _neighbours(
    model: LanguageModel, padded: Ids, places: NDArray[np.int64], new: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return how usual a character is between its neighbours: trigrams, and pairs to tell those apart."""
    size = np.uint64(model.size)
    middle = new.astype(np.uint64)
    before, after = padded[places - 1].astype(np.uint64), padded[places + 1].astype(np.uint64)
    first, second = before * size + middle, middle * size + after
    usual = np.log1p(np.stack([model.count(first, 2), model.count(second, 2)]))
    value: NDArray[np.float32] = np.float32(0.3) * usual.sum(axis=0)
    # No trigram is kept whose pairs are not.
    for three, possible in (
        (padded[places - 2].astype(np.uint64) * size * size + first, usual[0] > 0),
        (first * size + after, (usual > 0).all(axis=0)),
        (second * size + padded[places + 2].astype(np.uint64), usual[1] > 0),
    ):
        value[possible] += np.log1p(model.count(three[possible], 3))
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
    # Behind the last character of a clause too.
    places = np.flatnonzero(gap & (inner != PAD))
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
    keep = _best(owner, value, KEPT_DROPPED)
    keep = keep[value[keep] > 0]
    return _unlike(at[keep], 0, new[keep][:, None], Kind.DROPPED)


def _rearranged(
    model: LanguageModel,
    ids: Ids,
    surprising: NDArray[np.bool_],
    mild: NDArray[np.bool_],
    han: NDArray[np.bool_],
) -> list[Group]:
    """Take a character or what was written twice out, or swap two neighbours."""
    places = np.flatnonzero(surprising)
    doubled = np.zeros(len(ids), dtype=bool)
    doubled[1:] = ids[1:] == ids[:-1]
    pairs = places[places + 1 < len(ids)]
    known = (ids[pairs] != UNKNOWN) & (ids[pairs + 1] != UNKNOWN)
    pairs = pairs[han[pairs + 1] & known & ~doubled[pairs + 1]]
    swapped = np.stack([ids[pairs + 1], ids[pairs]], axis=-1)
    return [
        _unlike(places[doubled[places]], 1, None, Kind.DOUBLED),
        _unlike(places[~doubled[places]], 1, None, Kind.EXTRA),
        *(_twice(model, ids, mild, han, length) for length in range(2, LONGEST_DOUBLED + 1)),
        _unlike(pairs, 2, swapped, Kind.SWAPPED),
    ]


def _twice(
    model: LanguageModel, ids: Ids, mild: NDArray[np.bool_], han: NDArray[np.bool_], length: int
) -> Group:
    """Take the second of two equal runs of characters out, where anything about them surprises."""
    empty = np.zeros(0, dtype=np.int64)
    if len(ids) < 2 * length:
        return _unlike(empty, length, None, Kind.DOUBLED)
    view = np.lib.stride_tricks.sliding_window_view
    alike = (ids[length:] == ids[:-length]) & han[length:] & han[:-length]
    equal = np.atleast_1d(view(alike, length).all(axis=1))
    near = view(mild, 2 * length).any(axis=1)
    # A run of one character is a doubled character.
    single = (view(ids, length) == ids[: len(ids) - length + 1, None]).all(axis=1)[: len(equal)]
    places = np.flatnonzero(equal & near & ~single) + length
    if length + 2 <= ORDER:
        # 市政府|政府信息: the model has seen the one with what stands before, the other with what follows.
        inner = places[(places > length) & (places + length + 1 < len(ids))]
        first = windows(ids[inner[:, None] + np.arange(-length - 1, 0)], length + 1, model.size)
        second = windows(ids[inner[:, None] + np.arange(length + 2)], length + 2, model.size)
        touch = (model.count(first, length + 1) > 0) & (model.count(second, length + 2) > 0)
        places = np.setdiff1d(places, inner[touch[:, 0]])
    return _unlike(places, length, None, Kind.DOUBLED)


def _unlike(places: NDArray[np.int64], length: int, new: NDArray[np.int64] | None, kind: Kind) -> Group:
    """Make a group of edits that have nothing to do with likeness; without ``new`` something goes."""
    if new is None:
        new = np.zeros((len(places), 0), np.int64)
    return places, length, new, kind, np.zeros(len(places), np.uint8)
