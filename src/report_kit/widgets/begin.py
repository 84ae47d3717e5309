"""Begin a report: an empty one, or a finished one read from a file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import ipywidgets as widgets

from report_kit.document import open_document
from report_kit.errors import ReportError
from report_kit.forms.report import Report
from report_kit.widgets.panel import Status, button, html
from report_kit.workspace import Workspace

_LEVELS = ("乡", "镇", "街道", "县", "区", "市", "局", "委", "办", "中心")
_NAME = {"description_width": "6em"}


class BeginForm(widgets.VBox):
    """Agency, level and year, and two ways to begin.

    Args:
        workspace: where the report will be kept.
        on_begin: called with the new report's id.
    """

    def __init__(self, workspace: Workspace, on_begin: Callable[[int], None]) -> None:
        self._workspace, self._on_begin = workspace, on_begin
        self.agency = widgets.Text(
            description="机关全称",
            placeholder="例如：云岭县清河镇人民政府",
            continuous_update=False,
            layout=widgets.Layout(width="42em"),
            style=_NAME,
        )
        levels = [("按名称判断", ""), *((level, level) for level in _LEVELS)]
        self.level = widgets.Dropdown(options=levels, description="机关类别", style=_NAME)
        self.year = widgets.IntText(
            date.today().year - 1, description="报告年度", continuous_update=False, style=_NAME
        )
        self.upload = widgets.FileUpload(
            accept=".docx,.txt", description="选择 Word 或文本文件…", layout=widgets.Layout(width="16em")
        )
        self.upload.observe(self._uploaded, names="value")
        self.status = Status()
        super().__init__(
            [
                html("<div>报告年度是报告反映的年度，不是编写的年份。</div>"),
                self.agency,
                self.level,
                self.year,
                button("新建空白报告", self.create, style="primary", width="12em"),
                html(
                    '<div style="margin-top:8px">或者，从写好的报告（.docx、.txt）导入，'
                    "原文件不会被改动：</div>"
                ),
                self.upload,
                self.status,
            ]
        )

    def create(self) -> None:
        """Create an empty report from the fields."""
        with self.status.reporting():
            self._begin(Report.new(str(self.agency.value), str(self.level.value), int(self.year.value)))

    def read_file(self, name: str, content: bytes) -> None:
        """Create a report from a finished one.

        Args:
            name: file name; its ending says how to read it.
            content: the file's bytes.
        """
        with self.status.reporting():
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / Path(name).name
                path.write_bytes(content)
                document = open_document(path)
            try:
                report = Report.from_document(document)
            except ReportError:
                if not str(self.agency.value).strip():
                    raise
                # The file does not say whose report it is, or of which year: the fields do.
                report = Report.from_document(
                    document, str(self.agency.value), str(self.level.value), int(self.year.value)
                )
            self._begin(report)

    def _begin(self, report: Report) -> None:
        record = self._workspace.create(report)
        lines = [f"已建立：{record.title}"]
        lines += [f"请核对：{note.message}　{note.text}".rstrip() for note in report.notes]
        self.status.say("\n".join(lines), "plain" if report.notes else "good")
        self._on_begin(record.id)

    def _uploaded(self, _change: object) -> None:
        for file in self.upload.value:
            self.read_file(file["name"], bytes(file["content"]))
        if self.upload.value:
            self.upload.value = ()
