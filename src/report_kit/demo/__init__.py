"""The sample of ``report-kit demo``: a report of an invented township, with planted mistakes.

``sample.txt`` is written in the project's own words; county and township do not exist. ``planted.tsv``
lists every mistake in it: the passage, what is wrong, the rule family that should find it, and whether
the kit finds it yet.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
SAMPLE = FOLDER / "sample.txt"


@dataclass(frozen=True)
class Planted:
    """One planted mistake.

    Args:
        quote: the passage as it stands in the text (``⇥`` for a tab).
        mistake: what is wrong, in Chinese.
        family: first part of the id of the rule that should find it.
        found: whether the kit finds it yet.
    """

    quote: str
    mistake: str
    family: str
    found: bool


def planted() -> list[Planted]:
    """Return the mistakes planted in the sample, in the order of the text."""
    with (FOLDER / "planted.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Planted(row["quote"].replace("⇥", "\t"), row["mistake"], row["family"], row["found"] == "yes")
            for row in rows
        ]
