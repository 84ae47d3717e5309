"""Choose one of the workspace's reports."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from report_kit.errors import ReportKitError
from report_kit.forms.catalogue import entries, load_form
from report_kit.workspace import ReportRecord, Workspace

_NONE = ("（还没有报告）", 0)


class ReportChooser(widgets.HBox):
    """A drop-down list of reports; the one saved last comes first and is chosen.

    Args:
        workspace: where the reports are.
        on_choose: called with a report's id when a person picks it.
    """

    def __init__(self, workspace: Workspace, on_choose: Callable[[int], None]) -> None:
        self._workspace = workspace
        self._on_choose = on_choose
        self.list = widgets.Dropdown(
            description="报告", layout=widgets.Layout(width="42em"), style={"description_width": "3em"}
        )
        super().__init__([self.list])
        self._quiet = False
        self.refresh()
        self.list.observe(self._changed, names="value")

    @property
    def value(self) -> int | None:
        """The chosen report's id, ``None`` when the workspace has no report."""
        return self.list.value or None

    def refresh(self, choose: int | None = None) -> None:
        """Read the list again; choose a report without calling ``on_choose``."""
        records = sorted(self._workspace.reports(), key=lambda record: record.saved, reverse=True)
        known = [record.id for record in records]
        keep = choose or self.list.value
        self._quiet = True
        try:
            self.list.options = [(_name(record), record.id) for record in records] or [_NONE]
            # A list does not choose its first entry by itself when it was empty before.
            self.list.value = keep if keep in known else self.list.options[0][1]
        finally:
            self._quiet = False

    def _changed(self, change: dict[str, int | None]) -> None:
        chosen = change["new"]
        if chosen and not self._quiet:
            self._on_choose(chosen)


def _name(record: ReportRecord) -> str:
    """Return the words for a report; its kind too, as other kinds may stand beside it tomorrow."""
    saved = f"（{record.saved:%m-%d %H:%M} 保存，第 {record.latest} 版）"
    return f"{record.year} 年　{record.agency}　{_kind(record)}　{saved}"


def _kind(record: ReportRecord) -> str:
    """Return what people call reports of a form, also where its file has faults; the id when it is gone."""
    try:
        return load_form(record.form).called
    except ReportKitError:
        return next((entry.called for entry in entries() if entry.id == record.form), record.form)
