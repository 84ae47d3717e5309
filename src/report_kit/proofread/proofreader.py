"""The proofreader: run the rules, isolate failures, merge, sort."""

from __future__ import annotations

import logging
import warnings
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from report_kit.document import Document, Table
from report_kit.document.seen import as_seen
from report_kit.errors import InputError
from report_kit.proofread.checking.budget import Budget, Clock, UnfinishedCheck, too_long, too_slow
from report_kit.proofread.checking.check import Check
from report_kit.proofread.checking.context import Context
from report_kit.proofread.checking.rule import Rule
from report_kit.proofread.checking.short import shortened
from report_kit.proofread.dictionaries.own import Dictionaries, required_folders
from report_kit.proofread.dictionaries.work_terms import work_terms
from report_kit.proofread.engines.agreement import ENGINE_RULE, confirm
from report_kit.proofread.findings.accepted import Accepted
from report_kit.proofread.findings.choice import as_preview, choose_edits, merge
from report_kit.proofread.findings.finding import Finding, Safety, Severity, apply_edits
from report_kit.proofread.findings.listing import Findings
from report_kit.proofread.findings.source_edits import finding_in_source
from report_kit.proofread.findings.spans import Spans
from report_kit.proofread.rule_registry import dictionary_names, own_tables, select_rules

if TYPE_CHECKING:
    from report_kit.forms.locate import Located
    from report_kit.proofread.engines import Engine

log = logging.getLogger("report_kit")


@dataclass(frozen=True)
class RuleFailure:
    """A rule that broke on a text; the other rules went on."""

    rule: str
    error: Exception


@dataclass(frozen=True)
class CheckResult:
    """Findings by position, the rules that failed, and the parts of a form where a rule looked for them.

    ``stopped`` says why not all of the text, or not by all rules, was checked (``RK-118``, ``RK-119``).
    """

    findings: list[Finding]
    failures: list[RuleFailure]
    located: Located | None = None
    stopped: tuple[InputError, ...] = ()


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
        budget: how much of a text is checked, and for how long.

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
        budget: Budget | None = None,
    ) -> None:
        self._select, self._ignore = select, ignore
        self._accepted = accepted or Accepted()
        self._engines = tuple(engines)
        self._dictionaries = Dictionaries(required_folders(dictionaries), frozenset(words))
        self._severities = dict(severities or {})
        self._budget = budget or Budget()

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
            self._budget,
        )

    def check(self, text: str | Document, context: Context | None = None) -> list[Finding]:
        """Return the findings in ``text``, sorted by position.

        Args:
            text: a string (checked as it is) or a document (offsets are into ``Document.text``).
            context: what is known about the text.

        Warns:
            UnfinishedCheck: the text is beyond the budget; ``run`` tells what was not checked.

        Raises:
            DataError: ``RK-311`` to ``RK-313``: an own dictionary cannot be used.
        """
        result = self.run(text, context)
        for stop in result.stopped:
            warnings.warn(str(stop), UnfinishedCheck, stacklevel=2)
        return result.findings

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
            placed = Findings(_placed(own, document), document.text)
            return CheckResult(placed, result.failures, result.located, result.stopped)
        # A bad row of the user's own is the user's to mend: it is told, not passed over.
        self._dictionaries.load(dictionary_names())
        for table in own_tables():
            table.own(self._dictionaries)
        clock, stopped = Clock(self._budget), []
        within = document
        if len(document.text) > self._budget.characters:
            within = shortened(document, self._budget.characters)
            stopped.append(too_long(len(document.text), len(within.text), document.path))
        check = Check(within, context or Context(), self.engines, (self._dictionaries,))
        findings: list[Finding] = []
        failures: list[RuleFailure] = []
        for number, rule in enumerate(self.rules):
            if clock.is_up:
                stopped.append(too_slow(self._budget, len(self.rules) - number, document.path))
                break
            if progress:
                progress(rule.id)
            try:
                concerned = rule.check(check) if rule.concerns(check) else ()
                found = [self._verified(finding, check.text) for finding in concerned]
            except Exception as error:
                # One broken rule must not cost the user the findings of all the others.
                log.exception("rule %s failed", rule.id)
                failures.append(RuleFailure(rule.id, error))
            else:
                findings += map(as_preview, found) if rule.preview else found
        if check.engines:
            findings = confirm(findings, check, self._guessing)
        failures += [RuleFailure(f"{ENGINE_RULE}（{name}）", fault) for name, fault in check.faults]
        findings = work_terms().keep_guesses(self._yielded(findings), check.text, self._guessing)
        findings = self._dictionaries.words.keep(findings, check.text, self._guessing)
        findings = merge([self._graded(f) for f in self._accepted.keep(findings, check.text)])
        placed = Findings(_placed(findings, document), document.text)
        return CheckResult(placed, failures, check.found_parts, tuple(stopped))

    def fix(self, text: str, safety: Safety = "likely", context: Context | None = None) -> str:
        """Return ``text`` with the fixes at least as safe as ``safety`` made; they never overlap."""
        return apply_edits(text, choose_edits(self.check(text, context), safety))

    @property
    def _guessing(self) -> frozenset[str]:
        """The rules that only know what is usual, and give way to those that know more."""
        return frozenset(rule.id for rule in self.rules if rule.gives_way)

    def _yielded(self, findings: list[Finding]) -> list[Finding]:
        """Drop findings of rules that give way where another rule has a fix, and mistakes told twice."""
        told = {rule.id: set(rule.yields_to) for rule in self.rules if rule.yields_to}
        better = {
            rule: Spans((f.start, f.end) for f in findings if f.rule in others)
            for rule, others in told.items()
        }
        findings = [f for f in findings if f.rule not in better or not better[f.rule].overlap(f.start, f.end)]
        yielding = self._guessing
        fixed = Spans(
            (edit.start, edit.end)
            for finding in findings
            if finding.rule not in yielding
            for fix in finding.fixes
            for edit in fix.edits
        )
        return [
            finding
            for finding in findings
            if finding.rule not in yielding or not fixed.overlap(finding.start, finding.end)
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
