"""Version 3: people, signatures, comments, publications, and the trail of all that is done.

What was there before goes into the trail as it stands now (``adopt``): from here on any change shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Connection, ForeignKey, Integer, String, Text, UniqueConstraint, select, table
from sqlalchemy import column as named

from report_kit.workspace import trail

if TYPE_CHECKING:
    from alembic.operations import Operations

_reports = table("reports", named("id"), *map(named, trail.DIGESTED["reports"]))
_revisions = table("revisions", named("report_id"), *map(named, trail.DIGESTED["revisions"]))
_decisions = table("decisions", named("id"), named("report_id"), *map(named, trail.DIGESTED["decisions"]))


def climb(operations: Operations) -> None:
    """Change the tables."""
    operations.create_table(
        "people",
        Column("id", Integer, primary_key=True),
        Column("name", String(100), nullable=False),
        Column("post", String(100), nullable=False),
        Column("roles", Text, nullable=False),
        Column("account", String(100), nullable=False),
        Column("secret", String(300), nullable=False),
        Column("temporary", Integer, nullable=False),
        Column("active", Integer, nullable=False),
        Column("created", String(40), nullable=False),
        Column("failures", Integer, nullable=False),
        Column("wait_until", String(40), nullable=False),
        UniqueConstraint("name"),
    )
    _of_report(
        operations,
        "signatures",
        ("content", String(64)),
        ("chain", String(64)),
        ("step", String(100)),
        ("verdict", String(20)),
        ("who", String(100)),
        ("post", String(100)),
        ("opinion", Text),
        ("answers", Text),
        ("machine", Text),
        ("excuse", Text),
        ("made", String(40)),
    )
    _of_report(
        operations,
        "comments",
        ("thread", String(32)),
        ("action", String(10)),
        ("section", String(200)),
        ("start", Integer),
        ("quote", Text),
        ("before", Text),
        ("after", Text),
        ("text", Text),
        ("who", String(100)),
        ("made", String(40)),
    )
    _of_report(
        operations,
        "publications",
        ("format", String(20)),
        ("name", String(400)),
        ("sha256", String(64)),
        ("text", Text),
        ("who", String(100)),
        ("made", String(40)),
    )
    operations.create_table(
        "trail",
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("made", String(40), nullable=False),
        Column("kind", String(20), nullable=False),
        Column("report", Integer, nullable=False),
        Column("who", String(100), nullable=False),
        Column("body", Text, nullable=False),
        Column("before", String(64), nullable=False),
        Column("hash", String(64), nullable=False),
    )
    _adopt(operations.get_bind())


def lift(discarded: Mapping[str, Any]) -> dict[str, Any]:
    """Return a discarded report as it is: none was signed or commented on."""
    return dict(discarded)


def _of_report(operations: Operations, name: str, *columns: tuple[str, Any]) -> None:
    operations.create_table(
        name,
        Column("id", Integer, primary_key=True),
        Column("report_id", Integer, ForeignKey("reports.id"), nullable=False),
        Column("revision", Integer, nullable=False),
        *(Column(column, kind, nullable=False) for column, kind in columns),
    )
    operations.create_index(f"ix_{name}_report_id", name, ["report_id"])


def _adopt(connection: Connection) -> None:
    """Record every report with its revisions and decisions; rows of no report are recorded as well."""
    rows: dict[int, list[trail.Row]] = {}
    for found in connection.execute(select(_reports).order_by(named("id"))).mappings():
        rows.setdefault(found["id"], []).append(trail.row("reports", found["id"], 0, found))
    for found in connection.execute(select(_revisions).order_by(named("number"))).mappings():
        row = trail.row("revisions", found["report_id"], found["number"], found)
        rows.setdefault(found["report_id"], []).append(row)
    for found in connection.execute(select(_decisions).order_by(named("id"))).mappings():
        row = trail.row("decisions", found["report_id"], found["id"], found)
        rows.setdefault(found["report_id"], []).append(row)
    for report, covered in rows.items():
        trail.append(connection, "adopt", report=report, rows=covered)
