"""Read a finished report back into a ``Report``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from report_kit.document import Document, Omission
from report_kit.document.omissions import omission_lines
from report_kit.errors import ReportError
from report_kit.forms.agency import level_of
from report_kit.forms.catalogue import form_for_year, forms_named, known_forms
from report_kit.forms.equations import broken, values_of
from report_kit.forms.form import Form, FormId
from report_kit.forms.import_prose import read_prose
from report_kit.forms.import_tables import read_tables
from report_kit.forms.leftover import leftovers
from report_kit.forms.locate import locate, squeeze
from report_kit.forms.places import SourcePlaces
from report_kit.forms.report import Note, Report, format_date, parse_date

_EACH = 10
"""So many places of one kind that a file holds beside its text are told one by one."""


def import_report(document: Document, *, agency: str, level: str, year: int | None, form: str = "") -> Report:
    """See ``Report.from_document``."""
    among = forms_named(form) if form else None
    wanted = among[0] if among and len(among) == 1 else None
    located = locate(document, wanted, among=among, year=year)
    spec = located.form
    if spec is None or not (located.is_report or located.cells or (wanted and located.sections)):
        raise _no_report(document, among[0] if among else None)
    named, told = spec.read_title(located.title_text)
    year = year or told
    if year is not None and wanted is None and not spec.covers(year):
        spec = form_for_year(year, form=FormId.of(spec))
        located = locate(document, spec)
        spec = located.form or spec
    places = SourcePlaces(document, located)
    notes = leftovers(document, located, spec, places)
    notes += _omitted(document)
    signature = located.signature.text if located.signature else ""
    agency = _whole_name(spec, agency or named, signature)
    if year is None or not agency:
        missing = "年度" if year is None else "机关名称"
        raise ReportError(
            "RK-207",
            f"报告标题里没有{missing}",
            where=document.path,
            remedy="请填写机关全称和报告年度（命令里用 --agency、--year）",
        )
    sections, headings = read_prose(document, located, spec, notes, places)
    date = parse_date(located.date.text) if located.date else None
    if date and located.date and squeeze(located.date.text) != format_date(date):
        message = f"成文日期“{located.date.text}”按公文格式写作“{format_date(date)}”"
        notes.append(Note(message, where=places.exact(located.date.start)))
    return Report(
        agency=agency,
        level=level or level_of(agency),
        year=year,
        form=FormId.of(spec),
        title=located.title_text,
        sections=sections,
        headings=headings,
        tables=read_tables(document, located, spec, notes, places),
        signature=signature,
        date=date,
        notes=tuple(notes),
    )


def _no_report(document: Document, wanted: Form | None) -> ReportError:
    if wanted:
        what = f"这不是一份{wanted.name}：没有找到它的标题、部分和表格"
    else:
        names = "、".join(dict.fromkeys(form.name for form in known_forms() if form.recognise.titles))
        what = f"认不出这是哪一种报告（{names}等）：没有找到标题、部分和表格"
    return ReportError(
        "RK-207",
        what,
        where=document.path,
        remedy="请确认选对了文件；一般文稿不必导入，可以直接校对（report-kit check）",
    )


def _omitted(document: Document) -> list[Note]:
    """Tell what the file holds that is not in the text: each place by itself, unless there are many."""
    kinds: dict[str, list[Omission]] = {}
    for omission in document.omissions:
        kinds.setdefault(omission.kind, []).append(omission)
    notes: list[Note] = []
    for found in kinds.values():
        if len(found) > _EACH:
            notes += [Note(line, where="原文件") for line in omission_lines(found, "没有读入")]
        else:
            notes += [Note(one.said("没有读入"), where=one.place) for one in found]
    return sorted(notes, key=lambda note: "发布前请删除" not in note.message)


def _whole_name(form: Form, agency: str, signature: str) -> str:
    """Return the agency's name: the signature gives what a title often leaves out, the county or 人民政府."""
    signed = form.agency_of(signature)
    return signed if not agency or agency in signed else agency


def import_from_office(
    document: Document,
    *,
    agency: str,
    level: str = "",
    year: int | None = None,
    aliases: Collection[str] = (),
    form: str = "",
) -> Report:
    """Read a finished report, most likely one of a known office.

    A text that gives part of the office's name, or an alias, gets the full name and the office's level; one
    that names no agency or no year gets the office's, and ``year``. A text of another office stays as it is.

    Args:
        document: the text.
        agency: full name of the office; the text's when empty.
        level: its level; by its name when empty.
        year: the year to expect.
        aliases: other names of the office.
        form: id of the form to read it by; the one that fits best when empty.

    Raises:
        ReportError: see ``Report.from_document``.
    """
    try:
        read = Report.from_document(document, form=form)
    except ReportError:
        if not agency:
            raise
        return Report.from_document(document, agency, level, year, form)
    if agency and not agency.endswith(read.agency) and read.agency not in aliases:
        return read
    own = agency or read.agency
    return replace(read, agency=own, level=level or level_of(own))


def doubts(report: Report) -> tuple[Note, ...]:
    """Return what a person should look at in a report that was read from a file: ``notes``, and what is odd.

    Tables that do not add up are taken as they stand, since nobody can know which figure is the wrong one.
    """
    found = list(report.notes)
    if not report.signature and report.spec.signature.by:
        found.append(Note("没有找到落款", where="文末"))
    if not report.date and report.spec.signature.dated:
        found.append(Note("没有找到成文日期", where="文末"))
    found += [
        Note(
            f"照原样读入，但勾稽关系不成立：{item.message}",
            where=report.spec.table(item.equation.table).title,
        )
        for item in broken(report.spec, values_of(report.tables), None, report.level)
        if item.equation.level == "error"
    ]
    return tuple(found)
