"""Renderers of findings: one module per format; its name is what ``--format`` takes.

A renderer module defines ``render(checked, colour, show_accepted)``, which yields the output piece by
piece, line ends included.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from report_kit.cli.inputs import Checked


class Renderer(Protocol):
    """What a renderer module offers."""

    def render(self, checked: Iterable[Checked], colour: bool, show_accepted: bool = False) -> Iterator[str]:
        """Yield the output for the checked documents; accepted findings are listed where asked for."""
        ...


def formats() -> list[str]:
    """Return the names of all formats, the one for people first."""
    return sorted(
        (module.name for module in pkgutil.iter_modules(__path__)), key=lambda name: (name != "text", name)
    )


def renderer(name: str) -> Renderer:
    """Load the renderer of one format."""
    return cast(Renderer, importlib.import_module(f"{__name__}.{name}"))
