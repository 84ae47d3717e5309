"""``01_起草``: write a report section by section and save it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC
from functools import partial
from pathlib import Path

import ipywidgets as widgets

from report_kit.errors import ReportKitError, WorkspaceError
from report_kit.forms.equations import broken, values_of
from report_kit.forms.own import ids_in
from report_kit.forms.report import Report
from report_kit.forms.values import Value
from report_kit.ledger.register import Row
from report_kit.ledger.sums import Sums
from report_kit.ledger.sums.figures import register_of
from report_kit.proofread import Context
from report_kit.review.checks import context_of, workspace_folder
from report_kit.settings import find_settings, make_proofreader
from report_kit.widgets.common.chooser import ReportChooser
from report_kit.widgets.common.decisions import Decisions
from report_kit.widgets.common.panel import Panel, Status, button, html
from report_kit.widgets.common.prose_checks import WHOLE_TEXT, ProseChecks
from report_kit.widgets.common.whole_check import WholeCheck, lead
from report_kit.widgets.drafting.author import AuthorField
from report_kit.widgets.drafting.begin import BeginForm
from report_kit.widgets.drafting.from_registers import FOLDER, LedgerForm, changed_cells
from report_kit.widgets.drafting.history import History
from report_kit.widgets.drafting.own_sections import OwnSectionsForm, kept_as
from report_kit.widgets.drafting.registers import RegistersForm
from report_kit.widgets.drafting.saving import Saving
from report_kit.widgets.drafting.sections import FrameForm, SectionForm, TableForm, count_together
from report_kit.widgets.drafting.trash import TrashForm
from report_kit.widgets.drafting.unclear import Unclear
from report_kit.widgets.drafting.wizard import Wizard
from report_kit.widgets.fields.editor import Editor
from report_kit.widgets.fields.grid import Address
from report_kit.workspace import Revision, Workspace


class DraftPanel(Panel):
    """Choose or begin a report, fill in its forms, save.

    Args:
        workspace: where the reports are.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.frame: FrameForm | None = None
        self.sections: list[SectionForm] = []
        self.tables: list[TableForm] = []
        self.ledger: LedgerForm | None = None
        self.own_sections: OwnSectionsForm | None = None
        self.figures: Mapping[str, Value] = {}
        # The same words stand above and below the forms, so that they are seen from where one works.
        self.status, self._lower_status = Status(), Status()
        self.status.observe(self._echo, names="value")
        self.status.add_class("rk-said")
        self.saving = Saving(workspace, self, self.status)
        self.history = History(self.saving)
        self._taking = False
        self.settings = find_settings(workspace_folder(workspace))
        self._proofreader = make_proofreader(self.settings)
        self._whole: WholeCheck | None = None
        self.wizard: Wizard | None = None
        self._previous: Report | None = None
        self.chooser = ReportChooser(workspace, self._chosen)
        self.begin = BeginForm(workspace, self._begun)
        self.trash = TrashForm(workspace, self._to_discard, self._gone, self._came_back, self._author)
        self.unclear = Unclear(workspace)
        self._begin_box = widgets.Accordion(
            [self.begin, self.trash], titles=["新建报告，或导入写好的报告", "删去、恢复报告"]
        )
        self.author = AuthorField(workspace, self._named, self._failed)
        self.forms = widgets.VBox()
        self.forms.add_class("rk-places")
        parts = [
            self._begin_box,
            self.begin.outcome,
            self.chooser,
            self.unclear,
            self.status,
            self.saving.conflict,
            self.forms,
        ]
        super().__init__(parts)
        if self.chooser.value is None:
            self._begin_box.selected_index = 0
        else:
            self.show_report(self.chooser.value)

    @property
    def revision(self) -> Revision | None:
        """The revision that is open, ``None`` when there is none."""
        return self.saving.revision

    @property
    def dirty(self) -> bool:
        """Whether something in the forms is not on the disk yet."""
        return self.saving.dirty

    @property
    def conflict(self) -> widgets.VBox:
        """Holds the two versions to choose from while a save is refused."""
        return self.saving.conflict

    def show_report(self, report_id: int) -> None:
        """Show the newest revision of a report in place of what the forms hold."""
        with self.status.reporting():
            damaged = ""
            try:
                revision = self.saving.newest(report_id)
            except WorkspaceError as error:
                if error.code != "RK-404":
                    raise
                revision, number = self.workspace.recover(report_id, self.saving.author)
                damaged = f"[RK-404] 最新的一版已损坏，读不出来，换成了第 {number} 版的内容。"
            self._show(revision)
            words = f"{damaged}已打开第 {self._current.number} 版。写的内容自动保存。"
            self.status.say(words, "bad" if damaged else "plain")
        if self.revision is not None and self.revision.report_id != report_id:
            # It could not be opened: the list names the report whose forms still stand here.
            self.chooser.refresh(self._current.report_id)

    def save(self) -> None:
        """Save what stands in the forms, and say what is wrong with it."""
        if self.revision is None:
            return
        self.saving.now()
        with self.status.reporting():
            self._judge_all()

    def read(self) -> Report:
        """Return the report as it stands in the forms."""
        return self.edited()[0]

    def take(self, revision: Revision) -> None:
        """Put another revision into the forms; what it leaves as it is keeps its caret and its undo."""
        report = revision.report
        if _frame(report) != _frame(self._current.report):
            self._show(revision)
            return
        assert self.frame is not None
        self._taking = True
        try:
            self.frame.show(report)
            self.figures = report.figures
            for form in self.sections:
                form.show(report.section(form.section.id))
            for table in self.tables:
                table.show(report.tables[table.table.id])
        finally:
            self._taking = False
        count_together(self._current.report, self.sections)
        self._judge_all()

    def tell(self, words: str, *, safe: bool = True) -> None:
        """Say at every field whether what stands there is on the disk."""
        for form in self.sections:
            form.field.tell(words, safe=safe)
        for table in self.tables:
            table.tell(words, safe=safe)
        if self.frame:
            self.frame.tell(words, safe=safe)
        if safe and words:
            self.chooser.refresh(self._current.report_id)

    def take_sums(self, sums: Sums, before: Sums | None = None) -> None:
        """Put what the registers came to into the tables; cells no register speaks of stay as they are.

        With ``before`` only the cells that came out different: what else a person put there stays.
        """
        cells = changed_cells(before, sums)
        for form in self.tables:
            if any(v is not None for row in cells.get(form.table.id, {}).values() for v in row.values()):
                form.put(cells[form.table.id])
        # A register that was not there this time keeps its figures, as it keeps its cells.
        there = {register_of(name) for name in sums.figures}
        kept = {name: value for name, value in self.figures.items() if register_of(name) not in there}
        self.figures = kept | sums.figures
        self._touched(None)
        self._judge_all()

    def edited(self) -> tuple[Report, dict[str, dict[Address, str]]]:
        """Return the report as it stands in the forms, and by table the cells that hold no figure."""
        assert self.frame is not None
        saved = self._current.report
        title, signature, date = self.frame.read()
        tables, problems = dict(saved.tables), {}
        for form in self.tables:
            tables[form.table.id], problems[form.table.id] = form.read(saved.tables[form.table.id])
        report = replace(
            saved,
            title=title,
            signature=signature,
            date=date,
            # What the page does not show stays as it was saved.
            sections={**saved.sections, **{form.section.id: form.text for form in self.sections}},
            tables=tables,
            figures=self.figures,
        )
        return report, problems

    def fallback(self) -> list[tuple[str, str]]:
        """Return the report's text as last saved."""
        if self.revision is None:
            return [("", "还没有打开报告。")]
        report = self.revision.report.resolved()
        parts = [(report.title, f"以下是第 {self.revision.number} 版的文字，表格从略：")]
        return parts + [(report.heading(key), text) for key, text in report.sections.items()]

    @property
    def _current(self) -> Revision:
        return self.saving.current

    def _chosen(self, report_id: int) -> None:
        if self.dirty and not self.saving.now():  # refused: stay, so that nothing typed is lost
            self.chooser.refresh(self._current.report_id)
        else:
            self.show_report(report_id)

    def _begun(self, report_id: int) -> None:
        self._begin_box.selected_index = None
        self._chosen(report_id)
        self.chooser.refresh(self._current.report_id)

    def _to_discard(self) -> int | None:
        """Return the report that is open, once all of it is on the disk."""
        if self.revision is None or (self.dirty and not self.saving.now()):
            return None
        return self.revision.report_id

    def _came_back(self, report_id: int) -> None:
        self._begun(report_id)
        if self.revision is not None and self.revision.report_id == report_id:
            self.status.say(f"已恢复：{self.revision.report.title}", "good")

    def _gone(self) -> None:
        """Close the report that left the workspace, and open the one saved last."""
        self.saving.closed()
        for part in (self._whole, self.wizard):
            if part:
                part.stop()
        self.forms.children = ()
        self.unclear.show(None)
        self.begin.outcome.close_up()
        self.chooser.refresh()
        if self.chooser.value is not None:
            self.show_report(self.chooser.value)

    def _show(self, revision: Revision) -> None:
        """Build the forms of a revision; they take the place of the old ones once all of them are there.

        Where one can not be built, the page stays as it was: nothing half built is ever saved.
        """
        report = revision.report
        # In UTC: under this name the browser keeps what is not saved, whatever the clock is set to later.
        created = self.workspace.record(revision.report_id).created.astimezone(UTC)
        place = f"{created:%Y%m%d%H%M%S%f}-{revision.report_id}"
        frame = FrameForm(report, place, self.save)
        folder = (self.workspace.folder or Path()) / FOLDER
        ledger = LedgerForm(folder, report.spec, report.year, self.take_sums, self._to_row)
        registers = RegistersForm(lambda: ledger.path, ledger.shelf, f"{place}/台账", self._register_saved)
        folded: dict[str, widgets.Widget] = {"以前的版本": self.history}
        if ledger.concerned or report.figures:
            folded = {"登记台账": registers, "从台账汇总": ledger, **folded}
        beside = widgets.Accordion([*folded.values()], titles=[*folded])
        beside.observe(self._unfolded, names="selected_index")
        sections: list[SectionForm] = []
        tables: list[TableForm] = []
        context = context_of(self.workspace, report, self.settings)
        previous = context.previous
        alone = make_proofreader(self.settings, ignore=(*WHOLE_TEXT, *self.settings.ignore))
        checks = ProseChecks(alone, context)
        decisions = Decisions(self.workspace, lambda: self._current, self._author)
        # A form that names no rules asks for none, not for all.
        complete = make_proofreader(self.settings, select=report.spec.completeness)
        wizard = Wizard(report, previous, self._as_surveyed, complete, decisions)
        children: list[widgets.Widget] = [
            widgets.HBox([self._save_button(), self.author]),
            wizard.progress,
            frame,
            beside,
        ]
        own = None
        if report.spec.free_sections:
            own = OwnSectionsForm(report, self._reshape, self.read, self._used)
        if own:
            children.append(own)
        for section in report.spec.sections:
            heading = report.heading(section.id)
            editor = Editor(
                report.section(section.id),
                label=heading,
                checks=checks,
                ignored=decisions,
                lead=lead(report, section.id),
                on_error=self._failed,
                on_save=self.save,
            )
            editor.place = f"{place}/{kept_as(report, section.id)}"
            form = SectionForm(section, heading, editor, wizard.guide(section.id, editor))
            form.field.observe(self._written, names="value")
            sections.append(form)
            children.append(form)
            for name in section.tables:
                last = previous.tables.get(name) if previous else None
                table = TableForm(report.spec.table(name), report.tables[name], report.spec, last)
                table.grid.place = f"{place}/{name}"
                table.grid.behind = partial(self._behind, name)
                table.grid.on_row = self._to_row
                table.grid.sourced = ledger.there
                table.grid.observe(self._counted_cells, names="typed")
                tables.append(table)
                children.append(table)
        for field in frame.fields.values():
            field.observe(self._touched, names="value")
        for earlier in (self._whole, self.wizard):
            if earlier:
                earlier.stop()
        self.frame, self.figures, self.sections, self.tables = frame, report.figures, sections, tables
        self.ledger, self.registers, self.beside, self.own_sections = ledger, registers, beside, own
        self._previous, self.checks, self.wizard = previous, checks, wizard
        self.saving.opened(revision)
        self._whole = WholeCheck(self._as_written, self.checks, self._checked, self._proofreader)
        # The first check of a report takes a second or two: it must not hold up the first clicks.
        quiet = self._whole.soon(0.2)
        for form in sections:
            form.field.quiet = quiet
        count_together(report, self.sections)
        self.forms.children = (*children, html("<hr>"), self._save_button(), self._lower_status)
        self.unclear.show(revision.report_id)
        self.tell("")  # what was read from the disk is there
        self.history.refresh()
        for table in self.tables:
            if revision.number > 1:
                self._judge(table, report, {})
        self._show_bindings(report)
        if not quiet:  # else it looks when the whole report is checked
            self.wizard.soon()

    def _reshape(self, change: Callable[[Report], Report]) -> None:
        """Change which sections the report has, and show them; if that is refused, show them as they are."""
        with self.status.reporting():
            try:
                self.saving.reshape(change)
            except ReportKitError:
                self._show(self._current)
                raise

    def _used(self) -> set[str]:
        """Return the ids that sections of the office's own ever had in the report that is open."""
        revisions = self.workspace.revisions(self._current.report_id)
        return set().union(*(ids_in(revision.body) for revision in revisions))

    def _show_bindings(self, report: Report) -> None:
        for form in self.sections:
            form.show_bindings(report.lookup)

    def _written(self, change: object) -> None:
        self._touched(change)
        count_together(self._current.report, self.sections)
        if any(form.has_bindings for form in self.sections):
            self._show_bindings(self.edited()[0])
        if self._whole:
            self._whole.soon()

    def _counted_cells(self, change: object) -> None:
        """Judge the tables as they stand: an equation turns red, and back, while one types."""
        if self._taking:
            return
        self._touched(change)
        with self.status.reporting():
            self._judge_all()
        if self._whole:
            self._whole.soon()

    def _as_written(self) -> tuple[Report, Context]:
        report, _problems = self.edited()
        return report, context_of(self.workspace, report, self.settings)

    def _as_surveyed(self) -> tuple[Report, Context, dict[str, dict[Address, str]]]:
        report, problems = self.edited()
        return report, context_of(self.workspace, report, self.settings), problems

    def _checked(self, problem: ReportKitError | None) -> None:
        for form in self.sections:
            form.field.quiet = False
            form.field.show_known()
        if self.wizard:
            self.wizard.refresh()
        if problem:
            self._failed(problem)

    def _failed(self, problem: ReportKitError) -> None:
        self.status.say(str(problem), "bad")

    def _judge_all(self) -> None:
        report, problems = self.edited()
        for form in self.tables:
            self._judge(form, report, problems[form.table.id])
        self._show_bindings(report)

    def _judge(self, form: TableForm, report: Report, problems: dict[Address, str]) -> None:
        previous = values_of(self._previous.tables) if self._previous else None
        found = broken(report.spec, values_of(report.tables), previous, report.level)
        form.judge(
            problems, [(item.cells, item.message) for item in found if item.equation.table == form.table.id]
        )

    def _unfolded(self, change: dict[str, int | None]) -> None:
        """Read the registers once somebody wants to see them."""
        if change["new"] is not None and self.beside.children[change["new"]] is self.registers:
            assert self.ledger is not None
            self.ledger.look()  # so that a change can be told from what was there before
            self.registers.look()

    def _register_saved(self) -> None:
        """Let tables and prose follow a register, when they came from the registers."""
        assert self.ledger is not None
        sums = self.ledger.again()
        for table in self.tables:
            table.grid.sourced = self.ledger.there
        if sums is None:
            return
        before, now = sums
        if self.figures:
            self.take_sums(now, before)
            self.ledger.status.say("台账改过了，由它汇总的数已经跟着改。", "good")
        else:
            self.ledger.status.say("台账改过了。点“从台账汇总”，表格就按台账填好。")

    def _behind(self, table: str, address: Address) -> tuple[Value, tuple[Row, ...]] | None:
        assert self.ledger is not None
        return self.ledger.behind(table, *address)

    def _to_row(self, row: Row) -> None:
        """Open a register at a row."""
        assert self.ledger is not None
        self.ledger.look()
        self.beside.selected_index = 0
        self.registers.show_row(row.file, row.number)

    def _save_button(self) -> widgets.Button:
        made = button("保存", self.save, style="primary", width="10em")
        made.add_class("rk-save")
        return made

    def _author(self) -> str:
        return self.saving.author

    def _named(self, name: str) -> None:
        self.saving.author = name

    def _touched(self, _change: object) -> None:
        if not self._taking:
            self.saving.touched()
        if self.wizard:
            self.wizard.soon()

    def _echo(self, change: dict[str, str]) -> None:
        self._lower_status.value = change["new"]


def _frame(report: Report) -> tuple[object, ...]:
    """Return what the forms are built from: another one needs other forms."""
    headings = [(section.id, report.heading(section.id)) for section in report.spec.sections]
    return report.agency, report.level, report.year, report.form, report.spec, headings
