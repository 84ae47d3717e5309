"""Which findings of a report need no more attention: ignored here, or accepted in the workspace's file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from report_kit.proofread import Finding
from report_kit.settings import accepted_file, find_settings, read_accepted
from report_kit.workspace import Action, Revision, Workspace


def workspace_folder(workspace: Workspace) -> Path:
    """Return the folder whose settings hold: the workspace's, or the notebook's where that is a database."""
    return workspace.folder or Path.cwd()


def settled(workspace: Workspace, report_id: int) -> dict[str, str]:
    """Return the reasons why findings are settled, by fingerprint.

    What was decided about this report goes before what ``report-kit accept`` has recorded.

    Raises:
        DataError: ``RK-341`` to ``RK-345`` the settings or the acceptances cannot be read.
    """
    folder = workspace_folder(workspace)
    file = accepted_file(find_settings(folder), folder / "_")
    decided = {decision.fingerprint: decision for decision in workspace.decisions(report_id)}
    ignored = {key: made.reason for key, made in decided.items() if made.action == "ignore"}
    accepted = {key: made.said() for key, made in read_accepted(file).items() if key not in decided}
    return accepted | ignored


class Decisions:
    """What was decided about the findings of the report that is open; the workspace remembers it."""

    def __init__(self, workspace: Workspace, revision: Callable[[], Revision]) -> None:
        self._workspace, self._revision = workspace, revision

    def reasons(self) -> dict[str, str]:
        """Return why findings are settled, by fingerprint."""
        return settled(self._workspace, self._revision().report_id)

    def decide(self, finding: Finding, text: str, action: Action, reason: str) -> None:
        """Record what a person decided about a finding of the revision that is open."""
        now = self._revision()
        self._workspace.decide(now.report_id, finding, text, action, revision=now.number, reason=reason)
