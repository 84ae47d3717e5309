"""The database that keeps every revision of every report, and what people decided about findings."""

from report_kit.workspace.records import Action, Decision, ReportRecord, Revision, StaleRevisionError, Version
from report_kit.workspace.store import Workspace

__all__ = [
    "Action",
    "Decision",
    "ReportRecord",
    "Revision",
    "StaleRevisionError",
    "Version",
    "Workspace",
]
