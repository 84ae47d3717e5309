"""From what probability on a suggestion becomes a finding, and of which severity.

Chosen on official prose at its natural rate of errors: the comment gives the false alarms per 10,000
characters there of all tiers from this one up (see ``data/MODEL.md``).
"""

from __future__ import annotations

from report_kit.proofread.findings.finding import Safety, Severity

ERROR = 0.85  # 0.15
WARNING = 0.40  # 1.3
HINT = 0.30  # 2.8: shown apart, never changed unasked


def tier(probability: float) -> tuple[Severity, Safety] | None:
    """Return severity and safety of a suggestion; ``None`` when it is not worth showing."""
    if probability >= ERROR:
        return Severity.ERROR, "likely"
    if probability >= WARNING:
        return Severity.WARNING, "likely"
    if probability >= HINT:
        return Severity.HINT, "manual"
    return None
