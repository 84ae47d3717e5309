"""Split runs at given places, keeping their properties."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise

from report_kit.document.word.xml import Element, tag

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Fragment:
    """One of the runs that a run was split into, holding its content from ``start`` to ``end``."""

    start: int
    end: int
    element: Element


class Runs:
    """The places where runs are to be split, and afterwards the fragments.

    Positions in a run count the characters of its ``w:t``; every other content element counts one.
    """

    def __init__(self) -> None:
        self._cuts: dict[Element, set[int]] = {}
        self._fragments: dict[Element, list[Fragment]] = {}

    def want(self, run: Element, position: int) -> None:
        """Ask for a run to be split at ``position``."""
        self._cuts.setdefault(run, set()).add(position)

    def split(self) -> None:
        """Split all runs where it was asked for."""
        for run, cuts in self._cuts.items():
            self._fragments[run] = _split(run, sorted(cuts))

    def length(self, run: Element) -> int:
        """Return how many positions a run had before it was split."""
        return self._fragments[run][-1].end if run in self._fragments else sum(map(_length, _content(run)))

    def between(self, run: Element, start: int, end: int) -> list[Element]:
        """Return the fragments that hold ``start:end`` of a run; a run that was not split is whole."""
        if run not in self._fragments:
            return [run]
        found = self._fragments[run]
        return [each.element for each in found if start <= each.start and each.end <= end]


def outermost(run: Element) -> Element:
    """Return the deletion of ours that a run stands in, or the run itself."""
    parent = run.getparent()
    return parent if tag(parent) == "del" else run


def position(run: Element, element: Element) -> int:
    """Return the position in ``run`` at which its child ``element`` begins."""
    before = 0
    for inner in _content(run):
        if inner is element:
            return before
        before += _length(inner)
    raise ValueError("the element is no content of the run")


def _content(run: Element) -> list[Element]:
    return [inner for inner in run if tag(inner) not in ("rPr", "")]


def _length(element: Element) -> int:
    return len(element.text or "") if tag(element) == "t" else 1


def _split(run: Element, cuts: list[int]) -> list[Fragment]:
    parts: list[Element] = []
    position = 0
    for element in _content(run):
        length = _length(element)
        parts += _cut(element, [cut - position for cut in cuts if position < cut < position + length])
        position += length
    edges = [0, *(cut for cut in cuts if 0 < cut < position), position]
    fragments = [Fragment(edges[0], edges[1], run)]
    position = 0
    for part in parts:
        if position == fragments[-1].end and len(fragments) < len(edges) - 1:
            following = _empty_copy(run)
            fragments[-1].element.addnext(following)
            fragments.append(Fragment(position, edges[len(fragments) + 1], following))
        # What stays in the first run is appended in its old order, too.
        fragments[-1].element.append(part)
        position += _length(part)
    return fragments


def _empty_copy(run: Element) -> Element:
    copy = run.makeelement(run.tag, dict(run.attrib), run.nsmap)
    properties = next((inner for inner in run if tag(inner) == "rPr"), None)
    if properties is not None:
        copy.append(deepcopy(properties))
    return copy


def _cut(element: Element, cuts: list[int]) -> list[Element]:
    """Cut a ``w:t`` in pieces, the first of which is the element itself."""
    if not cuts:
        return [element]
    text = element.text or ""
    pieces = [element] + [element.makeelement(element.tag, dict(element.attrib), element.nsmap) for _ in cuts]
    for piece, (low, high) in zip(pieces, pairwise([0, *cuts, len(text)]), strict=True):
        piece.text = text[low:high]
        piece.set(_SPACE, "preserve")
    return pieces
