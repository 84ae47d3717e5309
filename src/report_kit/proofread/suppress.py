"""Words and passages a person has accepted: findings about them are not shown again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from report_kit.proofread.finding import Finding

_NEIGHBOURS = 12


def fingerprint(finding: Finding, text: str) -> str:
    """Return an identity of a finding that survives edits elsewhere in the text.

    Made of the rule, the passage and its nearest neighbours, whitespace aside; never of offsets.
    """
    before = _squeeze(text[max(0, finding.start - _NEIGHBOURS) : finding.start])
    after = _squeeze(text[finding.end : finding.end + _NEIGHBOURS])
    key = "\x1f".join((finding.rule, before, _squeeze(finding.text), after))
    return hashlib.sha256(key.encode()).hexdigest()[:24]


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


@dataclass(frozen=True)
class Accepted:
    """What a person has judged right.

    Args:
        words: words and names; a finding inside an occurrence of one is dropped, whatever the rule.
        fingerprints: findings accepted one by one (see ``fingerprint``).
    """

    words: frozenset[str] = frozenset()
    fingerprints: frozenset[str] = frozenset()

    def keep(self, findings: Iterable[Finding], text: str) -> list[Finding]:
        """Return the findings that are not about something accepted."""
        spans = [
            (match.start(), match.end())
            for word in sorted(self.words)
            if word
            for match in re.finditer(re.escape(word), text)
        ]
        return [
            finding
            for finding in findings
            if not any(low <= finding.start and finding.end <= high for low, high in spans)
            and not (self.fingerprints and fingerprint(finding, text) in self.fingerprints)
        ]
