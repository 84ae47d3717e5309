"""“正式发布”: offered when the gate is open; else what is missing, and who owes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from report_kit.errors import ReportKitError
from report_kit.review.checks import Checked
from report_kit.review.gate import Gate, Missing, gate
from report_kit.review.people import people
from report_kit.review.publish import export_final
from report_kit.widgets.common.panel import button, html, notice
from report_kit.widgets.common.who import WhoField
from report_kit.workspace import Revision, Workspace

_CELL = "border:1px solid var(--jp-border-color1,#d5dade);padding:2px 8px;text-align:left;vertical-align:top"
_NOBODY = (
    "正式发布的文件带着存证，以后可以核对。要先审签：打开“03_审核”，登记人员，一步一步签署。"
    "现在要看样子的，用下面的“草稿导出”。"
)


class FinalForm(widgets.VBox):
    """What keeps a report from being published, or the button that publishes it.

    Args:
        workspace: where the reports are.
        folder: where the files go, in a folder of their own for each revision.
        on_publish: called when a person clicks.
    """

    def __init__(
        self,
        workspace: Workspace,
        folder: Path,
        on_publish: Callable[[], None],
    ) -> None:
        self._workspace, self._folder = workspace, folder
        self.gate: Gate | None = None
        self.said = html("")
        self.who = WhoField(workspace)
        self.publish_button = button("正式发布", on_publish, style="primary", width="10em")
        self._act = widgets.HBox([self.who, self.publish_button])
        super().__init__([heading("正式发布"), self.said, self._act])
        self.clear()

    def clear(self) -> None:
        """Show that there is nothing to publish."""
        self.gate, self.said.value = None, ""
        self._act.layout.display = "none"

    def show(self, revision: Revision, checked: Checked) -> None:
        """Look whether a revision may be published, given what was found in it."""
        self.clear()
        try:
            self.who.refresh()
            self.gate = gate(self._workspace, revision.report_id, found=(revision, checked))
            self.said.value = self._words(self.gate)
        except ReportKitError as error:  # the draft can be written all the same
            self.said.value = notice(str(error), "bad")
            return
        self._act.layout.display = None if self.gate.is_open else "none"

    def publish(self, report_id: int, formats: Sequence[str], options: dict[str, Any]) -> dict[str, Path]:
        """Write the signed files, and return their paths by format; raises as ``publish.export_final``."""
        record = self._workspace.record(report_id)
        target = self._folder / f"正式发布-第{record.latest}版"
        target.mkdir(parents=True, exist_ok=True)
        return export_final(self._workspace, report_id, target, formats, who=self.who.name, **options)

    def _words(self, found: Gate) -> str:
        if found.is_open:
            return notice(f"各步都签了第 {found.revision.number} 版，没有缺的，可以正式发布。", "good")
        head = f"还不能正式发布，缺 {len(found.missing)} 样"
        listed = missing_html(found.missing)
        if people(self._workspace):
            return notice(f"{head}：", "open") + listed
        folded = f"<details><summary>{head}</summary>{listed}</details>"
        return f'<div style="line-height:1.6">{_NOBODY}</div>{folded}'


def heading(text: str) -> widgets.HTML:
    """Return the heading of a part of the panel."""
    return html(f'<div style="font-size:16px;font-weight:600;margin-top:8px">{text}</div>')


def missing_html(missing: Sequence[Missing]) -> str:
    """Return what is missing, and who owes it, as a table."""
    rows = "".join(
        f'<tr><td style="{_CELL}">{escape(one.what)}</td><td style="{_CELL}">{escape(one.who)}</td></tr>'
        for one in missing
    )
    heads = "".join(f'<th scope="col" style="{_CELL}">{name}</th>' for name in ("还缺什么", "由谁"))
    style = "border-collapse:collapse;line-height:1.6;margin:4px 0"
    return f'<table style="{style}"><tr>{heads}</tr>{rows}</table>'
