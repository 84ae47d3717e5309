"""A process killed while it changes the tables leaves them as they were or as they become, never between."""

import multiprocessing
import os
import random
import signal
import sqlite3
import time
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from report_kit.workspace import Workspace, schema
from report_kit.workspace.backup import FOLDER, backups
from tests.workspace.old import Rows, content, copy, files, unpack

TRIALS = 50
NOW = str(schema.VERSION)
# Every step is a transaction of its own: a database stands at the start, at the end, or between two steps.
RUNGS = [str(number) for number in range(1, schema.VERSION + 1)]


@pytest.fixture(scope="module")
def processes() -> Any:
    """Fresh processes that need not import the kit again each time."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        pytest.skip("需要 forkserver 启动方式，此系统没有")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["report_kit.workspace", "alembic.operations", __name__])
    return context


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return unpack(tmp_path / "工作区")


def looked_at(folder: Path, before: dict[str, Rows], other_files: dict[str, bytes]) -> str:
    """Return of which version the tables are; they, and every file beside them, must be whole."""
    version, found = content(folder)
    assert version in RUNGS
    assert found == before
    there = files(folder)
    assert {name: data for name, data in there.items() if not name.startswith(f"{FOLDER}/")} == other_files
    for path in backups(folder / "report-kit.db", 1):
        with closing(sqlite3.connect(path)) as database:
            assert database.execute("SELECT value FROM settings WHERE name = 'version'").fetchone() == ("1",)
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert database.execute("SELECT count(*) FROM revisions").fetchone() == (
                len(before["revisions"]),
            )
    if version != "1":
        assert backups(folder / "report-kit.db", 1)  # the copy is there before anything changes
    return version


def finished(folder: Path, before: dict[str, Rows]) -> None:
    """Open the workspace as the next person does."""
    opened = Workspace(folder)
    assert content(folder) == (NOW, before)
    assert len(opened.reports()) == len(before["reports"])
    assert not [path for path in (folder / FOLDER).iterdir() if path.suffix != ".db"]
    names = {path.name for path in folder.iterdir() if path.name.startswith("report-kit.db")}
    assert names == {"report-kit.db"}


def die_at(folder: Path, moment: str, number: int) -> None:
    """Open the workspace, and die just before the ``number``-th statement or commit."""
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, moment, count)
    Workspace(folder)


@pytest.mark.slow
@pytest.mark.parametrize(("moment", "least"), [("before_cursor_execute", 20), ("commit", 2)])
def test_killed_at_every_statement(
    folder: Path, tmp_path: Path, processes: Any, moment: str, least: int
) -> None:
    before, others = content(folder)[1], files(folder)
    versions: list[str] = []
    while True:
        number = len(versions) + 1
        workspace = copy(folder, tmp_path / str(number))
        child = processes.Process(target=die_at, args=(workspace, moment, number))
        child.start()
        child.join(60)
        versions.append(looked_at(workspace, before, others))
        finished(workspace, before)
        if child.exitcode == 0:
            break  # there are no more
        assert child.exitcode == -signal.SIGKILL
    # Only who lives to the end of a step has done it, and who dies later has done no less.
    assert versions == sorted(versions)
    assert sorted({*versions}) == RUNGS
    assert versions.count(NOW) == 1
    assert len(versions) > least


def open_and_tell(folder: Path, pipe: Connection) -> None:
    pipe.send("opening")
    Workspace(folder)
    pipe.send("open")


def grow(folder: Path) -> None:
    """Give a report a long history, so that copying and changing takes a while."""
    with closing(sqlite3.connect(folder / "report-kit.db")) as database, database:
        for number in range(2, 152):
            database.execute(
                "INSERT INTO revisions SELECT report_id, ?, ?, body, sha256, author, saved FROM revisions "
                "WHERE report_id = 1 AND number = 1",
                (number, number - 1),
            )
        for key in range(100, 160):
            database.execute(
                "INSERT INTO reports SELECT ?, agency || ?, level, year, title, created FROM reports "
                "WHERE id = 1",
                (key, str(key)),
            )
            database.execute(
                "INSERT INTO revisions SELECT ?, 1, 0, body, sha256, author, saved FROM revisions "
                "WHERE report_id = 1 AND number = 1",
                (key,),
            )


def started(processes: Any, folder: Path) -> tuple[Any, Connection]:
    receiver, sender = processes.Pipe(duplex=False)
    child = processes.Process(target=open_and_tell, args=(folder, sender))
    child.start()
    sender.close()
    assert receiver.poll(120)
    assert receiver.recv() == "opening"
    return child, receiver


@pytest.mark.slow
def test_killed_at_any_moment(folder: Path, tmp_path: Path, processes: Any) -> None:
    grow(folder)
    before, others = content(folder)[1], files(folder)
    took = []
    for turn in range(3):
        child, receiver = started(processes, copy(folder, tmp_path / f"whole{turn}"))
        began = time.perf_counter()
        assert receiver.recv() == "open"
        took.append(time.perf_counter() - began)
        child.join(60)
    usual = min(took)  # on a busy computer it takes longer, and the child is struck the earlier
    chance = random.Random(13)
    killed = 0
    outcomes = dict.fromkeys(RUNGS, 0)
    for trial in range(TRIALS):
        workspace = copy(folder, tmp_path / str(trial))
        child, receiver = started(processes, workspace)
        # Each trial in its own part of the time, so that no part of the way is left out.
        time.sleep(1.2 * usual * (trial + chance.random()) / TRIALS)
        child.kill()
        child.join()
        killed += not receiver.poll() or _ended(receiver)
        outcomes[looked_at(workspace, before, others)] += 1
        finished(workspace, before)
    print(f"\n{took=} {killed=} {outcomes=}")
    assert killed >= TRIALS // 2  # the others had finished
    assert outcomes["1"] >= TRIALS // 5


def _ended(receiver: Connection) -> bool:
    """Say whether the child died before it could tell that the workspace is open."""
    try:
        return bool(receiver.recv() != "open")
    except (EOFError, OSError):
        return True
