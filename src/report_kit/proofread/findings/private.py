"""Numbers and names of people that the rules of privacy find: results that travel on do not show them."""

from __future__ import annotations

from collections.abc import Iterable

from report_kit.proofread.findings.finding import Finding

_MOST = 3


def is_private(finding: Finding) -> bool:
    """Say whether the passage is something of a person that must not travel on."""
    return finding.rule.startswith("privacy.")


def without_private(text: str, findings: Iterable[Finding]) -> str:
    """Return a text as results show it: of what is private the middle is asterisks.

    It is as long as the text, so offsets hold.
    """
    from report_kit.proofread.language.identifiers import masked

    pieces, at = [], 0
    for finding in sorted(filter(is_private, findings), key=lambda finding: finding.start):
        if finding.start < at:
            continue
        ends = sum(map(str.isalnum, finding.text)) // 4
        pieces += [text[at : finding.start], masked(finding.text, max(1, min(_MOST, ends)), min(_MOST, ends))]
        at = finding.end
    return "".join([*pieces, text[at:]])
