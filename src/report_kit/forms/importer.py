"""Read a finished report back into a ``Report``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import replace

from report_kit.document import Document
from report_kit.document.omissions import omission_lines
from report_kit.errors import ReportError
from report_kit.forms.agency import level_of
from report_kit.forms.attached import ending_of
from report_kit.forms.catalogue import form_for_year, forms_named, known_forms
from report_kit.forms.equations import broken, values_of
from report_kit.forms.form import Form, FormId, Row
from report_kit.forms.gaps import gaps
from report_kit.forms.locate import Located, LocatedSection, locate, squeeze
from report_kit.forms.outline import numbered
from report_kit.forms.report import Note, Report, is_own, parse_date
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
    notes = _first_notes(located)
    places = _Places(located)
    unread = omission_lines(document.omissions, "没有读入")
    notes += [Note(line, where="原文件") for line in unread]
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
    return Report(
        agency=agency,
        level=level or level_of(agency),
        year=year,
        form=FormId.of(spec),
        title=located.title_text,
        sections=sections,
        headings=headings,
        tables=_values(document, located, spec, notes),
        signature=signature,
        date=parse_date(located.date.text) if located.date else None,
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


def _first_notes(located: Located) -> list[Note]:
    places = _Places(located)
    notes = [
        Note("没有归入任何部分的文字", paragraph.text, places.at(paragraph.start))
        for paragraph in located.unplaced
    ]
    return notes + [
        Note("格式里没有的表格行", cell.text, places.at(cell.start)) for cell in located.unknown_rows
    ]


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


class _Places:
    """Says where an offset of a document stands, by the headings of its sections."""

    def __init__(self, located: Located) -> None:
        headed = [(s.heading_span[0], s.heading) for s in located.sections if s.heading_span]
        self._starts = [start for start, _ in headed]
        self._headings = [heading for _, heading in headed]

    def at(self, offset: int) -> str:
        index = bisect_right(self._starts, offset) - 1
        return f"“{self._headings[index]}”之下" if index >= 0 else "第一个标题之前"


def _prose(
    document: Document, located: Located, form: Form, notes: list[Note], places: _Places
) -> tuple[dict[str, str], dict[str, str]]:
    sections: dict[str, list[str]] = {}
    headings: dict[str, str] = {}
    for section in located.sections:
        if section.heading_span:
            if section.id in headings:
                where = places.at(section.heading_span[0] - 1)
                notes.append(Note("重复的标题，其下文字并入前一个同名部分", section.heading, where))
            headings.setdefault(section.id, section.heading)
        sections.setdefault(section.id, []).extend(_paragraphs(document, section, form, notes))
    notes += _attached(sections, form)
    notes += _from_elsewhere(located, form)
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


def _from_elsewhere(located: Located, form: Form) -> list[Note]:
    """Tell which headings the form has under another number, and which it does not have at all."""
    notes = []
    for section in located.sections:
        part = form.section(section.id)
        own = numbered(part.title)
        printed = numbered(section.heading) if part.level == 1 and section.heading_span else None
        if own and printed and own[0] != printed[0]:
            notes.append(Note(f"“{section.heading}”在原文件里的编号与格式不同，按“{part.title}”读入"))
        if form.free_sections is not None:
            continue
        strange = [
            paragraph.text
            for paragraph in located.strange
            if any(start <= paragraph.start < end for start, end in section.prose)
        ]
        if strange:
            top = form.section(section.id.partition(".")[0])
            some = "、".join(f"“{text}”" for text in strange)
            notes.append(Note(f"{some}不是格式里的标题，它和它下面的文字放在“{top.title}”里"))
    return notes


def _paragraphs(document: Document, section: LocatedSection, form: Form, notes: list[Note]) -> list[str]:
    """Return the prose of a section; lines that are the head of its table are told, and left out.

    So is the title of its table, which the form prints by itself.
    """
    labels = _head_labels(form, section.id)
    titles = {squeeze(form.table(name).title) for name in form.section(section.id).tables}
    found: list[str] = []
    heads: list[str] = []
    for start, end in section.prose:
        text = document.text[start:end]
        if squeeze(text) in titles:
            continue
        if labels and _is_made_of(squeeze(text), labels):
            heads.append(text)
        else:
            found.append(text)
    if heads:
        some = "、".join(f"“{text}”" for text in heads[:_NAMED])
        more = f"等 {len(heads)} 行" if len(heads) > _NAMED else ""
        notes.append(Note(f"{some}{more}像是表格的表头，没有放进正文", where=f"“{section.heading}”之下"))
    return found


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


def _beside(kind: str, cells: list[tuple[str, str, Value]], table: str) -> Note:
    """Say once for a table what stands beside, or in place of, its figures."""
    most = len(cells) if kind == "remark" else _NAMED
    some = "、".join(f"“{name}”：“{text}”→{value}" for name, text, value in cells[:most])
    more = "等" if len(cells) > most else ""
    return Note(f"有 {len(cells)} 个单元格{_BESIDE[kind]}（{some}{more}）", where=table)


def _values(
    document: Document, located: Located, form: Form, notes: list[Note]
) -> dict[str, dict[str, dict[str, Value]]]:
    values: dict[str, dict[str, dict[str, Value]]] = {}
    amiss = gaps(document, located)
    for table in form.tables:
        missing = []
        groups: dict[str, list[str]] = {}
        read_as: dict[str, str] = {}
        beside: dict[str, list[tuple[str, str, Value]]] = {}
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
                notes.append(Note(f"“{name}”：{error.what}，按空白处理", text, table.title))
                reading = Reading(None)
            if reading.beside:
                beside.setdefault(reading.beside, []).append((name, text.strip(), reading.value))
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
    notes += [Note(f"表头“{cell.text}”与格式不同，按“{label}”读入") for cell, label in tables.renamed_columns]
    notes += [Note("格式里没有的表格列，没有读入", cell.text) for cell in tables.unknown_columns]
    return values
