"""Text in, suggestions out: candidates, features, ranker, and the best that do not overlap."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from report_kit.proofread.language.segment import segment
from report_kit.proofread.speller import DATA
from report_kit.proofread.speller.both_right import BothRight
from report_kit.proofread.speller.candidates import propose
from report_kit.proofread.speller.cloze import Cloze
from report_kit.proofread.speller.confusion import IDIOM, OFTEN, Confusion
from report_kit.proofread.speller.features import (
    Rows,
    from_counts,
    from_network,
    from_words,
    rivals,
)
from report_kit.proofread.speller.language_model import ORDER, LanguageModel, windows
from report_kit.proofread.speller.passage import Passage
from report_kit.proofread.speller.ranker import Ranker
from report_kit.proofread.speller.scoring import Candidates, Kind

# The last character of each stays as it is: what a text calls its own place (我乡, 全县) the name rules
# compare with the title; before a score (考核中得96.5分) 得 is a verb, though figures tell the model little;
# and short forms of such reports (篇均阅读量, 上年无结转) the model has not met.
_KEPT = re.compile(
    r"[我全本各该][省市州县区旗乡镇村局厅]|得(?=\d+(?:[.．]\d+)?[分票])|[篇条次件期](?=均(?:[阅浏点播转办用]))|无(?=结转)"
)
# Texts are worked through in parts of this many characters, cut at line ends.
PART = 10_000
# The network's probabilities are among so many of the most frequent characters.
USUAL = 1024
# Candidates that far behind the best one of their place never win.
FAR_BEHIND = -12.0
# Candidates the sieve gives less than this probability are dropped.
HOPELESS = 0.01


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed correction.

    Args:
        start, end: what is to be replaced, in code points (equal when something was left out).
        replacement: what by.
        kind: what went wrong.
        alike: kinds of confusion (``confusion.SAME_SOUND`` …), or-ed.
        probability: that the correction is right.
    """

    start: int
    end: int
    replacement: str
    kind: Kind
    alike: int
    probability: float


@dataclass
class Proposed:
    """The candidates of a part of a text before the sieve; ``text`` is without blanks."""

    text: str
    offsets: NDArray[np.int64]
    passage: Passage
    found: Candidates
    rows: Rows


@dataclass
class Ranked:
    """The candidates of a part of a text, in the terms of the ranker."""

    found: Candidates
    rows: Rows
    spans: list[tuple[int, int]]
    replacements: list[str]


class Speller:
    """Opens its data when first used; thread-safe afterwards."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def model(self) -> LanguageModel:
        """The character model."""
        return LanguageModel(self._folder / "characters.lm")

    @cached_property
    def confusion(self) -> Confusion:
        """The confusion data."""
        return Confusion(self._folder / "confusion.bin")

    @cached_property
    def both_right(self) -> BothRight:
        """The words of which none is taken for the other."""
        return BothRight(DATA / "both_right.txt")

    @cached_property
    def cloze(self) -> Cloze:
        """The network."""
        return Cloze(self._folder / "cloze.bin", self.model.most_frequent(USUAL))

    @cached_property
    def sieve(self) -> Ranker:
        """The ranker that sees only what the counts say, and drops most candidates early."""
        return Ranker(self._folder / "sieve.bin")

    @cached_property
    def ranker(self) -> Ranker:
        """The ranker."""
        return Ranker(self._folder / "ranker.bin")

    def suggest(self, text: str, least: float = 0.5) -> list[Suggestion]:
        """Return corrections of at least this probability that do not overlap, by position."""
        suggestions: list[Suggestion] = []
        for offset, part in parts(text):
            ranked = self.rank(part)
            if not len(ranked.rows):
                continue
            probabilities = self.ranker.probabilities(ranked.rows)
            for index in choose(ranked, probabilities, least):
                start, end = ranked.spans[index]
                suggestions.append(
                    Suggestion(
                        offset + start,
                        offset + end,
                        ranked.replacements[index],
                        Kind(int(ranked.found.kind[index])),
                        int(ranked.found.alike[index]),
                        float(probabilities[index]),
                    )
                )
        return suggestions

    def usual_phrase(self, text: str, suggestion: Suggestion) -> str:
        """Return the longest usual phrase of whole words that the suggestion makes with its surroundings."""
        low = max(suggestion.start - ORDER + 1, 0)
        new = (
            text[low : suggestion.start]
            + suggestion.replacement
            + text[suggestion.end : suggestion.end + ORDER - 1]
        )
        ids, _ = self.model.encode(new)
        if len(ids) != len(new) or not self.model.is_han[ids].any():
            return ""
        # A few characters more, as any cut looks like the end of a word.
        before = text[max(low - ORDER, 0) : low]
        beyond = text[suggestion.end + ORDER - 1 : suggestion.end + 2 * ORDER]
        words = {place - len(before) for place in segment(before + new + beyond).boundaries}
        first, last = suggestion.start - low, suggestion.start - low + max(len(suggestion.replacement), 1)
        for order in range(min(ORDER, len(ids)), 1, -1):
            counts = self.model.count(windows(ids, order, self.model.size), order)
            for place in np.argsort(-counts, kind="stable").tolist():
                beyond = place + order
                whole = {place, beyond} <= words and place < last and beyond > first
                if whole and counts[place] > 0 and self.model.is_han[ids[place:beyond]].all():
                    return new[place:beyond]
        return ""

    def rank(self, text: str) -> Ranked:
        """Return the candidates of a text worth ranking, with their features."""
        proposed = self.propose(text)
        return self.described(proposed, self.sieve.probabilities(proposed.rows) >= HOPELESS)

    def propose(self, text: str) -> Proposed:
        """Return the candidates of a text with what the counts say of them."""
        ids, offsets = self.model.encode(text)
        bare = "".join(text[offset] for offset in offsets.tolist())
        passage = Passage.of(self.model, ids, bare)
        found = propose(self.model, self.confusion, passage)
        margin, _ = rivals(found, found.gain, len(ids))
        found = found.take((margin > FAR_BEHIND) | ((found.alike & (OFTEN | IDIOM)) > 0))
        # What a blank or a line end parts is not touched.
        last = np.maximum(found.end - 1, found.start)
        found = found.take(offsets[last] - offsets[found.start] == last - found.start)
        kept = np.zeros(len(bare) + 1, dtype=bool)
        kept[[match.end() - 1 for match in _KEPT.finditer(bare)]] = True
        running = np.concatenate([[0], np.cumsum(kept)])
        # Nor is anything put in before it.
        after = np.maximum(found.end, np.minimum(found.start + 1, len(bare)))
        found = found.take(running[after] == running[found.start])
        found = found.take(~self.both_right.exchanged(bare, found, self.model))
        rows = from_counts(self.model, passage, found, bare)
        return Proposed(bare, offsets, passage, found, rows)

    def described(
        self, proposed: Proposed, chosen: NDArray[np.bool_], documents: NDArray[np.int64] | None = None
    ) -> Ranked:
        """Return the chosen candidates with all features; ``documents`` as for ``from_words``."""
        found = proposed.found.take(chosen)
        new = self.model.texts(found.new)
        rows = np.concatenate(
            [
                proposed.rows[chosen],
                from_network(self.cloze, proposed.passage, found),
                from_words(found, new, proposed.text, documents),
            ],
            axis=1,
        )
        begins = proposed.offsets[found.start]
        spans = np.stack([begins, begins + (found.end - found.start)], axis=-1)
        return Ranked(found, rows, [(a, b) for a, b in spans.tolist()], new)


def parts(text: str, size: int = PART) -> list[tuple[int, str]]:
    """Cut a text into parts of at most ``size`` characters, with their offsets.

    Cuts are at line ends; in a longer line at a full stop, and where there is none anywhere.
    """
    found, start = [], 0
    while len(text) - start > size:
        cuts = (text.rfind(sign, start, start + size) + 1 for sign in "\n。")
        cut = next(filter(None, cuts), start + size)
        found.append((start, text[start:cut]))
        start = cut
    return [*found, (start, text[start:])]


def choose(ranked: Ranked, probabilities: NDArray[np.float64], least: float) -> list[int]:
    """Return the most probable candidates that do not overlap, by position."""
    taken: list[tuple[int, int]] = []
    chosen: list[int] = []
    likely = np.flatnonzero(probabilities >= least)
    for index in likely[np.argsort(-probabilities[likely], kind="stable")].tolist():
        start, end = ranked.spans[index]
        # Neighbours too: two edits side by side were scored each as if the other were not made.
        if all(end < low or high < start for low, high in taken):
            taken.append((start, end))
            chosen.append(index)
    return sorted(chosen, key=lambda index: ranked.spans[index])
