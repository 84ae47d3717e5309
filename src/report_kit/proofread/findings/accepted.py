"""Words and passages a person has accepted: findings about them are not shown again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from report_kit.proofread.findings.finding import Finding
from report_kit.proofread.findings.spans import Spans

_NEIGHBOURS = 12
_SENTENCE_END = re.compile(r"[。！？；\n\t]")


def fingerprint(finding: Finding, text: str) -> str:
    """Return an identity of a finding that survives edits elsewhere in the text.

    Made of the rule, the passage and its nearest neighbours in the same sentence, whitespace aside;
    never of offsets. The same words twice are one finding to a reader, so one decision covers both.

    Args:
        finding: a finding in ``text``.
        text: the text its offsets point into.
    """
    parts = [finding.rule, finding.text]
    if finding.cell or not finding.text:
        # A table row is all figures and something missing has no passage: there the labels and the
        # message, which names the figures or the section, tell findings apart.
        parts += [*(finding.cell or ()), finding.message]
    else:
        parts += neighbours(finding, text)
    key = "\x1f".join(_squeeze(part) for part in parts)
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def neighbours(finding: Finding, text: str) -> tuple[str, str]:
    """Return the words nearest before and after a finding, none from beyond its sentence."""
    before = text[max(0, finding.start - _NEIGHBOURS) : finding.start]
    before = _SENTENCE_END.split(before)[-1]
    ends = bool(finding.text) and _SENTENCE_END.match(finding.text[-1])
    after = "" if ends else _SENTENCE_END.split(text[finding.end : finding.end + _NEIGHBOURS])[0]
    return before, after


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
        spans = Spans(
            match.span() for word in self.words if word for match in re.finditer(re.escape(word), text)
        )
        return [
            finding
            for finding in findings
            if not spans.cover(finding.start, finding.end)
            and not (self.fingerprints and fingerprint(finding, text) in self.fingerprints)
        ]
