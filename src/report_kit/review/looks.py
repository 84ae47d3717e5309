"""What was changed since a person last looked: signed, commented or saved."""

from __future__ import annotations

from sqlalchemy import func, select

from report_kit.review.changes import Change, differences
from report_kit.workspace import Workspace, schema
from report_kit.workspace.engine import transaction


def last_look(workspace: Workspace, report_id: int, who: str) -> int | None:
    """Return the newest revision that a person signed, commented on or saved; ``None`` when there is none."""
    with transaction(workspace.engine) as connection:
        found = [
            connection.scalar(
                select(func.max(column)).where((table.c.report_id == report_id) & (person == who))
            )
            for table, column, person in (
                (schema.signatures, schema.signatures.c.revision, schema.signatures.c.who),
                (schema.comments, schema.comments.c.revision, schema.comments.c.who),
                (schema.revisions, schema.revisions.c.number, schema.revisions.c.author),
            )
        ]
    return max((number for number in found if number is not None), default=None)


def changes_since(workspace: Workspace, report_id: int, who: str) -> tuple[int | None, list[Change]]:
    """Return that revision, and what differs since, sentence by sentence; nothing for who never looked.

    Raises:
        WorkspaceError: ``RK-402`` there is no such report, ``RK-404``, ``RK-405`` a revision can not be read.
    """
    number = last_look(workspace, report_id, who)
    if number is None:
        return None, []
    old, new = workspace.load(report_id, number).report, workspace.load(report_id).report
    return number, differences(old, new)
