"""Take a report out of the workspace, after asking, and put one back."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from report_kit.widgets.common.panel import Status, button, html
from report_kit.workspace import Workspace
from report_kit.workspace.trash import discard, discarded, restore

_WIDE = widgets.Layout(width="42em", max_width="100%")


class TrashForm(widgets.VBox):
    """What was discarded, to be put back; and a button that discards the report that is open.

    Args:
        workspace: holds the reports.
        on_discard: called before the open report goes; returns its id, or ``None`` when it can not go yet.
        on_gone: called when it has gone.
        on_restored: called with the id of a report that came back.
        who: returns the name of whoever does it.
    """

    def __init__(
        self,
        workspace: Workspace,
        on_discard: Callable[[], int | None],
        on_gone: Callable[[], None],
        on_restored: Callable[[int], None],
        who: Callable[[], str] = str,
    ) -> None:
        self._workspace, self._who = workspace, who
        self._on_discard, self._on_gone, self._on_restored = on_discard, on_gone, on_restored
        self.status = Status()
        self.ask = button("把打开的报告移到回收站……", self._ask)
        self.sure = widgets.VBox()
        self.list = widgets.Dropdown(
            options=[], description="回收站", layout=_WIDE, style={"description_width": "5em"}
        )
        self.back = button("恢复", self._restore)
        tip = html(
            '<div style="line-height:1.6">导入错了、建错了的报告移到这里。它的各个版本都在工作区的“回收站”'
            "文件夹里，随时可以恢复。</div>"
        )
        super().__init__([tip, self.ask, self.sure, self.list, self.back, self.status])
        self.refresh()

    def refresh(self) -> None:
        """Read the folder again."""
        found = discarded(self._workspace)
        self.list.options = [
            ("（请选择一份）" if found else "（是空的）", ""),
            *(
                (f"{item.title}（{item.when:%m-%d %H:%M} 移来，{item.revisions} 版）", str(item.path))
                for item in found
            ),
        ]
        self.list.value = ""
        self.back.disabled = not found

    def _ask(self) -> None:
        """Ask first: a report is the work of weeks."""
        with self.status.reporting():
            self.status.say("")
            report_id = self._on_discard()
            if report_id is None:
                self.status.say("没有打开的报告，或者还有修改没有保存。", "bad")
                return
            record = self._workspace.record(report_id)
            question = Status()
            question.say(f"把“{record.title}”（共 {record.latest} 版）移到回收站？以后可以恢复。", "bad")
            yes = button("移到回收站", lambda: self._discard(report_id), style="danger")
            no = button("不移", self._keep)
            self.sure.children = (question, widgets.HBox([yes, no]))

    def _keep(self) -> None:
        self.sure.children = ()

    def _discard(self, report_id: int) -> None:
        self.sure.children = ()
        with self.status.reporting():
            if self._on_discard() != report_id:
                self.status.say("打开的已经是别的报告，没有移动。", "bad")
                return
            title = self._workspace.record(report_id).title
            path = discard(self._workspace, report_id, self._who())
            self._on_gone()
            self.refresh()
            self.status.say(f"已移到回收站：{title}（{path.name}）", "good")

    def _restore(self) -> None:
        if not self.list.value:
            return
        with self.status.reporting():
            path = next(item.path for item in discarded(self._workspace) if str(item.path) == self.list.value)
            record = restore(self._workspace, path, self._who())
            self.refresh()
            self.status.say("")
            self._on_restored(record.id)
