"""Texts beside the body: page headers and footers.

Word takes no comments in them, so a finding there is noted at the beginning of the body.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from report_kit.document.word.container import Package
from report_kit.document.word.inline import read_inline
from report_kit.document.word.xml import Element, attribute, child

# Rules for whole documents have nothing to say on a line by itself.
FAMILIES = ("spelling", "wording", "term", "privacy", "secrecy")
_PAGES = (("headerReference", "页眉"), ("footerReference", "页脚"))


@dataclass(frozen=True, slots=True)
class SideText:
    """A paragraph and where it is."""

    place: str
    text: str


def side_texts(package: Package, document: Element) -> list[SideText]:
    """Return the texts beside the body that it refers to, in the order of their references."""
    return list(_pages(package, document))


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
                    yield SideText(place, text)


def _texts(part: Element) -> Iterator[str]:
    for paragraph in part.iter("{*}p"):
        # Page numbers and the like are fields of a few characters, of no interest.
        for line in read_inline(paragraph).lines if child(paragraph, "r") is not None else ():
            if line.text.strip():
                yield line.text.strip()
