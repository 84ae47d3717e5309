"""Version 2: the form is part of a report's key; what an import did not understand has a table of its own.

Until then an agency had one report a year, and those doubts were kept among the settings, as JSON under
``unclear:ID``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    column,
    delete,
    insert,
    select,
    table,
    update,
)

if TYPE_CHECKING:
    from alembic.operations import Operations

_FORM = "annual_2021"
"""The only form there was."""

_BEFORE = Table(
    "reports",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("agency", String(200), nullable=False),
    Column("level", String(20), nullable=False),
    Column("year", Integer, nullable=False),
    Column("title", String(400), nullable=False),
    Column("created", String(40), nullable=False),
    UniqueConstraint("agency", "year", name="one_report_a_year"),
)

_settings = table("settings", column("name"), column("value"))
_reports = table("reports", column("id"), column("form"))
_revisions = table("revisions", column("report_id"), column("number"), column("body"))
_UNCLEAR = "unclear:"


def climb(operations: Operations) -> None:
    """Change the tables."""
    with operations.batch_alter_table("reports", copy_from=_BEFORE) as batch:
        batch.add_column(Column("form", String(100), nullable=False, server_default=_FORM))
        batch.drop_constraint("one_report_a_year", type_="unique")
        batch.create_unique_constraint("one_report_of_a_form_a_year", ["form", "agency", "year"])
    doubts = operations.create_table(
        "doubts",
        Column("id", Integer, primary_key=True),
        Column("report_id", Integer, ForeignKey("reports.id"), nullable=False),
        Column("place", Text, nullable=False),
        Column("message", Text, nullable=False),
        Column("text", Text, nullable=False),
    )
    operations.create_index("ix_doubts_report_id", "doubts", ["report_id"])
    connection = operations.get_bind()
    _read_forms(connection)
    _move_doubts(connection, doubts)


def lift(discarded: Mapping[str, Any]) -> dict[str, Any]:
    """Return a discarded report with its form, and its doubts among the rows that belong to it."""
    revisions = discarded["parts"]["revisions"]
    newest = max(revisions, key=lambda row: row["number"])
    remembered = dict(discarded.get("remembered", {}))
    doubts = [
        doubt
        for name in [name for name in remembered if name.startswith(_UNCLEAR)]
        for doubt in _doubts(remembered.pop(name))
    ]
    return {
        **discarded,
        "report": {**discarded["report"], "form": _form(newest["body"])},
        "parts": {**discarded["parts"], "doubts": doubts},
        "remembered": remembered,
    }


def _read_forms(connection: Connection) -> None:
    """Take each report's form from its newest revision."""
    for key in connection.scalars(select(_reports.c.id)).all():
        newest = select(_revisions.c.body).where(_revisions.c.report_id == key)
        body = connection.scalar(newest.order_by(_revisions.c.number.desc()).limit(1))
        connection.execute(update(_reports).where(_reports.c.id == key).values(form=_form(body)))


def _move_doubts(connection: Connection, doubts: Table) -> None:
    known = set(connection.scalars(select(_reports.c.id)))
    kept = connection.execute(select(_settings).where(_settings.c.name.startswith(_UNCLEAR, autoescape=True)))
    for name, value in kept.all():
        key = name.removeprefix(_UNCLEAR)
        if not key.isdecimal() or int(key) not in known:
            continue  # of no report: it stays where it is
        for doubt in _doubts(value):
            connection.execute(insert(doubts).values(report_id=int(key), **doubt))
        connection.execute(delete(_settings).where(_settings.c.name == name))


def _form(body: str | None) -> str:
    """Return the form a stored report names; a damaged one was of the only form, too."""
    try:
        form = json.loads(body or "")["form"]
    except (ValueError, KeyError, TypeError):
        return _FORM
    return form if isinstance(form, str) else _FORM


def _doubts(stored: str) -> list[dict[str, str]]:
    """Return the rows of a stored list; what is no such list is kept as it stands."""
    try:
        notes = [
            {"place": note["where"], "message": note["message"], "text": note["text"]}
            for note in json.loads(stored or "[]")
        ]
    except (ValueError, KeyError, TypeError):
        notes = []
    else:
        if all(isinstance(value, str) for note in notes for value in note.values()):
            return notes
    return [{"place": "", "message": "导入时没有看懂的地方", "text": stored}]
