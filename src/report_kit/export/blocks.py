"""The neutral block model every writer renders: what stands on the page, in order, as plain text.

No block holds markup, so nothing in a notebook can reach a writer's own language (HTML, typst, XML).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from report_kit.forms.layout import Grid

TYPE_WIDTH = 442.2  # points in 156 mm
_CELL_PADDING = 5.0  # left and right together
_FIGURE_WIDTH = 0.56  # em, the widest figures of the fonts used
_SMALLEST = 6.0
_TITLE_YEAR = re.compile(r"\d{4}\s*年")


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
    """A paragraph; ``lead`` is a heading of level 2 that runs in, on the same line before ``text``."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table, already laid out."""

    grid: Grid


@dataclass(frozen=True, slots=True)
class Signature:
    """The signing agency (落款) and the date as printed (成文日期); either may be empty."""

    agency: str
    date: str


@dataclass(frozen=True, slots=True)
class Code:
    """Text whose line ends and blanks count: code, or what code printed."""

    text: str


Block = Title | Heading | Paragraph | TableBlock | Signature | Code


@dataclass(frozen=True, slots=True)
class Content:
    """A whole document for the writers.

    Args:
        title: its name in file properties and the browser's tab.
        blocks: what is printed.
        author: the agency, if known.
        date: ISO date (``2025-01-13``) for file properties; empty when unknown.
    """

    title: str
    blocks: tuple[Block, ...]
    author: str = ""
    date: str = ""


def title_lines(text: str, line_length: float) -> tuple[str, ...]:
    """Break a title the way an official one is broken: after the agency, before the year.

    A title that fits stays on one line. A part too long for a line is halved at a place where no word
    of the usual agency names is cut, so no single word is left alone on the last line.

    Args:
        text: the title.
        line_length: what fits on a line, in full-width characters.
    """
    if display_width(text) <= line_length:
        return (text,)
    year = _TITLE_YEAR.search(text)
    parts = [text[: year.start()].strip(), text[year.start() :]] if year and year.start() else [text]
    lines: list[str] = []
    for part in parts:
        lines += _balanced(part, line_length)
    return tuple(lines)


# Where a title may be broken: 米易县|白坡彝族乡|人民政府 2024年|政府信息公开|工作年度报告.
_BREAKABLE = re.compile(
    r"(?<=[省市县区盟旗州乡镇])(?=..)|(?<=\D)(?=\d{4}\s*年)|(?=人民政府|办事处|委员会|管理局|工作年度报告)"
)


def title_pieces(line: str) -> list[str]:
    """Cut a title where a narrow screen may break it without parting a name or a year."""
    pieces = (re.sub(r"\s+", "\u00a0", piece.strip()) for piece in _BREAKABLE.split(line))
    return [piece for piece in pieces if piece]


def _balanced(part: str, line_length: float) -> list[str]:
    count = -(-display_width(part) // line_length)
    if count <= 1:
        return [part]
    wanted = len(part) / count
    places = [match.start() for match in _BREAKABLE.finditer(part) if match.start()]
    fitting = [place for place in places if display_width(part[:place]) <= line_length]
    place = min(fitting or [round(wanted)], key=lambda place: abs(place - wanted))
    return [part[:place], *_balanced(part[place:], line_length)]


def display_width(text: str) -> float:
    """Return the width of ``text`` in full-width characters; ASCII counts half."""
    return sum(0.5 if " " <= sign <= "~" else 1.0 for sign in text)


def table_size(grid: Grid) -> float:
    """Return the type size in points: 小四 (12) for a table of few columns, 小五 (9) for a wide one.

    Smaller where a long figure would not fit its column on a line.
    """
    size = 12.0 if grid.columns <= 6 else 9.0
    share = TYPE_WIDTH / sum(grid.widths)
    for cell in grid.cells:
        if cell.address and cell.text:
            room = share * sum(grid.widths[cell.column : cell.column + cell.colspan]) - _CELL_PADDING
            size = min(size, room / (len(cell.text) * _FIGURE_WIDTH))
    return max(_SMALLEST, int(size * 2) / 2)
