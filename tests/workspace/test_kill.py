"""A process killed while it saves loses nothing it has acknowledged."""

import multiprocessing
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from report_kit.forms.report import Report
from report_kit.workspace import Workspace

TRIALS = 50


@pytest.fixture(scope="module")
def processes() -> Any:
    """Fresh processes that need not import the kit again each time."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        pytest.skip("需要 forkserver 启动方式，此系统没有")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["report_kit.workspace", "report_kit.forms.report", __name__])
    return context


def save_until_killed(folder: Path, key: int, pipe: Connection) -> None:
    workspace = Workspace(folder)
    revision = workspace.load(key)
    section = "overview.disclosure"
    for count in range(10_000):
        report = revision.report.with_section(section, f"{revision.number}·{count}·" + "清河镇" * 400)
        revision = workspace.save(key, report, base=revision.number)
        pipe.send((revision.number, revision.sha256))


def test_sigkill_loses_no_acknowledged_save(workspace: Workspace, report: Report, processes: Any) -> None:
    key = workspace.create(report).id
    assert workspace.folder is not None
    acknowledged: dict[int, str] = {}
    for trial in range(TRIALS):
        receiver, sender = processes.Pipe(duplex=False)
        child = processes.Process(target=save_until_killed, args=(workspace.folder, key, sender))
        child.start()
        sender.close()
        try:
            assert receiver.poll(120), "子进程没有保存成功"
            time.sleep(0.0007 * (trial % 20))  # strike at different moments of a save
        finally:
            child.kill()
            child.join()
        while receiver.poll():
            try:
                number, sha256 = receiver.recv()
            except (EOFError, OSError):
                break
            acknowledged[number] = sha256
        stored = {revision.number: revision for revision in workspace.revisions(key)}
        assert sorted(stored) == list(range(1, len(stored) + 1))
        for number, sha256 in acknowledged.items():
            assert stored[number].sha256 == sha256
            stored[number].verify()
        # At most the one save under way when the process died may exist unacknowledged.
        assert len(stored) <= max(acknowledged) + 1
    assert len(acknowledged) >= TRIALS


def race(folder: Path, key: int, name: str, start: Any, pipe: Connection) -> None:
    from report_kit.workspace import StaleRevisionError

    workspace = Workspace(folder)
    for base in range(1, 21):
        report = workspace.load(key, base).report
        start.wait(30)
        mine = report.with_section("overview.disclosure", f"{name}{base}")
        try:
            workspace.save(key, mine, base=base, author=name)
            pipe.send((base, "saved"))
        except StaleRevisionError as error:
            pipe.send((base, error.theirs.author if error.mine == mine else "mine is lost"))
        start.wait(30)


def test_of_two_processes_on_one_base_exactly_one_wins(
    workspace: Workspace, report: Report, processes: Any
) -> None:
    key = workspace.create(report).id
    start = processes.Barrier(2)
    pipes, children = [], []
    for name in ("甲", "乙"):
        receiver, sender = processes.Pipe(duplex=False)
        child = processes.Process(target=race, args=(workspace.folder, key, name, start, sender))
        child.start()
        pipes.append(receiver)
        children.append(child)
    rounds = [[pipe.recv() for pipe in pipes] for _ in range(20)]
    for child in children:
        child.join(30)
        assert child.exitcode == 0
    for first, second in rounds:
        assert first[0] == second[0]
        assert sorted([first[1] == "saved", second[1] == "saved"]) == [False, True]
        assert {first[1], second[1]} in ({"saved", "甲"}, {"saved", "乙"})
    assert [revision.number for revision in workspace.revisions(key)] == list(range(1, 22))
