"""Pairs of words that are both right, such as 制订 and 制定: which one is meant the model cannot tell."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from report_kit.proofread.speller.language_model import LanguageModel
from report_kit.proofread.speller.scoring import Candidates


class BothRight:
    """The pairs of a file: two words of two characters a line, that differ in one; ``#`` begins a remark."""

    def __init__(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").split("\n")
        pairs = [line.split() for line in lines if line and not line.startswith("#")]
        self._other = {one: other for a, b in pairs for one, other in ((a, b), (b, a))}
        self._words = re.compile("|".join(sorted(self._other)))

    def exchanged(self, text: str, found: Candidates, model: LanguageModel) -> NDArray[np.bool_]:
        """Say of every candidate in ``text`` (without blanks) whether it only takes one for the other."""
        exchanged = np.zeros(len(found), dtype=bool)
        for match in self._words.finditer(text):
            word, other = match.group(), self._other[match.group()]
            at = next(place for place in range(2) if word[place] != other[place])
            for start, new in ((match.start() + at, other[at]), (match.start(), other)):
                ids = np.full(found.new.shape[1], -1)
                ids[: len(new)] = model.encode(new)[0]
                here = (found.start == start) & (found.end == start + len(new))
                exchanged |= here & (found.new == ids).all(axis=1)
        return exchanged
