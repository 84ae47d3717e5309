"""Read a finished report back into a ``Report``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import replace

from report_kit.document import Cell, Document, Omission, Table
from report_kit.document.omissions import omission_lines
from report_kit.errors import ReportError
from report_kit.forms.agency import level_of
from report_kit.forms.attached import ending_of
from report_kit.forms.catalogue import form_for_year, forms_named, known_forms
from report_kit.forms.equations import broken, values_of
from report_kit.forms.form import Form, FormId, Row
from report_kit.forms.gaps import gaps
from report_kit.forms.leftover import leftovers
from report_kit.forms.locate import Located, LocatedSection, locate, squeeze
from report_kit.forms.outline import numbered
from report_kit.forms.places import SourcePlaces
from report_kit.forms.report import Note, Report, format_date, is_own, parse_date
from report_kit.forms.values import Reading, Value, read_value


def import_report(document: Document, *, agency: str, level: str, year: int | None, form: str = "") -> Report:
    """See ``Report.from_document``."""
    among = forms_named(form) if form else None
    wanted = among[0] if among and len(among) == 1 else None
    located = locate(document, wanted, among=among, year=year)
    spec = located.form
    if spec is None or not (located.is_report or located.cells or (wanted and _has_own_sections(located))):
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
    sections, headings = _prose(document, located, spec, notes, places)
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
        tables=_values(document, located, spec, notes, places),
        signature=signature,
        date=date,
        notes=tuple(notes),
    )


def _has_own_sections(located: Located) -> bool:
    return any(is_own(section.id) for section in located.sections)


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


def _prose(
    document: Document, located: Located, form: Form, notes: list[Note], places: SourcePlaces
) -> tuple[dict[str, str], dict[str, str]]:
    sections: dict[str, list[str]] = {}
    headings: dict[str, str] = {}
    for section in located.sections:
        if section.heading_span:
            if section.id in headings:
                where = places.at(section.heading_span[0] - 1)
                notes.append(Note("重复的标题，其下文字并入前一个同名部分", section.heading, where))
            headings.setdefault(section.id, section.heading)
        found = _paragraphs(document, section, form, notes, places)
        sections.setdefault(section.id, []).extend(found)
    notes += _attached(sections, form)
    notes += _second_signature(located, places)
    notes += _from_elsewhere(located, form, places)
    for part in form.sections:
        if part.level == 1 and part.id not in headings:
            notes.append(Note(f"没有找到“{part.title}”这一部分"))
    return {key: "\n".join(paragraphs) for key, paragraphs in sections.items()}, headings


def _attached(sections: dict[str, list[str]], form: Form) -> list[Note]:
    """Write what is attached as it is printed, and tell where that is another way than in the file."""
    last = form.sections[-1].id
    own = sections.get(last, [])
    printed = ending_of(own).lines
    if printed == own:
        return []
    sections[last] = printed
    changed = [(one, other) for one, other in zip(own, printed, strict=True) if one != other]
    some = "、".join(f"“{one}”→“{other}”" for one, other in changed)
    return [Note(f"附件名称按公文格式改写（{some}）", where="附件说明")]


def _second_signature(located: Located, places: SourcePlaces) -> list[Note]:
    """Tell of a name above the one that signs: it may sign as well, and there is room for one."""
    last = located.sections[-1] if located.sections else None
    if not located.signature or not last or not last.prose:
        return []
    return [
        Note(f"“{name.text}”像是另一个落款，放在正文的末尾", where=places.at(name.start))
        for name in located.names
    ]


def _from_elsewhere(located: Located, form: Form, places: SourcePlaces) -> list[Note]:
    """Tell which headings the form has under another number, and which it does not have at all."""
    notes = []
    for section in located.sections:
        part = form.section(section.id)
        own = numbered(part.title)
        printed = numbered(section.heading) if part.level == 1 and section.heading_span else None
        if own and printed and own[0] != printed[0]:
            where = places.at(section.heading_span[0]) if section.heading_span else ""
            message = f"“{section.heading}”在原文件里的编号与格式不同，按“{part.title}”读入"
            notes.append(Note(message, where=where))
        if form.free_sections is not None:
            continue
        strange = [
            paragraph
            for paragraph in located.strange
            if any(start <= paragraph.start < end for start, end in section.prose)
        ]
        if strange:
            top = form.section(section.id.partition(".")[0])
            notes += [
                Note(
                    f"“{paragraph.text}”不是格式里的标题，它和它下面的文字放在“{top.title}”里",
                    where=places.exact(paragraph.start),
                )
                for paragraph in strange
            ]
    return notes


def _paragraphs(
    document: Document, section: LocatedSection, form: Form, notes: list[Note], places: SourcePlaces
) -> list[str]:
    """Return the prose of a section; lines that are the head of its table are told, and left out.

    So is the name above a table, which the form prints by itself.
    """
    labels = _head_labels(form, section.id)
    titles = {squeeze(form.table(name).title) for name in form.section(section.id).tables}
    found: list[str] = []
    heads: list[str] = []
    first = 0
    for start, end in section.prose:
        text = document.text[start:end]
        if squeeze(text) in titles and _stands_above_table(document, end):
            continue  # the form has it
        if labels and _is_made_of(squeeze(text), labels):
            heads.append(text)
            first = first or start
        else:
            found.append(text)
    if heads:
        some = "、".join(f"“{text}”" for text in heads[:_NAMED])
        more = f"等 {len(heads)} 行" if len(heads) > _NAMED else ""
        notes.append(Note(f"{some}{more}像是表格的表头，没有放进正文", where=places.at(first)))
    return found


def _stands_above_table(document: Document, end: int) -> bool:
    """Say whether a table follows what ends there, be it one whose cells are lines of text."""
    index = bisect_right(document.blocks, end, key=lambda block: block.start)
    if index == len(document.blocks):
        return False
    block = document.blocks[index]
    # A line of prose has a stop.
    return isinstance(block, Table) or not _STOP.search(block.text)


def _head_labels(form: Form, section_id: str) -> list[str]:
    """Return what is printed at the head of the tables of a section, the longest first."""
    tables = [form.table(name) for name in form.section(section_id).tables]
    blocks = [block for table in tables for block in table.blocks]
    columns = [column for block in blocks for column in block.columns]
    words = [table.corner for table in tables] + [block.heading for block in blocks]
    words += [word for column in columns for word in (*column.path, column.label)]
    return sorted({squeeze(word) for word in words if word}, key=len, reverse=True)


def _is_made_of(text: str, labels: list[str]) -> bool:
    """Say whether ``text`` is nothing but labels.

    A head is often printed with its labels in pieces, so letters of labels that are left over count too.
    """
    found = False
    letters = set("".join(labels))
    for label in labels:
        if label in text:
            found, text = True, text.replace(label, "")
    return found and letters.issuperset(text)


def _names(row: Row) -> tuple[str, ...]:
    return tuple(squeeze(name) for name in (row.label, *row.aliases))


_BESIDE = {
    "unit": "带着单位，只读入数",
    "remark": "数的旁边还有说明，只读入数，说明没有读入，请核对",
    "mark": "填的不是数字，是表示没有发生的符号，按 0 读入",
}
_NAMED = 3
_EACH = 10
"""So many places of one kind that a file holds beside its text are told one by one."""
_STOP = re.compile("[。；，]")


def _beside(kind: str, cells: list[tuple[str, str, Value, str]], table: str) -> Note:
    """Say once for a table what stands beside, or in place of, its figures, and where."""
    most = len(cells) if kind == "remark" else _NAMED
    some = "、".join(f"{where}“{name}”：“{text}”→{value}" for name, text, value, where in cells[:most])
    more = "等" if len(cells) > most else ""
    return Note(f"有 {len(cells)} 个单元格{_BESIDE[kind]}（{some}{more}）", where=table)


def _column(document: Document, head: Cell) -> str:
    """Return a column of a table as text: its head, and what stands below."""
    table = next((table for table in document.tables if table.start <= head.start < table.end), None)
    below = [
        cell.text
        for cell in (table.cells() if table else ())
        if cell.column == head.column and cell.row > head.row and cell.text.strip()
    ]
    return "　".join([head.text, *below])


def _values(
    document: Document, located: Located, form: Form, notes: list[Note], places: SourcePlaces
) -> dict[str, dict[str, dict[str, Value]]]:
    values: dict[str, dict[str, dict[str, Value]]] = {}
    amiss = gaps(document, located)
    for table in form.tables:
        missing = []
        groups: dict[str, list[str]] = {}
        read_as: dict[str, str] = {}
        beside: dict[str, list[tuple[str, str, Value, str]]] = {}
        for row, column in table.addresses:
            found = located.cells.get((table.id, row, column))
            name = " / ".join(filter(None, table.names(row, column)))
            if found is None:
                missing.append(name)
                continue
            text = found.cell.text
            line = table.addresses[row, column][0]
            if line.path and found.label == line.path[-1]:
                groups.setdefault(found.label, []).append(row)
            elif found.label and not squeeze(found.label).endswith(_names(line)):
                read_as[found.label] = line.label
            try:
                reading = read_value(text, table.cell_type(row, column), name)
            except ReportError as error:
                where = places.exact(found.cell.start)
                notes.append(Note(f"{where}“{name}”：{error.what}，按空白处理", text, table.title))
                reading = Reading(None)
            if reading.beside:
                where = places.exact(found.cell.start)
                beside.setdefault(reading.beside, []).append((name, text.strip(), reading.value, where))
            values.setdefault(table.id, {}).setdefault(row, {})[column] = reading.value
        notes += [_beside(kind, cells, table.title) for kind, cells in beside.items()]
        notes += [
            Note(f"行名“{label}”与格式不同，按“{name}”读入", where=table.title)
            for label, name in read_as.items()
        ]
        for group, rows in groups.items():
            count = len(dict.fromkeys(rows))
            notes.append(Note(f"“{group}”只印了一行 0，其下 {count} 行都按 0 读入", where=table.title))
        if missing:
            some = "、".join(missing[:_NAMED]) + ("等" if len(missing) > _NAMED else "")
            whole = "" if any(gap.kind == "table" for gap in amiss if gap.table is table) else f"（{some}）"
            lacking = f"有 {len(missing)} 个单元格没有找到{whole}"
            said = [gap.message for gap in amiss if gap.table is table and gap.lost]
            notes.append(Note("；".join([lacking, *said]), where=table.title, lost=True))
        notes += [
            Note(gap.message, where=table.title, lost=gap.lost)
            for gap in amiss
            if gap.table is table and not (missing and gap.lost)
        ]
    tables = located.tables
    notes += [
        Note(f"表头“{cell.text}”与格式不同，按“{label}”读入", where=places.at(cell.start))
        for cell, label in tables.renamed_columns
    ]
    notes += [
        Note("格式里没有的表格列，没有读入", _column(document, cell), places.at(cell.start))
        for cell in tables.unknown_columns
    ]
    return values
