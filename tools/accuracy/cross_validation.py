"""Figures on the sets that trained the ranker, from the folds that did not: written by train_ranker.py.

The file is ``{"sets": {"textproof": {"0.50": {"precision": 87.1, "recall": 40.4, "f1": 55.2}}}}``: for
each set and each least probability sentence correction in percent, of rankers none of which was trained
on the sentences it is measured on. Other keys are left alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """Sentence correction on a set from one probability on, in percent."""

    name: str
    threshold: float
    precision: float
    recall: float
    f1: float


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a report, by set and threshold.

    Raises:
        ValueError: it is no such file.
    """
    data = json.loads(path.read_text(encoding="utf-8"))
    try:
        return [
            Row(name, float(least), *(float(figures[key]) for key in ("precision", "recall", "f1")))
            for name, by_threshold in data["sets"].items()
            for least, figures in sorted(by_threshold.items(), key=lambda item: float(item[0]))
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path} is no report of train_ranker.py: {error!r}") from error
