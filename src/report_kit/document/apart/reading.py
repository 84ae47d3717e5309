"""Have a file read by a process of its own."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import asdict, replace
from pathlib import Path

from report_kit.document.apart.answer import Mistake, Refusal, unpacked
from report_kit.document.apart.watch import own_group, watched
from report_kit.document.limits import TO_RAISE, in_force, too_slow
from report_kit.document.model import Document
from report_kit.errors import InputError

log = logging.getLogger("report_kit")

_WITHIN: ContextVar[bool] = ContextVar("within", default=False)
_WORKER = "report_kit.document.apart.worker"


class ReaderMistake(Exception):
    """A reader broke on a file; what it raised was another kind of exception in another process."""


def is_within() -> bool:
    """Say whether this is a process that was made to read one file."""
    return _WITHIN.get()


@contextmanager
def within() -> Iterator[None]:
    """Read here whatever is read inside the context."""
    token = _WITHIN.set(True)
    try:
        yield
    finally:
        _WITHIN.reset(token)


def read_apart(path: Path, reader: str) -> Document:
    """Read ``path`` in a process of its own, within the limits in force.

    Args:
        path: the file.
        reader: the module that reads it.

    Raises:
        InputError: what the reader raises; ``RK-115`` it took too much memory, ``RK-116`` it broke down,
            ``RK-232`` it took too long.
        ReaderMistake: the reader raised something else.
    """
    allowed, where = in_force(), str(path)
    seconds = allowed.seconds_for(path.stat().st_size)
    question = {"path": str(path.absolute()), "reader": reader, "limits": asdict(allowed)}
    process = subprocess.Popen(
        # Without -P the folder we are in would be searched for modules.
        [sys.executable, "-P", "-m", _WORKER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(os.path.isabs, sys.path))},
        **own_group(),
    )
    said: list[bytes] = []
    asking = threading.Thread(target=_ask, args=(process, json.dumps(question).encode(), said), daemon=True)
    asking.start()
    ending = watched(process, allowed.memory, seconds)
    asking.join()
    if ending == "memory":
        raise too_large(allowed.memory, where)
    if ending == "time":
        raise too_slow(seconds, where)
    return _told(said[0] if said else b"", where)


def _ask(process: subprocess.Popen[bytes], question: bytes, said: list[bytes]) -> None:
    """Ask, and take the answer as it comes, for a pipe holds little."""
    with suppress(OSError):  # it may have ended before it was asked
        said.append(process.communicate(question)[0])


def _told(data: bytes, where: str) -> Document:
    answer = unpacked(data)
    if isinstance(answer, Document):
        return replace(answer, path=where)
    if isinstance(answer, Refusal):
        raise InputError(answer.code, answer.what, where=where, remedy=answer.remedy)
    if isinstance(answer, Mistake):
        log.error("a reader broke in a process of its own:\n%s", answer.traceback)
        raise ReaderMistake(answer.kind)
    raise InputError(
        "RK-116",
        "读这个文件的程序中途退出了，文件可能已损坏",
        where=where,
        remedy="请用 Word、WPS 或浏览器打开，另存为 .docx 后再试",
    )


def too_large(memory: int, where: str) -> InputError:
    """Return the error for a file that takes more than ``memory`` MB to read."""
    return InputError(
        "RK-115",
        f"读这个文件要用的内存超过 {memory} MB，已停止",
        where=where,
        remedy=f"请确认文件来源可靠；确需处理时请把它拆成几个小文件，{TO_RAISE}",
    )
