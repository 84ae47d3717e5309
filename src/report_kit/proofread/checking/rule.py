"""The interface of a rule: an id, a rationale, examples, and ``check``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from report_kit.proofread.checking.check import Check
from report_kit.proofread.checking.context import Context
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Safety, Severity

__all__ = ["Check", "Context", "Edit", "Finding", "Fix", "Right", "Rule", "Severity", "Wrong"]


@dataclass(frozen=True)
class Wrong:
    """An example a rule must find.

    Args:
        text: a text with exactly one mistake of the rule's kind.
        at: the text of the finding, exactly.
        fixed: the whole text after the first fix; ``None`` when the rule offers none.
        context: what the rule needs to know.
    """

    text: str
    at: str
    fixed: str | None = None
    context: Context = field(default_factory=Context)


@dataclass(frozen=True)
class Right:
    """An example on which a rule must stay silent."""

    text: str
    context: Context = field(default_factory=Context)


class Rule(ABC):
    """One check. A subclass is one file under ``proofread/rules``; the registry finds it there.

    The docstring has three parts: 什么 (what it finds), 为什么 (why it matters), 依据 (on what authority).
    ``id`` begins with one of the families of ``registry.FAMILIES``. A rule yields findings; it never
    prints, reads files or knows a format, and keeps no state between calls. A finding of a rule that
    ``gives_way`` is dropped where another rule has a fix; one that overlaps a finding of a rule named in
    ``yields_to`` is dropped as the same mistake told twice. ``forms`` are the families of the report forms it
    holds for: it is silent where another form is recognised; empty for a rule about any text. ``since`` is
    the first year of reports it holds for: it is silent under a form that was in force before only. A rule
    in ``preview`` is new: its findings are hints whose fixes nobody makes unasked, until they have been
    looked at over much right text.
    """

    id: ClassVar[str]
    severity: ClassVar[Severity]
    source: ClassVar[str] = ""
    gives_way: ClassVar[bool] = False
    yields_to: ClassVar[Sequence[str]] = ()
    forms: ClassVar[Sequence[str]] = ()
    since: ClassVar[int] = 0
    preview: ClassVar[bool] = False
    wrong: ClassVar[Sequence[Wrong]] = ()
    right: ClassVar[Sequence[Right]] = ()

    @abstractmethod
    def check(self, check: Check) -> Iterable[Finding]:
        """Yield the findings of this rule in one document."""

    def concerns(self, check: Check) -> bool:
        """Say whether the rule holds for what the text is; it does for a text of no known form."""
        form = check.form
        return form is None or ((not self.forms or form.kin in self.forms) and form.until >= self.since)

    def examples(self) -> Iterator[Wrong | Right]:
        """Yield all examples; rules driven by data files override this to read theirs."""
        yield from self.wrong
        yield from self.right

    def finding(
        self,
        check: Check,
        start: int,
        end: int,
        message: str,
        *,
        replacement: str | None = None,
        safety: Safety = "likely",
        fixes: tuple[Fix, ...] = (),
        severity: Severity | None = None,
        confidence: float = 0.9,
        source: str | None = None,
        cell: tuple[str, str] | None = None,
    ) -> Finding:
        """Build a finding over ``check.text[start:end]``; ``replacement`` stands for one fix of that span."""
        if replacement is not None:
            fixes = (Fix((Edit(start, end, replacement),), safety, replacement), *fixes)
        return Finding(
            rule=self.id,
            severity=severity or self.severity,
            start=start,
            end=end,
            text=check.text[start:end],
            message=message,
            fixes=fixes,
            confidence=confidence,
            source=self.source if source is None else source,
            cell=cell,
        )
