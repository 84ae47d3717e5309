"""Where forms of one's own are looked for: the ``forms`` folders of the workspaces that are open.

Apart from the forms themselves, since opening a workspace must not wait for them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

FOLDER = "forms"
"""Name of the folder of a workspace that holds its forms."""

_registered: list[Path] = []
_worked_in: ContextVar[Path | None] = ContextVar("worked_in", default=None)
_lock = threading.Lock()


def register_folder(folder: Path) -> None:
    """Make the forms of a folder known to the process; the folder registered last counts first.

    Args:
        folder: ``forms`` of a workspace; it need not be there yet.
    """
    place = folder.resolve()
    with _lock:
        if place in _registered:
            _registered.remove(place)
        _registered.insert(0, place)


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Within it only the package's forms and those of ``folder`` are known: nothing of others is mixed in."""
    token = _worked_in.set(folder.resolve())
    try:
        yield
    finally:
        _worked_in.reset(token)


def form_folders() -> list[Path]:
    """Return the folders to look in, the first counts; the current folder's own comes last."""
    only = _worked_in.get()
    if only:
        return [only]
    here = folder_here()
    return list(dict.fromkeys([*_registered, *([here] if here else [])]))


def folder_here() -> Path | None:
    """Return the current folder's own ``forms``; ``None`` when the current folder has been removed."""
    try:
        return (Path.cwd() / FOLDER).resolve()
    except OSError:
        return None
