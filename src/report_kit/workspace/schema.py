"""Tables of the workspace. Revisions, decisions, signatures, comments and the trail are only ever added to.

Times are ISO 8601 strings in UTC: SQLite has no time type, and strings compare the same everywhere.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, Text, UniqueConstraint

VERSION = 3
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

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("post", String(100), nullable=False),
    # A JSON list of names.
    Column("roles", Text, nullable=False),
    # Of JupyterHub; empty for none.
    Column("account", String(100), nullable=False),
    # Argon2id of the passphrase; empty until there is one.
    Column("secret", String(300), nullable=False),
    # 1 while the passphrase is the code an administrator handed out, with which nothing can be signed.
    Column("temporary", Integer, nullable=False),
    Column("active", Integer, nullable=False),
    Column("created", String(40), nullable=False),
    Column("failures", Integer, nullable=False),
    Column("wait_until", String(40), nullable=False),
)

signatures = Table(
    "signatures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report_id", ForeignKey("reports.id"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    # The revision's digest, and that of the chain it was signed by.
    Column("content", String(64), nullable=False),
    Column("chain", String(64), nullable=False),
    Column("step", String(100), nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("who", String(100), nullable=False),
    Column("post", String(100), nullable=False),
    Column("opinion", Text, nullable=False),
    # JSON: the answers to the step's questions, and what the machine found then.
    Column("answers", Text, nullable=False),
    Column("machine", Text, nullable=False),
    # Why the same person signs more than one step; empty when none does.
    Column("excuse", Text, nullable=False),
    Column("made", String(40), nullable=False),
)

comments = Table(
    "comments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report_id", ForeignKey("reports.id"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    # What belongs together: a comment, its replies, and that it was settled.
    Column("thread", String(32), nullable=False),
    Column("action", String(10), nullable=False),
    # A section, or a cell: table:row:column. Where in its text the passage began, on that revision.
    Column("section", String(200), nullable=False),
    Column("start", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("who", String(100), nullable=False),
    Column("made", String(40), nullable=False),
)

publications = Table(
    "publications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report_id", ForeignKey("reports.id"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("format", String(20), nullable=False),
    Column("name", String(400), nullable=False),
    Column("sha256", String(64), nullable=False),
    # What a reader reads in the file: another one is held against it.
    Column("text", Text, nullable=False),
    Column("who", String(100), nullable=False),
    Column("made", String(40), nullable=False),
)

trail = Table(
    "trail",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("made", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    # No foreign key: the record of a report stays when the report has left.
    Column("report", Integer, nullable=False),
    Column("who", String(100), nullable=False),
    Column("body", Text, nullable=False),
    Column("before", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
