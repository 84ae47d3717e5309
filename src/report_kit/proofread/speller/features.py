"""What the ranker knows of a candidate: a row of numbers."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from report_kit.proofread.speller.cloze import BESIDE, REACH, Cloze, fit
from report_kit.proofread.speller.language_model import DIGIT, LETTER, PAD, UNKNOWN, LanguageModel
from report_kit.proofread.speller.passage import CONTEXT, Passage
from report_kit.proofread.speller.scoring import Candidates
from report_kit.proofread.speller.words import WordCounter

# fmt: off
FROM_COUNTS = (
    "left5", "right5", "left3", "right3", "gain", "low5", "margin", "rivals", "kind", "same_sound",
    "near_sound", "shape", "five_stroke", "often", "idiom", "old_length", "new_length", "surprise_here",
    "surprise_before", "surprise_after", "surprise_around", "old_frequency", "new_frequency", "now2",
    "now3", "now4", "now5", "then2", "then3", "then4", "then5", "rarest_now2", "rarest_now3",
    "rarest_then2", "rarest_then3", "foreign_near", "to_edge", "quoted", "unknown",
)
FROM_NETWORK = (
    "cloze_gain", "cloze_own_now", "cloze_own_then", "cloze_beside", "cloze_beside_now", "cloze_total",
    "cloze_margin",
)
FROM_WORDS = (
    "old_count", "new_count", "words_now", "single_now", "longest_now", "usual_now", "words_then",
    "single_then", "longest_then", "usual_then", "old_in_text", "new_in_text",
)
# fmt: on
NAMES = FROM_COUNTS + FROM_NETWORK + FROM_WORDS
NEIGHBOURHOOD = 12
_OPEN, _CLOSE = "“‘《〈「『", "”’》〉」』"

Rows = NDArray[np.float32]


def from_counts(model: LanguageModel, passage: Passage, found: Candidates, text: str) -> Rows:
    """Return what the character model's counts say of every candidate, in the order of ``FROM_COUNTS``.

    Args:
        model: the character model.
        passage: the text as the model sees it.
        found: its candidates.
        text: the text without blanks, a character for every id.
    """
    count = len(found)
    ids = passage.padded[CONTEXT:-CONTEXT]
    start, end, gain = found.start, found.end, found.gain
    last = np.maximum(end - 1, start)
    inside = np.minimum(start, len(ids) - 1)
    rows = np.zeros((count, len(FROM_COUNTS)), dtype=np.float32)
    column = dict(zip(FROM_COUNTS, rows.T, strict=True))
    column["left5"][:], column["right5"][:] = found.left5, found.right5
    column["left3"][:], column["right3"][:] = found.left3, found.right3
    column["gain"][:], column["low5"][:] = gain, np.minimum(found.left5, found.right5)
    margin, close = rivals(found, gain, len(ids))
    column["margin"][:], column["rivals"][:] = margin, close
    column["kind"][:] = found.kind
    for bit, name in enumerate(("same_sound", "near_sound", "shape", "five_stroke", "often", "idiom")):
        column[name][:] = found.alike >> bit & 1
    column["old_length"][:] = end - start
    column["new_length"][:] = (found.new >= 0).sum(axis=-1)
    surprise = np.concatenate([np.zeros(1), passage.surprise, np.zeros(2)])
    column["surprise_here"][:] = np.minimum(surprise[start + 1], surprise[last + 1])
    column["surprise_before"][:] = surprise[start]
    column["surprise_after"][:] = surprise[last + 2]
    running = np.concatenate([[0.0], np.cumsum(passage.surprise)])
    low, high = np.maximum(start - NEIGHBOURHOOD, 0), np.minimum(end + NEIGHBOURHOOD, len(ids))
    around = running[high] - running[low] - (running[np.minimum(end, len(ids))] - running[start])
    column["surprise_around"][:] = around / np.maximum(high - low - (end - start), 1)
    single = np.log1p(passage.counts[0][CONTEXT:-CONTEXT])
    column["old_frequency"][:] = np.minimum(single[inside], single[np.minimum(last, len(ids) - 1)])
    column["new_frequency"][:] = _least_frequent(model, found.new)
    for first, block in (
        ("now2", found.seen_now),
        ("then2", found.seen_then),
        ("rarest_now2", found.rarest_now),
        ("rarest_then2", found.rarest_then),
    ):
        at = FROM_COUNTS.index(first)
        rows[:, at : at + block.shape[1]] = block
    foreign = np.isin(ids, (DIGIT, LETTER, UNKNOWN))
    seen = np.concatenate([[0], np.cumsum(foreign)])
    column["foreign_near"][:] = seen[np.minimum(end + 5, len(ids))] - seen[np.maximum(start - 5, 0)]
    edges = np.concatenate([[-1], np.flatnonzero(~passage.is_han & (ids != DIGIT)), [len(ids)]])
    place = np.searchsorted(edges, start, side="left")
    column["to_edge"][:] = np.minimum(
        start - edges[np.maximum(place - 1, 0)], edges[np.minimum(place, len(edges) - 1)] - start
    )
    quoted = np.cumsum([(sign in _OPEN) - (sign in _CLOSE) for sign in text]) if text else np.zeros(0)
    line_start = np.maximum.accumulate(np.where(ids == PAD, np.arange(len(ids)), 0)) if len(ids) else ids
    column["quoted"][:] = quoted[inside] - quoted[line_start[inside]] > 0
    column["unknown"][:] = ids[inside] == UNKNOWN
    return rows


def from_network(cloze: Cloze, passage: Passage, found: Candidates) -> Rows:
    """Return what the network says of every candidate, in the order of ``FROM_NETWORK``."""
    pads = np.full(REACH + BESIDE, PAD)
    ids = passage.padded[CONTEXT:-CONTEXT]
    text = np.concatenate([pads, ids, pads])
    rows = np.zeros((len(found), len(FROM_NETWORK)), dtype=np.float32)
    sizes = (found.new >= 0).sum(axis=-1)
    for old_size, new_size in sorted({*zip((found.end - found.start).tolist(), sizes.tolist(), strict=True)}):
        mine = np.flatnonzero((found.end - found.start == old_size) & (sizes == new_size))
        # What stands there now is looked at once for all candidates of a place.
        places, owner = np.unique(found.start[mine], return_inverse=True)
        places = places + len(pads)
        old = text[places[:, None] + np.arange(old_size)]
        now = fit(cloze, text, places, places + old_size, old)[owner]
        start = found.start[mine] + len(pads)
        then = fit(cloze, text, start, start + old_size, found.new[mine, :new_size])
        own_now, own_then = now[:, BESIDE : BESIDE + old_size], then[:, BESIDE : BESIDE + new_size]
        beside_now = now[:, :BESIDE].sum(axis=1) + now[:, BESIDE + old_size :].sum(axis=1)
        beside = then[:, :BESIDE].sum(axis=1) + then[:, BESIDE + new_size :].sum(axis=1) - beside_now
        # A character that stays says nothing of its own.
        if old_size == new_size:
            changed = found.new[mine, :new_size] != old[owner]
            own_now, own_then = own_now * changed, own_then * changed
        gain = own_then.sum(axis=1) - own_now.sum(axis=1)
        rows[mine, :6] = np.stack(
            [
                gain,
                own_now.min(axis=1, initial=0),
                own_then.min(axis=1, initial=0),
                beside,
                beside_now,
                gain + beside,
            ],
            axis=1,
        )
    rows[:, 6], _ = rivals(found, rows[:, 5], len(ids))
    return rows


def from_words(
    found: Candidates, new: list[str], text: str, documents: NDArray[np.int64] | None = None
) -> Rows:
    """Return what words and the rest of the text say of every candidate, in the order of ``FROM_WORDS``.

    Args:
        found: the candidates.
        new: what each puts in.
        text: the text without blanks.
        documents: to which document each character belongs, when there are several in ``text``.
    """
    rows = np.zeros((len(found), len(FROM_WORDS)), dtype=np.float32)
    words = WordCounter()
    own = documents.tolist() if documents is not None else [0] * len(text)
    pairs = Counter(zip(own, map("".join, pairwise(text)), strict=False))
    for index, (first, beyond, replacement) in enumerate(
        zip(found.start.tolist(), found.end.tolist(), new, strict=True)
    ):
        old = text[first:beyond]
        document = own[min(first, len(own) - 1)]
        before, after = text[max(first - 1, 0) : first], text[beyond : beyond + 1]
        rows[index] = (
            words.frequency(old),
            words.frequency(replacement),
            *words.around(text, first, beyond, old),
            *words.around(text, first, beyond, replacement),
            # Evidence from the text itself: what is written so again is a term.
            min(max(pairs[document, before + old[:1]], pairs[document, old[-1:] + after]) - 1, 9),
            min(max(pairs[document, before + replacement[:1]], pairs[document, replacement[-1:] + after]), 9),
        )
    return rows


def rivals(
    found: Candidates, gain: NDArray[np.float32], length: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return how far each is behind the best that touches the same place, and how many come close."""
    best = np.full(length + 1, -np.inf, dtype=np.float32)
    covered = np.maximum(found.end, found.start + 1)
    longest = int((covered - found.start).max(initial=0))
    for offset in range(longest):
        chosen = found.start + offset < covered
        np.maximum.at(best, (found.start + offset)[chosen], gain[chosen])
    top = np.full(len(found), -np.inf, dtype=np.float32)
    for offset in range(longest):
        chosen = found.start + offset < covered
        top[chosen] = np.maximum(top[chosen], best[(found.start + offset)[chosen]])
    margin = gain - top
    close = np.bincount(found.start[margin > -2.0], minlength=length + 1)
    return margin, close[found.start].astype(np.float32)


def _least_frequent(model: LanguageModel, new: NDArray[np.int64]) -> NDArray[np.float32]:
    counts = model.count(np.maximum(new, 0).astype(np.uint64), 1)
    counts = np.where(new >= 0, counts, np.inf).min(axis=-1)
    return np.where(np.isfinite(counts), np.log1p(np.where(np.isfinite(counts), counts, 0)), 0).astype(
        np.float32
    )
