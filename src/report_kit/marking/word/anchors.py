"""From an element with text to the child of a paragraph that a comment can begin before or end after."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from report_kit.document.word.traced import Piece, Spot
from report_kit.document.word.xml import Element, child, tag
from report_kit.marking.word.runs import position

# Parts of a paragraph that may hold the marks of a comment. Fields, formulas, text boxes and ruby may not.
_TRANSPARENT = {"hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo"}
# Elements whose text a tracked change of ours must leave alone: others' revisions, and what Word makes anew.
_SETTLED = {"ins", "moveTo", "fldSimple"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """``element`` is a child of a paragraph (or of a link, an insertion …) that holds the text asked for.

    Args:
        element: comments begin before it and end after it.
        splittable: it is a run with the text as its own child, so it can be split anywhere in the text.
        changeable: tracked changes may be written in its place.
        paragraph: the paragraph it stands in.
        content: the child of ``element`` that holds the text, or ``element`` itself.
    """

    element: Element
    splittable: bool
    changeable: bool
    paragraph: Element
    content: Element


class Anchors:
    """Finds anchors in one document."""

    def __init__(self, document: Element) -> None:
        self._in_fields = set(_runs_in_fields(document))

    def of(self, element: Element) -> Anchor:
        """Return the anchor of an element inside a paragraph."""
        path = [*reversed(list(element.iterancestors())), element]
        first = next(index for index, node in enumerate(path) if tag(node) == "p")
        namespace = path[first].tag.rpartition("}")[0]

        def transparent(node: Element) -> bool:
            return tag(node) in _TRANSPARENT and node.tag.startswith(namespace)

        index = next(index for index in range(first + 1, len(path)) if not transparent(path[index]))
        found = path[index]
        splittable = tag(found) == "r" and found.tag.startswith(namespace) and element.getparent() is found
        changeable = (
            splittable
            and found not in self._in_fields
            and not any(tag(node) in _SETTLED or _is_bound(node) for node in path[:index])
        )
        return Anchor(found, splittable, changeable, path[first], path[min(index + 1, len(path) - 1)])


def host(paragraph: Element) -> Element:
    """Return the paragraph of the body for one that may stand in a text box, where no comment can."""
    outer = [node for node in paragraph.iterancestors() if tag(node) == "p"]
    return outer[-1] if outer else paragraph


def _is_bound(node: Element) -> bool:
    """Say whether a content control is locked or shows a value that Word keeps elsewhere."""
    properties = child(node, "sdtPr") if tag(node) == "sdt" else None
    return any(child(properties, name) is not None for name in ("dataBinding", "lock"))


def _runs_in_fields(document: Element) -> Iterator[Element]:
    """Yield the runs between the beginning and the end of a field: Word writes them anew."""
    depth = 0
    for element in document.iter("{*}r", "{*}fldChar"):
        if tag(element) == "fldChar":
            kind = next((value for key, value in element.attrib.items() if key.endswith("fldCharType")), "")
            depth += (kind == "begin") - (kind == "end" and depth > 0)
        elif depth:
            yield element


@dataclass(frozen=True, slots=True)
class Stretch:
    """``start:end`` (positions in the anchor's run) of the text asked for; empty for a point.

    An anchor that can not be split counts as a whole, whatever ``start`` and ``end`` are.
    """

    anchor: Anchor
    start: int
    end: int


class Source:
    """The text that a reader made of a file, and the way from its offsets to stretches of runs."""

    def __init__(self, pieces: list[Piece], spots: list[Spot], anchors: Anchors) -> None:
        self._pieces, self._spots, self._anchors = pieces, spots, anchors
        self._starts = [piece.start for piece in pieces]
        self._spot_starts = [spot.start for spot in spots]

    def within(self, start: int, end: int) -> list[Stretch]:
        """Return the stretches that hold ``start:end``, without characters that the reader made up."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        found = []
        for piece in self._pieces[first:last]:
            low, high = max(start, piece.start), min(end, piece.end)
            if low < high:
                offset = piece.offset + low - piece.start
                found.append(self._stretch(piece.element, offset, offset + high - low))
        return found

    def point(self, offset: int) -> Stretch | None:
        """Return the end of the character before ``offset`` in its line, or the beginning of the next."""
        spot = self.spot(offset)
        index = bisect_left(self._starts, offset)
        if spot is None:
            return None
        if index and self._pieces[index - 1].end >= offset > spot.start:
            piece = self._pieces[index - 1]
            place = piece.offset + offset - piece.start
            return self._stretch(piece.element, place, place)
        if index < len(self._pieces) and offset <= self._pieces[index].start < spot.end:
            piece = self._pieces[index]
            return self._stretch(piece.element, piece.offset, piece.offset)
        return None

    def spot(self, offset: int) -> Spot | None:
        """Return the line or cell at ``offset``, or the one before it."""
        index = bisect_right(self._spot_starts, offset) - 1
        return self._spots[max(0, index)] if self._spots else None

    def note(self, offset: int) -> tuple[Element, str] | None:
        """Return the mark of the note that ``offset`` is in, and what kind of note it is."""
        spot = self.spot(offset)
        if spot is None or spot.mark is None:
            return None
        return spot.mark, "脚注" if tag(spot.mark) == "footnoteReference" else "尾注"

    def _stretch(self, element: Element, start: int, end: int) -> Stretch:
        anchor = self._anchors.of(element)
        if tag(anchor.element) != "r":
            return Stretch(anchor, 0, 0)
        base = position(anchor.element, anchor.content)
        return (
            Stretch(anchor, base + start, base + end)
            if anchor.splittable
            else Stretch(anchor, base, base + 1)
        )

    def of_mark(self, element: Element) -> Stretch:
        """Return the stretch of an element without text, such as the mark of a footnote."""
        return self._stretch(element, 0, 1)
