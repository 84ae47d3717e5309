"""What the ranker knows of a candidate: a row of numbers."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from report_kit.proofread.speller.candidates import CONTEXT, Candidates, Passage
from report_kit.proofread.speller.language_model import DIGIT, LETTER, PAD, UNKNOWN, LanguageModel
from report_kit.proofread.speller.words import WordCounter

# fmt: off
NAMES = (
    "left5", "right5", "left3", "right3", "gain", "low5", "margin", "rivals", "kind", "same_sound",
    "near_sound", "shape", "five_stroke", "old_length", "new_length", "surprise_here",
    "surprise_before", "surprise_after", "surprise_around", "old_frequency", "new_frequency", "now2",
    "now3", "now4", "now5", "then2", "then3", "then4", "then5", "rarest_now2", "rarest_now3",
    "rarest_then2", "rarest_then3", "foreign_near", "to_edge", "quoted", "old_count", "new_count",
    "words_now", "single_now", "longest_now", "usual_now", "words_then", "single_then", "longest_then",
    "usual_then", "old_in_text", "new_in_text",
)
# fmt: on
NEIGHBOURHOOD = 12
_OPEN, _CLOSE = "“‘《〈「『", "”’》〉」』"


def features(
    model: LanguageModel, passage: Passage, found: Candidates, text: str, words: WordCounter
) -> NDArray[np.float32]:
    """Return a row of numbers for every candidate, in the order of ``NAMES``.

    Args:
        model: the character model.
        passage: the text as the model sees it.
        found: its candidates.
        text: the text without blanks, a character for every id.
        words: counts words around a place.
    """
    count = len(found)
    ids = passage.padded[CONTEXT:-CONTEXT]
    start, end, gain = found.start, found.end, found.gain
    last = np.maximum(end - 1, start)
    inside = np.minimum(start, len(ids) - 1)
    rows = np.zeros((count, len(NAMES)), dtype=np.float32)
    column = dict(zip(NAMES, rows.T, strict=True))
    column["left5"][:], column["right5"][:] = found.left5, found.right5
    column["left3"][:], column["right3"][:] = found.left3, found.right3
    column["gain"][:], column["low5"][:] = gain, np.minimum(found.left5, found.right5)
    margin, close = rivals(found, len(ids))
    column["margin"][:], column["rivals"][:] = margin, close
    column["kind"][:] = found.kind
    for bit, name in enumerate(("same_sound", "near_sound", "shape", "five_stroke")):
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
    rows[:, NAMES.index("now2") : NAMES.index("now5") + 1] = found.seen_now
    rows[:, NAMES.index("then2") : NAMES.index("then5") + 1] = found.seen_then
    rows[:, NAMES.index("rarest_now2") : NAMES.index("rarest_now3") + 1] = found.rarest_now
    rows[:, NAMES.index("rarest_then2") : NAMES.index("rarest_then3") + 1] = found.rarest_then
    foreign = np.isin(ids, (DIGIT, LETTER, UNKNOWN))
    seen = np.concatenate([[0], np.cumsum(foreign)])
    column["foreign_near"][:] = seen[np.minimum(end + 5, len(ids))] - seen[np.maximum(start - 5, 0)]
    edges = np.concatenate([[-1], np.flatnonzero(~model.is_han[ids] & (ids != DIGIT)), [len(ids)]])
    place = np.searchsorted(edges, start, side="left")
    column["to_edge"][:] = np.minimum(
        start - edges[np.maximum(place - 1, 0)], edges[np.minimum(place, len(edges) - 1)] - start
    )
    quoted = np.cumsum([(sign in _OPEN) - (sign in _CLOSE) for sign in text]) if text else np.zeros(0)
    line_start = np.maximum.accumulate(np.where(ids == PAD, np.arange(len(ids)), 0)) if len(ids) else ids
    column["quoted"][:] = quoted[inside] - quoted[line_start[inside]] > 0
    pairs = Counter(map("".join, pairwise(text)))
    for index, (first, beyond, new) in enumerate(
        zip(start.tolist(), end.tolist(), model.texts(found.new), strict=True)
    ):
        old = text[first:beyond]
        now, then = words.around(text, first, beyond, old), words.around(text, first, beyond, new)
        before, after = text[max(first - 1, 0) : first], text[beyond : beyond + 1]
        rows[index, -12:] = (
            words.frequency(old),
            words.frequency(new),
            *now,
            *then,
            # Evidence from the text itself: what is written so again is a term.
            min(max(pairs[before + old[:1]], pairs[old[-1:] + after]) - 1, 9),
            min(max(pairs[before + new[:1]], pairs[new[-1:] + after]), 9),
        )
    return rows


def rivals(found: Candidates, length: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return how far each is behind the best that touches the same place, and how many come close."""
    gain = found.gain
    best = np.full(length + 2, -np.inf, dtype=np.float32)
    covered = np.maximum(found.end, found.start + 1)
    for offset in range(4):
        chosen = found.start + offset < covered
        np.maximum.at(best, (found.start + offset)[chosen], gain[chosen])
    top = np.full(len(found), -np.inf, dtype=np.float32)
    for offset in range(4):
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
