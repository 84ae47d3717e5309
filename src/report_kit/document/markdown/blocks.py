"""What Markdown holds, in order, as plain text with its places: the one reading of it that the kit has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from report_kit.document.markdown.traced import Traced

LeftOutKind = Literal["image", "html", "hidden", "struck", "comment", "definition"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` counts from 1 as the Markdown has it."""

    level: int
    text: Traced


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a line of one; the mark of a list item is part of its text.

    ``depth`` counts the quotes around it, and the lists beyond the first.
    """

    text: Traced
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Code:
    """Text whose line ends and blanks count."""

    text: Traced
    depth: int = 0


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell and the place it takes in the grid of its table; its paragraphs are parted by line ends."""

    text: Traced
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cells, the first ``header_rows`` of them headers."""

    rows: tuple[tuple[TableCell, ...], ...]
    header_rows: int


TextBlock = Heading | Paragraph | Code | Table


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of the Markdown is not in its text.

    Args:
        kind: ``image`` (its description is in the text, in brackets), ``html`` (what is never text, such as
            scripts), ``hidden`` (text that a page does not show), ``struck``, ``comment``,
            ``definition`` (the address of a link that nothing refers to).
        start, end: the range of the Markdown source.
        text: what stands there, or what it says.
    """

    kind: LeftOutKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Blocks in reading order, and what they leave out."""

    blocks: tuple[TextBlock, ...]
    left_out: tuple[LeftOut, ...] = ()
