"""Train the n-gram model that pycorrector's ``Corrector`` reads, from plain text.

    python tools/train_pycorrector_lm.py CORPUS OUTPUT.arpa [--order 3] [--least 2] [--only NAME]

``CORPUS`` holds ``NAME.txt`` or ``NAME.txt.xz``, a paragraph a line. Words of the model are single
characters. It is written in the ARPA format, which kenlm (and so pycorrector) opens as it is; kenlm's
``build_binary`` makes a file of it that loads faster.

Smoothing is interpolated absolute discounting (Ney, Essen, Kneser 1994) with the lower orders counted by
continuation (Kneser, Ney 1995); one discount an order, n1 / (n1 + 2 n2). N-grams seen less than ``--least``
times are left out, and the back-off weights computed from what is left, so that probabilities sum to one.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import corpus

Keys = NDArray[np.uint64]
Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

# Ids of the marks; characters follow. An id has 16 bits, so that four make a key.
UNKNOWN, BEGIN, END, FIRST = 0, 1, 2, 3
MARKS = ("<unk>", "<s>", "</s>")
BITS = 16
MOST_ORDER = 4
# Sentences this many at a time are counted before the counts are added up.
CHUNK = 200_000
_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")


def sentences(lines: Iterable[str]) -> Iterator[str]:
    """Yield the sentences of paragraphs, without blanks."""
    for line in lines:
        yield from _SENTENCE.findall("".join(line.split()))


def alphabet(texts: Iterable[str]) -> str:
    """Return the characters of the texts, the most frequent first, as many as ids allow."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    return "".join(character for character, _ in counts.most_common((1 << BITS) - FIRST))


def count(texts: Iterable[str], characters: str, order: int) -> list[tuple[Keys, Counts]]:
    """Return the n-grams of every order up to ``order`` with how often they occur, by key."""
    ids = {character: number for number, character in enumerate(characters, FIRST)}
    totals: list[tuple[Keys, Counts]] = [(np.zeros(0, np.uint64), np.zeros(0, np.int64))] * order
    chunk: list[int] = []

    def add_up() -> None:
        row = np.array(chunk, dtype=np.uint64)
        for n in range(1, order + 1):
            keys = np.zeros(max(len(row) - n + 1, 0), dtype=np.uint64)
            for place in range(n):
                keys = (keys << np.uint64(BITS)) | row[place : place + len(keys)]
            # What reaches over the end of a sentence is no n-gram, and <s> is never predicted.
            inner = np.ones(len(keys), dtype=bool)
            for place in range(n):
                part = row[place : place + len(keys)]
                inner &= (part != END) | (place == n - 1)
                inner &= (part != BEGIN) | (place == 0 and n > 1)
            totals[n - 1] = _added(*totals[n - 1], keys[inner])

    for text in texts:
        chunk += [BEGIN, *(ids.get(character, UNKNOWN) for character in text), END]
        if len(chunk) > CHUNK * 20:
            add_up()
            chunk.clear()
    add_up()
    return totals


def _added(keys: Keys, counts: Counts, more: Keys) -> tuple[Keys, Counts]:
    new_keys, new_counts = np.unique(more, return_counts=True)
    every, place = np.unique(np.concatenate([keys, new_keys]), return_inverse=True)
    total = np.bincount(place, np.concatenate([counts, new_counts]), minlength=len(every))
    return every, total.astype(np.int64)


def tail(keys: Keys, order: int) -> Keys:
    """Return the n-grams without their first character."""
    return keys & np.uint64((1 << BITS * (order - 1)) - 1)


def head(keys: Keys) -> Keys:
    """Return the n-grams without their last character."""
    return keys >> np.uint64(BITS)


def last(keys: Keys) -> Keys:
    """Return the last character of the n-grams."""
    return keys & np.uint64((1 << BITS) - 1)


class Order:
    """The n-grams of one order: which are kept, their probabilities and back-off weights."""

    def __init__(self, keys: Keys, probabilities: Floats) -> None:
        self.keys, self.probabilities = keys, probabilities
        self.backoff = np.ones(len(keys))

    def find(self, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return where ``keys`` stand, and which of them are kept at all."""
        places = np.searchsorted(self.keys, keys)
        places[places == len(self.keys)] = 0
        return places, self.keys[places] == keys


def estimate(totals: list[tuple[Keys, Counts]], size: int, least: int) -> list[Order]:
    """Return the smoothed model; ``size`` is how many characters there are."""
    orders: list[Order] = []
    for order, (keys, counts) in enumerate(totals, 1):
        if order < len(totals):
            counts = _continuations(keys, counts, totals[order][0], order)
        kept = Order(keys, np.zeros(len(keys)))
        discount = _discount(counts)
        contexts, where = np.unique(head(keys), return_inverse=True)
        total = np.bincount(where, counts, minlength=len(contexts))
        seen = np.bincount(where, np.minimum(counts, discount), minlength=len(contexts))
        direct = np.maximum(counts - discount, 0) / total[where]
        rest = (seen / total)[where]
        lower = _lower(orders, tail(keys, order), order, size)
        kept.probabilities = direct + rest * lower
        if order > 1:
            # An n-gram needs its context and its tail in the model, or kenlm can not reach it.
            wanted = (totals[order - 1][1] >= least) & orders[-1].find(head(keys))[1]
            wanted &= orders[-1].find(tail(keys, order))[1]
            kept = Order(keys[wanted], kept.probabilities[wanted])
            _weigh(orders, kept, order, size)
        else:
            kept = _with_marks(kept, float(rest[0]) / (size + 2))
        orders.append(kept)
    return orders


def _with_marks(order: Order, unknown: float) -> Order:
    """Add <unk> and <s> to the single characters where the counts have none."""
    missing = np.setdiff1d(np.array([UNKNOWN, BEGIN], dtype=np.uint64), order.keys)
    keys = np.concatenate([order.keys, missing])
    probabilities = np.concatenate([order.probabilities, np.full(len(missing), unknown)])
    by_key = np.argsort(keys)
    return Order(keys[by_key], probabilities[by_key])


def _continuations(keys: Keys, counts: Counts, longer: Keys, order: int) -> Counts:
    """Return in how many places each n-gram continues another character; what begins a sentence by count."""
    tails, distinct = np.unique(tail(longer, order + 1), return_counts=True)
    found = np.zeros(len(keys), dtype=np.int64)
    places = np.searchsorted(keys, tails)
    found[places] = distinct
    begins = (keys >> np.uint64(BITS * (order - 1))) == BEGIN
    return np.where(begins | (found == 0), counts, found)


def _discount(counts: Counts) -> float:
    once, twice = int((counts == 1).sum()), int((counts == 2).sum())
    return once / (once + 2 * twice) if once and twice else 0.5


def _lower(orders: list[Order], keys: Keys, order: int, size: int) -> Floats:
    """Return the probabilities of the shorter n-grams ``keys`` (of ``order`` minus one characters)."""
    if order == 1:
        # Every character, <unk> and </s> are possible.
        return np.full(len(keys), 1.0 / (size + 2))
    model = orders[order - 2]
    places, found = model.find(keys)
    result = np.where(found, model.probabilities[places], 0.0)
    if order > 2 and not found.all():
        context, known = orders[order - 3].find(head(keys))
        weight = np.where(known, orders[order - 3].backoff[context], 1.0)
        below = _lower(orders, tail(keys, order - 1), order - 1, size)
        result = np.where(found, result, weight * below)
    return result


def _weigh(orders: list[Order], kept: Order, order: int, size: int) -> None:
    """Set the back-off weights of contexts of ``kept`` so that their probabilities sum to one."""
    contexts, where = np.unique(head(kept.keys), return_inverse=True)
    mass = np.bincount(where, kept.probabilities, minlength=len(contexts))
    lower = np.bincount(where, _lower(orders, tail(kept.keys, order), order, size), minlength=len(contexts))
    places, _ = orders[-1].find(contexts)
    orders[-1].backoff[places] = np.maximum(1.0 - mass, 1e-9) / np.maximum(1.0 - lower, 1e-9)


def write_arpa(path: Path, orders: list[Order], characters: str) -> None:
    """Write the model; probabilities and weights as decimal logarithms."""
    names = [*MARKS, *characters]
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write("\\data\\\n")
        for n, order in enumerate(orders, 1):
            out.write(f"ngram {n}={len(order.keys)}\n")
        for n, order in enumerate(orders, 1):
            out.write(f"\n\\{n}-grams:\n")
            logs = np.log10(np.maximum(order.probabilities, 1e-12))
            weights = np.log10(np.maximum(order.backoff, 1e-12))
            for key, log, weight in zip(order.keys.tolist(), logs.tolist(), weights.tolist(), strict=True):
                ids = [(key >> BITS * place) & ((1 << BITS) - 1) for place in range(n - 1, -1, -1)]
                gram = " ".join(names[number] for number in ids)
                shown = -99.0 if ids == [BEGIN] else log
                backoff = f"\t{weight:.5f}" if n < len(orders) and ids[-1] != END else ""
                out.write(f"{shown:.5f}\t{gram}{backoff}\n")
        out.write("\n\\end\\\n")


def train(texts: list[str], order: int, least: int) -> tuple[list[Order], str]:
    """Return the model of some sentences, and its characters."""
    characters = alphabet(texts)
    return estimate(count(texts, characters, order), len(characters), least), characters


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--order", type=int, default=3, choices=range(2, MOST_ORDER + 1))
    parser.add_argument("--least", type=int, default=2, help="n-grams seen less often are left out")
    parser.add_argument("--only", action="append", help="only the texts of this name; may be repeated")
    options = parser.parse_args()
    texts = [
        sentence
        for name, lines in corpus.lines_of(options.corpus)
        if not options.only or name in options.only
        for sentence in sentences(line for line in lines if corpus.role(name, line) == "count")
    ]
    orders, characters = train(texts, options.order, options.least)
    write_arpa(options.output, orders, characters)
    sizes = ", ".join(f"{len(order.keys)}" for order in orders)
    print(f"{options.output}: {len(characters)} characters, n-grams: {sizes}")


if __name__ == "__main__":
    main()
