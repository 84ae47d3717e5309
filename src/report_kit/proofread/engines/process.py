"""A helper process that answers JSON lines: started when first asked, one question after the other."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from report_kit.proofread.checking.engine import EngineFault

# Importing torch from a cold disk takes its time; a passage is a sentence, so its answer does not.
START_SECONDS = 600.0
ANSWER_SECONDS = 120.0


class LoadFault(EngineFault):
    """The process could not load what it was told to; ``kind`` is ``"import"`` or ``"other"``."""

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


class HelperProcess:
    """Thread-safe. After a fault the next question starts a new process, and so does a forked child.

    Args:
        script: a Python file that speaks the protocol of ``pycorrector_worker``.
        job: its first line.
    """

    def __init__(self, script: Path, job: dict[str, Any]) -> None:
        self._script, self._job = script, job
        self._lock = threading.Lock()
        self._running: _Running | None = None

    def ask(self, questions: Sequence[str]) -> list[dict[str, Any]]:
        """Return one answer a question.

        Raises:
            LoadFault: the process did not come up.
            EngineFault: it died, hung, or failed on a question.
        """
        if not questions:
            return []
        with self._lock:
            running = self._started()
            try:
                return running.ask(questions)
            except BaseException:
                # Answers may be under way that belong to no later question.
                self._stop()
                raise

    def close(self) -> None:
        """End the process and give its memory back; a later question starts a new one."""
        with self._lock:
            self._stop()

    def _started(self) -> _Running:
        if self._running is None or not self._running.usable():
            self._stop()
            self._running = _Running(self._script, self._job)
        return self._running

    def _stop(self) -> None:
        if self._running is not None:
            self._running.finish()
            self._running = None


class _Running:
    """A process that is up; ``finish`` ends it, and so does the end of the program."""

    def __init__(self, script: Path, job: dict[str, Any]) -> None:
        self._owner = os.getpid()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115
        # -P: the script's folder holds modules named like the packages it imports.
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
            encoding="ascii",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input: IO[str] = self._process.stdin
        self._answers: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        threading.Thread(target=_read, args=(self._process.stdout, self._answers), daemon=True).start()
        self.finish = weakref.finalize(self, _end, self._process, self._said, os.getpid())
        try:
            self._send(job)
            answer = self._receive(START_SECONDS)
            if "fault" in answer:
                raise LoadFault(answer["fault"], answer["kind"])
        except BaseException:
            self.finish()
            raise

    def usable(self) -> bool:
        """Say whether it can be asked: still running, and not that of a process we were forked from."""
        return self._owner == os.getpid() and self._process.poll() is None

    def ask(self, questions: Sequence[str]) -> list[dict[str, Any]]:
        """Send all questions while answers come in, so that neither side waits for the other."""
        writer = threading.Thread(target=self._send_all, args=(questions,), daemon=True)
        writer.start()
        answers = [self._receive(ANSWER_SECONDS) for _ in questions]
        writer.join()
        for answer in answers:
            if "fault" in answer:
                raise EngineFault(answer["fault"])
        return answers

    def _send_all(self, questions: Sequence[str]) -> None:
        try:
            for question in questions:
                self._send(question)
        except EngineFault:
            pass  # whoever waits for the answers finds the process gone

    def _send(self, value: object) -> None:
        try:
            self._input.write(json.dumps(value) + "\n")
            self._input.flush()
        except (OSError, ValueError) as error:
            raise EngineFault(self._last_words()) from error

    def _receive(self, seconds: float) -> dict[str, Any]:
        try:
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            raise EngineFault(f"no answer within {seconds:.0f} s") from None
        if line is None:
            raise EngineFault(self._last_words())
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _last_words(self) -> str:
        # One that has closed its output and goes on has no status yet.
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        self._said.seek(0)
        said = self._said.read().decode("utf-8", "replace").strip().splitlines()
        return f"the process ended (status {self._process.poll()}): {said[-1] if said else ''}"


def _read(stream: IO[str], answers: queue.SimpleQueue[str | None]) -> None:
    try:
        for line in stream:
            answers.put(line)
    except ValueError:
        pass  # closed while we waited
    answers.put(None)


def _end(process: subprocess.Popen[str], said: IO[bytes], owner: int) -> None:
    said.close()
    if owner != os.getpid():
        return  # a forked child must not end its parent's process
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):  # what was still to be written has no reader
                stream.close()
