"""``python -m report_kit.document.apart.worker``: read the file named on the input, answer on the output."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
from pathlib import Path

from report_kit.document.apart.answer import Answer, Mistake, Refusal, packed
from report_kit.document.apart.reading import too_large, within
from report_kit.document.limits import Limits, using
from report_kit.errors import InputError, where_raised

# Longer than the one who asked waits: if that one has gone, nobody else ends this process.
_GRACE = 10.0


def main() -> None:
    """Answer one question and end."""
    output = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints is not part of the answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    asked = json.loads(sys.stdin.buffer.read())
    limits = Limits(**asked["limits"])
    alarm = threading.Timer(limits.seconds + _GRACE, os._exit, (1,))
    alarm.daemon = True
    alarm.start()
    _limit_memory(limits.memory)
    with contextlib.suppress(BrokenPipeError), output:
        output.write(packed(_answer(Path(asked["path"]), asked["reader"], limits)))


def _answer(path: Path, reader: str, limits: Limits) -> Answer:
    import importlib

    try:
        with using(limits), within():
            return importlib.import_module(reader).read(path)  # type: ignore[no-any-return]
    except InputError as error:
        return _refusal(error)
    except MemoryError:
        return _refusal(too_large(limits.memory, str(path)))
    except Exception as error:  # told by the one who asked, as if it had read the file itself
        return Mistake(type(error).__name__, where_raised(error))


def _refusal(error: InputError) -> Refusal:
    return Refusal(error.code, error.what, error.where, error.remedy)


def _limit_memory(memory: int) -> None:
    """Let no single request go far beyond the limit before the watch sees it, where the system can."""
    try:
        import resource
    except ImportError:
        return
    # Addresses, not memory: libraries reserve far more than they use.
    most = (memory + 4096) * 2**20
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main()
