"""A published report re-entered through registers and fields comes out with the tables it had."""

import csv
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from report_kit import Report, open_document
from report_kit.export import export_report
from report_kit.forms.layout import Grid
from report_kit.forms.values import format_value
from report_kit.widgets.drafting.panel import DraftPanel
from report_kit.workspace import Workspace
from tests.ledger.make import DATA
from tests.widgets.test_ledger import SAMPLES

FORMATS = ("html", "docx", "pdf", "txt")


def rows(name: str) -> list[list[str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


def original() -> Report:
    """The report as it was published: its figures stand in the sheets the registers are known to give."""
    report = Report.new("清水县清河乡人民政府", "乡", 2024)
    table2, table3, table4 = (report.spec.table(name) for name in ("table2", "table3", "table4"))
    given = [line for line in rows("expected_table3_full.csv") if any(cell.strip() for cell in line[2:])]
    figures: dict[str, Any] = {"table3": {}, "table2": {}, "table4": {"cases": {}}}
    for row, line in zip(table3.blocks[0].rows, given, strict=True):
        cells = zip(table3.blocks[0].columns, line[2:], strict=True)
        figures["table3"][row.id] = {column.id: int(cell) for column, cell in cells}
    lines = iter(rows("expected_table2.csv"))
    for block in table2.blocks:
        for row, line in zip(block.rows, lines, strict=False):
            figures["table2"][row.id] = {
                column.id: Decimal(cell) for column, cell in zip(block.columns, line[1:], strict=False)
            }
    cells4 = [cell for line in rows("expected_table4.csv") for cell in line[1:]]
    figures["table4"]["cases"] = {
        column.id: int(cell) for column, cell in zip(table4.blocks[0].columns, cells4, strict=True)
    }
    prose = {section.id: f"{section.title}写的是本年的情况。" for section in report.spec.sections}
    return replace(report, tables=figures, sections=prose, date=date(2025, 1, 13))


def reenter(workspace: Workspace, report: Report, registers: list[Path]) -> Report:
    """Write ``report`` once more as a clerk does: sum the registers, type the rest, save.

    What the registers give is not typed, so that a wrong sum shows in the end.
    """
    assert workspace.folder is not None
    folder = workspace.folder / "台账"
    folder.mkdir()
    for path in registers:
        shutil.copy(path, folder)
    panel = DraftPanel(workspace)
    panel.begin.agency.value, panel.begin.level.value = report.agency, report.level
    panel.begin.year.value = report.year
    panel.begin.create()
    assert panel.ledger is not None
    assert panel.frame is not None
    if registers:
        panel.ledger.fill.click()
    for form in panel.tables:
        blank = {key for key, text in form.grid.typed.items() if not text}
        typed = {
            f"{row}/{column}": format_value(report.tables[form.table.id][row][column])
            for row, column in form.table.addresses
            if f"{row}/{column}" in blank.difference(form.grid.locked)
        }
        message = {"kind": "typed", "edition": form.grid.edition, "typed": typed, "view": "", "version": 1}
        form.grid._received(form.grid, message, [])
    for number, form in enumerate(panel.sections):
        text = {"kind": "text", "view": "page", "version": 1, "edition": form.field.content["edition"]}
        form.field._received(form.field, text | {"text": report.section(form.section.id)}, [number])
    panel.frame.title.value, panel.frame.signature.value = report.title, report.signature
    panel.frame.date.value = report.date
    panel.save()
    assert panel.revision is not None
    return workspace.load(panel.revision.report_id).report


def printed(report: Report) -> dict[str, Grid]:
    return report.grids()


@pytest.mark.parametrize("kind", FORMATS)
def test_the_tables_come_out_as_they_were(workspace: Workspace, tmp_path: Path, kind: str) -> None:
    registers = [DATA / f"{name}.csv" for name in SAMPLES]
    again = reenter(workspace, original(), registers)
    assert printed(again) == printed(original())
    for name, report in (("原件", original()), ("重录", again)):
        export_report(report, tmp_path / name, [kind])
    first, second = (open_document(tmp_path / f"{name}.{kind}") for name in ("原件", "重录"))
    assert second.text == first.text
    assert first.tables
    assert [[c.text for c in table.cells()] for table in second.tables] == [
        [c.text for c in table.cells()] for table in first.tables
    ]
    assert Report.from_document(second).tables == original().tables


def test_a_register_that_says_something_else_shows(workspace: Workspace, tmp_path: Path) -> None:
    registers = [shutil.copy(DATA / f"{name}.csv", tmp_path) for name in SAMPLES]
    path = tmp_path / "gfxwj_sample.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("2024-03-20,有效,", "2024-03-20,废止,2024-12-01"), encoding="utf-8")
    again = reenter(workspace, original(), [Path(name) for name in registers])
    assert printed(again)["table2"] != printed(original())["table2"]
    assert printed(again)["table3"] == printed(original())["table3"]
