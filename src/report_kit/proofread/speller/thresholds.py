"""From what probability on a suggestion becomes a finding, and of which severity.

Chosen on official prose at its natural rate of errors (``docs/accuracy.md``): false alarms per 10,000
characters, all tiers from the named one up.
"""

from __future__ import annotations

from report_kit.proofread.finding import Safety, Severity

ERROR = 0.80  # 0.2 false alarms
WARNING = 0.65  # 1.2
HINT = 0.50  # 2.5: shown apart, never changed unasked


def tier(probability: float) -> tuple[Severity, Safety] | None:
    """Return severity and safety of a suggestion; ``None`` when it is not worth showing."""
    if probability >= ERROR:
        return Severity.ERROR, "likely"
    if probability >= WARNING:
        return Severity.WARNING, "likely"
    if probability >= HINT:
        return Severity.HINT, "manual"
    return None
