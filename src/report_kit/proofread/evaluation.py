"""Measure a proofreader on pairs of a wrong and a right sentence.

The metric is that of CSCD-NS: at sentence level, detection is right when the changed positions equal the
gold positions and correction when the output equals the target; precision is taken over all sentences
the system changed, recall over all wrong sentences. At character level likewise, position by position.
On clean sentences only false alarms are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from report_kit.document.limits import MAX_TEXT_BYTES, read_bytes
from report_kit.document.readers.txt import decode
from report_kit.errors import DataError


@dataclass
class Score:
    """Counts of one task; ``precision``, ``recall`` and ``f1`` are in percent, 0 when undefined."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right."""
        return 100 * self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of what should be found that was found."""
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_dict(self) -> dict[str, float]:
        """Return counts and percentages as plain data."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {**asdict(self), **{name: round(value, 2) for name, value in figures.items()}}


@dataclass
class Evaluation:
    """The result over one file of pairs.

    ``alarms`` counts the places changed in clean sentences, ``clean_characters`` their characters.
    """

    sentences: int = 0
    wrong: int = 0
    sentence_detection: Score = field(default_factory=Score)
    sentence_correction: Score = field(default_factory=Score)
    character_detection: Score = field(default_factory=Score)
    character_correction: Score = field(default_factory=Score)
    clean_changed: int = 0
    clean_characters: int = 0
    alarms: int = 0
    seconds: float = 0.0
    characters: int = 0

    @property
    def alarms_per_10000(self) -> float:
        """False alarms per 10,000 characters of clean text."""
        return 10_000 * self.alarms / self.clean_characters if self.clean_characters else 0.0

    def add(self, source: str, target: str, output: str) -> None:
        """Count one pair and what the system made of its source."""
        gold, made = changes(source, target), changes(source, output)
        self.sentences += 1
        self.characters += len(source)
        if gold:
            self.wrong += 1
        else:
            self.clean_characters += len(source)
            self.clean_changed += bool(made)
            self.alarms += len(made)
        for score, right in (
            (self.sentence_detection, bool(gold) and gold.keys() == made.keys()),
            (self.sentence_correction, bool(gold) and output == target),
        ):
            score.right += right
            score.predicted += bool(made)
            score.gold += bool(gold)
        common = gold.keys() & made.keys()
        for score, hits in (
            (self.character_detection, len(common)),
            (self.character_correction, sum(gold[place] == made[place] for place in common)),
        ):
            score.right += hits
            score.predicted += len(made)
            score.gold += len(gold)


Place = tuple[int, int]


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


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield source and target of each row of a tab-separated file.

    Raises:
        InputError: the file cannot be read (``RK-101`` to ``RK-105``).
        DataError: ``RK-310``: a row does not hold two columns.
    """
    rows: Iterable[str] = decode(read_bytes(path, MAX_TEXT_BYTES), str(path)).splitlines()
    for number, row in enumerate(rows, 1):
        if not row.strip():
            continue
        columns = row.split("\t")
        if len(columns) != 2 or not columns[0]:
            raise DataError(
                "RK-310",
                "评测文件的这一行不是“原文<Tab>正确文本”两列",
                where=f"{path}，第 {number} 行",
                remedy="每行写一句：有错的句子、一个制表符、正确的句子；两列相同表示没有错",
            )
        yield columns[0], columns[1]
