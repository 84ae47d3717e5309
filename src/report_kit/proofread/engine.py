"""The proofreader: run the rules, isolate failures, merge, sort."""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from report_kit.document import Document, Table
from report_kit.document.seen import as_seen
from report_kit.proofread.agreement import ENGINE_RULE, confirm
from report_kit.proofread.context import Check, Context
from report_kit.proofread.dictionaries import Dictionaries, required_folders
from report_kit.proofread.finding import Edit, Finding, Fix, Safety, Severity, apply_edits
from report_kit.proofread.findings import Findings
from report_kit.proofread.registry import select_rules
from report_kit.proofread.rule import Rule
from report_kit.proofread.source_edits import finding_in_source
from report_kit.proofread.suppress import Accepted

if TYPE_CHECKING:
    from report_kit.proofread.engines import Engine

log = logging.getLogger("report_kit")


@dataclass(frozen=True)
class RuleFailure:
    """A rule that broke on a text; the other rules went on."""

    rule: str
    error: Exception


@dataclass(frozen=True)
class CheckResult:
    """Findings by position, and the rules that failed."""

    findings: list[Finding]
    failures: list[RuleFailure]


class Proofreader:
    """Checks texts with the selected rules. Construction is cheap; resources load at the first check.

    Args:
        select: rule ids or their first parts (``"spelling"``); all rules when omitted.
        ignore: rule ids or their first parts to leave out.
        accepted: words and passages a person has judged right.
        engines: correction engines to ask as well, as ``"NAME"`` or ``"NAME=PATH"`` (see ``engines``).
        dictionaries: folders of the user's own dictionaries, the most important first (see
            ``dictionaries``; ``own_folders()`` finds the usual ones). None when omitted.
        severities: by rule id or its first part (the id wins), the severity of that rule's findings.
        words: own words beside those of the dictionaries (see ``own_words``).

    Raises:
        DataError: ``RK-314``: a folder of dictionaries is not there.

    An instance may be used by many threads at once.
    """

    def __init__(
        self,
        select: Sequence[str] | None = None,
        ignore: Sequence[str] | None = None,
        accepted: Accepted | None = None,
        engines: Sequence[str] = (),
        dictionaries: Sequence[str | Path] = (),
        severities: Mapping[str, Severity] | None = None,
        words: Iterable[str] = (),
    ) -> None:
        self._select, self._ignore = select, ignore
        self._accepted = accepted or Accepted()
        self._engines = tuple(engines)
        self._dictionaries = Dictionaries(required_folders(dictionaries), frozenset(words))
        self._severities = dict(severities or {})

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The selected rules; raises ``UsageError`` when a name fits none."""
        return select_rules(self._select, self._ignore)

    @property
    def engines(self) -> tuple[Engine, ...]:
        """The chosen engines; raises ``UsageError`` or ``DataError`` when one can not be used.

        Not kept here: they hold processes and locks, and a proofreader may be pickled.
        """
        if not self._engines:
            return ()
        from report_kit.proofread.engines import open_engine

        return tuple(map(open_engine, self._engines))

    def with_engines(self, *engines: str) -> Proofreader:
        """Return a proofreader with the same rules that asks these engines."""
        own = self._dictionaries
        return Proofreader(
            self._select,
            self._ignore,
            self._accepted,
            engines,
            own.folders,
            self._severities,
            own.more_words,
        )

    def check(self, text: str | Document, context: Context | None = None) -> list[Finding]:
        """Return the findings in ``text``, sorted by position.

        Args:
            text: a string (checked as it is) or a document (offsets are into ``Document.text``).
            context: what is known about the text.

        Raises:
            DataError: ``RK-311`` to ``RK-313``: an own dictionary cannot be used.
        """
        return self.run(text, context).findings

    def run(
        self,
        text: str | Document,
        context: Context | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> CheckResult:
        """Like ``check``, and says which rules failed; ``progress`` is called with each rule id."""
        document = Document.from_text(text) if isinstance(text, str) else text
        seen = as_seen(document)
        if seen:
            result = self.run(seen, context, progress)
            own = [finding_in_source(seen, finding) for finding in result.findings]
            return CheckResult(Findings(_placed(own, document), document.text), result.failures)
        # A bad row of the user's own is the user's to mend: it is told, not passed over.
        self._dictionaries.load()
        check = Check(document, context or Context(), self.engines, self._dictionaries)
        findings: list[Finding] = []
        failures: list[RuleFailure] = []
        for rule in self.rules:
            if progress:
                progress(rule.id)
            try:
                found = [self._verified(finding, check.text) for finding in rule.check(check)]
            except Exception as error:
                # One broken rule must not cost the user the findings of all the others.
                log.exception("rule %s failed on %s", rule.id, document.path or "text")
                failures.append(RuleFailure(rule.id, error))
            else:
                findings += found
        if check.engines:
            findings = confirm(findings, check, self._guessing)
        failures += [RuleFailure(f"{ENGINE_RULE}（{name}）", fault) for name, fault in check.faults]
        findings = self._dictionaries.words.keep(self._yielded(findings), check.text, self._guessing)
        findings = merge([self._graded(f) for f in self._accepted.keep(findings, check.text)])
        return CheckResult(Findings(_placed(findings, document), document.text), failures)

    def fix(self, text: str, safety: Safety = "likely", context: Context | None = None) -> str:
        """Return ``text`` with the fixes at least as safe as ``safety`` made; they never overlap."""
        return apply_edits(text, choose_edits(self.check(text, context), safety))

    @property
    def _guessing(self) -> frozenset[str]:
        """The rules that only know what is usual, and give way to those that know more."""
        return frozenset(rule.id for rule in self.rules if rule.gives_way)

    def _yielded(self, findings: list[Finding]) -> list[Finding]:
        """Drop findings of rules that give way where another rule has a fix."""
        yielding = self._guessing
        fixed = [
            edit
            for finding in findings
            if finding.rule not in yielding
            for fix in finding.fixes
            for edit in fix.edits
        ]
        return [
            finding
            for finding in findings
            if finding.rule not in yielding
            or not any(edit.start < finding.end and finding.start < edit.end for edit in fixed)
        ]

    def _graded(self, finding: Finding) -> Finding:
        """Give a finding the severity the user wants for its rule."""
        if not self._severities:
            return finding
        family = finding.rule.partition(".")[0]
        severity = self._severities.get(finding.rule) or self._severities.get(family)
        return replace(finding, severity=severity) if severity else finding

    @staticmethod
    def _verified(finding: Finding, text: str) -> Finding:
        """Refuse a finding whose span or fix does not fit the text."""
        if not (0 <= finding.start <= finding.end <= len(text)):
            raise ValueError(f"span {finding.start}:{finding.end} outside the text")
        if text[finding.start : finding.end] != finding.text:
            raise ValueError(f"span {finding.start}:{finding.end} does not hold the finding's text")
        for fix in finding.fixes:
            for edit in fix.edits:
                if not (0 <= edit.start <= edit.end <= len(text)):
                    raise ValueError(f"edit {edit.start}:{edit.end} outside the text")
        return finding.normalized()


def choose_edits(findings: Sequence[Finding], safety: Safety) -> list[Edit]:
    """Pick the best allowed fix of each finding, leaving out any that would overlap one already picked.

    Surer findings choose first; edits come back ascending.
    """
    taken = [edit for _, fix in choose_fixes(findings, safety) for edit in fix.edits]
    return sorted(taken, key=lambda edit: (edit.start, edit.end))


def choose_fixes(findings: Sequence[Finding], safety: Safety) -> list[tuple[Finding, Fix]]:
    """Like ``choose_edits``, and says which finding each fix is from; the surest first."""
    chosen: list[tuple[Finding, Fix]] = []
    taken: list[Edit] = []
    for finding in sorted(findings, key=lambda f: (f.severity.order, -f.confidence, f.start)):
        fix = next((fix for fix in finding.fixes if fix.allowed(safety)), None)
        if fix and not any(_touch(edit, other) for edit in fix.edits for other in taken):
            chosen.append((finding, fix))
            taken += fix.edits
    return chosen


def _touch(first: Edit, second: Edit) -> bool:
    if first.start == first.end or second.start == second.end:
        return first.start <= second.end and second.start <= first.end
    return first.start < second.end and second.start < first.end


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


def _placed(findings: list[Finding], document: Document) -> list[Finding]:
    """Tell each finding its place in the file and the paragraph it stands in."""
    starts = [block.start for block in document.blocks]
    numbers, count = [], 0
    for block in document.blocks:
        numbers.append(None if isinstance(block, Table) else count)
        count += not isinstance(block, Table)
    placed = []
    for finding in findings:
        index = bisect_right(starts, finding.start) - 1
        placed.append(
            replace(
                finding,
                source_spans=document.source_spans(finding.start, finding.end),
                paragraph=numbers[index] if index >= 0 and finding.cell is None else None,
            )
        )
    return placed
