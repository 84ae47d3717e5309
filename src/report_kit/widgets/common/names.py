"""The name of whoever writes, as the workspace remembers it for an account."""

from __future__ import annotations

import getpass
import os

from report_kit.workspace import Workspace

LONGEST = 100
"""Characters that records have room for."""

_NOBODY = frozenset({"administrator", "admin", "root", "user", "jovyan", "pc"})
"""Names of accounts that say nothing of the person."""


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
