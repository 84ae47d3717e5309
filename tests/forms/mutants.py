"""Forms with one name changed by one character, as a slip of the hand would."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any
from zlib import crc32

from report_kit.forms.binding import find_bindings
from report_kit.forms.checking.marks import Path

# Keys whose values are an id, a name others refer to, or a reference to one; lists of them too.
NAMES = frozenset(
    """
    id family short section tables registers rule about completeness stale levels table left right each rows
    implied_by from to lines cells after
    """.split()  # noqa: SIM905
)


def mutants(data: Any) -> Iterator[tuple[Path, str, Any]]:
    """Yield (where, the name as changed, all data with it changed) for each name in the data of a form."""
    for path, name in _names(data, ()):
        for changed in _changed(path, name):
            yield path, changed, _put(data, path, changed)


def _names(data: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _names(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _names(value, (*path, index))
    elif isinstance(data, str) and data:
        key = next(part for part in reversed(path) if isinstance(part, str))
        if key in NAMES or (key == "example" and any(find_bindings(data))):
            yield path, data


def _changed(path: Path, name: str) -> Iterator[str]:
    """Yield the name with one character changed; of an example, each name of a cell in it."""
    if path[-1] == "example":
        for binding in find_bindings(name):
            at = binding.start + 2 + len(binding.name) // 2
            yield _replace(name, at)
    elif path[-1] == "about":
        # Each alternative is a reference of its own.
        for match in re.finditer(r"[^|]+", name):
            yield _replace(name, match.start() + len(match.group()) // 2)
    else:
        yield _replace(name, crc32(f"{path}".encode()) % len(name))


def _replace(name: str, at: int) -> str:
    other = "龘" if not name[at].isascii() else "z" if name[at] == "q" else "q"
    return name[:at] + other + name[at + 1 :]


def _put(data: Any, path: Path, value: str) -> Any:
    """Return data with one value changed; only what leads to it is copied."""
    if not path:
        return value
    made = copy.copy(data)
    made[path[0]] = _put(data[path[0]], path[1:], value)
    return made
