"""Text in, suggestions out: candidates, features, ranker, and the best that do not overlap."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from report_kit.proofread.segment import segment
from report_kit.proofread.speller.candidates import Candidates, Kind, Passage, propose
from report_kit.proofread.speller.confusion import Confusion
from report_kit.proofread.speller.features import features, rivals
from report_kit.proofread.speller.language_model import ORDER, LanguageModel, windows
from report_kit.proofread.speller.ranker import Ranker
from report_kit.proofread.speller.words import WordCounter

# Texts are worked through in parts of this many characters, cut at line ends.
PART = 8_000
# Candidates that far behind the best one of their place never win.
FAR_BEHIND = -4.0


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
class Ranked:
    """The candidates of a part of a text, in the terms of the ranker."""

    found: Candidates
    rows: NDArray[np.float32]
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
        ids, offsets = self.model.encode(text)
        passage = Passage.of(self.model, ids)
        found = propose(self.model, self.confusion, passage)
        found = found.take(rivals(found, len(ids))[0] > FAR_BEHIND)
        # What a blank or a line end parts is not touched.
        last = np.maximum(found.end - 1, found.start)
        found = found.take(offsets[last] - offsets[found.start] == last - found.start)
        bare = "".join(text[offset] for offset in offsets.tolist())
        rows = features(self.model, passage, found, bare, WordCounter())
        begins = offsets[found.start]
        spans = np.stack([begins, begins + (found.end - found.start)], axis=-1)
        return Ranked(found, rows, [(a, b) for a, b in spans.tolist()], self.model.texts(found.new))


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
