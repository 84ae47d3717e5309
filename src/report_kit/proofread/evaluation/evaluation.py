"""The figures over one set of sentences."""

from __future__ import annotations

from dataclasses import dataclass, field

from report_kit.proofread.evaluation.calibration import THRESHOLDS, Calibration, Point
from report_kit.proofread.evaluation.judgement import Judgement
from report_kit.proofread.evaluation.scores import Score, changes, per_10000, percent
from report_kit.proofread.evaluation.slips import Kind
from report_kit.proofread.findings.finding import Severity

SCORES = ("sentence_detection", "sentence_correction", "character_detection", "character_correction")


@dataclass
class Found:
    """How many there are of a kind of slip (or of sentences), how many were pointed at, how many mended."""

    gold: int = 0
    flagged: int = 0
    corrected: int = 0

    def add(self, flagged: bool, corrected: bool) -> None:
        """Count one."""
        self.gold += 1
        self.flagged += flagged
        self.corrected += corrected

    def as_dict(self) -> dict[str, float]:
        """Return counts and percentages as plain data."""
        return {
            "gold": self.gold,
            "flagged": self.flagged,
            "corrected": self.corrected,
            "flagged_percent": round(percent(self.flagged, self.gold), 2),
            "corrected_percent": round(percent(self.corrected, self.gold), 2),
        }


@dataclass
class Evaluation:
    """The result over one set.

    ``alarms`` counts the places changed in right sentences, ``alarms_by_severity`` the findings there,
    with or without a fix; ``seconds`` is wall time, ``processor_seconds`` that of the processor.
    """

    sentences: int = 0
    wrong: int = 0
    sentence_detection: Score = field(default_factory=Score)
    sentence_correction: Score = field(default_factory=Score)
    character_detection: Score = field(default_factory=Score)
    character_correction: Score = field(default_factory=Score)
    kinds: dict[Kind, Found] = field(default_factory=dict)
    one_slip: Found = field(default_factory=Found)
    several_slips: Found = field(default_factory=Found)
    clean_changed: int = 0
    clean_flagged: int = 0
    clean_characters: int = 0
    alarms: int = 0
    alarms_by_severity: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))
    calibration: Calibration = field(default_factory=Calibration)
    curve: list[Point] = field(default_factory=lambda: [Point(threshold) for threshold in THRESHOLDS])
    seconds: float = 0.0
    processor_seconds: float = 0.0
    characters: int = 0

    @property
    def clean(self) -> int:
        """How many sentences are right."""
        return self.sentences - self.wrong

    @property
    def alarms_per_10000(self) -> float:
        """Places changed per 10,000 characters of right text."""
        return per_10000(self.alarms, self.clean_characters)

    def findings_per_10000(self, least: Severity) -> float:
        """Findings of that severity and the graver ones per 10,000 characters of right text."""
        count = sum(n for severity, n in self.alarms_by_severity.items() if severity.order <= least.order)
        return per_10000(count, self.clean_characters)

    @property
    def flagged(self) -> Found:
        """The wrong sentences: those where a slip was pointed at, those mended whole."""
        one, several = self.one_slip, self.several_slips
        return Found(
            one.gold + several.gold, one.flagged + several.flagged, one.corrected + several.corrected
        )

    @property
    def characters_per_second(self) -> float:
        """Characters checked per second of processor time, 0 when it was not measured."""
        return self.characters / self.processor_seconds if self.processor_seconds else 0.0

    def add(self, judgement: Judgement) -> None:
        """Count one sentence."""
        pair = judgement.pair
        gold, made = changes(pair.source, pair.target), changes(pair.source, judgement.output)
        self.sentences += 1
        self.characters += len(pair.source)
        if gold:
            self.wrong += 1
            self._add_slips(judgement)
        else:
            self._add_alarms(judgement, len(made))
        same_places = bool(gold) and gold.keys() == made.keys()
        same_text = bool(gold) and judgement.output == pair.target
        self.sentence_detection.add(same_places, bool(made), bool(gold))
        self.sentence_correction.add(same_text, bool(made), bool(gold))
        common = gold.keys() & made.keys()
        self.character_detection.add(len(common), len(made), len(gold))
        right = sum(gold[place] == made[place] for place in common)
        self.character_correction.add(right, len(made), len(gold))
        self.calibration.add(judgement)
        for point in self.curve:
            point.add(judgement)

    def _add_slips(self, judgement: Judgement) -> None:
        slips = judgement.slips
        for number, slip in enumerate(slips):
            found = self.kinds.setdefault(slip.kind, Found())
            found.add(number in judgement.flagged, number in judgement.corrected)
        sentences = self.several_slips if len(slips) > 1 else self.one_slip
        sentences.add(bool(judgement.flagged), judgement.output == judgement.pair.target)

    def _add_alarms(self, judgement: Judgement, changed: int) -> None:
        self.clean_characters += len(judgement.pair.source)
        self.clean_changed += bool(changed)
        self.alarms += changed
        self.clean_flagged += any(f.severity is not Severity.HINT for f in judgement.findings)
        for finding in judgement.findings:
            self.alarms_by_severity[finding.severity] += 1

    def as_dict(self) -> dict[str, object]:
        """Return the figures as plain data."""
        return {
            "sentences": self.sentences,
            "wrong": self.wrong,
            **{name: getattr(self, name).as_dict() for name in SCORES},
            "flagged": self.flagged.as_dict(),
            "one_slip": self.one_slip.as_dict(),
            "several_slips": self.several_slips.as_dict(),
            "kinds": {kind.value: self.kinds[kind].as_dict() for kind in Kind if kind in self.kinds},
            "clean_sentences": self.clean,
            "clean_changed": self.clean_changed,
            "clean_flagged": self.clean_flagged,
            "clean_characters": self.clean_characters,
            "false_alarms": self.alarms,
            "false_alarms_per_10000": round(self.alarms_per_10000, 2),
            "false_alarms_per_10000_from": {
                severity.value: round(self.findings_per_10000(severity), 2) for severity in Severity
            },
            "calibration": self.calibration.as_dict(),
            "curve": [point.as_dict(self.wrong, self.clean, self.clean_characters) for point in self.curve],
            "seconds": round(self.seconds, 3),
            "processor_seconds": round(self.processor_seconds, 3),
            "characters": self.characters,
            "characters_per_second": round(self.characters_per_second),
        }
