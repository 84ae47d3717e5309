"""The neutral block model every writer renders: what stands on the page, in order, as plain text.

No block holds markup, so nothing in a notebook can reach a writer's own language (HTML, typst, XML).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_kit.forms.attached import attached_entries
from report_kit.forms.layout import Grid

if TYPE_CHECKING:
    from report_kit.export.charts.figures import Chart

TYPE_WIDTH = 442.2  # points in 156 mm
_CELL_PADDING = 5.0  # left and right together
_FIGURE_WIDTH = 0.56  # em, the widest figures of the fonts used
_SMALLEST = 6.0
_LONGEST_CENTRED = 16.0  # full-width characters


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the document."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` counts from 1 (the title is none)."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``lead`` is a heading of level 2 that runs in, on the same line before ``text``.

    ``depth`` says how often it is set in: in quotes, and in lists within lists. ``flush`` says that its first
    line is not set in: whom a circular is addressed to (主送机关).
    """

    text: str
    lead: str = ""
    depth: int = 0
    flush: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table, already laid out; ``captioned`` says that its name is printed above it."""

    grid: Grid
    captioned: bool = False

    @property
    def caption(self) -> str:
        """What is printed above it, if anything."""
        return self.grid.caption if self.captioned else ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart; each writer draws it, or prints what it says."""

    chart: Chart


@dataclass(frozen=True, slots=True)
class Attachments:
    """The names of what is attached (附件说明), without numbers and final marks."""

    names: tuple[str, ...]

    @property
    def entries(self) -> list[tuple[str, str, str]]:
        """Label, number and name of each as printed: the first has the label, a single one no number."""
        return attached_entries(self.names)


@dataclass(frozen=True, slots=True)
class Note:
    """A note below the date (附注), in its brackets."""

    text: str


@dataclass(frozen=True, slots=True)
class Signature:
    """The signing agency (落款) and the date as printed (成文日期); either may be empty."""

    agency: str
    date: str


@dataclass(frozen=True, slots=True)
class Code:
    """Text whose line ends and blanks count: code, or what code printed."""

    text: str


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows begins a new page, under a title of its own."""

    title: str


Block = Title | Heading | Paragraph | TableBlock | Figure | Attachments | Signature | Note | Annex | Code


@dataclass(frozen=True, slots=True)
class Content:
    """A whole document for the writers.

    Args:
        title: its name in file properties and the browser's tab.
        blocks: what is printed.
        author: the agency, if known.
        date: ISO date (``2025-01-13``) for file properties; empty when unknown.
        draft: every page says that it is no final copy.
        seal: what binds the file to the trail of its workspace, for file properties; empty for none.
    """

    title: str
    blocks: tuple[Block, ...]
    author: str = ""
    date: str = ""
    draft: bool = False
    seal: str = ""

    @property
    def marked_title(self) -> str:
        """The title that file properties and the browser's tab give: a draft's says so."""
        return f"（草稿）{self.title}" if self.draft else self.title

    @property
    def main_blocks(self) -> tuple[Block, ...]:
        """The document itself, up to the first annex."""
        return self.blocks[: self._annex]

    @property
    def annex_blocks(self) -> tuple[Block, ...]:
        """The annexes, which no reader should take for the document's own text."""
        return self.blocks[self._annex :]

    @property
    def _annex(self) -> int:
        found = (at for at, block in enumerate(self.blocks) if isinstance(block, Annex))
        return next(found, len(self.blocks))


def display_width(text: str) -> float:
    """Return the width of ``text`` in full-width characters; ASCII counts half."""
    return sum(0.5 if " " <= sign <= "~" else 1.0 for sign in text)


def prose_columns(grid: Grid) -> frozenset[int]:
    """Return the columns that hold prose, to be set from the left; a table of the form has none."""
    return frozenset(
        cell.column
        for cell in grid.cells
        if not cell.scope and cell.address is None and display_width(cell.text) > _LONGEST_CENTRED
    )


def table_size(grid: Grid, figure_width: float = _FIGURE_WIDTH) -> float:
    """Return the type size in points: 小四 (12) for a table of few columns, 小五 (9) for a wide one.

    Smaller where a long figure would not fit its column on a line; ``figure_width`` is that of one digit, in
    em.
    """
    size = 12.0 if grid.columns <= 6 else 9.0
    share = TYPE_WIDTH / sum(grid.widths)
    for cell in grid.cells:
        if cell.address and cell.text:
            room = share * sum(grid.widths[cell.column : cell.column + cell.colspan]) - _CELL_PADDING
            size = min(size, room / (len(cell.text) * figure_width))
    return max(_SMALLEST, int(size * 2) / 2)
