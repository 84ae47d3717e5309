"""The prose of a finished report, section by section, and what is told of it."""

from __future__ import annotations

import re
from bisect import bisect_right

from report_kit.document import Document, Table
from report_kit.forms.attached import ending_of
from report_kit.forms.form import Form
from report_kit.forms.locate import Located, LocatedSection, squeeze
from report_kit.forms.outline import numbered
from report_kit.forms.places import SourcePlaces
from report_kit.forms.report import Note

_NAMED = 3
_STOP = re.compile("[。；，]")


def read_prose(
    document: Document, located: Located, form: Form, notes: list[Note], places: SourcePlaces
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the prose and the headings by section; what is to be told is added to ``notes``."""
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
