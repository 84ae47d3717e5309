"""What the rules that report the speller's suggestions share: who reports what, and how it is explained."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from report_kit.proofread.checking.check import Check, view
from report_kit.proofread.checking.rule import Rule
from report_kit.proofread.engines.thresholds import SPELLER_LEAST
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Severity
from report_kit.proofread.speller import shipped_speller
from report_kit.proofread.speller.speller import Suggestion
from report_kit.proofread.speller.thresholds import HINT, tier

_OVER_AND_OVER = re.compile(r"([\u3400-\u9fff]{1,3}?)\1{9,}")


@view
def weak_suggestions(check: Check) -> list[Suggestion]:
    """Return what the speller would change, by position, also what is too weak without engines."""
    # Every one of such characters may be one too many: each is weighed for long, and no slip is like that.
    text = _OVER_AND_OVER.sub(lambda match: "\n" * len(match.group()), check.text)
    return shipped_speller().suggest(text, SPELLER_LEAST if check.engines else HINT)


@view
def suggestions(check: Check) -> list[Suggestion]:
    """Return what the speller would change and is probable enough to be shown, by position."""
    return [suggestion for suggestion in weak_suggestions(check) if suggestion.probability >= HINT]


class SpellerRule(Rule):
    """A rule that reports one kind of the speller's suggestions.

    All such rules look at the same list, made once a check. They give way to rules that know more than
    what is usual: a dictionary, the name of the agency.
    """

    severity = Severity.WARNING
    source = "语言模型：公文和新闻中的通常写法"
    gives_way = True

    reason: ClassVar[str]
    """What is said of the two writings, before the evidence."""

    @abstractmethod
    def reports(self, suggestion: Suggestion, text: str) -> bool:
        """Say whether a suggestion in ``text`` is of this rule's kind."""

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the suggestions of this kind that are probable enough."""
        for suggestion in suggestions(check):
            shown = tier(suggestion.probability)
            if shown is None or not self.reports(suggestion, check.text):
                continue
            severity, safety = shown
            start, end, replacement = widened(
                check.text, suggestion.start, suggestion.end, suggestion.replacement
            )
            phrase = shipped_speller().usual_phrase(check.text, suggestion)
            evidence = f"；此处通常写作“{phrase}”" if phrase else ""
            old = check.text[suggestion.start : suggestion.end]
            yield Finding(
                rule=self.id,
                severity=severity,
                start=start,
                end=end,
                text=check.text[start:end],
                message=self.message(old, suggestion.replacement) + evidence,
                fixes=(Fix((Edit(start, end, replacement),), safety, replacement),),
                confidence=round(suggestion.probability, 3),
                source=self.source,
            )

    def message(self, old: str, new: str) -> str:
        """Say what is suspected and why."""
        return f"“{old}”疑为“{new}”之误：{self.reason}"


def widened(text: str, start: int, end: int, new: str) -> tuple[int, int, str]:
    """Return span and replacement of the finding; what was left out is shown with its neighbours."""
    if start < end:
        return start, end, new
    low, high = max(start - 1, 0), min(end + 1, len(text))
    return low, high, text[low:start] + new + text[end:high]
