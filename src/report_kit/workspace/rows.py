"""Between the rows of the tables and the records the workspace hands out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, CursorResult, Row, delete, func, insert, select

from report_kit.errors import DataError, ReportError, WorkspaceError
from report_kit.workspace import schema, trail
from report_kit.workspace.records import Decision, ReportRecord, Revision

if TYPE_CHECKING:
    from report_kit.forms.report import Report

_REPORTS, _REVISIONS = schema.reports.c, schema.revisions.c

_RESERVED = "last-id"


def now() -> str:
    """Return the current time as it is stored."""
    return datetime.now(UTC).isoformat()


def time(stored: str) -> datetime:
    """Return a stored time in local time."""
    return datetime.fromisoformat(stored).astimezone()


def head(report: Report) -> dict[str, object]:
    """Return what the list of reports repeats from a report."""
    return {
        "form": report.form,
        "agency": report.agency,
        "level": report.level,
        "year": report.year,
        "title": report.title,
    }


def form_in(year: int, form: str | None) -> str:
    """Return the id of a form for reports about ``year``, of its family where it is not in force."""
    from report_kit.forms.catalogue import form_for_year

    try:
        return form_for_year(year, form=form or "").id
    except (ReportError, DataError):  # none is in force then, or it is not among the forms here
        return form or ""


def reserve(connection: Connection, report_id: int) -> None:
    """Never give the id of a report that left to another one: a page may still be open that saves it."""
    settings = schema.settings
    if report_id > _reserved(connection):
        connection.execute(delete(settings).where(settings.c.name == _RESERVED))
        connection.execute(insert(settings).values(name=_RESERVED, value=str(report_id)))


def next_id(connection: Connection) -> int:
    """Return an id no report has or had."""
    return max(connection.scalar(select(func.max(_REPORTS.id))) or 0, _reserved(connection)) + 1


def _reserved(connection: Connection) -> int:
    settings = schema.settings
    return int(connection.scalar(select(settings.c.value).where(settings.c.name == _RESERVED)) or 0)


def add_revision(
    connection: Connection, report_id: int, number: int, body: str, sha256: str, author: str, now: str
) -> trail.Row:
    """Insert one revision, and return what the trail says of it."""
    values = {"number": number, "base": number - 1, "sha256": sha256, "author": author, "saved": now}
    connection.execute(insert(schema.revisions).values(report_id=report_id, body=body, **values))
    return trail.row("revisions", report_id, number, values)


def covered_head(connection: Connection, report_id: int) -> trail.Row:
    """Return what the trail says of a report's entry in the list of reports."""
    found = connection.execute(select(schema.reports).where(_REPORTS.id == report_id)).one()
    return trail.row("reports", report_id, 0, found._mapping)


def key_of(added: CursorResult[Any]) -> int:
    """Return the id of the row that was added."""
    assert added.inserted_primary_key is not None
    return int(added.inserted_primary_key[0])


def records() -> Any:
    """Return the query for report entries with their newest revision."""
    newest = (
        select(_REVISIONS.report_id, func.max(_REVISIONS.number).label("latest"))
        .group_by(_REVISIONS.report_id)
        .subquery()
    )
    return (
        select(schema.reports, newest.c.latest, _REVISIONS.saved)
        .join(newest, newest.c.report_id == _REPORTS.id)
        .join(
            schema.revisions,
            (_REVISIONS.report_id == _REPORTS.id) & (_REVISIONS.number == newest.c.latest),
        )
    )


def load(connection: Connection, report_id: int, number: int | None, forms: Path | None) -> Revision:
    """Return one revision as it is stored, the newest when ``number`` is ``None``; see ``revision``."""
    query = select(schema.revisions).where(_REVISIONS.report_id == report_id)
    query = (
        query.order_by(_REVISIONS.number.desc()).limit(1)
        if number is None
        else query.where(_REVISIONS.number == number)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise missing(report_id, number)
    return revision(row, forms)


def record(row: Row[Any]) -> ReportRecord:
    """Return the entry of a row of :func:`records`."""
    return ReportRecord(
        row.id,
        row.agency,
        row.level,
        row.year,
        row.title,
        row.latest,
        time(row.created),
        time(row.saved),
        row.form,
    )


def revision(row: Row[Any], forms: Path | None) -> Revision:
    """Return the revision of a row; ``forms`` is the folder of the workspace's own forms, if it has one."""
    saved = time(row.saved)
    return Revision(row.report_id, row.number, row.base, row.sha256, row.author, saved, row.body, forms)


def decision(row: Row[Any]) -> Decision:
    """Return the decision of a row."""
    return Decision(
        row.report_id,
        row.revision,
        row.fingerprint,
        row.rule,
        row.text,
        row.action,
        row.reason,
        row.who,
        time(row.made),
    )


def missing(report_id: int, number: int | None = None) -> WorkspaceError:
    """Return the error for a report or revision that is not there."""
    what = f"找不到编号为 {report_id} 的报告" if number is None else f"报告没有第 {number} 版"
    return WorkspaceError("RK-402", what, where=f"报告编号 {report_id}", remedy="从列表里重新选择一份报告")


def duplicate(report: Report) -> WorkspaceError:
    """Return the error for a second report of one form, agency and year."""
    return WorkspaceError(
        "RK-403",
        f"已经有一份{report.agency} {report.year} 年的报告",
        where=report.title,
        remedy="从列表里选择它继续编写，不必新建",
    )
