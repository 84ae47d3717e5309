"""A section and a table of the practice report, as ``01_起草`` shows them, that save themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from report_kit.forms.equations import broken, values_of
from report_kit.forms.report import Report
from report_kit.proofread import Context, Proofreader
from report_kit.widgets.common.decisions import Decisions
from report_kit.widgets.common.prose_checks import WHOLE_TEXT, ProseChecks
from report_kit.widgets.common.whole_check import lead
from report_kit.widgets.drafting.sections import SectionForm, TableForm
from report_kit.widgets.fields.editor import Editor
from report_kit.widgets.guided_tour.practice import Practice


class PracticeSection(SectionForm):
    """A section of the practice report.

    Args:
        practice: whose report.
        section: its id.
        on_change: called when what was typed is saved.
    """

    def __init__(self, practice: Practice, section: str, on_change: Callable[[], None]) -> None:
        self._practice, self._on_change = practice, on_change
        report = practice.report
        heading = report.heading(section)
        context = Context(agency=report.agency, level=report.level, year=report.year)
        editor = Editor(
            report.section(section),
            label=heading,
            checks=ProseChecks(Proofreader(ignore=WHOLE_TEXT), context),
            ignored=Decisions(practice.workspace, lambda: practice.revision),
            lead=lead(report, section),
        )
        super().__init__(report.spec.section(section), heading, editor)
        self.show_bindings(report.lookup)
        editor.observe(self._typed, names="value")

    def _typed(self, _change: object) -> None:
        report = self._practice.change(lambda report: report.with_section(self.section.id, self.text))
        if self.has_bindings:
            self.show_bindings(report.lookup)
        self._on_change()


class PracticeTable(TableForm):
    """A table of the practice report.

    Args:
        practice: whose report.
        table: its id.
        on_change: called when what was typed is saved.
    """

    def __init__(self, practice: Practice, table: str, on_change: Callable[[], None]) -> None:
        self._practice, self._on_change = practice, on_change
        report = practice.report
        super().__init__(report.spec.table(table), report.tables[table], report.spec)
        self._show_faults(report)
        self.grid.observe(self._typed, names="typed")

    def _typed(self, _change: object) -> None:
        self._show_faults(self._practice.change(self._filled))
        self._on_change()

    def _filled(self, report: Report) -> Report:
        name = self.table.id
        values, _problems = self.read(report.tables[name])
        return replace(report, tables={**report.tables, name: values})

    def _show_faults(self, report: Report) -> None:
        _figures, problems = self.grid.read()
        self.judge(problems, faults(report, self.table.id))


def faults(report: Report, table: str) -> list[tuple[tuple[tuple[str, str], ...], str]]:
    """Return the broken equations of a table: the cells of each, and what is wrong in words."""
    found = broken(report.spec, values_of(report.tables), None, report.level)
    return [(tuple(item.cells), item.message) for item in found if item.equation.table == table]
