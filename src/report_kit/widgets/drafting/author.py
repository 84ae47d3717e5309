"""Who writes: the name that stands beside a revision."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from report_kit.errors import ReportKitError
from report_kit.widgets.common.names import LONGEST, last_name, remember_name
from report_kit.workspace import Workspace


class AuthorField(widgets.Text):
    """The writer's name: as given last in this workspace from this account, else the account's own.

    Args:
        workspace: remembers the name.
        on_name: told the name, now and whenever it changes.
        on_error: told that the name could not be remembered; it holds all the same.
    """

    def __init__(
        self,
        workspace: Workspace,
        on_name: Callable[[str], None],
        on_error: Callable[[ReportKitError], None],
    ) -> None:
        self._on_error = on_error
        self._workspace, self._on_name = workspace, on_name
        super().__init__(
            last_name(workspace),
            description="编写人",
            placeholder="姓名，留在版本记录里",
            continuous_update=False,
            layout=widgets.Layout(width="20em"),
            style={"description_width": "4em"},
        )
        on_name(self.value[:LONGEST])
        self.observe(self._named, names="value")

    def _named(self, change: dict[str, str]) -> None:
        name = change["new"].strip()[:LONGEST]
        self._on_name(name)
        try:
            remember_name(self._workspace, name)
        except ReportKitError as error:
            self._on_error(error)
