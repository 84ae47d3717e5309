"""Documents in, findings out."""

from report_kit.proofread.announced import announce
from report_kit.proofread.checking.check import Check
from report_kit.proofread.checking.context import Context
from report_kit.proofread.findings.accepted import Accepted, fingerprint
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Severity
from report_kit.proofread.proofreader import CheckResult, Proofreader, RuleFailure

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
