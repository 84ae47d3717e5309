"""Whether a confidence of 0.8 is right eight times in ten, and what other thresholds would give."""

from __future__ import annotations

from dataclasses import dataclass, field

from report_kit.proofread.evaluation.judgement import Judgement
from report_kit.proofread.evaluation.scores import Score, changes, per_10000

BINS = 10
THRESHOLDS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


@dataclass
class Bin:
    """Findings whose confidence lies between two tenths."""

    count: int = 0
    confidence: float = 0.0  # summed
    right: int = 0


@dataclass
class Calibration:
    """How often findings of each confidence are right."""

    bins: list[Bin] = field(default_factory=lambda: [Bin() for _ in range(BINS)])
    squares: float = 0.0

    @property
    def count(self) -> int:
        """How many findings with a fix there were."""
        return sum(one.count for one in self.bins)

    @property
    def brier(self) -> float:
        """The mean square of what confidence and outcome differ by (Brier 1950); 0 is best."""
        return self.squares / self.count if self.count else 0.0

    @property
    def expected_error(self) -> float:
        """The mean gap between confidence and share right over the bins (ECE, Naeini et al. 2015)."""
        gaps = (abs(one.confidence - one.right) for one in self.bins)
        return sum(gaps) / self.count if self.count else 0.0

    def add(self, judgement: Judgement) -> None:
        """Count the findings of a sentence that offer a fix."""
        for finding in judgement.findings:
            if not finding.fixes:
                continue
            right = judgement.is_right(finding)
            own = self.bins[min(int(finding.confidence * BINS), BINS - 1)]
            own.count += 1
            own.confidence += finding.confidence
            own.right += right
            self.squares += (finding.confidence - right) ** 2

    def as_dict(self) -> dict[str, object]:
        """Return bins that hold something, and the two summary figures."""
        bins = [
            {
                "low": number / BINS,
                "high": (number + 1) / BINS,
                "count": one.count,
                "confidence": round(one.confidence / one.count, 3),
                "right": round(one.right / one.count, 3),
            }
            for number, one in enumerate(self.bins)
            if one.count
        ]
        return {
            "findings": self.count,
            "bins": bins,
            "brier": round(self.brier, 4),
            "expected_error": round(self.expected_error, 4),
        }


@dataclass
class Point:
    """Sentence correction, and alarms on right sentences, were findings made from one confidence on."""

    threshold: float
    correction: Score = field(default_factory=Score)
    alarms: int = 0

    def add(self, judgement: Judgement) -> None:
        """Count one sentence."""
        pair = judgement.pair
        output = judgement.output_from(self.threshold) if judgement.findings else pair.source
        changed, wrong = output != pair.source, pair.source != pair.target
        self.correction.add(wrong and output == pair.target, changed, wrong)
        if changed and not wrong:
            self.alarms += len(changes(pair.source, output))

    def as_dict(self, wrong: int, right: int, characters: int) -> dict[str, float | None]:
        """Return the figures.

        Args:
            wrong: how many sentences of the set are wrong.
            right: how many are right.
            characters: of the right sentences.
        """
        score, known = self.correction, {"precision": None, "recall": None, "f1": None}
        return {
            "threshold": self.threshold,
            **({name: round(getattr(score, name), 2) for name in known} if wrong else known),
            "false_alarms_per_10000": round(per_10000(self.alarms, characters), 2) if right else None,
        }
