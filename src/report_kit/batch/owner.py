"""The owner of a worker process: gives it documents, and ends it when it hangs, dies or eats memory."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Iterator, Sequence
from typing import IO, Any

from report_kit.batch.documents import failed
from report_kit.batch.profile import Profile
from report_kit.errors import ReportKitError

WORKER = (sys.executable, "-P", "-m", "report_kit.batch.worker")
# The data of the rules from a cold disk on an old computer.
START_SECONDS = 300.0
# How often a worker's memory is looked at while it is at a document.
_GLANCE = 0.1
# A worker that has grown to this share of its limit is replaced between two documents.
_GROWN = 0.6
# Documents given at once, so that a worker never waits for the next.
_AHEAD = 8
# A worker may be killed by somebody else: only a document that does it again and again is to blame.
_TRIES = 3


class Stopped(Exception):
    """The batch is being ended; what is under way is given up."""


class Owner:
    """Owns one worker at a time; for one thread. ``close`` may be called by any.

    Args:
        profile: what the worker is to check with, and its limits.
        command: what starts the worker.
    """

    def __init__(self, profile: Profile, command: Sequence[str] = WORKER) -> None:
        self.profile = profile
        self._command = command
        self.restarts = 0
        self._worker: _Worker | None = None
        self._closed = False

    def check(self, references: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield the rows of every document, in order (see ``documents.check_reference``).

        Raises:
            Stopped: ``close`` was called.
            ReportKitError: ``RK-664``: no worker can be started.
        """
        if self._worker is not None:
            self._worker.refresh()
        for start in range(0, len(references), _AHEAD):
            yield from self._check(references[start : start + _AHEAD])

    def close(self) -> None:
        """End the worker."""
        self._closed = True
        worker = self._worker
        if worker is not None:
            worker.finish()

    def _check(self, references: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        waiting, tries = list(references), 0
        while waiting:
            worker = self._ready()
            try:
                worker.give(waiting)
                while waiting:
                    answer = worker.answer()
                    waiting.pop(0)
                    tries = 0
                    yield answer
            except _Ended as ended:
                self._drop()
                tries += 1
                # What earlier documents left in the memory is not this one's doing, if it was not the first.
                again = tries < _TRIES if ended.code == "RK-664" else ended.code == "RK-663" and worker.done
                if not again:
                    tries = 0
                    yield failed(waiting.pop(0), ended.code, ended.reason)
            else:
                if worker.memory() > _GROWN * self.profile.memory:
                    self._drop()

    def _ready(self) -> _Worker:
        if self._closed:
            raise Stopped
        if self._worker is None:
            for attempt in range(_TRIES):
                try:
                    self._worker = _Worker(self.profile, self._command)
                    break
                except _Ended as ended:
                    if self._closed:
                        raise Stopped from None
                    if attempt == _TRIES - 1:
                        raise ReportKitError(
                            "RK-664",
                            f"校对进程起不来（{ended.reason}）",
                            remedy="先用 report-kit check 校对一个文件，看有什么提示；或加大 --memory",
                        ) from None
        assert self._worker is not None
        return self._worker

    def _drop(self) -> None:
        if self._worker is not None:
            self._worker.finish()
            self._worker = None
            self.restarts += 1
        if self._closed:
            raise Stopped


class _Ended(Exception):
    """A worker is no more; ``code`` and ``reason`` say why."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code)
        self.code, self.reason = code, reason


class _Worker:
    """A worker process that is up."""

    def __init__(self, profile: Profile, command: Sequence[str]) -> None:
        import psutil

        self._profile = profile
        self.done = 0
        scratch = tempfile.TemporaryDirectory(prefix="report-kit-")
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONUTF8": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.finish = weakref.finalize(self, _end, self._process, scratch, os.getpid())
        try:
            self._seen = psutil.Process(self._process.pid)
        except psutil.Error:
            self.finish()
            raise _Ended("RK-664", "刚启动就结束了") from None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input: IO[bytes] = self._process.stdin
        self._answers: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        threading.Thread(target=_read, args=(self._process.stdout, self._answers), daemon=True).start()
        try:
            self._send({"profile": profile.to_json(), "scratch": scratch.name})
            self._receive(START_SECONDS)
        except BaseException:
            self.finish()
            raise

    def refresh(self) -> None:
        """Make the worker read settings and dictionaries anew."""
        with contextlib.suppress(_Ended):  # a new worker reads them anyway
            self._send({"fresh": True})

    def give(self, references: Sequence[dict[str, Any]]) -> None:
        """Send documents; few enough to fit the pipe, so that nobody waits for anybody."""
        writer = threading.Thread(target=self._send_all, args=(list(references),), daemon=True)
        writer.start()

    def answer(self) -> dict[str, Any]:
        """Return the rows of the next document; raises ``_Ended``."""
        rows = self._receive(self._profile.seconds)
        self.done += 1
        return rows

    def memory(self) -> float:
        """Return the megabytes the worker and what it has started hold now."""
        import psutil

        try:
            family = [self._seen, *self._seen.children(recursive=True)]
            return sum(float(one.memory_info().rss) for one in family) / 2**20
        except psutil.Error:
            return 0.0

    def _receive(self, seconds: float) -> dict[str, Any]:
        end = time.monotonic() + seconds
        while True:
            try:
                answer = self._answers.get(timeout=_GLANCE)
            except queue.Empty:
                held = self.memory()
                if held > self._profile.memory:
                    reason = f"占用内存超过 {self._profile.memory} MB，已停止"
                    raise _Ended("RK-663", reason) from None
                if time.monotonic() > end:
                    raise _Ended("RK-662", f"超过 {seconds:g} 秒还没有校对完，已停止") from None
                continue
            if answer is None:
                raise _Ended("RK-664", f"校对它的进程中途结束（{self._status()}）")
            return answer

    def _status(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        code = self._process.poll()
        return f"信号 {-code}" if code is not None and code < 0 else f"状态 {code}"

    def _send_all(self, references: list[dict[str, Any]]) -> None:
        with contextlib.suppress(_Ended):  # whoever waits for the answers finds it gone
            for reference in references:
                self._send(reference)

    def _send(self, value: object) -> None:
        try:
            self._input.write(json.dumps(value).encode("ascii") + b"\n")
            self._input.flush()
        except (OSError, ValueError):
            raise _Ended("RK-664", f"校对它的进程中途结束（{self._status()}）") from None


def _read(stream: IO[bytes], answers: queue.SimpleQueue[dict[str, Any] | None]) -> None:
    try:
        for line in stream:
            answers.put(json.loads(line))
    except ValueError:
        pass  # closed while we waited, or cut off in the middle of a line
    answers.put(None)


def _end(process: subprocess.Popen[bytes], scratch: tempfile.TemporaryDirectory[str], owner: int) -> None:
    """Kill a worker with all it has started (a converter, say), and remove what it left."""
    import psutil

    if owner != os.getpid():
        return  # a forked child must not end its parent's process
    with contextlib.suppress(psutil.Error):
        for one in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                one.kill()
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    with contextlib.suppress(OSError):
        scratch.cleanup()
