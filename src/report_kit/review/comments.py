"""Comments on passages, with replies: they stay with their passage through edits elsewhere.

Nothing of a comment is ever changed or taken out: a reply, that it was settled, that it was opened again are
entries of their own, of one thread.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import Connection, Row, insert, select

from report_kit.errors import ReviewError
from report_kit.review.passage import Passage, brought_back, followed
from report_kit.workspace import Workspace, rows, schema, trail
from report_kit.workspace.engine import transaction

Action = Literal["comment", "reply", "done", "reopen"]
DONE_WORDS = "已改"
GONE_WORDS = "原文已改"
_LONGEST = 5_000
_COMMENTS, _REVISIONS = schema.comments.c, schema.revisions.c


@dataclass(frozen=True)
class Entry:
    """One thing said in a thread, on which revision, by whom and when."""

    action: Action
    text: str
    revision: int
    who: str
    made: datetime


@dataclass(frozen=True)
class Comment:
    """A comment as it stands on a revision.

    Args:
        thread: its name.
        section: id of the section, or ``table:row:column`` of a cell.
        quote: the words it is about; empty for the whole section or cell.
        entries: what was said, the comment itself first.
        place: where the words stand now, ``None`` when they were changed (``GONE_WORDS``) or when it is about
            the whole.
        is_gone: whether the words were changed since.
    """

    thread: str
    section: str
    quote: str
    entries: tuple[Entry, ...]
    place: Passage | None
    is_gone: bool

    @property
    def is_done(self) -> bool:
        """Whether somebody has settled it, and nobody opened it again."""
        turns = [entry.action for entry in self.entries if entry.action in ("done", "reopen")]
        return bool(turns) and turns[-1] == "done"


def add_comment(
    workspace: Workspace,
    report_id: int,
    section: str,
    text: str,
    *,
    who: str,
    revision: int,
    start: int = 0,
    end: int = 0,
) -> str:
    """Add a comment about a passage, and return its thread once it is on the disk.

    Args:
        workspace: where.
        report_id: about which report.
        section: id of a section, or ``table:row:column``.
        text: what is said.
        who: by whom.
        revision: of the text that was looked at; it need not be the newest.
        start: where the passage begins in the section's text as it is written (bindings in braces).
        end: where it ends; as ``start``, the comment is about the whole.

    Raises:
        ReviewError: ``RK-751`` nothing is said, or there is no such passage.
        WorkspaceError: ``RK-402`` there is no such report or revision.
    """
    with transaction(workspace.engine, writing=True) as connection:
        kept = _texts(connection, report_id, revision, revision)
        if not kept:
            raise rows.missing(report_id, revision)
        there = text_at(kept[0][1], section)
        if there is None or not 0 <= start <= end <= len(there):
            raise ReviewError(
                "RK-751",
                "找不到要批注的文字",
                where=f"{section} {start}—{end}",
                remedy="重新选择要批注的文字",
            )
        values = {"section": section, **_columns(Passage.of(there, start, end))}
        thread = secrets.token_hex(8)
        _add(connection, report_id, thread, "comment", text, who, revision, values)
    return thread


def reply(workspace: Workspace, report_id: int, thread: str, text: str, *, who: str) -> None:
    """Add a reply; raises ``RK-751`` when nothing is said, ``RK-752`` when there is no such thread."""
    _answer(workspace, report_id, thread, "reply", text, who)


def settle(workspace: Workspace, report_id: int, thread: str, *, who: str, text: str = DONE_WORDS) -> None:
    """Mark a comment as settled (已改); raises ``RK-752``."""
    _answer(workspace, report_id, thread, "done", text, who)


def reopen(workspace: Workspace, report_id: int, thread: str, text: str, *, who: str) -> None:
    """Open a settled comment again, and say why; raises ``RK-751``, ``RK-752``."""
    _answer(workspace, report_id, thread, "reopen", text, who)


def comments(workspace: Workspace, report_id: int, revision: int | None = None) -> list[Comment]:
    """Return the comments on a report as they stand on a revision, the newest when ``None``.

    They are in the order of the text, those whose words are gone behind the others of their section.

    Raises:
        WorkspaceError: ``RK-402`` there is no such report or revision.
    """
    with transaction(workspace.engine) as connection:
        query = select(schema.comments).where(_COMMENTS.report_id == report_id)
        found = connection.execute(query.order_by(_COMMENTS.thread, _COMMENTS.id)).all()
        first = min((row.revision for row in found if row.action == "comment"), default=None)
        texts = _texts(connection, report_id, first or 1, revision)
    if not texts:
        raise rows.missing(report_id, revision)
    threads = [list(group) for _, group in groupby(found, key=lambda row: row.thread)]
    made = [_comment(group, texts) for group in threads if group[0].action == "comment"]
    order = {name: number for number, name in enumerate(texts[-1][1]["sections"])}
    far = len(order)
    return sorted(
        made,
        key=lambda one: (
            order.get(one.section, far),
            one.section,
            one.is_gone,
            one.place.start if one.place else 0,
            one.entries[0].made,
        ),
    )


def text_at(body: Mapping[str, Any], section: str) -> str | None:
    """Return the text of a section, or of a cell, of a report as it is stored; ``None`` when it has none."""
    if section.count(":") == 2:
        table, row, column = section.split(":")
        cells = body["tables"].get(table, {}).get(row, {})
        value = cells.get(column)
        return None if column not in cells else "" if value is None else str(value)
    text = body["sections"].get(section)
    return None if text is None else str(text)


def _comment(group: Sequence[Row[Any]], texts: Sequence[tuple[int, dict[str, Any]]]) -> Comment:
    row = group[0]
    entries = tuple(Entry(one.action, one.text, one.revision, one.who, rows.time(one.made)) for one in group)
    place, gone = _place(row, texts)
    return Comment(row.thread, row.section, row.quote, entries, place, gone)


def _place(row: Row[Any], texts: Sequence[tuple[int, dict[str, Any]]]) -> tuple[Passage | None, bool]:
    """Follow a comment's passage from its revision to the last of ``texts``."""
    first = Passage(row.start, row.quote, row.before, row.after)
    stands: Passage | None = first
    last, text = first, None
    for number, body in texts:
        if number < row.revision:
            continue
        new = text_at(body, row.section) or ""
        if text is None or new == text:
            text = new
            continue
        if stands is None:
            stands = brought_back(last, new)
        elif row.quote:
            stands = followed(stands, text, new)
        last, text = stands or last, new
    if not row.quote:
        return None, text_at(texts[-1][1], row.section) is None
    return stands, stands is None


def _texts(
    connection: Connection, report_id: int, first: int, last: int | None
) -> list[tuple[int, dict[str, Any]]]:
    """Return the revisions of a report as they are stored, oldest first; damaged ones are passed over."""
    query = select(_REVISIONS.number, _REVISIONS.body).where(
        (_REVISIONS.report_id == report_id) & (_REVISIONS.number >= first)
    )
    if last is not None:
        query = query.where(_REVISIONS.number <= last)
    texts = []
    for number, body in connection.execute(query.order_by(_REVISIONS.number)):
        try:
            data = json.loads(body)
        except ValueError:
            continue
        if isinstance(data, dict) and isinstance(data.get("sections"), dict):
            texts.append((number, {"tables": {}, **data}))
    return texts


def _answer(workspace: Workspace, report_id: int, thread: str, action: Action, text: str, who: str) -> None:
    with transaction(workspace.engine, writing=True) as connection:
        wanted = (_COMMENTS.report_id == report_id) & (_COMMENTS.thread == thread)
        known = connection.execute(select(schema.comments).where(wanted).order_by(_COMMENTS.id)).first()
        if known is None:
            raise ReviewError("RK-752", "找不到这条批注", where=thread, remedy="重新打开批注的列表")
        query = select(_REVISIONS.number).where(_REVISIONS.report_id == report_id)
        newest = connection.scalar(query.order_by(_REVISIONS.number.desc()).limit(1))
        values = {name: getattr(known, name) for name in ("section", "start", "quote", "before", "after")}
        _add(connection, report_id, thread, action, text, who, newest or known.revision, values)


def _add(
    connection: Connection,
    report_id: int,
    thread: str,
    action: Action,
    text: str,
    who: str,
    revision: int,
    about: Mapping[str, Any],
) -> None:
    text = text.strip()
    if not text or len(text) > _LONGEST:
        reason = "批注是空的" if not text else f"批注太长，最多 {_LONGEST} 字"
        raise ReviewError("RK-751", reason, remedy="写明意见再保存")
    values = {
        **about,
        "revision": revision,
        "thread": thread,
        "action": action,
        "text": text,
        "who": who,
        "made": rows.now(),
    }
    added = connection.execute(insert(schema.comments).values(report_id=report_id, **values))
    covered = [trail.row("comments", report_id, rows.key_of(added), values)]
    trail.append(connection, "comment", report=report_id, who=who, rows=covered, action=action)


def _columns(passage: Passage) -> dict[str, Any]:
    return {
        "start": passage.start,
        "quote": passage.quote,
        "before": passage.before,
        "after": passage.after,
    }
