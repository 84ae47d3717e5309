"""Rules whose knowledge is a dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from report_kit.proofread.checking.check import Check
from report_kit.proofread.checking.rule import Right, Rule, Wrong
from report_kit.proofread.dictionaries.lexicon import lexicon
from report_kit.proofread.dictionaries.own import Dictionaries
from report_kit.proofread.findings.finding import Finding, Severity

_CONFIDENCE = {Severity.ERROR: 0.95, Severity.WARNING: 0.8, Severity.HINT: 0.6}


class DictionaryRule(Rule):
    """A rule whose knowledge is ``dictionaries/<dictionary>.tsv``."""

    dictionary: ClassVar[str]
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the entries found."""
        own = check.given(Dictionaries)
        entries = own.lexicon(self.dictionary) if own else lexicon(self.dictionary)
        for hit in entries.hits(check):
            entry = hit.entry
            yield self.finding(
                check,
                hit.start,
                hit.end,
                entry.message(check.text[hit.start : hit.end], hit.replacement),
                replacement=hit.replacement,
                safety=entry.safety,
                severity=entry.severity,
                confidence=_CONFIDENCE[entry.severity],
                source=entry.source,
                cell=check.cell_labels(hit.passage),
            )

    def examples(self) -> Iterator[Wrong | Right]:
        """Yield the examples of every row, then those of the rule."""
        for entry in lexicon(self.dictionary).entries:
            yield from entry.examples()
        yield from super().examples()
