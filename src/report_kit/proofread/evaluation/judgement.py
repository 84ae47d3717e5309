"""What a system made of one sentence: which findings are right, which slips were found and mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from report_kit.proofread.evaluation.pairs import Pair
from report_kit.proofread.evaluation.slips import Slip, find_slips
from report_kit.proofread.findings.choice import choose_edits
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Safety, Severity, apply_edits


@dataclass(frozen=True)
class Judgement:
    """The findings in one sentence, held against what it should be."""

    pair: Pair
    findings: tuple[Finding, ...]
    safety: Safety

    @cached_property
    def slips(self) -> list[Slip]:
        """What is wrong in the sentence."""
        if self.pair.source == self.pair.target:
            return []
        return find_slips(self.pair.source, self.pair.target)

    @cached_property
    def output(self) -> str:
        """The sentence with the fixes that are safe enough."""
        return apply_edits(self.pair.source, self._chosen)

    @cached_property
    def _chosen(self) -> list[Edit]:
        return choose_edits(self.findings, self.safety)

    def output_from(self, confidence: float) -> str:
        """Return the sentence with the best fix of every finding at least that sure, safe or not."""
        sure = [finding for finding in self.findings if finding.confidence >= confidence]
        return apply_edits(self.pair.source, choose_edits(sure, "manual"))

    def mends(self, fix: Fix) -> frozenset[int]:
        """Return the numbers of the slips a fix mends; none when it makes anything else of the sentence."""
        made = fix.apply(self.pair.source)
        beside = frozenset(
            number
            for number, slip in enumerate(self.slips)
            if any(edit.start <= slip.end and slip.start <= edit.end for edit in fix.edits)
        )
        # One of two equal characters may be taken out, so that texts are compared and not places; and a
        # fix of one slip may touch another that it leaves alone.
        choices = [beside, *(frozenset((number,)) for number in range(len(self.slips)))]
        return next((choice for choice in choices if choice and self._mended(choice) == made), frozenset())

    def _mended(self, numbers: frozenset[int]) -> str:
        slips = (self.slips[number] for number in sorted(numbers))
        return apply_edits(self.pair.source, [Edit(slip.start, slip.end, slip.right) for slip in slips])

    def is_right(self, finding: Finding) -> bool:
        """Say whether the finding's best fix mends a slip; without a fix, whether it points at one."""
        if finding.fixes:
            return bool(self.mends(finding.fixes[0]))
        return bool(self.touched(finding))

    @staticmethod
    def _touches(finding: Finding, slip: Slip) -> bool:
        if slip.start == slip.end or finding.start == finding.end:
            return finding.start <= slip.end and slip.start <= finding.end
        return finding.start < slip.end and slip.start < finding.end

    def touched(self, finding: Finding) -> frozenset[int]:
        """Return the numbers of the slips a finding points at."""
        pointed = frozenset(n for n, slip in enumerate(self.slips) if self._touches(finding, slip))
        return pointed | (self.mends(finding.fixes[0]) if finding.fixes else frozenset())

    @cached_property
    def flagged(self) -> frozenset[int]:
        """The slips that a finding of severity error or warning points at, or that were mended."""
        return self.corrected.union(
            *(self.touched(finding) for finding in self.findings if finding.severity is not Severity.HINT)
        )

    @cached_property
    def corrected(self) -> frozenset[int]:
        """The slips that the fixes made have mended."""
        if self.output == self.pair.target:
            return frozenset(range(len(self.slips)))
        made = set(self._chosen)
        fixes = (
            fix
            for finding in self.findings
            for fix in finding.fixes
            if fix.allowed(self.safety) and made.issuperset(fix.edits)
        )
        return frozenset[int]().union(*map(self.mends, fixes))


def judge(pair: Pair, findings: Sequence[Finding], safety: Safety = "likely") -> Judgement:
    """Hold what a system found in a sentence against what it should be.

    Args:
        pair: the sentence and its target.
        findings: what the system found in ``pair.source``.
        safety: fixes at least as safe count as made.
    """
    return Judgement(pair, tuple(findings), safety)
