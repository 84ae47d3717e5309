"""What an import did not understand, kept with the report until a person has looked at it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select

from report_kit.workspace import rows, schema
from report_kit.workspace.engine import transaction
from report_kit.workspace.store import Workspace

if TYPE_CHECKING:
    from report_kit.forms.report import Note

_DOUBTS = schema.doubts.c


def doubts(workspace: Workspace, report_id: int) -> list[Note]:
    """Return what is left to look at in a report, in the order it was found."""
    with transaction(workspace.engine) as connection:
        return _left(connection, report_id)


def add_doubts(workspace: Workspace, report_id: int, notes: Sequence[Note]) -> None:
    """Put notes behind what is left from earlier, none of them twice.

    Raises:
        WorkspaceError: ``RK-402`` there is no such report.
    """
    if not notes:
        return
    with transaction(workspace.engine, writing=True) as connection:
        known = _left(connection, report_id)
        _add(connection, report_id, [note for note in notes if note not in known])


def replace_doubts(workspace: Workspace, report_id: int, notes: Sequence[Note]) -> None:
    """Leave these notes, and no others.

    Raises:
        WorkspaceError: ``RK-402`` there is no such report.
    """
    with transaction(workspace.engine, writing=True) as connection:
        connection.execute(delete(schema.doubts).where(_DOUBTS.report_id == report_id))
        _add(connection, report_id, notes)


def _left(connection: Connection, report_id: int) -> list[Note]:
    from report_kit.forms.report import Note

    found = connection.execute(
        select(schema.doubts).where(_DOUBTS.report_id == report_id).order_by(_DOUBTS.id)
    )
    return [Note(row.message, row.text, row.place) for row in found]


def _add(connection: Connection, report_id: int, notes: Sequence[Note]) -> None:
    reports = schema.reports.c
    if connection.scalar(select(reports.id).where(reports.id == report_id)) is None:
        raise rows.missing(report_id)
    for note in notes:
        connection.execute(
            insert(schema.doubts).values(
                report_id=report_id, place=note.where, message=note.message, text=note.text
            )
        )
