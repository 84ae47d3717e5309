"""Readers: one file per format, discovered by name.

A reader module defines ``EXTENSIONS`` (lower case, with the dot) and ``read(path) -> Document``. A module
with ``CORRECTABLE = False`` reads a format whose text is put together again from a printed page, so that a
corrected copy of it would not be the text of the file. One with ``IN_FOLDERS = False`` reads files that are
seldom meant where a folder is named: pictures and workbooks lie beside reports for other ends.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from report_kit.document.apart.heavy import is_heavy
from report_kit.document.apart.reading import is_within, read_apart
from report_kit.document.limits import Limits, in_force, not_found, using
from report_kit.document.model import Document
from report_kit.errors import InputError


class Reader(Protocol):
    """What a reader module offers."""

    EXTENSIONS: tuple[str, ...]

    def read(self, path: Path) -> Document:
        """Read ``path``; raises ``InputError`` when it can not."""
        ...


@cache
def readers() -> dict[str, str]:
    """Return the module name of the reader for each extension.

    Modules are imported to ask for their extensions; they keep heavy imports inside ``read``.
    """
    found: dict[str, str] = {}
    for module in pkgutil.iter_modules(__path__):
        name = f"{__name__}.{module.name}"
        for extension in importlib.import_module(name).EXTENSIONS:
            found[extension] = name
    return found


def is_correctable(path: Path) -> bool:
    """Say whether a corrected copy of a file of this kind makes sense; true for unknown kinds."""
    name = readers().get(path.suffix.lower())
    return name is None or getattr(importlib.import_module(name), "CORRECTABLE", True)


def is_meant_in_folders(path: Path) -> bool:
    """Say whether files of this kind are read where only their folder is named."""
    name = readers().get(path.suffix.lower())
    return name is not None and getattr(importlib.import_module(name), "IN_FOLDERS", True)


def open_document(path: str | Path, limits: Limits | None = None) -> Document:
    """Read a file into a ``Document``, cut paragraphs rejoined.

    A file that may take much memory or time is read in a process of its own, which is stopped at a limit.

    Args:
        path: a file of one of the formats that have a reader (see ``readers``).
        limits: how much one file may take; the usual when omitted.

    Raises:
        InputError: the file is missing, too large, encrypted, damaged or of another kind (``RK-1xx``,
            ``RK-23x``).
    """
    path = Path(path)
    name = readers().get(path.suffix.lower())
    if name is None:
        if not os.path.exists(path):  # noqa: PTH110 - it says no to a name that is too long
            raise not_found(path)
        known = "、".join(sorted(readers()))
        raise InputError(
            "RK-107",
            f"不支持的文件类型“{path.suffix or '无扩展名'}”",
            where=str(path),
            remedy=f"请使用 {known}；其他文件请先用打开它的软件另存为 .docx",
        )
    with using(limits or in_force()):
        return read_with(name, path)


def read_with(name: str, path: Path) -> Document:
    """Read ``path`` by the reader module ``name``, in a process of its own where that is better.

    Raises:
        InputError: see ``open_document``.
    """
    if is_heavy(path) and not is_within():
        return read_apart(path, name)
    return cast(Reader, importlib.import_module(name)).read(path)
