"""Numbers and names of people that the rules of privacy find: results that travel on do not show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_kit.cli.inputs import Checked
    from report_kit.proofread import Finding

_MOST = 3


def is_private(finding: Finding) -> bool:
    """Say whether the passage is something of a person that must not travel on."""
    return finding.rule.startswith("privacy.")


def shown_text(item: Checked) -> str:
    """Return the text of a document as results show it: of what is private the middle is asterisks.

    It is as long as the text, so offsets hold.
    """
    from report_kit.proofread.language.identifiers import masked

    text = item.document.text
    if item.shows_private:
        return text
    pieces, at = [], 0
    found = [*item.findings, *(finding for finding, _ in item.accepted)]
    for finding in sorted(filter(is_private, found), key=lambda finding: finding.start):
        if finding.start < at:
            continue
        ends = sum(map(str.isalnum, finding.text)) // 4
        passage = masked(finding.text, max(1, min(_MOST, ends)), min(_MOST, ends))
        pieces += [text[at : finding.start], passage]
        at = finding.end
    return "".join([*pieces, text[at:]])
