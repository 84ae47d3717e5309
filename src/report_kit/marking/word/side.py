"""Texts beside the body: footnotes, endnotes, page headers and footers.

Word takes no comments in page headers and footers, and other programs lose those in notes, so a finding
there is noted at the place of the body that the text belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from report_kit.document.word.container import Package
from report_kit.document.word.inline import read_inline
from report_kit.document.word.xml import Element, attribute, child, tag

# Rules for whole documents have nothing to say on a line by itself.
FAMILIES = ("spelling", "wording", "term", "privacy", "secrecy")
_NOTES = (("footnote", "脚注"), ("endnote", "尾注"))
_PAGES = (("headerReference", "页眉"), ("footerReference", "页脚"))


@dataclass(frozen=True, slots=True)
class SideText:
    """A paragraph; ``mark`` is the note's mark in the body, ``None`` for page headers and footers."""

    place: str
    text: str
    mark: Element | None


def side_texts(package: Package, document: Element) -> list[SideText]:
    """Return the texts beside the body that it refers to, in the order of their marks."""
    return [*_pages(package, document), *_notes(package, document)]


def _pages(package: Package, document: Element) -> Iterator[SideText]:
    targets = {}
    for relation in package.parse(package.relations) if package.relations in package.names else ():
        targets[attribute(relation, "Id")] = package.resolve(attribute(relation, "Target") or "")
    seen: set[tuple[str, str]] = set()
    for name, place in _PAGES:
        for reference in document.iter("{*}" + name):
            part = targets.get(attribute(reference, "id"), "")
            if part not in package.names:
                continue
            for text in _texts(package.parse(part)):
                # The odd, even and first pages mostly bear the same words.
                if (place, text) not in seen:
                    seen.add((place, text))
                    yield SideText(place, text, None)


def _notes(package: Package, document: Element) -> Iterator[SideText]:
    for kind, place in _NOTES:
        marks = list(document.iter("{*}" + f"{kind}Reference"))
        part = package.related(f"{kind}s") if marks else None
        if part is None:
            continue
        notes = {attribute(note, "id"): note for note in package.parse(part) if tag(note) == kind}
        for mark in marks:
            note = notes.get(attribute(mark, "id"))
            for text in _texts(note) if note is not None else ():
                yield SideText(place, text, mark)


def _texts(part: Element) -> Iterator[str]:
    for paragraph in part.iter("{*}p"):
        # Page numbers and the like are fields of a few characters, of no interest.
        for line in read_inline(paragraph).lines if child(paragraph, "r") is not None else ():
            if line.text.strip():
                yield line.text.strip()
