"""The steps from one version of the tables to the next: ``to_2``, ``to_3`` …, each in one file.

A step describes the tables as they were and as they become in its own words:
:mod:`report_kit.workspace.schema` is about the present ones, and goes on changing.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    # Most workspaces are opened without climbing; they do without the library.
    from alembic.operations import Operations


class Step(Protocol):
    """What the module of a step offers."""

    def climb(self, operations: Operations) -> None:
        """Change the tables and their rows, inside the transaction of ``operations``."""
        ...

    def lift(self, discarded: Mapping[str, Any]) -> dict[str, Any]:
        """Return the content of a file in the trash as the next version would have written it."""
        ...


def step_to(version: int) -> Step:
    """Return the step that ends at a version."""
    return cast(Step, import_module(f"{__name__}.to_{version}"))
