"""Text with structure and offsets: what every reader yields and every rule works on.

All offsets are code points. ``Document.text`` is the text the rules see; ``Document.source`` is the
text of the file as it was read. They differ where a reader rejoined paragraphs cut by page breaks;
``Document.source_spans`` maps the one to the other. ``Document.omissions`` says what is in neither.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from report_kit.document.offsets import LineIndex
from report_kit.document.omissions import Omission

Span = tuple[int, int]
ParagraphKind = Literal["title", "heading", "body"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; ``document.text[start:end] == text``.

    ``level`` is the outline level the file itself states (a Word heading style), 0 when it states none.
    ``indented`` says that the file marks this paragraph's beginning (a first-line indent), so it can
    not be the second half of a cut one.
    """

    start: int
    end: int
    text: str
    kind: ParagraphKind = "body"
    level: int = 0
    indented: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell as the file holds it; ``row`` and ``column`` count from 0 in the file's own grid."""

    start: int
    end: int
    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cells, in reading order. Rows may have different lengths."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]

    def cells(self) -> Iterator[Cell]:
        """Yield every cell in reading order."""
        for row in self.rows:
            yield from row


@dataclass(frozen=True, slots=True)
class Segment:
    """``text[start:start + length]`` stands in the source at ``source_start``, unchanged."""

    start: int
    length: int
    source_start: int


@dataclass(frozen=True, slots=True)
class Join:
    """A paragraph that the file cuts in two, put together again at ``position`` in the text."""

    position: int
    source: Span


@dataclass(frozen=True)
class Document:
    """A text, its blocks in reading order, and the way back to the file.

    Args:
        text: what is checked. Paragraphs and table rows are lines, cells are parted by tabs.
        blocks: paragraphs and tables in reading order.
        source: the text of the file as read (for a ``.docx``, its paragraphs and cells line by line).
        segments: identity pieces from text to source, ascending; empty means text and source are equal.
        joins: where cut paragraphs were put together.
        path: name of the file for messages; empty for a string.
        omissions: what the file holds beside the source, in the order of its places.
        pages: where in the text each page begins, for a file that has pages; a paragraph over two is on its
            first.
    """

    text: str
    blocks: tuple[Paragraph | Table, ...]
    source: str
    segments: tuple[Segment, ...] = ()
    joins: tuple[Join, ...] = ()
    path: str = ""
    omissions: tuple[Omission, ...] = ()
    pages: tuple[int, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(segment.start for segment in self.segments))

    @classmethod
    def from_text(cls, text: str, path: str = "") -> Document:
        """Wrap a string: nothing is rejoined, so offsets into the string and the document agree."""
        from report_kit.document.structure import document_from_text

        return document_from_text(text, rejoin=False, path=path)

    @property
    def has_unread(self) -> bool:
        """Whether the file holds what is not in the text."""
        return any(not one.is_read for one in self.omissions)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs outside tables."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @cached_property
    def source_lines(self) -> LineIndex:
        """Line and column positions of the source."""
        return LineIndex(self.source)

    def page(self, offset: int) -> int:
        """Return the number of the page, from 1, on which an offset of the text stands; 0 without pages."""
        return bisect_right(self.pages, offset)

    def source_spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the ranges of the source that hold ``text[start:end]``, in order.

        One range where the file holds the passage in one piece, several where it was cut. Characters
        that only the document has (a joint, a line end between blocks) belong to no range.
        """
        if not self.segments:
            return ((start, end),)
        spans: list[Span] = []
        index = max(0, bisect_right(self._starts, start) - 1)
        for number in range(index, len(self.segments)):
            segment = self.segments[number]
            if segment.start >= end and segment.start > start:
                break
            low = max(start, segment.start)
            high = min(end, segment.start + segment.length)
            if low < high or (start == end and low == high == start):
                shift = segment.source_start - segment.start
                if spans and spans[-1][1] == low + shift:
                    spans[-1] = (spans[-1][0], high + shift)
                else:
                    spans.append((low + shift, high + shift))
                if start == end:
                    break
        return tuple(spans)
