"""Check prose paragraph by paragraph, so that a change costs the check of one paragraph.

A paragraph on its own tells less than the whole report: whether two passages agree, whether the
numbering goes on. So the rules about the whole stay out here, and where a check of the whole report has
seen a paragraph (``learn``), its findings replace what was found in the paragraph alone, until the
paragraph changes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from report_kit.forms.binding import find_bindings
from report_kit.forms.render import INDENT
from report_kit.proofread import Context, Finding, Proofreader
from report_kit.proofread.dictionaries.own import own_folders

WHOLE_TEXT = ("structure", "consistency", "table")
"""Rules that compare passages with each other: a paragraph alone would mislead them."""

_REMEMBERED = 1000


class ProseChecks:
    """Findings of single paragraphs, remembered by their text.

    Args:
        proofreader: with which rules; all that make sense for a paragraph when omitted.
        context: whose report, of which year. Its ``report`` is not used: a paragraph is none.
    """

    def __init__(self, proofreader: Proofreader | None = None, context: Context | None = None) -> None:
        self._proofreader = proofreader or Proofreader(ignore=WHOLE_TEXT, dictionaries=own_folders())
        self._context = replace(context or Context(), report=None, previous=None)
        self._found: OrderedDict[str, tuple[Finding, ...]] = OrderedDict()

    def check(self, text: str, lead: str = INDENT) -> list[Finding]:
        """Return the findings in ``text``; only paragraphs not seen before are checked.

        Args:
            text: prose, a paragraph a line.
            lead: what is printed before the first paragraph on its line: an indent, or a heading.
        """
        return self._collect(text, lead, checking=True)

    def known(self, text: str, lead: str = INDENT) -> list[Finding]:
        """Like ``check``, but of paragraphs not seen before nothing is said."""
        return self._collect(text, lead, checking=False)

    def learn(self, text: str, findings: Iterable[Finding], lead: str = INDENT) -> None:
        """Take over what a check of the whole report found in this prose (offsets into ``text``)."""
        found = list(findings)
        for start, before, paragraph in _paragraphs(text, lead):
            end = start + len(paragraph)
            own = [moved(item, -start) for item in found if start <= item.start and item.end <= end]
            self._remember(before + paragraph, _within(own, paragraph))

    def _collect(self, text: str, lead: str, *, checking: bool) -> list[Finding]:
        findings = []
        for start, before, paragraph in _paragraphs(text, lead):
            own = self._found.get(before + paragraph)
            if own is None:
                if not checking:
                    continue
                found = self._proofreader.check(before + paragraph, context=self._context)
                own = _within([moved(item, -len(before)) for item in found], paragraph)
            self._remember(before + paragraph, own)
            findings += [moved(item, start) for item in own]
        return findings

    def _remember(self, key: str, findings: tuple[Finding, ...]) -> None:
        self._found[key] = findings
        self._found.move_to_end(key)
        while len(self._found) > _REMEMBERED:
            self._found.popitem(last=False)


def moved(finding: Finding, by: int) -> Finding:
    """Return the finding with all its offsets moved ``by`` code points."""
    fixes = tuple(
        replace(
            fix,
            edits=tuple(replace(edit, start=edit.start + by, end=edit.end + by) for edit in fix.edits),
        )
        for fix in finding.fixes
    )
    # Spans in a file, and the paragraph's number, are those of another text.
    return replace(
        finding,
        start=finding.start + by,
        end=finding.end + by,
        fixes=fixes,
        source_spans=(),
        paragraph=None,
    )


def _paragraphs(text: str, lead: str) -> Iterator[tuple[int, str, str]]:
    """Yield the offset of every paragraph that is not blank, what is printed before it, and itself."""
    start = 0
    for number, paragraph in enumerate(text.split("\n")):
        if paragraph.strip():
            yield start, INDENT if number else lead, paragraph
        start += len(paragraph) + 1


def _within(findings: Iterable[Finding], paragraph: str) -> tuple[Finding, ...]:
    """Return the findings, and of their fixes those, that stay within the paragraph and off its bindings."""
    bindings = [(binding.start, binding.end) for binding in find_bindings(paragraph)]

    def fits(start: int, end: int) -> bool:
        inside = 0 <= start <= end <= len(paragraph)
        return inside and not any(start < high and low < end for low, high in bindings)

    return tuple(
        replace(
            finding,
            fixes=tuple(
                fix for fix in finding.fixes if all(fits(edit.start, edit.end) for edit in fix.edits)
            ),
        )
        for finding in findings
        if fits(finding.start, finding.end)
    )
