"""Who sits at the page: the name that stands beside what is decided, commented and moved."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable

import ipywidgets as widgets

from report_kit.errors import ReportKitError
from report_kit.review.people import hub_user, people
from report_kit.workspace import Workspace

LONGEST = 100
"""Characters that records have room for."""

_NOBODY = frozenset({"administrator", "admin", "root", "user", "jovyan", "pc"})
"""Names of accounts that say nothing of the person."""


class WhoField(widgets.Combobox):
    """“我是”: a name of the list of people, or another; as given last in this workspace from this account.

    Where JupyterHub lets people in, it is the person of the account and can not be changed.

    Args:
        workspace: remembers the name, and holds the list of people.
        on_error: told that the name could not be remembered; it holds all the same.
        on_name: called when it changes.
    """

    def __init__(
        self,
        workspace: Workspace,
        on_error: Callable[[ReportKitError], None],
        on_name: Callable[[], None] = lambda: None,
    ) -> None:
        self._workspace, self._on_error, self._on_name = workspace, on_error, on_name
        super().__init__(
            last_name(workspace),
            description="我是",
            placeholder="姓名，留在记录里",
            ensure_option=False,
            continuous_update=False,
            layout=widgets.Layout(width="17em"),
            style={"description_width": "3em"},
        )
        self.refresh()
        self.observe(self._named, names="value")

    @property
    def name(self) -> str:
        """The name, as short as records want it."""
        return str(self.value).strip()[:LONGEST]

    def refresh(self) -> None:
        """Read the list of people again."""
        known = [person for person in people(self._workspace) if person.active]
        self.options = [person.name for person in known]
        mine = next((person.name for person in known if hub_user() and person.account == hub_user()), "")
        if mine:
            self.value, self.disabled = mine, True

    def _named(self, _change: object) -> None:
        try:
            remember_name(self._workspace, self.name)
        except ReportKitError as error:
            self._on_error(error)
        self._on_name()


def last_name(workspace: Workspace) -> str:
    """Return the name given last in this workspace from this account, else the account's own."""
    account = account_name()
    usual = "" if account.casefold() in _NOBODY else account
    return workspace.recall(_key(account)) or usual


def remember_name(workspace: Workspace, name: str) -> None:
    """Remember the name for this account; raises ``WorkspaceError`` when it can not be written."""
    workspace.remember(_key(account_name()), name)


def account_name() -> str:
    """Return the name of the account: JupyterHub's where there is one, else the system's."""
    try:
        return os.environ.get("JUPYTERHUB_USER") or getpass.getuser()
    except (ImportError, KeyError, OSError):  # no such account is known, as in some containers
        return ""


def _key(account: str) -> str:
    return f"author:{account}"[:64]
