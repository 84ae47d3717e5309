"""A report as plain text, and the way back from its offsets to sections.

Every paragraph of prose is indented by two full-width spaces, as official texts are; titles, headings
and the signature are not. The readers use it: an indented line is never a heading, nor the second half
of a cut paragraph, so that the text reads back as it was.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_kit.document import Document
from report_kit.forms.binding import Figure, resolve
from report_kit.forms.report import format_date

if TYPE_CHECKING:
    from report_kit.forms.form import Section
    from report_kit.forms.layout import Grid
    from report_kit.forms.report import Report

INDENT = "\u3000\u3000"
RUN_IN_ENDS = ("。", "：", ":")
CHARTS_TITLE = "图解"
"""The heading of the charts that follow a report where they are asked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of one section's prose: ``report.section(section)[start:end]``."""

    section: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A passage of a printed line outside the prose.

    ``name`` is ``"title"``, ``"signature"`` or ``"heading:"`` and a section id; the passage is
    ``[start:end]`` of that line.
    """

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Rendered:
    """A report's text; ``pieces`` are (text start, length, section id, start in the section), ascending.

    ``lines`` are (text start, length, name) of the title, the headings and the signature, ascending.
    ``figures`` are the bound figures: where each stands in the text, and its binding in the section.
    """

    document: Document
    pieces: tuple[tuple[int, int, str, int], ...]
    lines: tuple[tuple[int, int, str], ...] = ()
    figures: tuple[Figure, ...] = ()

    def place(self, start: int, end: int) -> Place | None:
        """Return where ``document.text[start:end]`` stands in the prose; ``None`` outside one paragraph."""
        index = bisect_right(self.pieces, start, key=lambda piece: piece[0]) - 1
        if index < 0:
            return None
        low, length, section, offset = self.pieces[index]
        if end > low + length:
            return None
        return Place(section, self._back(start, low, offset, False), self._back(end, low, offset, True))

    def is_bound(self, start: int, end: int) -> bool:
        """Say whether a bound figure stands in ``document.text[start:end]``, whole or in part."""
        index = bisect_right(self.figures, start, key=lambda figure: figure.end)
        return index < len(self.figures) and self.figures[index].start < end

    def _back(self, position: int, low: int, offset: int, is_end: bool) -> int:
        """Return where a position stands in the section; inside a figure, the near end of its binding."""
        index = bisect_right(self.figures, position, key=lambda figure: figure.start) - 1
        figure = self.figures[index] if index >= 0 else None
        if figure is None or figure.start < low:
            return position - low + offset
        if figure.start < position < figure.end:
            return figure.source_end if is_end else figure.source
        if position == figure.start:
            return figure.source
        return position - figure.end + figure.source_end

    def line(self, start: int, end: int) -> Line | None:
        """Return where ``document.text[start:end]`` stands in the title, a heading or the signature."""
        index = bisect_right(self.lines, start, key=lambda line: line[0]) - 1
        if index < 0:
            return None
        low, length, name = self.lines[index]
        return Line(name, start - low, end - low) if end <= low + length else None


class _Writer:
    def __init__(self) -> None:
        self.lines: list[tuple[int, int, str]] = []
        self.parts: list[str] = []
        self.length = 0
        self.pieces: list[tuple[int, int, str, int]] = []
        self.figures: list[Figure] = []

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def line(self, name: str, text: str, end: str = "\n") -> None:
        """Write the title, a heading or the signature."""
        self.lines.append((self.length, len(text), name))
        self.write(text + end)

    def prose(self, report: Report, section: str, lead: str = "") -> None:
        """Write a section's paragraphs with its figures; ``lead`` is a run-in heading before the first."""
        offset = 0
        for number, paragraph in enumerate(report.section(section).split("\n")):
            if lead and number == 0:
                self.line(f"heading:{section}", lead, end="")
            else:
                self.write(INDENT)
            printed = resolve(paragraph, report.lookup)
            self.pieces.append((self.length, len(printed.text), section, offset))
            self.figures += (
                Figure(
                    self.length + figure.start,
                    self.length + figure.end,
                    offset + figure.source,
                    offset + figure.source_end,
                )
                for figure in printed.figures
            )
            self.write(printed.text + "\n")
            offset += len(paragraph) + 1


def render(report: Report) -> Rendered:
    """Write a report as plain text."""
    writer = _Writer()
    writer.line("title", report.title)
    grids = report.grids()
    for section in report.spec.sections:
        _section(writer, report, section)
        for table in section.tables:
            _table(writer, grids[table], captioned=section.captions)
    if report.signature:
        writer.line("signature", report.signature)
    if report.date:
        writer.write(format_date(report.date) + "\n")
    return Rendered(
        Document.from_text("".join(writer.parts)),
        tuple(writer.pieces),
        tuple(writer.lines),
        tuple(writer.figures),
    )


def _section(writer: _Writer, report: Report, section: Section) -> None:
    heading = report.heading(section.id) if section.level else ""
    if heading.endswith(RUN_IN_ENDS) and section.level == 2:
        writer.prose(report, section.id, heading)
        return
    if heading:
        writer.line(f"heading:{section.id}", heading)
    if report.section(section.id):
        writer.prose(report, section.id)


def _table(writer: _Writer, grid: Grid, *, captioned: bool) -> None:
    """Write a grid as tab-separated rows; a merged cell stands at its first position."""
    if captioned:
        writer.write(grid.caption + "\n")
    for line in grid.lines():
        row = [""] * grid.columns
        for cell in line:
            row[cell.column] = cell.text
        writer.write("\t".join(row) + "\n")
