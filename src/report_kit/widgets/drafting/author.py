"""Who writes: the name that stands beside a revision."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable

import ipywidgets as widgets

from report_kit.errors import ReportKitError
from report_kit.workspace import Workspace

_NOBODY = frozenset({"administrator", "admin", "root", "user", "jovyan", "pc"})
"""Names of accounts that say nothing of the person."""

_LONGEST = 100  # what a revision has room for


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
        account = account_name()
        self._on_error = on_error
        self._workspace, self._on_name, self._key = workspace, on_name, f"author:{account}"[:64]
        usual = "" if account.casefold() in _NOBODY else account
        super().__init__(
            workspace.recall(self._key) or usual,
            description="编写人",
            placeholder="姓名，留在版本记录里",
            continuous_update=False,
            layout=widgets.Layout(width="20em"),
            style={"description_width": "4em"},
        )
        on_name(self.value[:_LONGEST])
        self.observe(self._named, names="value")

    def _named(self, change: dict[str, str]) -> None:
        name = change["new"].strip()[:_LONGEST]
        self._on_name(name)
        try:
            self._workspace.remember(self._key, name)
        except ReportKitError as error:
            self._on_error(error)


def account_name() -> str:
    """Return the name of the account: JupyterHub's where there is one, else the system's."""
    try:
        return os.environ.get("JUPYTERHUB_USER") or getpass.getuser()
    except (ImportError, KeyError, OSError):  # no such account is known, as in some containers
        return ""
