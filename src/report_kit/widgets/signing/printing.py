"""Print the sheet of a report (审签单) and the summary of a month (审签汇总表)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import ipywidgets as widgets

from report_kit.review.sheets import month_sheet, review_sheet
from report_kit.widgets.common.downloads import downloads_html
from report_kit.widgets.common.panel import Status, button, html
from report_kit.workspace import Workspace

_FIT = widgets.Layout(width="auto")


class PrintForm(widgets.VBox):
    """Buttons that make the two sheets, links to take them away, and the first page to look at.

    Args:
        workspace: where the reports are.
        report_id: returns the chosen report, ``None`` when there is none.
    """

    def __init__(self, workspace: Workspace, report_id: Callable[[], int | None]) -> None:
        self._workspace, self._report_id = workspace, report_id
        self.blank = widgets.Checkbox(description="意见和签名处留空，打印出来手签", indent=False, layout=_FIT)
        self.month = widgets.Text(
            f"{date.today():%Y-%m}",
            description="月份",
            continuous_update=False,
            layout=widgets.Layout(width="12em"),
            style={"description_width": "3em"},
        )
        self.status, self.links, self.page = Status(), html(""), html("")
        tip = (
            "<b>审签单</b>：一页 A4，印着各步的意见和签名、机器检查的结果和存证码。"
            "请打印归档：手签为准，系统只留痕。"
        )
        month_tip = "<b>审签汇总表</b>：一个月里签过、发布过的每一份报告。"
        super().__init__(
            [
                html(f'<div style="line-height:1.6">{tip}</div>'),
                widgets.HBox([button("生成审签单", self.make_sheet, style="primary"), self.blank]),
                html(f'<div style="line-height:1.6;margin-top:8px">{month_tip}</div>'),
                widgets.HBox([self.month, button("生成汇总表", self.make_summary)]),
                self.status,
                self.links,
                self.page,
            ]
        )

    def make_sheet(self) -> None:
        """Make the sheet of the chosen report as PDF and as Word file."""
        self.clear()
        report_id = self._report_id()
        if report_id is None:
            self.status.say("还没有报告。", "bad")
            return
        with self.status.reporting():
            record = self._workspace.record(report_id)
            made = {
                kind: review_sheet(self._workspace, report_id, kind, blank=self.blank.value)
                for kind in (".pdf", ".docx")
            }
            self._show(f"{record.year}年{record.agency}审签单", made)

    def make_summary(self) -> None:
        """Make the summary of the month as PDF and as Word file."""
        self.clear()
        with self.status.reporting():
            month = self.month.value.strip()
            made = {kind: month_sheet(self._workspace, month, kind) for kind in (".pdf", ".docx")}
            self._show(f"{month}审签汇总表", made)

    def clear(self) -> None:
        """Put away what was made."""
        self.status.say("")
        self.links.value = self.page.value = ""

    def _show(self, name: str, made: dict[str, bytes]) -> None:
        from report_kit.widgets.publishing.page_preview import pages_html

        self.links.value = downloads_html(
            [("PDF", f"{name}.pdf", made[".pdf"]), ("Word", f"{name}.docx", made[".docx"])]
        )
        self.page.value = pages_html(made[".pdf"])
        self.status.say("已生成，点“下载”保存；下面是打印出来的样子。", "good")
