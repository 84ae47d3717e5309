"""A character n-gram model: counts of n-grams up to order 5 in a memory-mapped hash table.

One table of counts serves both directions: the probability of a character after its left context and
before its right context are quotients of the same counts, smoothed with a Dirichlet prior
(MacKay and Peto 1995): ``P(c|h) = (count(hc) + a P(c|h')) / (count(h) + a)``.

In the file an n-gram's 64-bit hash gives a bucket (its upper bits) and a fingerprint (the 16 bits below
them). An entry is a fingerprint and the logarithm of the count in 8 bits, so a look-up errs once in some
ten thousand. Where a bucket's entries begin is the sum of a number for each sixteen buckets and a small
one for the bucket.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from report_kit.proofread.speller.arrays import read_arrays, write_arrays

ORDER = 5
PAD = 0
UNKNOWN = 1
DIGIT = 2
LETTER = 3
BLANK = -1
FIRST = 4  # the first id of a character of its own
MAX_VOCABULARY = 7100  # so that five ids fit 64 bits
LOG_STEP = 0.076
_BLOCK_BITS = 4
# Weight of the next shorter context by order: sightings, and a share of the context's count for what
# pruning took away. Chosen for the lowest entropy of clean official prose.
PRIOR = ((0.0, 0.0), (0.0, 0.0), (200.0, 0.0), (50.0, 0.1), (100.0, 0.7), (200.0, 2.0))
KIND = "character n-grams 1"

Ids = NDArray[np.int64]
Keys = NDArray[np.uint64]

BLANKS = " \u3000\u00a0\u200b"
LINE_ENDS = "\t\n\r\x0b\x0c\x85\u2028\u2029"
# Marks that differ only in width or style are one to the model.
_SAME = {"“": '"', "”": '"', "‘": "'", "’": "'", "﹒": "·", "•": "·", "—": "-", "－": "-", "…": "."}


def plain(character: str) -> str:
    """Return the character the model knows this one by: widths unified, digits and letters as classes."""
    character = _SAME.get(character, character)
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) != 1:
        return character
    if folded.isdecimal():
        return "0"
    if folded.isascii() and folded.isalpha():
        return "a"
    return folded


def is_han(character: str) -> bool:
    """Say whether a character is a Chinese one."""
    return "\u3400" <= character <= "\u9fff"


def code_table(characters: str) -> NDArray[np.int16]:
    """Return the ids of all characters of the basic plane, given those with an id of their own."""
    ids = {character: number for number, character in enumerate(characters, FIRST)}
    ids |= {"0": DIGIT, "a": LETTER}
    table = np.full(0x10000, UNKNOWN, dtype=np.int16)
    for code in [*range(0xD800), *range(0xE000, 0x10000)]:
        table[code] = ids.get(plain(chr(code)), UNKNOWN)
    table[[ord(sign) for sign in BLANKS]] = BLANK
    table[[ord(sign) for sign in LINE_ENDS]] = PAD
    return table


def encode(text: str, table: NDArray[np.int16]) -> tuple[Ids, NDArray[np.int64]]:
    """Return the ids of the characters of ``text`` without its blanks, and their offsets in it."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    ids = np.where(codes < 0x10000, table[np.minimum(codes, 0xFFFF)], UNKNOWN).astype(np.int64)
    offsets = np.flatnonzero(ids != BLANK)
    return ids[offsets], offsets


def windows(ids: Ids, order: int, vocabulary: int) -> Keys:
    """Return the packed n-grams that begin at every position of ``ids`` (last axis), where they fit."""
    length = ids.shape[-1] - order + 1
    keys = ids[..., :length].astype(np.uint64)
    for offset in range(1, order):
        keys = keys * np.uint64(vocabulary) + ids[..., offset : offset + length].astype(np.uint64)
    return keys


def mix(keys: Keys, order: int) -> Keys:
    """Hash packed n-grams of one order (the finaliser of splitmix64)."""
    with np.errstate(over="ignore"):
        mixed = keys + np.uint64(0x9E3779B97F4A7C15) * np.uint64(order)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return mixed ^ (mixed >> np.uint64(31))


class LanguageModel:
    """An open model; the arrays stay on disk until they are used."""

    def __init__(self, path: Path) -> None:
        """Open a model; raises ``DataError`` ``RK-321`` when the file is no such model."""
        self.header, arrays = read_arrays(path, KIND)
        self.table = arrays["table"]
        self._blocks, self._within = arrays["blocks"], arrays["within"]
        self._prints, self._levels = arrays["prints"], arrays["levels"]
        within = np.diff(self._within.astype(np.int16), append=0)
        last = (1 << _BLOCK_BITS) - 1
        ends = np.diff(self._blocks.astype(np.int64))
        ends -= self._within[last :: last + 1][: len(ends)]
        longest = max(int(within.max(initial=1)), int(ends.max(initial=1)))
        self._steps = [1 << bit for bit in reversed(range(longest.bit_length()))]
        self.characters: str = self.header["characters"]
        self.size = len(self.characters) + FIRST
        self.is_han = np.zeros(self.size, dtype=bool)
        self.is_han[FIRST:] = [is_han(character) for character in self.characters]
        self.total = float(self.header["total"])
        self._shift = np.uint64(64 - self.header["bits"])
        self._print_shift = self._shift - np.uint64(16)
        self._values = np.exp((np.arange(256) - 1) * LOG_STEP).astype(np.float32)
        self._values[0] = 0
        self._single = self._look_up(np.arange(self.size, dtype=np.uint64), 1)

    def encode(self, text: str) -> tuple[Ids, NDArray[np.int64]]:
        """Return ids and offsets of the characters of ``text``, see :func:`encode`."""
        return encode(text, self.table)

    def texts(self, ids: Ids) -> list[str]:
        """Return rows of ids (-1 for none) as texts."""
        return [
            "".join(self.characters[number - FIRST] for number in row if number >= FIRST)
            for row in ids.tolist()
        ]

    def count(self, keys: Keys, order: int) -> NDArray[np.float32]:
        """Return how often packed n-grams (``windows``) of one order were seen, 0 for those not kept."""
        if order == 1:
            return self._single[keys.astype(np.int64)]
        return self._look_up(keys, order)

    def most_frequent(self, count: int) -> Ids:
        """Return the ids of the ``count`` most frequent Chinese characters."""
        return np.argsort(np.where(self.is_han, -self._single, 0), kind="stable")[:count]

    def _look_up(self, keys: Keys, order: int) -> NDArray[np.float32]:
        hashes = mix(keys.ravel(), order)
        buckets = (hashes >> self._shift).astype(np.int64)
        prints = (hashes >> self._print_shift).astype(np.uint16)
        start = self._blocks[buckets >> _BLOCK_BITS] + self._within[buckets].astype(np.int64)
        end = self._blocks[(buckets + 1) >> _BLOCK_BITS] + self._within[buckets + 1].astype(np.int64)
        # A bucket's fingerprints ascend: halve the distance to the first that is not too small.
        for step in self._steps:
            beyond = start + step
            smaller = self._prints.take(beyond - 1, mode="clip") < prints
            smaller &= beyond <= end
            start += step * smaller
        hit = self._prints.take(start, mode="clip") == prints
        hit &= start < end
        levels = self._levels.take(start, mode="clip") * hit
        counts: NDArray[np.float32] = self._values[levels].reshape(keys.shape)
        return counts

    def count_longer(self, keys: Keys, order: int, shorter: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the counts of n-grams side by side (last axis), given those of the next lower order.

        No n-gram is kept one of whose parts is not, so most need no look-up; ``shorter`` has one more.
        """
        counts = np.zeros(keys.shape, dtype=np.float32)
        seen = shorter > 0
        possible = seen[..., :-1] & seen[..., 1:]
        counts[possible] = self.count(keys[possible], order)
        return counts

    def counts(self, ids: Ids) -> list[NDArray[np.float32]]:
        """Return the counts of the n-grams of orders 1 to 5 that begin at each position (last axis)."""
        counts = [self.count(windows(ids, 1, self.size), 1)]
        for order in range(2, ORDER + 1):
            counts.append(self.count_longer(windows(ids, order, self.size), order, counts[-1]))
        return counts

    def log_probabilities(
        self, counts: list[NDArray[np.float32]], highest: int = ORDER
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return natural logarithms of P(character | left context) and P(character | right context).

        Args:
            counts: what :meth:`counts` returned for ids of the shape ``(..., length)``.
            highest: the highest order used.

        Returns:
            Two arrays of the shape of the ids. Near an edge the context is what there is.
        """
        single = (counts[0] + np.float32(0.5)) / np.float32(self.total)
        left, right = single.copy(), single.copy()
        for order in range(2, highest + 1):
            joint, shorter = counts[order - 1], counts[order - 2]
            least, share = PRIOR[order]
            steps = order - 1
            # The character is the last of the n-gram, or the first.
            context = shorter[..., : joint.shape[-1]]
            weight = np.float32(least) + np.float32(share) * context
            left[..., steps:] = (joint + weight * left[..., steps:]) / (context + weight)
            context = shorter[..., 1:]
            weight = np.float32(least) + np.float32(share) * context
            right[..., :-steps] = (joint + weight * right[..., :-steps]) / (context + weight)
        return np.log(left), np.log(right)


def write(
    path: Path, characters: str, entries: list[tuple[Keys, NDArray[Any]]], about: dict[str, Any]
) -> None:
    """Write a model.

    Args:
        path: the file.
        characters: those with an id of their own, in the order of their ids.
        entries: for every order the hashes of its n-grams (``mix``) and their counts.
        about: what the model card tells, kept in the header.
    """
    hashes = np.concatenate([keys for keys, _ in entries])
    counts = np.concatenate([weights for _, weights in entries]).astype(np.float64)
    levels = np.clip(np.rint(np.log(counts) / LOG_STEP) + 1, 1, 255).astype(np.uint8)
    sort = np.argsort(hashes)
    hashes, levels = hashes[sort], levels[sort]
    bits = max(_BLOCK_BITS, int(len(hashes) / 5).bit_length())
    buckets = (hashes >> np.uint64(64 - bits)).astype(np.int64)
    starts = np.searchsorted(buckets, np.arange((1 << bits) + (1 << _BLOCK_BITS)))
    blocks = starts[:: 1 << _BLOCK_BITS]
    within = starts - np.repeat(blocks, 1 << _BLOCK_BITS)
    assert within.max() < 256, "a block of buckets is too full"
    header = {
        "kind": KIND,
        "characters": characters,
        "entries": len(hashes),
        "bits": bits,
        "total": float(entries[0][1].sum()),
        "about": about,
    }
    arrays = {
        "table": code_table(characters),
        "blocks": blocks.astype(np.uint32),
        "within": within.astype(np.uint8),
        "prints": (hashes >> np.uint64(64 - bits - 16)).astype(np.uint16),
        "levels": levels,
    }
    write_arrays(path, header, arrays)
