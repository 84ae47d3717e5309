"""Read a finished report from a notebook, a Word file or a text file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report_kit.errors import InputError, ReportError

if TYPE_CHECKING:
    from report_kit.document import Document
    from report_kit.forms.report import Note, Report
    from report_kit.settings import Settings


@dataclass(frozen=True)
class Origin:
    """Whose report is read, and of which year, as far as it is known before.

    Args:
        settings: of the office; its name stands where the text gives part of it, or none.
        agency, level, year: given by a person; they win over the text and the settings.
        form: id or family of its form, given by a person; recognised when not.
    """

    settings: Settings
    agency: str | None = None
    level: str | None = None
    year: int | None = None
    form: str | None = None

    def read(self, document: Document) -> Report:
        """Return the report in a document; raises like ``Report.from_document``.

        A year given holds, and with it the form in force then; but where the text plainly is of the form of
        the year it names, the year given is refused (``RK-202``) and nothing of the text is lost.
        """
        from report_kit.forms.report import Report

        form = self.form or ""
        try:
            report = self._as_it_says(document)
        except ReportError:  # the text names no year, or one that no form is for
            if self.year is None:
                raise
            report = Report.from_document(document, self.agency or "", self.level or "", self.year, form)
        if self.year and self.year != report.year:
            given = Report.from_document(document, report.agency, report.level, self.year, form)
            fits = given.form == report.form or len(_lost(given.notes)) <= len(_lost(report.notes))
            report = given if fits else replace(report, year=self.year)
        return replace(report, level=self.level or report.level)

    def _as_it_says(self, document: Document) -> Report:
        """Return the report of the year that its text names."""
        from report_kit.forms.importer import import_from_office
        from report_kit.forms.report import Report

        office, form = self.settings, self.form or ""
        if self.agency:
            level = self.level or (office.level if self.agency == office.name else None)
            return Report.from_document(document, self.agency, level or "", form=form)
        return import_from_office(
            document,
            agency=office.name or "",
            level=office.level or "",
            year=self.year or office.year,
            aliases=office.aliases,
            form=form,
        )


def read_report(document: Document, origin: Origin) -> Report:
    """Read a report from a document.

    Raises:
        ReportError: ``RK-202`` an unknown year, ``RK-203`` a cell holds no usable figure, ``RK-207`` the
            document is no such report.
    """
    from report_kit.forms.locate import locate
    from report_kit.forms.values import parse_value

    report = origin.read(document)
    # The importer keeps such a figure as a note and a blank; what is published must not lose it so.
    for (table_id, row, column), located in locate(document, report.spec).cells.items():
        table = report.spec.table(table_id)
        where = f"{document.path}，{table.title}：{' / '.join(filter(None, table.names(row, column)))}"
        parse_value(located.cell.text, table.cell_type(row, column), where)
    return report


def read_any(path: Path, origin: Origin) -> Report:
    """Read a report from a notebook of ours or from a document; raises like the two functions beside it."""
    from report_kit.document import open_document

    if path.suffix.lower() == ".ipynb":
        from report_kit.export.assemble import disassemble

        return read_report_notebook(path) or disassemble(read_notebook(path))
    return read_report(open_document(path, origin.settings.limits), origin)


def with_registers(report: Report, places: Sequence[str]) -> Report:
    """Return the report with what its year's registers come to; its tables stay as they are.

    Args:
        report: the report.
        places: files and folders of registers; none leaves the report as it is.

    Raises:
        InputError: a register can not be read.
    """
    if not places:
        return report
    from report_kit.ledger.folder import open_registers
    from report_kit.ledger.sums import sum_registers

    found = open_registers(places)
    if found.failed:
        raise found.failed[0]
    return replace(report, figures=sum_registers(found.registers, report.year, report.spec).figures)


def refuse_losses(notes: tuple[Note, ...], where: str) -> None:
    """Refuse to publish a report some text of which has no place in the form.

    Raises:
        ReportError: ``RK-210``.
    """
    lost = _lost(notes)
    if lost:
        some = "；".join(f"{note.message}“{note.text.strip()[:20]}”" for note in lost[:3])
        some += " 等" if len(lost) > 3 else ""
        raise ReportError(
            "RK-210",
            f"有 {len(lost)} 处内容在报告格式里没有位置，导出后会丢失（{some}）",
            where=where,
            remedy="请在原文件里改正标题或表格；确认这些内容不需要时加 --force",
        )


def refuse_gaps(notes: tuple[Note, ...], where: str) -> None:
    """Refuse to publish a report the tables of which were not read whole.

    Raises:
        ReportError: ``RK-213``.
    """
    missing = [note for note in notes if note.lost]
    if missing:
        some = "；".join(f"{note.where}：{note.message}" for note in missing[:3])
        raise ReportError(
            "RK-213",
            f"表格没有读全，导出后这些数会是空白（{some}）",
            where=where,
            remedy="请在原文件里补上（图片里的表格要录成文字）；确认就要这样导出时加 --allow-missing",
        )


def _lost(notes: tuple[Note, ...]) -> list[Note]:
    """Return the notes whose text has no place in the form."""
    return [note for note in notes if note.text.strip()]


def read_report_notebook(path: Path) -> Report | None:
    """Return the report in a notebook of ours, ``None`` when the file is another notebook or none.

    Raises:
        InputError: ``RK-101`` to ``RK-103``.
    """
    from report_kit.document.limits import MAX_TEXT_BYTES, read_bytes
    from report_kit.export.assemble import report_in

    return report_in(read_bytes(path, MAX_TEXT_BYTES))


def read_notebook(path: Path) -> Any:
    """Read a notebook.

    Raises:
        InputError: ``RK-101`` to ``RK-103``, or ``RK-112``: it is no notebook.
    """
    import nbformat

    from report_kit.document.limits import MAX_TEXT_BYTES, read_bytes

    data = read_bytes(path, MAX_TEXT_BYTES)
    try:
        notebook = nbformat.reads(data.decode("utf-8"), as_version=4)
        nbformat.validate(notebook)
    except Exception as error:
        # nbformat raises errors of many kinds on damaged JSON: KeyError, AttributeError, its own.
        raise InputError(
            "RK-112",
            "笔记本已损坏或不是笔记本",
            where=str(path),
            remedy="请用“04_发布”或 report-kit export 重新生成",
        ) from error
    return notebook
