"""Reports taken out of the workspace: a file each in a folder, to be put back at any time.

Nothing of a report is thrown away: all its revisions and decisions go into the file before they leave the
database, in one transaction.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError

from report_kit.durable import write_durably
from report_kit.errors import WorkspaceError
from report_kit.workspace import rows, schema, trail
from report_kit.workspace.engine import transaction, unusable
from report_kit.workspace.records import ReportRecord
from report_kit.workspace.steps import step_to
from report_kit.workspace.store import Workspace

FOLDER = "回收站"
_KIND = "report-kit report"
_PARTS = [table for table in schema.metadata.sorted_tables if "report_id" in table.c]


@dataclass(frozen=True)
class Discarded:
    """A report in the folder: its file, whose it is, of which year, and when it was put there."""

    path: Path
    agency: str
    year: int
    title: str
    when: datetime
    revisions: int


def discard(workspace: Workspace, report_id: int, who: str = "") -> Path:
    """Move a report out of the workspace and return its file; ``who`` does it, if that is known.

    Raises:
        WorkspaceError: ``RK-402`` there is no such report, ``RK-407`` the file can not be written.
    """
    with transaction(workspace.engine, writing=True) as connection:
        report = connection.execute(
            select(schema.reports).where(schema.reports.c.id == report_id)
        ).one_or_none()
        if report is None:
            raise rows.missing(report_id)
        now = datetime.now().astimezone()
        content = {
            "kind": _KIND,
            "version": schema.VERSION,
            "discarded": now.isoformat(),
            "report": dict(report._mapping),
            "parts": {table.name: _all(connection, table, report_id) for table in _PARTS},
        }
        name = re.sub(r'[\\/:*?"<>|\s]+', "", f"{report.year}年 {report.agency}"[:80])
        path = folder(workspace) / f"{name} {now:%Y%m%d-%H%M%S-%f}.json"
        data = json.dumps(content, ensure_ascii=False, indent=1).encode()
        try:
            write_durably(path, data)
        except OSError as error:
            raise unusable(str(path), error) from error
        for table in reversed(_PARTS):
            connection.execute(delete(table).where(table.c.report_id == report_id))
        connection.execute(delete(schema.reports).where(schema.reports.c.id == report_id))
        rows.reserve(connection, report_id)
        digest = hashlib.sha256(data).hexdigest()
        trail.append(connection, "discard", report=report_id, who=who, gone=True, file=digest)
    return path


def discarded(workspace: Workspace) -> list[Discarded]:
    """Return the reports in the folder, those put there last first; other files are passed over."""
    found = []
    for path in folder(workspace).glob("*.json"):
        try:
            data = _read(path)
            report, parts = data["report"], data["parts"]
            when = datetime.fromisoformat(data["discarded"])
            found.append(
                Discarded(
                    path, report["agency"], report["year"], report["title"], when, len(parts["revisions"])
                )
            )
        except (WorkspaceError, KeyError, TypeError, ValueError):
            continue
    return sorted(found, key=lambda item: item.when, reverse=True)


def restore(workspace: Workspace, path: Path, who: str = "") -> ReportRecord:
    """Put a report back with all that was saved and decided, and take its file out of the folder.

    Raises:
        WorkspaceError: ``RK-403`` there is another report of this form, agency and year, ``RK-405`` a later
            kit put the file there, ``RK-410`` it is damaged.
    """
    data = _read(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    try:
        data = _lifted(data, path)
        report, parts = data["report"], data["parts"]
        with transaction(workspace.engine, writing=True) as connection:
            report_id = rows.next_id(connection)
            connection.execute(insert(schema.reports).values(**{**report, "id": report_id}))
            covered = [trail.row("reports", report_id, 0, report)]
            for table in _PARTS:
                for row in parts.get(table.name, ()):
                    own = {key: value for key, value in row.items() if key != "id"}
                    added = connection.execute(insert(table).values(**{**own, "report_id": report_id}))
                    if table.name in trail.DIGESTED:
                        key = own["number"] if "number" in own else rows.key_of(added)
                        covered.append(trail.row(table.name, report_id, key, own))
            trail.append(connection, "restore", report=report_id, who=who, rows=covered, file=digest)
    except IntegrityError as error:
        raise WorkspaceError(
            "RK-403",
            f"已经有一份{report['agency']} {report['year']} 年的报告，没有恢复",
            where=report["title"],
            remedy="先把那一份移到回收站，再恢复这一份",
        ) from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _damaged(path) from error
    path.unlink(missing_ok=True)
    return workspace.record(report_id)


def folder(workspace: Workspace) -> Path:
    """Return where discarded reports are."""
    return (workspace.folder or Path()) / FOLDER


def _all(connection: Connection, table: Any, report_id: int) -> list[dict[str, Any]]:
    found = connection.execute(select(table).where(table.c.report_id == report_id))
    return [dict(row._mapping) for row in found]


def _read(path: Path) -> Mapping[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(path) from error
    if not isinstance(data, dict) or data.get("kind") != _KIND:
        raise _damaged(path)
    return data


def _lifted(data: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    """Return the content of a file as the present version would have written it."""
    version = data.get("version", 1)  # files of version 1 do not say so
    if type(version) is not int or version < 1:
        raise _damaged(path)
    if version > schema.VERSION:
        raise WorkspaceError(
            "RK-405",
            "回收站里的这个文件由更新的版本存入，当前版本读不了，没有恢复；内容没有损坏",
            where=str(path),
            remedy="升级 report-kit 后再恢复",
        )
    for number in range(version + 1, schema.VERSION + 1):
        data = step_to(number).lift(data)
    return data


def _damaged(path: Path) -> WorkspaceError:
    return WorkspaceError(
        "RK-410",
        "回收站里的这个文件读不出来，没有恢复",
        where=str(path),
        remedy="文件可能被别的程序改动过；从备份里找回这个文件，再恢复一次",
    )
