"""Precision, recall and F1, over sentences or over places."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from difflib import SequenceMatcher

Place = tuple[int, int]


@dataclass
class Score:
    """Counts of one task; ``precision``, ``recall`` and ``f1`` are in percent, 0 when undefined."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right."""
        return percent(self.right, self.predicted)

    @property
    def recall(self) -> float:
        """The share of what should be found that was found."""
        return percent(self.right, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def add(self, right: int, predicted: int, gold: int) -> None:
        """Count what one sentence adds."""
        self.right += right
        self.predicted += predicted
        self.gold += gold

    def as_dict(self) -> dict[str, float]:
        """Return counts and percentages as plain data."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {**asdict(self), **{name: round(value, 2) for name, value in figures.items()}}


def percent(part: float, whole: float) -> float:
    """Return ``part`` in percent of ``whole``, 0 when there is nothing."""
    return 100 * part / whole if whole else 0.0


def per_10000(count: int, characters: int) -> float:
    """Return a count per 10,000 characters, 0 when there are none."""
    return 10_000 * count / characters if characters else 0.0


def changes(source: str, other: str) -> dict[Place, str]:
    """Return what turns ``source`` into ``other``: ranges of the source and what stands there instead.

    One character a place where the lengths agree; an insertion is an empty range.
    """
    if len(source) == len(other):
        pairs = enumerate(zip(source, other, strict=True))
        return {(i, i + 1): right for i, (left, right) in pairs if left != right}
    found: dict[Place, str] = {}
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, source, other, autojunk=False).get_opcodes():
        if tag == "replace" and i2 - i1 == j2 - j1:
            found.update({(i1 + k, i1 + k + 1): other[j1 + k] for k in range(i2 - i1)})
        elif tag != "equal":
            found[i1, i2] = other[j1:j2]
    return found
