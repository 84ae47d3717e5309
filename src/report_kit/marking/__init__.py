"""Marked copies: the findings written into a copy of the file, and what became of them afterwards.

One module per kind of file under ``formats``. It defines ``EXTENSIONS``, the ``SUFFIX`` of the copy, and
``mark(path, document, findings, options) -> Marked``. A kind of file that has no module of its own gets
the page of ``formats.page``, made of the document that its reader yields.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from report_kit.document import Document
from report_kit.marking.options import Marked, Options
from report_kit.proofread.findings.finding import Finding


class Marker(Protocol):
    """What a module of ``formats`` offers."""

    EXTENSIONS: tuple[str, ...]
    SUFFIX: str

    def mark(self, path: Path, document: Document, findings: list[Finding], options: Options) -> Marked:
        """Return the copy of ``path`` with ``findings`` marked; ``path`` itself is only read."""
        ...


@cache
def _modules() -> dict[str, str]:
    from report_kit.marking import formats

    found = {}
    for module in pkgutil.iter_modules(formats.__path__):
        name = f"{formats.__name__}.{module.name}"
        for extension in cast(Marker, importlib.import_module(name)).EXTENSIONS:
            found[extension] = name
    return found


def marker_for(path: Path) -> Marker:
    """Return the module that marks files of this kind."""
    name = _modules().get(path.suffix.lower(), f"{__name__}.formats.page")
    return cast(Marker, importlib.import_module(name))
