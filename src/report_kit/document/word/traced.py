"""Text that knows where its characters stand in the file: the way back from a finding to a Word run."""

from __future__ import annotations

from dataclasses import dataclass

from report_kit.document.omissions import OmissionKind
from report_kit.document.word.xml import Element


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:start + length]`` is what stands in ``element`` from its character ``offset`` on.

    ``element`` is a ``w:t``, or an element that stands for one character (a tab, a symbol).
    """

    start: int
    length: int
    element: Element
    offset: int = 0

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Spot:
    """``source[start:end]`` is a line of ``paragraph``; a cell is one spot, anchored at its first one.

    A line of a footnote or endnote has the ``mark`` of the note in the body, and the paragraph of that.
    """

    start: int
    end: int
    paragraph: Element
    mark: Element | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something of the file is left out where ``text[offset]`` stands; see ``Omission``."""

    offset: int
    kind: OmissionKind
    size: int


class Traced:
    """A string whose characters remember their elements; characters the reader made up have none.

    Grows in place: a hostile file can hold a paragraph or a cell of some 100,000 pieces.
    """

    __slots__ = ("_chunks", "gaps", "length", "pieces")

    def __init__(
        self, text: str = "", pieces: list[Piece] | None = None, gaps: list[Gap] | None = None
    ) -> None:
        self._chunks = [text] if text else []
        self.length = len(text)
        self.pieces = pieces if pieces is not None else []
        self.gaps = gaps if gaps is not None else []

    @property
    def text(self) -> str:
        """The whole string."""
        if len(self._chunks) > 1:
            self._chunks = ["".join(self._chunks)]
        return self._chunks[0] if self._chunks else ""

    @property
    def last(self) -> str:
        """The last character; empty when there is none."""
        return self._chunks[-1][-1] if self._chunks else ""

    def tail(self, length: int) -> str:
        """Return the last ``length`` characters."""
        found = ""
        for chunk in reversed(self._chunks):
            found = chunk[-length:] + found
            if len(found) >= length:
                break
        return found[-length:]

    def add(self, text: str, element: Element) -> None:
        """Append what ``element`` holds."""
        if text:
            self.pieces.append(Piece(self.length, len(text), element))
            self._append(text)

    def omit(self, kind: OmissionKind, size: int = 1) -> None:
        """Say that something is left out here; nothing where the size is 0."""
        if size:
            self.gaps.append(Gap(self.length, kind, size))

    def extend(self, other: Traced | str) -> None:
        """Append another traced string, or characters without an element."""
        if isinstance(other, Traced):
            self.pieces += other.shifted(self.length)
            self.gaps += [Gap(gap.offset + self.length, gap.kind, gap.size) for gap in other.gaps]
            other = other.text
        if other:
            self._append(other)

    def _append(self, text: str) -> None:
        self._chunks.append(text)
        self.length += len(text)

    def shifted(self, by: int) -> list[Piece]:
        """Return the pieces as they are when ``by`` characters stand before the text."""
        return [Piece(piece.start + by, piece.length, piece.element, piece.offset) for piece in self.pieces]

    def cut(self, start: int, end: int) -> Traced:
        """Return the part from ``start`` to ``end``, with all gaps, those cut off at its edges."""
        pieces = []
        for piece in self.pieces:
            low, high = max(piece.start, start), min(piece.end, end)
            if low < high:
                pieces.append(Piece(low - start, high - low, piece.element, piece.offset + low - piece.start))
        length = max(0, end - start)
        gaps = [Gap(min(max(gap.offset - start, 0), length), gap.kind, gap.size) for gap in self.gaps]
        return Traced(self.text[start:end], pieces, gaps)

    def lstrip(self) -> Traced:
        """Return the text without white space at its beginning."""
        return self.cut(self.length - len(self.text.lstrip()), self.length)

    def strip(self) -> Traced:
        """Return the text without white space at both ends."""
        return self.cut(self.length - len(self.text.lstrip()), len(self.text.rstrip()))

    def lines(self) -> list[Traced]:
        """Return the lines, without their ends."""
        found, start, gaps = [], 0, list(self.gaps)
        for line in self.text.split("\n"):
            end = start + len(line)
            found.append(Traced(line, Traced(self.text, self.pieces).cut(start, end).pieces))
            while gaps and gaps[0].offset <= end:
                gap = gaps.pop(0)
                found[-1].gaps.append(Gap(gap.offset - start, gap.kind, gap.size))
            start = end + 1
        return found

    def without_tabs(self) -> Traced:
        """Return the text with a space for each tab."""
        return Traced(self.text.replace("\t", " "), self.pieces, self.gaps)
