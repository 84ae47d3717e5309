"""``04_发布``: show what is left to do, write the files, link to them."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from report_kit.errors import ReportKitError
from report_kit.export import FORMATS, export_report
from report_kit.forms.report import Report
from report_kit.proofread import Severity
from report_kit.proofread.findings.display import findings_html, summary
from report_kit.review.checks import Checked, absent, check, previous_of
from report_kit.review.people import people
from report_kit.review.publish import record_export
from report_kit.widgets.common.chooser import ReportChooser
from report_kit.widgets.common.downloads import downloads_html
from report_kit.widgets.common.panel import Panel, Status, button, html, notice
from report_kit.widgets.publishing.final import FinalForm, heading
from report_kit.workspace import Revision, Workspace

CHOSEN = ("html", "pdf", "docx", "ipynb")
"""Formats ticked from the start; the others are there to tick."""

FOLDER = "发布"
_OPTIONS = {
    "charts": "附图解",
    "draft": "标明“草稿”",
    "system": "PDF 用本机的公文字体",
}
_WRAPPED = widgets.Layout(flex_flow="row wrap")


class PublishPanel(Panel):
    """Choose a report, see what is open, publish it or write a draft.

    Args:
        workspace: where the reports are.
        folder: where the files go, in a folder of their own for each report.
    """

    def __init__(self, workspace: Workspace, folder: str | Path = FOLDER) -> None:
        self.workspace, self.folder = workspace, Path(folder)
        self.revision: Revision | None = None
        self._checked: Checked | None = None
        self.files: dict[str, Path] = {}
        self.chooser = ReportChooser(workspace, self.show_report)
        self.remaining, self.status = html(""), Status()
        self.formats = {
            name: widgets.Checkbox(
                name in CHOSEN,
                description=made.label,
                indent=False,
                layout=widgets.Layout(width="10em"),
            )
            for name, made in FORMATS.items()
        }
        self.options = {
            name: widgets.Checkbox(
                # Where reports are signed, what is not signed says so.
                name == "draft" and bool(people(workspace)),
                description=label,
                indent=False,
                layout=widgets.Layout(width="14em"),
            )
            for name, label in _OPTIONS.items()
        }
        self.links, self.charts, self.pages = html(""), html(""), html("")
        self.charts_button = button("看图解", self.show_charts)
        self.final = FinalForm(workspace, self.folder, self.publish)
        super().__init__(
            [
                self.chooser,
                button("重新检查", self.refresh),
                self.remaining,
                heading("要哪些文件"),
                widgets.HBox(list(self.formats.values()), layout=_WRAPPED),
                widgets.HBox([self.options["charts"], self.options["system"]], layout=_WRAPPED),
                self.final,
                heading("草稿导出"),
                self.options["draft"],
                widgets.HBox(
                    [
                        button("生成文件", self.export, style="primary", width="10em"),
                        button("预览", self.preview),
                        self.charts_button,
                    ]
                ),
                self.status,
                self.links,
                self.charts,
                self.pages,
            ]
        )
        self.refresh()

    def show_report(self, report_id: int) -> None:
        """Check the newest revision of a report and show what is open."""
        with self.status.reporting():
            self.revision = self.workspace.load(report_id)
            self.status.say("")
            self.links.value = self.charts.value = self.pages.value = ""
            self.final.clear()
            self._checked = check(self.workspace, report_id, self.revision.report)
            self.remaining.value = self._remaining(self.revision.report, self._checked)
            self.final.show(self.revision, self._checked)
            self._offer_charts(bool(self.revision.report.spec.charts))

    def _offer_charts(self, there: bool) -> None:
        """Offer the charts for a report whose form has some."""
        box = self.options["charts"]
        box.value = box.value and there
        for part in (box, self.charts_button):
            part.layout.display = None if there else "none"

    def refresh(self) -> None:
        """Read the list of reports again and check the chosen one."""
        self.chooser.refresh()
        if self.chooser.value is None:
            self.status.say("还没有报告。请先在“01_起草”里新建或导入一份。")
        else:
            self.show_report(self.chooser.value)

    def publish(self) -> None:
        """Publish the newest revision in the chosen formats, if the gate is open."""
        chosen = [name for name, box in self.formats.items() if box.value]
        if self.revision is None or not chosen:
            self.status.say("请先选择一份报告，并勾选至少一种格式。", "bad")
            return
        if not self.final.who.name:
            self.status.say("请先在“我是”里填写姓名：谁发布的要记下来。", "bad")
            return
        self.status.say("正在发布，请稍候……")
        key = self.revision.report_id
        with self.status.reporting():
            options = self._chosen_options(self.revision.report)
            options.pop("draft", None)
            try:
                files = self.final.publish(key, chosen, options)
            except ReportKitError:
                newest = self.workspace.load(key)
                self.final.show(newest, check(self.workspace, key, newest.report))
                raise
            self.files = files
            self.links.value, self.pages.value = links_html(files), ""
            folder = next(iter(files.values())).parent.resolve()
            words = "以后可以用 report-kit verify 核对是不是这几个文件。"
            self.status.say(f"已正式发布第 {self.revision.number} 版，存放在：{folder}\n{words}", "good")

    def export(self) -> None:
        """Write the newest revision in the chosen formats."""
        chosen = [name for name, box in self.formats.items() if box.value]
        if self.chooser.value is None or not chosen:
            self.status.say("请先选择一份报告，并勾选至少一种格式。", "bad")
            return
        self.status.say("正在生成，请稍候……")
        with self.status.reporting():
            revision = self.workspace.load(self.chooser.value)
            report = revision.report
            self.folder.mkdir(parents=True, exist_ok=True)
            self.files = export_report(report, self.folder, chosen, **self._chosen_options(report))
            record_export(
                self.workspace, revision.report_id, revision.number, self.files, who=self.final.who.name
            )
            self.links.value, self.pages.value = links_html(self.files), ""
            self.status.say(f"已按第 {revision.number} 版生成，存放在：{self.folder.resolve()}", "good")

    def preview(self) -> None:
        """Show the pages of the newest revision as they would be printed; nothing is written."""
        if self.chooser.value is None:
            self.status.say("请先选择一份报告。", "bad")
            return
        from report_kit.widgets.publishing.page_preview import pages_html

        self.status.say("正在排版，请稍候……")
        with self.status.reporting(), tempfile.TemporaryDirectory() as folder:
            report = self.workspace.load(self.chooser.value).report
            made = export_report(report, Path(folder) / "预览", ["pdf"], **self._chosen_options(report))
            self.pages.value = pages_html(made["pdf"].read_bytes())
            self.status.say("下面是打印出来的样子；还没有生成文件。")

    def _chosen_options(self, report: Report) -> dict[str, Any]:
        chosen = {name for name, box in self.options.items() if box.value}
        options: dict[str, Any] = {}
        if "charts" in chosen:
            options |= {"charts": True, "previous": self._earlier(report)}
        if "draft" in chosen:
            options["draft"] = True
        if "system" in chosen:
            options["fonts"] = "system"
        return options

    def _earlier(self, report: Report) -> list[Report]:
        return [found for back in (1, 2) if (found := previous_of(self.workspace, report, back))]

    def show_charts(self) -> None:
        """Show the charts of the newest revision, beside earlier years that are in the workspace."""
        if self.chooser.value is None:
            self.status.say("请先选择一份报告。", "bad")
            return
        from report_kit.export.charts import ChartPage

        with self.status.reporting():
            report = self.workspace.load(self.chooser.value).report
            self.charts.value = ChartPage(report, self._earlier(report))._repr_html_()
            self.status.say("")

    def fallback(self) -> list[tuple[str, str]]:
        """Return what was open when the panel was shown."""
        if self.revision is None or self._checked is None:
            return [("", "还没有报告。")]
        return [(self.revision.report.title, summary(self._checked.open))]

    def _remaining(self, report: Report, checked: Checked) -> str:
        found = checked.open
        errors = [finding for finding in found if finding.severity is Severity.ERROR]
        parts = [f'<div style="font-size:16px;font-weight:600">{escape(report.title)}</div>']
        if errors:
            parts.append(
                notice(f"还有 {len(errors)} 处错误没有处理，建议先到“02_校对”改好再发布。", "bad")
                + f"<details><summary>查看这些错误</summary>"
                f"{findings_html(errors, checked.text)}</details>"
            )
        else:
            parts.append(notice("没有未处理的错误。", "good"))
        others = [finding for finding in found if finding.severity is not Severity.ERROR]
        if others:
            parts.append(f"<div>另有{summary(others)}，可以到“02_校对”查看。</div>")
        return "".join([*parts, *(notice(line, "open") for line in absent(report))])


def links_html(files: Mapping[str, Path]) -> str:
    """Return links that download written files, by format."""
    return downloads_html((FORMATS[name].label, path.name, path.read_bytes()) for name, path in files.items())
