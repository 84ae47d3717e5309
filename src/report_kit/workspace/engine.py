"""Open the database so that a finished save is on the disk, and say its errors in plain words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from report_kit.errors import WorkspaceError, reason_of

FILE_NAME = "report-kit.db"
BUSY_SECONDS = 15


def open_engine(location: str | Path) -> Engine:
    """Return an engine for a workspace folder or a database URL.

    Args:
        location: a folder, created when missing, that holds ``report-kit.db``; or a URL with ``://``.

    Raises:
        WorkspaceError: ``RK-407`` the folder can not be used, ``RK-409`` the URL is not understood.
    """
    text = str(location)
    if "://" in text:
        try:
            engine = create_engine(text, poolclass=NullPool)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise WorkspaceError(
                "RK-409",
                "数据库地址无法使用",
                # A URL may hold a password, so it is not repeated.
                where=str(error).splitlines()[0].replace(text, "…"),
                remedy="检查地址的写法，并确认已安装对应的数据库驱动",
            ) from error
    else:
        folder = Path(location)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unusable(str(folder), error) from error
        # No pool: with the last connection closed SQLite folds its log into the one file, so a
        # clerk who copies report-kit.db to a USB stick copies everything.
        engine = create_engine(
            f"sqlite:///{folder / FILE_NAME}", poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS}
        )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where _begin_sqlite says, not where sqlite3 does
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys=ON")
    # FULL: NORMAL may lose the last commits when the power fails.
    cursor.execute("PRAGMA synchronous=FULL")
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        _switch_to_wal(cursor)
    cursor.close()


def _switch_to_wal(cursor: Any) -> None:
    """Switch once per database file. The busy timeout does not cover this statement, so wait by hand."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except Exception as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("rebuilding"):
        # SQLite changes a table by dropping it for a copy: rows that point at its rows must not mind. It
        # takes this outside a transaction only; the connection is closed after it.
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing") else "BEGIN")


@contextmanager
def transaction(engine: Engine, *, writing: bool = False, rebuilding: bool = False) -> Iterator[Connection]:
    """Open a transaction; a writing one excludes other writers of a SQLite file from its start.

    Args:
        engine: the database.
        writing: whether anything will be written.
        rebuilding: whether tables will be changed.

    Raises:
        WorkspaceError: ``RK-406`` the database stays locked, ``RK-407`` it can not be read or written.
    """
    place = place_of(engine)
    try:
        options = {"writing": writing or rebuilding, "rebuilding": rebuilding}
        with engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        if error.__class__.__name__ == "IntegrityError":
            raise
        if "locked" in str(error.orig):
            raise WorkspaceError(
                "RK-406",
                "工作区正被另一个程序占用，这次没有保存",
                where=place,
                remedy="关闭其他正在使用这个工作区的窗口，稍等片刻再保存一次",
            ) from error
        raise unusable(place, error.orig or error) from error
    except SQLAlchemyError as error:
        raise unusable(place, error) from error


def place_of(engine: Engine) -> str:
    """Return where a database is, for a message: a URL may hold a password, and is not repeated."""
    return engine.url.database or ""


# What SQLite says, in the words of a clerk.
_SAID = {
    "disk is full": "磁盘已满",
    "readonly database": "文件是只读的",
    "unable to open": "打不开",
    "not a database": "不是工作区的数据库",
    "malformed": "数据库已损坏",
    "disk I/O error": "磁盘读写出错",
}


def unusable(place: str, cause: BaseException) -> WorkspaceError:
    """Return the error for a workspace that can not be opened or written."""
    plain = (
        reason_of(cause) if isinstance(cause, OSError) else str(cause)
    )  # a server's own words help its keeper
    said = next((words for piece, words in _SAID.items() if piece in str(cause)), plain)
    return WorkspaceError(
        "RK-407",
        "工作区无法读写",
        where=f"{place}（{said}）",
        remedy="检查磁盘是否已满、文件夹是否只读，或换一个文件夹",
    )
