"""Documents in, findings out."""

from report_kit.proofread.announced import announce
from report_kit.proofread.context import Check, Context
from report_kit.proofread.engine import CheckResult, Proofreader, RuleFailure
from report_kit.proofread.finding import Edit, Finding, Fix, Severity
from report_kit.proofread.suppress import Accepted, fingerprint

__all__ = [
    "Accepted",
    "Check",
    "CheckResult",
    "Context",
    "Edit",
    "Finding",
    "Fix",
    "Proofreader",
    "RuleFailure",
    "Severity",
    "fingerprint",
]

announce()
