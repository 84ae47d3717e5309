"""The practice report, in a workspace of its own beside the user's: nothing here touches real reports."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from report_kit.forms.catalogue import known_forms
from report_kit.forms.report import Report
from report_kit.forms.totals import compute_totals, total_cells
from report_kit.resources import read_yaml
from report_kit.settings import FILE_NAME
from report_kit.workspace import Revision, Workspace

_DATA = Path(__file__).with_name("practice")
REGISTERS = _DATA / "台账"
"""The registers of the practice report; they are only read."""

_PROGRESS = "progress.json"
_FILLED = ("table3", "table4")


@cache
def practice_report() -> Report:
    """Return the practice report as the tour begins with it, its planted faults included."""
    form = next(form for form in known_forms() if form.tour)
    report = Report(**read_yaml(_DATA / "report.yaml"), form=form.id)
    tables = {name: {row: dict(cells) for row, cells in rows.items()} for name, rows in report.tables.items()}
    for name in _FILLED:
        table = report.spec.table(name)
        given = {at: tables[name][at[0]][at[1]] for at in table.addresses}
        totals = compute_totals(total_cells(report.spec, name), given)
        for row, column in table.addresses:
            tables[name][row][column] = totals.get((row, column)) or given[row, column] or 0
    return replace(report, tables=tables)


class Practice:
    """One run through the tour: its folder, its report, and which steps are done.

    Args:
        folder: the folder that holds the runs. The newest is gone on with; ``restart`` begins another.
    """

    def __init__(self, folder: Path) -> None:
        self._runs = folder
        self.done: frozenset[str] = frozenset()
        runs = [int(path.name) for path in folder.glob("*") if path.name.isdigit()] if folder.is_dir() else []
        self._open(max(runs, default=1))

    def restart(self) -> None:
        """Begin again with an untouched report."""
        done = self.folder
        self._open(int(done.name) + 1)
        # A file of the old run may still be open in another program; what stays behind is not looked at.
        shutil.rmtree(done, ignore_errors=True)

    @property
    def revision(self) -> Revision:
        """The newest revision of the practice report."""
        return self.workspace.load(self._report_id)

    @property
    def report(self) -> Report:
        """The practice report as it is now."""
        return self.revision.report

    def change(self, change: Callable[[Report], Report]) -> Report:
        """Save and return the report as ``change`` makes it from the newest."""
        newest = self.revision
        return self.workspace.save(self._report_id, change(newest.report), base=newest.number).report

    def mark(self, step: str, done: bool = True) -> None:
        """Remember that a step is done, or that it is to be done again."""
        if (step in self.done) == done:
            return
        self.done = self.done | {step} if done else self.done - {step}
        file = self.folder / _PROGRESS
        fresh = file.with_suffix(".new")
        fresh.write_text(json.dumps(sorted(self.done)), encoding="utf-8")
        fresh.replace(file)

    def _open(self, run: int) -> None:
        self.folder = self._runs / str(run)
        self.workspace = Workspace(self.folder)
        start = practice_report()
        known = self.workspace.find(start.agency, start.year, start.form)
        self._report_id = (known or self.workspace.create(start)).id
        # The office's own settings end here: a rule it does without may be one a step is about.
        (self.folder / FILE_NAME).touch()
        try:
            self.done = frozenset(json.loads((self.folder / _PROGRESS).read_text(encoding="utf-8")))
        except (OSError, ValueError):  # none yet, or damaged: a step done twice costs a minute
            self.done = frozenset()
