"""What an import did not understand, kept with the report until a person has looked at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select

from report_kit.workspace import rows, schema
from report_kit.workspace.engine import transaction
from report_kit.workspace.store import Workspace

if TYPE_CHECKING:
    from report_kit.forms.report import Note

_DOUBTS = schema.doubts.c


@dataclass(frozen=True)
class Doubt:
    """A note that is left to look at, and the row it is kept in."""

    row: int
    note: Note


def doubts(workspace: Workspace, report_id: int) -> list[Note]:
    """Return what is left to look at in a report, in the order it was found."""
    return [doubt.note for doubt in left(workspace, report_id)]


def left(workspace: Workspace, report_id: int) -> list[Doubt]:
    """Return what is left to look at in a report, each with its row, in the order it was found."""
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
        known = [doubt.note for doubt in _left(connection, report_id)]
        _check(connection, report_id)
        for note in notes:
            if note not in known:
                _add(connection, report_id, note)


def settle(workspace: Workspace, report_id: int, doubt: Doubt) -> None:
    """Take away one doubt: somebody has looked at it. All others stay, those a page has not shown yet too.

    Nothing happens when it is gone already, or when its row holds another one by now.
    """
    with transaction(workspace.engine, writing=True) as connection:
        if doubt in _left(connection, report_id):
            connection.execute(delete(schema.doubts).where(_DOUBTS.id == doubt.row))


def unsettle(workspace: Workspace, report_id: int, doubt: Doubt) -> Doubt:
    """Put one doubt back that was taken away by mistake, in its old place where that is still free.

    Returns:
        The doubt as it is kept now.

    Raises:
        WorkspaceError: ``RK-402`` there is no such report.
    """
    with transaction(workspace.engine, writing=True) as connection:
        _check(connection, report_id)
        for other in _left(connection, report_id):
            if other.note == doubt.note:
                return other
        taken = connection.scalar(select(_DOUBTS.id).where(_DOUBTS.id == doubt.row)) is not None
        return Doubt(_add(connection, report_id, doubt.note, None if taken else doubt.row), doubt.note)


def _left(connection: Connection, report_id: int) -> list[Doubt]:
    from report_kit.forms.report import Note

    found = connection.execute(
        select(schema.doubts).where(_DOUBTS.report_id == report_id).order_by(_DOUBTS.id)
    )
    return [Doubt(row.id, Note(row.message, row.text, row.place)) for row in found]


def _check(connection: Connection, report_id: int) -> None:
    reports = schema.reports.c
    if connection.scalar(select(reports.id).where(reports.id == report_id)) is None:
        raise rows.missing(report_id)


def _add(connection: Connection, report_id: int, note: Note, row: int | None = None) -> int:
    """Store a note, in the given row or in a new one; return its row."""
    values = {"report_id": report_id, "place": note.where, "message": note.message, "text": note.text}
    stored = connection.execute(
        insert(schema.doubts).values(values | ({} if row is None else {"id": row}))
    ).inserted_primary_key
    assert stored is not None
    return int(stored[0])
