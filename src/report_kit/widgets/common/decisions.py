"""What was decided about the findings of the report that is open, by whom, and why."""

from __future__ import annotations

from collections.abc import Callable

from report_kit.proofread import Finding
from report_kit.review.checks import waivers
from report_kit.workspace import Action, Revision, Workspace


class Decisions:
    """What was decided about the findings of the report that is open; the workspace remembers it.

    Args:
        workspace: where the report is.
        revision: returns the revision that is open.
        who: returns the name of whoever decides.
    """

    def __init__(
        self, workspace: Workspace, revision: Callable[[], Revision], who: Callable[[], str] = str
    ) -> None:
        self._workspace, self._revision, self._who = workspace, revision, who

    def reasons(self) -> dict[str, str]:
        """Return why findings are settled, by fingerprint."""
        return {
            key: made.reason for key, made in waivers(self._workspace, self._revision().report_id).items()
        }

    def decide(self, finding: Finding, text: str, action: Action, reason: str) -> None:
        """Record what a person decided about a finding of the revision that is open."""
        now = self._revision()
        self._workspace.decide(
            now.report_id, finding, text, action, revision=now.number, reason=reason, who=self._who()
        )
