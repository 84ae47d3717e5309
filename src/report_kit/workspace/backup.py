"""Copies of the database file, made before the tables change."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import cast

from sqlalchemy import Engine

from report_kit.workspace.engine import unusable

FOLDER = "备份"
KEPT = 3
"""How many copies of one version are kept: an upgrade that fails is tried again whenever somebody opens."""


def back_up(engine: Engine, version: int) -> Path | None:
    """Copy a SQLite database beside its file, and return the copy once it is on the disk.

    The copy is of what is committed. Nobody else may be copying: the caller holds the database for writing.
    A database that is no file is not copied; that is its keeper's.

    Args:
        engine: the database.
        version: of its tables; it stands in the name of the copy.

    Raises:
        WorkspaceError: ``RK-407`` the copy can not be written.
    """
    if engine.dialect.name != "sqlite":
        return None
    with closing(engine.raw_connection()) as connection:
        source = cast(sqlite3.Connection, connection.driver_connection)
        database = source.execute("PRAGMA database_list").fetchone()[2]
        if not database:
            return None
        file = Path(database)
        target = file.parent / FOLDER / f"{_stem(file, version)} {datetime.now():%Y%m%d-%H%M%S-%f}.db"
        try:
            target.parent.mkdir(exist_ok=True)
            _copy(source, target)
            _thin_out(file, version)
        except (OSError, sqlite3.Error) as error:
            raise unusable(str(target), error) from error
    return target


def backups(file: Path, version: int) -> list[Path]:
    """Return the copies of a database file that were made at a version of its tables, the oldest first."""
    name = re.compile(re.escape(_stem(file, version)) + r" \d{8}-\d{6}-\d{6}\.db")
    return sorted(path for path in (file.parent / FOLDER).glob("*.db") if name.fullmatch(path.name))


def _stem(file: Path, version: int) -> str:
    return f"{file.stem} 升级前v{version}"


def _copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy whole or not at all."""
    part = target.with_name(f".{FOLDER}.part")  # what a killed program left is written over
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            # One plain file: the copy of a database with a log of its own would ask for one, too.
            copy.execute("PRAGMA journal_mode=DELETE")
        _sync(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    if os.name != "nt":  # Windows opens no folder, and needs it not
        _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _thin_out(file: Path, version: int) -> None:
    for old in backups(file, version)[:-KEPT]:
        old.unlink(missing_ok=True)
