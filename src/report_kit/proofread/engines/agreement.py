"""Where an engine and another rule want the same change: one finding, the surer for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from report_kit.proofread.checking.check import Check
from report_kit.proofread.engines.opinion import Voice, agreeing, core, evidence, opinions
from report_kit.proofread.engines.thresholds import together
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.findings.spans import Spans
from report_kit.proofread.speller.thresholds import WARNING

ENGINE_RULE = "spelling.engine"
"""The rule that reports what engines propose."""

BUILT_IN = "内置检查"
"""What the kit's own methods are called beside engines."""


def confirm(findings: Sequence[Finding], check: Check, by_likelihood: Collection[str]) -> list[Finding]:
    """Let the engines' opinions count for the findings of the other rules.

    A change that an engine wants too is made surer, and not reported twice; what an engine alone wants is
    left out where another rule has a fix.

    Args:
        findings: those of all rules; the opinions count only when ``spelling.engine`` is among the rules.
        check: the text, and what the engines think of it.
        by_likelihood: rules that judge by likelihood: agreement changes what may be done with a finding of
            theirs. A dictionary's own word on that stands.
    """
    asked = [finding for finding in findings if finding.rule == ENGINE_RULE]
    if not asked:
        return list(findings)
    by_core = {opinion.core: opinion for opinion in opinions(check)}
    others: list[Finding] = []
    for finding in findings:
        if finding.rule == ENGINE_RULE:
            continue
        edits = finding.fixes[0].edits if finding.fixes else ()
        opinion = by_core.get(core(check.text, edits[0])) if len(edits) == 1 else None
        if opinion is None:
            others.append(finding)
            continue
        likelihood = finding.rule in by_likelihood
        # What pycorrector found in the kit's dictionaries is no second opinion on them.
        counted = [voice for voice in opinion.voices if likelihood or voice.independent]
        others.append(_raised(finding, counted, likelihood) if counted else _echoed(finding, opinion.voices))
    fixed = Spans((finding.start, finding.end) for finding in others if finding.fixes)
    return others + [finding for finding in asked if not fixed.overlap(finding.start, finding.end)]


def _echoed(finding: Finding, voices: Sequence[Voice]) -> Finding:
    names = "、".join(voice.name for voice in voices)
    return replace(finding, message=f"{finding.message}；{names}用同一词典也找出此处")


def _raised(finding: Finding, voices: Sequence[Voice], by_likelihood: bool) -> Finding:
    confidence = round(together(finding.confidence, evidence(voices)), 3)
    methods = [BUILT_IN, *(voice.name for voice in voices)]
    raised = replace(finding, confidence=confidence, message=f"{finding.message}；{agreeing(methods)}")
    if not by_likelihood or confidence < WARNING:
        return raised
    severity = Severity.WARNING if finding.severity is Severity.HINT else finding.severity
    first, *rest = finding.fixes
    if first.safety == "manual":
        first = replace(first, safety="likely")
    return replace(raised, severity=severity, fixes=(first, *rest))
