"""Which of many findings stand, and which of their fixes are made together."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from report_kit.proofread.findings.finding import Edit, Finding, Fix, Safety, Severity


def choose_edits(findings: Sequence[Finding], safety: Safety) -> list[Edit]:
    """Pick the best allowed fix of each finding, leaving out any that would overlap one already picked.

    Surer findings choose first; edits come back ascending.
    """
    taken = [edit for _, fix in choose_fixes(findings, safety) for edit in fix.edits]
    return sorted(taken, key=lambda edit: (edit.start, edit.end))


def choose_fixes(findings: Sequence[Finding], safety: Safety) -> list[tuple[Finding, Fix]]:
    """Like ``choose_edits``, and says which finding each fix is from; the surest first."""
    chosen: list[tuple[Finding, Fix]] = []
    taken: list[tuple[int, int]] = []
    for finding in sorted(findings, key=lambda f: (f.severity.order, -f.confidence, f.start)):
        fix = next((fix for fix in finding.fixes if fix.allowed(safety)), None)
        if fix and not any(_touches(edit, taken) for edit in fix.edits):
            chosen.append((finding, fix))
            for edit in fix.edits:
                insort(taken, (edit.start, edit.end))
    return chosen


def _touches(edit: Edit, taken: list[tuple[int, int]]) -> bool:
    """Say whether an edit meets one of those taken, which are sorted and meet no other."""
    for at in range(bisect_right(taken, edit.end, key=itemgetter(0)) - 1, -1, -1):
        start, end = taken[at]
        if end < edit.start:
            break
        inserts = edit.start == edit.end or start == end
        if inserts or (edit.start < end and start < edit.end):
            return True
    return False


def as_preview(finding: Finding) -> Finding:
    """Return what may be shown of a rule that has not proved itself: a hint, with fixes for a person only."""
    fixes = tuple(replace(fix, safety="manual") for fix in finding.fixes)
    return replace(finding, severity=Severity.HINT, fixes=fixes)


def merge(findings: Sequence[Finding]) -> list[Finding]:
    """Sort by position and drop a finding that repeats another's span and replacement."""
    best: dict[tuple[int, int, object], Finding] = {}
    for finding in findings:
        first = finding.fixes[0].edits if finding.fixes else finding.rule
        key = (finding.start, finding.end, first)
        other = best.get(key)
        if other is None or (finding.severity.order, -finding.confidence) < (
            other.severity.order,
            -other.confidence,
        ):
            best[key] = finding
    return sorted(best.values(), key=lambda f: (f.start, f.end, f.severity.order, f.rule))
