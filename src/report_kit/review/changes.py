"""What differs between two revisions: which sections, and which sentences in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from report_kit.review.chain import HEAD

if TYPE_CHECKING:
    from report_kit.forms.report import Report

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；][”’）》]*|[^。！？；\n]+|\n")
_HEAD = ("agency", "level", "year", "form", "title", "signature", "date")


@dataclass(frozen=True)
class Change:
    """Sentences that went and came at one place; a cell of a table counts as one.

    Args:
        section: id of the section, ``HEAD`` for title, signature and date.
        place: what people call it.
        before, after: the sentences; empty where there are none.
    """

    section: str
    place: str
    before: str
    after: str


def changed_sections(old: Report, new: Report) -> frozenset[str]:
    """Return the ids of the sections that differ as printed, ``HEAD`` for title, signature, date."""
    return frozenset(change.section for change in differences(old, new))


def differences(old: Report, new: Report) -> list[Change]:
    """Return what differs as printed, in the order of the new report; numbers bound in prose are figures."""
    return list(_differences(old.resolved(), new.resolved()))


def _differences(old: Report, new: Report) -> Iterator[Change]:
    for name in _HEAD:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(HEAD, "标题、机关和落款", _said(before), _said(after))
    if old.form != new.form:
        return  # the parts of two forms are not comparable; all is new
    places = list(dict.fromkeys([*new.sections, *old.sections]))
    known = {section.id for section in (*new.spec.sections, *old.spec.sections)}
    for section in [*(s.id for s in new.spec.sections), *(p for p in places if p not in _ids(new))]:
        if section not in known:
            continue
        name = (new if section in _ids(new) else old).heading(section) or section
        before = f"{_heading(old, section)}\n{old.sections.get(section, '')}"
        after = f"{_heading(new, section)}\n{new.sections.get(section, '')}"
        for gone, come in sentence_changes(before, after):
            yield Change(section, name, gone, come)
        yield from _cells(old, new, section, name)


def sentence_changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield what went and what came, sentence by sentence."""
    if before == after:
        return
    old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield "".join(old[i1:i2]), "".join(new[j1:j2])


def _cells(old: Report, new: Report, section: str, name: str) -> Iterator[Change]:
    owner = next((one for one in new.spec.sections if one.id == section), None)
    for table_id in owner.tables if owner else ():
        table = new.spec.table(table_id)
        for row, column in table.addresses:
            before, after = old.value(table_id, row, column), new.value(table_id, row, column)
            if before != after:
                where = " / ".join(filter(None, (name, table.title, *table.names(row, column))))
                yield Change(section, where, _said(before), _said(after))


def _ids(report: Report) -> set[str]:
    return {section.id for section in report.spec.sections}


def _heading(report: Report, section: str) -> str:
    return report.heading(section) if section in _ids(report) else ""


def _said(value: object) -> str:
    return "" if value is None else str(value)
