"""The process that reads and checks: references in as JSON lines, rows out; killed by its owner at a limit.

Run as ``python -m report_kit.batch.worker``. It ends with its owner: when the input ends it leaves at once,
in the middle of a document too.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from pathlib import Path
from typing import IO, Any

# Nothing that any report says; what the rules need is loaded before the first document's time runs.
_WARM = "根据工作安排，现将有关情况报告如下。"


def main() -> None:
    """Serve until the input ends. The first line is ``{"profile": …, "scratch": …}``."""
    answers = _answers()
    jobs: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    first = jobs.get()
    # Here, so that a reader's mistake on import is told like any other.
    from report_kit.batch.documents import check_reference
    from report_kit.batch.profile import Profile
    from report_kit.batch.setups import Setups
    from report_kit.proofread import Proofreader

    profile = Profile.from_json(first["profile"])
    setups = Setups(profile)
    Proofreader().check(_WARM)
    scratch = Path(first["scratch"])
    _send(answers, {"ready": os.getpid()})
    while True:
        job = jobs.get()
        if "fresh" in job:
            # Settings and acceptances may have been changed since they were read.
            setups = Setups(profile)
        else:
            _send(answers, check_reference(job, setups, scratch))


def _answers() -> IO[bytes]:
    """Return the way to the owner; whatever else prints goes nowhere."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return answers


def _listen(stream: IO[bytes], jobs: queue.SimpleQueue[dict[str, Any]]) -> None:
    for line in stream:
        jobs.put(json.loads(line))
    os._exit(0)  # the owner has gone or has no more work


def _send(answers: IO[bytes], value: object) -> None:
    # Half a surrogate pair, which a hostile text may hold, is no UTF-8; as an escape it passes.
    answers.write(json.dumps(value).encode("ascii") + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
