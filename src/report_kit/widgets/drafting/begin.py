"""Begin a report: an empty one, from last year's, or a finished one read from a file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path

import ipywidgets as widgets

from report_kit.document import open_document
from report_kit.document.readers import readers
from report_kit.errors import ReportKitError
from report_kit.forms.agency import LEVELS, level_of
from report_kit.forms.carry import following
from report_kit.forms.catalogue import entries, form_for_year, known_forms, load_form
from report_kit.forms.form import ANNUAL, Column, Form, Row
from report_kit.forms.importer import doubts, import_from_office
from report_kit.forms.locate import locate
from report_kit.forms.report import Note, Report
from report_kit.review.checks import previous_of, workspace_folder
from report_kit.settings import find_settings
from report_kit.widgets.common.outcome import Outcome
from report_kit.widgets.common.panel import Status, button, html, notice
from report_kit.widgets.drafting.unclear import keep_unclear
from report_kit.workspace import Workspace

_NAME = {"description_width": "6em"}
_FILES = ",".join(sorted(readers()))


class BeginForm(widgets.VBox):
    """Agency, level and year, and three ways to begin.

    Args:
        workspace: where the report will be kept. Its settings, or else the report saved last, say whose.
        on_begin: called with the new report's id.

    ``outcome`` says what was read from a file; it is shown apart from the form, as the form closes once there
    is a report. What was not understood is kept with the report, see ``Unclear``.
    """

    def __init__(self, workspace: Workspace, on_begin: Callable[[int], None]) -> None:
        self._workspace, self._on_begin = workspace, on_begin
        settings = find_settings(workspace_folder(workspace))
        newest = max(workspace.reports(), key=lambda record: record.saved, default=None)
        self._usual = settings.name or (newest.agency if newest else "")
        self._aliases = settings.aliases if settings.name else ()
        level = settings.level if settings.name else newest.level if newest else ""
        if level == level_of(self._usual):
            level = ""  # the name says it, and says something else when another is typed
        self.agency = widgets.Text(
            self._usual,
            description="机关全称",
            placeholder="例如：云岭县清河镇人民政府",
            continuous_update=False,
            layout=widgets.Layout(width="42em", max_width="100%"),
            style=_NAME,
        )
        levels = [("按名称判断", ""), *((level, level) for level in LEVELS)]
        self.level = widgets.Dropdown(
            options=levels, value=level if level in LEVELS else "", description="机关类别", style=_NAME
        )
        self.year = widgets.IntText(
            settings.year or date.today().year - 1,
            description="报告年度",
            continuous_update=False,
            style=_NAME,
        )
        self.form = widgets.Dropdown(
            options=kinds_of_report(),
            value=_kin(newest.form) if newest else ANNUAL,
            description="报告种类",
            layout=widgets.Layout(width="42em", max_width="100%"),
            style=_NAME,
        )
        self.last_upload = _upload("选择上年的报告…", self.read_last_year)
        self.last_lead = _lead("")
        self._kind_chosen()
        self.form.observe(self._kind_chosen, names="value")
        self.upload = _upload("选择写好的报告…", self.read_file)
        self.status = Status()
        self.outcome = Outcome()
        super().__init__(
            [
                html("<div>报告年度是报告反映的年度，不是编写的年份。</div>"),
                self.form,
                self.agency,
                self.level,
                self.year,
                unusable_forms(),
                button("新建空白报告", self.create, style="primary", width="12em"),
                self.last_lead,
                self.last_upload,
                _lead("<b>或者，导入已经写好的本年报告，</b>接着修改："),
                self.upload,
                self.status,
            ]
        )

    def _kind_chosen(self, _change: object = None) -> None:
        """Say what last year's report gives: figures only where the form carries some over."""
        newest = max((form for form in known_forms() if form.kin == self.form.value), key=lambda f: f.since)
        carried = "".join(f"“{name}”" for name in _carried(newest))
        figures = f"，{carried}自动填好" if carried else ""
        self.last_lead.value = _lead(
            f"<b>或者，用上年的报告起头：</b>上年的文字放在每个框的旁边作参考{escape(figures)}。"
            "可以是 .docx、.doc、.wps、.rtf、.html、.pdf、.txt、.md、.ipynb、.xlsx、.xls、.et、.png、.jpg，"
            "原文件不会被改动。"
        ).value

    def create(self) -> None:
        """Create a report from the fields; what last year's report in the workspace gives is filled in."""
        with self.status.reporting():
            year = int(self.year.value)
            form = form_for_year(year, family=str(self.form.value)).id
            report = Report.new(str(self.agency.value), str(self.level.value), year, form)
            last = previous_of(self._workspace, report)
            if last:
                begun = following(replace(last, level=report.level))
                head = f"已建立 {report.year} 年度报告。工作区里有上年的报告，旁边可以参考。"
                self._begin(begun.report, head, begun.carried, begun.missing)
            else:
                self._begin(report, f"已建立：{report.title}")

    def read_file(self, name: str, content: bytes) -> None:
        """Create a report from a finished one.

        Args:
            name: file name; its ending says how to read it.
            content: the file's bytes.
        """
        with self.status.reporting():
            report = self._read(name, content, int(self.year.value))
            kind = f"按“{report.spec.called}”读入。"
            self._begin(report, f"已导入：{report.title}。{kind}{_amount(report)}", (), doubts(report))

    def read_last_year(self, name: str, content: bytes) -> None:
        """Keep last year's report in the workspace, and create this year's from it.

        Args:
            name: file name; its ending says how to read it.
            content: the file's bytes.
        """
        with self.status.reporting():
            last, notes = self._last_year(self._read(name, content, int(self.year.value) - 1))
            begun = following(last)
            head = f"上年的报告（{last.year} 年度）已存入工作区，作为参考。{_amount(last)}"
            found = self._workspace.find(last.agency, last.year, last.form)
            if not found:
                self._workspace.create(last)
            elif self._workspace.load(found.id).report != last:
                last, notes = self._workspace.load(found.id).report, ()
                begun = following(last)
                head = f"工作区里已经有 {last.year} 年度的报告，参考和预填用的是它，没有用这个文件。"
            own = self._workspace.find(last.agency, last.year + 1, begun.report.form)
            if own:
                head += f"{last.year + 1} 年度的报告以前已经建立，现在打开的就是它，没有预填。"
                self._done(own.id, head, (), notes)
            else:
                head += f"已建立 {last.year + 1} 年度报告。"
                self._begin(begun.report, head, begun.carried, (*notes, *begun.missing))

    def _read(self, name: str, content: bytes, year: int) -> Report:
        """Read a file; where it does not say whose report it is, or of which year or kind, the fields do."""
        agency = str(self.agency.value).strip()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(name).name
            path.write_bytes(content)
            document = open_document(path)
            known = self.form.value == ANNUAL or locate(document).form is not None
            return import_from_office(
                document,
                agency=agency,
                level=str(self.level.value),
                year=year,
                aliases=self._aliases if agency == self._usual else (),
                form="" if known else str(self.form.value),
            )

    def _last_year(self, read: Report) -> tuple[Report, tuple[Note, ...]]:
        """Return last year's report under the agency's full name, and what is to be told of it."""
        typed = str(self.agency.value).strip()
        notes = doubts(read)
        if not typed or typed == read.agency:
            return read, notes
        if typed == self._usual:
            # The form proposed that name, nobody typed it: the file knows better.
            self.agency.value = read.agency
            return read, notes
        told = f"文件里的机关是“{read.agency}”，按上面填写的“{typed}”建立；选错了文件的，请换一个再导入"
        named = replace(read, agency=typed, level=str(self.level.value) or level_of(typed))
        return named, (Note(told, where="标题"), *notes)

    def _begin(
        self, report: Report, head: str, carried: Sequence[Note] = (), unclear: Sequence[Note] = ()
    ) -> None:
        self._done(self._workspace.create(report).id, head, carried, unclear)

    def _done(self, report_id: int, head: str, carried: Sequence[Note], unclear: Sequence[Note]) -> None:
        self.status.say("")
        self.outcome.show(head, carried)
        keep_unclear(self._workspace, report_id, unclear)
        self._on_begin(report_id)


def kinds_of_report() -> list[tuple[str, str]]:
    """Return the kinds there are: the name, and the family of the forms; the annual report comes first."""
    newest = {form.kin: form for form in sorted(known_forms(), key=lambda form: form.since)}
    first = [ANNUAL, *(kin for kin in newest if kin != ANNUAL)]
    return [(newest[kin].name, kin) for kin in first]


def unusable_forms() -> widgets.HTML:
    """Say which forms of the workspace cannot be used, and why."""
    errors = [str(entry.error) for entry in entries() if entry.error]
    return html(notice("\n".join(errors), "bad") if errors else "")


def _kin(form_id: str) -> str:
    """Return the family of a form; the annual report's when its file is gone."""
    try:
        return load_form(form_id).kin
    except ReportKitError:
        return ANNUAL


def _carried(form: Form) -> list[str]:
    """Return what people call the rows and columns that last year's figures go into."""
    found: dict[str, None] = {}
    for entry in form.carry:
        by_row = entry.for_each == "row"
        for row, column in form.table(entry.table).addresses.values():
            item: Row | Column = column if by_row else row
            if item.id == entry.to:
                found[item.short or item.label] = None
    return list(found)


def _amount(report: Report) -> str:
    """Say in words how much was read."""
    figures = [v for rows in report.tables.values() for cells in rows.values() for v in cells.values()]
    known = sum(value is not None for value in figures)
    return f"读出 {len(report.sections)} 个部分的文字，表格 {known} 格（共 {len(figures)} 格）。"


def _lead(text: str) -> widgets.HTML:
    return html(f'<div style="margin-top:10px;line-height:1.6">{text}</div>')


def _upload(words: str, read: Callable[[str, bytes], None]) -> widgets.FileUpload:
    """Return a button to choose a file; it forgets the file once read, so that it can be chosen again."""
    made = widgets.FileUpload(accept=_FILES, description=words, layout=widgets.Layout(width="16em"))

    def chosen(_change: object) -> None:
        for file in made.value:
            read(file["name"], bytes(file["content"]))
        if made.value:
            made.value = ()

    made.observe(chosen, names="value")
    return made
