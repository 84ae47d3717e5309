"""Everything that is measured, before it is written down."""

from __future__ import annotations

from dataclasses import dataclass, field

from accuracy.cross_validation import Row
from accuracy.names import Names
from accuracy.sets import Public
from accuracy.side_by_side import Both
from accuracy.speed import Speed
from report_kit.proofread.evaluation import Evaluation
from report_kit.proofread.evaluation.evaluation import Found


@dataclass
class Results:
    """The figures of one run.

    Args:
        public: each public set with its figures.
        clean: the official paragraphs kept for measuring, whole.
        clean_public: the public set of right sentences.
        names: false alarms inside names, in those and all other right sentences.
        seeded: one slip in each sentence of those paragraphs, and those sentences as they are.
        seeded_kinds: how many of each kind that was seeded were pointed at and mended.
        crossed: figures of rankers that have not seen the sentences.
        speeds, peak, starts: see ``speed``.
        speed_characters: how long the text is that speed and memory are measured on.
        engine: the engine's name with its model, or why there is none.
        both: the product and the engine on the same sentences.
        most: how many sentences of a set were measured at most; ``None`` when all were.
    """

    public: list[tuple[Public, Evaluation]] = field(default_factory=list)
    clean: Evaluation = field(default_factory=Evaluation)
    clean_public: Evaluation = field(default_factory=Evaluation)
    names: Names = field(default_factory=Names)
    seeded: Evaluation = field(default_factory=Evaluation)
    seeded_kinds: dict[str, Found] = field(default_factory=dict)
    crossed: list[Row] = field(default_factory=list)
    speeds: list[Speed] = field(default_factory=list)
    speed_characters: int = 0
    peak: int = 0
    starts: list[tuple[str, float]] = field(default_factory=list)
    engine: str = ""
    both: list[Both] = field(default_factory=list)
    most: int | None = None
