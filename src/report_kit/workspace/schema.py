"""Tables of the workspace. Revisions and decisions are only ever added to.

Times are ISO 8601 strings in UTC: SQLite has no time type, and strings compare the same everywhere.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, Text, UniqueConstraint

VERSION = 2
"""Raised with every change of the tables; ``steps`` holds the way from the version before."""

metadata = MetaData()

settings = Table(
    "settings",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("agency", String(200), nullable=False),
    Column("level", String(20), nullable=False),
    Column("year", Integer, nullable=False),
    Column("title", String(400), nullable=False),
    Column("created", String(40), nullable=False),
    # The default is for a page that an earlier kit still has open: it knows of no other form.
    Column("form", String(100), nullable=False, server_default="annual_2021"),
    UniqueConstraint("form", "agency", "year", name="one_report_of_a_form_a_year"),
)

revisions = Table(
    "revisions",
    metadata,
    # The primary key is what makes two savers of one base collide on a database without
    # SQLite's single writer.
    Column("report_id", ForeignKey("reports.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("base", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("author", String(100), nullable=False),
    Column("saved", String(40), nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report_id", ForeignKey("reports.id"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("rule", String(100), nullable=False),
    Column("text", Text, nullable=False),
    Column("action", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("who", String(100), nullable=False),
    Column("made", String(40), nullable=False),
)

doubts = Table(
    "doubts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report_id", ForeignKey("reports.id"), nullable=False, index=True),
    Column("place", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("text", Text, nullable=False),
)
