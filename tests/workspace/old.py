"""The workspaces that kits of earlier schema versions made (``data/make_workspace_N.py``)."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")
Rows = list[tuple[Any, ...]]


def unpack(folder: Path, version: int = 1) -> Path:
    """Put an old workspace into a new folder."""
    with zipfile.ZipFile(DATA / f"workspace-{version}.zip") as archive:
        archive.extractall(folder)
    return folder


def as_read_then(version: int = 1) -> dict[str, Any]:
    """Return what the kit of that version read in it."""
    read: dict[str, Any] = json.loads((DATA / f"workspace-{version}.json").read_text(encoding="utf-8"))
    return read


def content(folder: Path) -> tuple[str, dict[str, Rows]]:
    """Return the version of the tables, and all that is in them in words that do not depend on it."""
    with closing(sqlite3.connect(folder / "report-kit.db", isolation_level=None)) as database:
        database.execute("BEGIN")

        def rows(query: str) -> Rows:
            return database.execute(query).fetchall()

        settings = dict(rows("SELECT name, value FROM settings"))
        version = settings.pop("version")
        if version == "1":
            doubts = [
                (int(name.partition(":")[2]), note["where"], note["message"], note["text"])
                for name, value in sorted(settings.items())
                if name.startswith("unclear:")
                for note in json.loads(value)
            ]
            settings = {name: value for name, value in settings.items() if not name.startswith("unclear:")}
            assert rows("SELECT name FROM sqlite_master WHERE name = 'doubts'") == []
            forms = [("annual_2021",)] * len(rows("SELECT id FROM reports"))
        else:
            doubts = rows("SELECT report_id, place, message, text FROM doubts ORDER BY report_id, id")
            forms = rows("SELECT form FROM reports")
        assert rows("PRAGMA foreign_key_check") == []
        assert rows("PRAGMA integrity_check") == [("ok",)]
        return version, {
            "reports": rows("SELECT id, agency, level, year, title, created FROM reports ORDER BY id"),
            "forms": forms,
            "revisions": rows(
                "SELECT report_id, number, base, body, sha256, author, saved FROM revisions "
                "ORDER BY report_id, number"
            ),
            "decisions": rows(
                "SELECT id, report_id, revision, fingerprint, rule, text, action, reason, who, made "
                "FROM decisions ORDER BY id"
            ),
            "settings": sorted(settings.items()),
            "doubts": doubts,
        }


def files(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder but the database, by their place in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("report-kit.db")
    }


def copy(folder: Path, target: Path) -> Path:
    """Copy a workspace that nobody has open."""
    return Path(shutil.copytree(folder, target))
