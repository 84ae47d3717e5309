"""Where documents come from: one file per kind of container, discovered by name.

A module defines ``KIND``, ``EXTENSIONS`` (lower case, of the end of the name), ``places(path)`` (what is in
it, without unpacking it) and ``read(path, place)`` (one of them). Containers in containers are not entered.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from report_kit.batch.sources.content import Content, Place
from report_kit.errors import InputError

__all__ = ["Content", "Place", "container_kind", "places", "read"]


class Source(Protocol):
    """What a module offers."""

    KIND: str
    EXTENSIONS: tuple[str, ...]

    def places(self, path: Path) -> Iterator[Place]:
        """Yield what of the container can be checked; raises ``InputError``."""
        ...

    def read(self, path: Path, place: str) -> Content:
        """Return one document; raises ``InputError``."""
        ...


@cache
def _sources() -> dict[str, Source]:
    found: dict[str, Source] = {}
    for module in pkgutil.iter_modules(__path__):
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        if hasattr(loaded, "KIND"):
            found[loaded.KIND] = cast(Source, loaded)
    return found


def container_kind(path: Path) -> str | None:
    """Return the kind of container a file is by its name; ``None`` for a document."""
    name = path.name.lower()
    return next((kind for kind, source in _sources().items() if name.endswith(source.EXTENSIONS)), None)


def places(path: Path, kind: str) -> Iterator[Place]:
    """Yield what a container of that kind holds."""
    return _sources()[kind].places(path)


def read(path: Path, kind: str, place: str) -> Content:
    """Return one document of a container.

    Raises:
        InputError: ``RK-103`` too large, ``RK-667`` it cannot be read.
    """
    if kind not in _sources():
        raise InputError(
            "RK-667", f"不认识的来源“{kind}”", where=str(path), remedy="请重新运行 report-kit batch"
        )
    return _sources()[kind].read(path, place)
