"""Wait for a process, and stop it with all it started when it takes too much memory or time."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from typing import Any, Literal

Ending = Literal["ended", "memory", "time"]

_OFTEN, _SELDOM = 0.005, 0.05
_MB = 2**20


def own_group() -> dict[str, Any]:
    """Return the arguments of ``Popen`` for a process that shows no window and hears no keys of ours."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def watched(process: subprocess.Popen[bytes], memory: int | None, seconds: float) -> Ending:
    """Wait until a process ends; stop it and what it started when it goes beyond a limit.

    Args:
        process: the process.
        memory: MB that it and what it started may hold together; ``None`` for any.
        seconds: how long it may take.

    Returns:
        How it ended; it has ended in any case, also when an interrupt is raised here.
    """
    end = time.monotonic() + seconds
    pause = _OFTEN
    try:
        while True:
            try:
                process.wait(pause)
            except subprocess.TimeoutExpired:
                pause = min(_SELDOM, 2 * pause)
            else:
                return "ended"
            if memory is not None and _held(process.pid) > memory * _MB:
                return "memory"
            if time.monotonic() > end:
                return "time"
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process that still runs, and what it started."""
    if process.poll() is not None:
        return
    import psutil

    try:
        family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
    except psutil.Error:
        family = []
    for one in family:
        with suppress(psutil.Error):  # it may have ended just now
            one.kill()
    process.kill()
    process.wait()


def _held(pid: int) -> int:
    """Return the bytes of memory that a process and what it started hold."""
    import psutil

    held = 0
    try:
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            try:
                held += one.memory_info().rss
            except psutil.Error:
                continue
    except psutil.Error:
        pass
    return held
