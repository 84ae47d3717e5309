"""Who sits at the page: the name that stands beside what is decided, commented and moved."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from report_kit.review.people import hub_user, people
from report_kit.widgets.common.names import LONGEST
from report_kit.workspace import Workspace

_session: dict[str, str] = {}
"""By workspace, the name given last in this kernel."""


class WhoField(widgets.Combobox):
    """“我是”: a name of the list of people, or another; kept as long as the kernel runs.

    Not longer: people share a computer, and whoever is taken for the writer of a text may not review it.
    Where JupyterHub lets people in, it is the person of the account and can not be changed.

    Args:
        workspace: holds the list of people.
        usual: the name to begin with.
        on_name: called when it changes.
    """

    def __init__(
        self, workspace: Workspace, usual: str = "", on_name: Callable[[], None] = lambda: None
    ) -> None:
        self._workspace, self._on_name = workspace, on_name
        self._key = str(workspace.folder)
        super().__init__(
            _session.get(self._key, usual),
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
        _session[self._key] = self.name
        self._on_name()
