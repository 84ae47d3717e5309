"""Tracked changes: what is replaced becomes a deletion, what replaces it an insertion beside it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from report_kit.document import Document
from report_kit.document.word.xml import Element, child, number, tag
from report_kit.marking.word.anchors import Source, Stretch
from report_kit.marking.word.comments import namespace
from report_kit.marking.word.runs import Runs, outermost
from report_kit.proofread.findings.finding import Edit

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Change:
    """Delete ``stretches`` and write ``text`` after them; a point when nothing is deleted."""

    stretches: tuple[Stretch, ...]
    text: str


def plan(document: Document, source: Source, edits: Sequence[Edit]) -> list[Change] | None:
    """Return the changes that make ``edits``; ``None`` when Word could not show one of them as such.

    A change stays within one paragraph, outside fields, formulas, locked controls and others' revisions.
    """
    changes = []
    for edit in edits:
        change = _plan(document, source, _trimmed(document.text, edit))
        if change is None:
            return None
        changes.append(change)
    return changes


def _trimmed(text: str, edit: Edit) -> Edit:
    """Leave out what an edit does not change at its beginning and end."""
    old, new = text[edit.start : edit.end], edit.replacement
    lead = 0
    while lead < min(len(old), len(new)) and old[lead] == new[lead]:
        lead += 1
    trail = 0
    while trail < min(len(old), len(new)) - lead and old[-1 - trail] == new[-1 - trail]:
        trail += 1
    return Edit(edit.start + lead, edit.end - trail, new[lead : len(new) - trail])


def _plan(document: Document, source: Source, edit: Edit) -> Change | None:
    if any(character in edit.replacement for character in "\t\r\n"):
        return None
    if edit.start == edit.end:
        spans = document.source_spans(edit.start, edit.end)
        point = source.point(spans[0][0]) if spans else None
        found = [point] if point else []
    else:
        spans = document.source_spans(edit.start, edit.end)
        found = [stretch for span in spans for stretch in source.within(*span)]
        if sum(stretch.end - stretch.start for stretch in found) != edit.end - edit.start:
            return None
    if not found or any(not stretch.anchor.changeable for stretch in found):
        return None
    if len({stretch.anchor.paragraph for stretch in found}) > 1:
        return None
    return Change(tuple(found), edit.replacement)


class Revisions:
    """Writes changes into one document."""

    def __init__(self, document: Element, author: str, time: str) -> None:
        self._w = namespace(document)
        self._author, self._time = author, time
        marks = ("{*}ins", "{*}del", "{*}moveFrom", "{*}moveTo", "{*}rPrChange", "{*}pPrChange")
        self._next = max((number(element, "id") for element in document.iter(*marks)), default=0) + 1

    def make(self, change: Change, runs: Runs) -> list[Element]:
        """Write one change and return its deletions and insertion; the runs have been split at its edges."""
        first = change.stretches[0]
        if first.start == first.end:
            return [self._insert(change.text, first, runs)]
        fragments = [
            fragment
            for stretch in change.stretches
            for fragment in runs.between(stretch.anchor.element, stretch.start, stretch.end)
        ]
        made = []
        for fragment in fragments:
            made.append(self._revision("del"))
            fragment.addprevious(made[-1])
            made[-1].append(fragment)
            for text in fragment:
                if tag(text) == "t":
                    text.tag = self._w + "delText"
                    text.set(_SPACE, "preserve")
        if change.text:
            insertion = self._insertion(change.text, fragments[0])
            made[-1].addnext(insertion)
            made.append(insertion)
        return made

    def _insert(self, text: str, point: Stretch, runs: Runs) -> Element:
        run = point.anchor.element
        if point.start:
            before = runs.between(run, 0, point.start)[-1]
            insertion = self._insertion(text, before)
            outermost(before).addnext(insertion)
        else:
            after = runs.between(run, 0, runs.length(run))[0]
            insertion = self._insertion(text, after)
            outermost(after).addprevious(insertion)
        return insertion

    def _insertion(self, text: str, like: Element) -> Element:
        wrapper = self._revision("ins")
        run = wrapper.makeelement(self._w + "r")
        wrapper.append(run)
        properties = child(like, "rPr")
        if properties is not None:
            run.append(deepcopy(properties))
            for change in run[0].findall(self._w + "rPrChange"):
                run[0].remove(change)
        words = run.makeelement(self._w + "t", {_SPACE: "preserve"})
        words.text = text
        run.append(words)
        return wrapper

    def _revision(self, name: str) -> Element:
        from lxml import etree

        attributes = {"id": str(self._next), "author": self._author, "date": self._time}
        self._next += 1
        return etree.Element(
            self._w + name,
            {self._w + key: value for key, value in attributes.items() if value},
            nsmap={"w": self._w[1:-1]},
        )
