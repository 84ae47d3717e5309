"""The trail: a record of everything done in the workspace, each sealed with the hash of the one before.

A record is written in the transaction of what it records. It names the rows that were added or changed, each
with a digest, so that the trail can be held against the tables; :mod:`report_kit.review.audit` does.

How a record and a row are hashed never changes: trails that are already written could not be verified any
more. A later version may add columns to a table, or tables here; those that are here stay as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from report_kit.workspace import schema

BEGINNING = "0" * 64
"""What the first record names as the hash before it."""

DIGESTED: dict[str, tuple[str, ...]] = {
    "reports": ("form", "agency", "level", "year", "title", "created"),
    "revisions": ("number", "base", "sha256", "author", "saved"),
    "decisions": ("revision", "fingerprint", "rule", "text", "action", "reason", "who", "made"),
    "people": ("name", "post", "roles", "account", "secret", "temporary", "active", "created"),
    "signatures": (
        *("revision", "content", "chain", "step", "verdict", "who", "post", "opinion", "answers", "machine"),
        *("excuse", "made"),
    ),
    "comments": (
        *("revision", "thread", "action", "section", "start", "quote", "before", "after", "text", "who"),
        "made",
    ),
    "publications": ("revision", "format", "name", "sha256", "text", "who", "made"),
}
"""Columns that a row's digest is made of. Ids are not among them: a report from the trash gets new ones.

A revision's body is covered by its ``sha256``.
"""

_TRAIL = schema.trail.c


@dataclass(frozen=True, slots=True)
class Row:
    """A row that a record covers: its table, its report (0 for none), its key in there, its digest."""

    table: str
    report: int
    key: int
    digest: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record; ``body`` is canonical JSON, ``made`` ISO 8601 in UTC, ``report`` 0 for none."""

    number: int
    made: str
    kind: str
    report: int
    who: str
    body: str
    before: str
    hash: str

    @property
    def details(self) -> dict[str, Any]:
        """What is said of the act, by name."""
        return parse(self.body)


def row(table: str, report: int, key: int, values: Mapping[Any, Any]) -> Row:
    """Return the row of a record: ``values`` by column, of which those in ``DIGESTED`` count."""
    plain = [values[name] for name in DIGESTED[table]]
    return Row(table, report, key, hashlib.sha256(canonical(plain).encode()).hexdigest())


def append(
    connection: Connection,
    kind: str,
    *,
    report: int = 0,
    who: str = "",
    rows: Iterable[Row] = (),
    gone: bool = False,
    **details: Any,
) -> Record:
    """Add a record, and return it; it is there when the caller's transaction is.

    It must be the last thing that the transaction writes: from here on it holds the end of the trail, and a
    database with many writers lets the others wait.

    Args:
        connection: in a writing transaction.
        kind: what was done.
        report: id of the report concerned.
        who: the person's name, as given; may be empty.
        rows: what was added or changed in the tables.
        gone: all rows of the report have left the tables.
        details: more, as values JSON can hold.
    """
    # One row that every workspace has: whoever holds it may append.
    held = select(schema.settings.c.value).where(schema.settings.c.name == "version").with_for_update()
    connection.execute(held)
    last = newest(connection)
    number, before = (last.number + 1, last.hash) if last else (1, BEGINNING)
    content: dict[str, Any] = dict(details)
    if covered := [[item.table, item.report, item.key, item.digest] for item in rows]:
        content["rows"] = covered
    if gone:
        content["gone"] = True
    made = datetime.now(UTC).isoformat()
    body = canonical(content)
    sealed = seal(number, made, kind, report, who, body, before)
    record = Record(number, made, kind, report, who, body, before, sealed)
    connection.execute(
        insert(schema.trail).values({name: getattr(record, name) for name in Record.__slots__})
    )
    return record


def newest(connection: Connection) -> Record | None:
    """Return the last record, ``None`` when there is none."""
    found = connection.execute(select(schema.trail).order_by(_TRAIL.number.desc()).limit(1)).one_or_none()
    return Record(**found._mapping) if found is not None else None


def seal(number: int, made: str, kind: str, report: int, who: str, body: str, before: str) -> str:
    """Return the hash of a record, in hexadecimal.

    It is the SHA-256 of its values in this order, each with its length before it: no two records write alike.
    """
    parts = (str(number), made, kind, str(report), who, body, before)
    text = "".join([f"{len(part)}:{part}," for part in parts])
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def canonical(value: Any) -> str:
    """Return the one JSON text of a value; lone surrogates, which no encoding takes, are escaped."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode()


def parse(body: str) -> dict[str, Any]:
    """Return what a record's body says.

    Raises:
        ValueError, TypeError: it is no such text.
    """
    return dict(json.loads(body))
