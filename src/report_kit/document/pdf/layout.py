"""From pages to blocks: furniture dropped, lines of a paragraph put together, tables gone on with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from report_kit.document.limits import Deadline
from report_kit.document.model import ParagraphKind
from report_kit.document.pdf.furniture import without_furniture
from report_kit.document.pdf.grids import find_grids, read_grid
from report_kit.document.pdf.lines import Line, lines_of
from report_kit.document.pdf.pages import Page
from report_kit.document.pdf.paragraphs import INDENT, SHORT, Measure, Words, goes_on, measure_of
from report_kit.document.pdf.tables import Item, PageTable, together, with_open_tables
from report_kit.document.writer import SourceWriter

_LARGE = 1.08  # a long title is set in 小二 (18 pt) above 三号 (16 pt); glyphs measure a little less
_APART = 1.0  # lines of text that would have room above a name that signs
_STOPS = re.compile("[。；：！？，、]")
_DATE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_SMALL_PICTURE = 12.0  # points: bullets and lines that are pictures


def write_pages(pages: Sequence[Page], writer: SourceWriter, deadline: Deadline) -> None:
    """Write the blocks of all pages in reading order, and tell what is left out."""
    items: list[list[Item]] = []
    for page in pages:
        deadline.check()
        items.append(_items(page))
    kept, left_out = without_furniture(pages, items)
    measure = measure_of([item for page in kept for item in page])
    kept = [with_open_tables(page, measure) for page in _in_known_columns(kept)]
    words = Words(item for page in kept for item in page if isinstance(item, Line))
    writer.omit("header", left_out, "各页")
    body = False
    above: list[Line] | PageTable | None = None
    found = list(_pieces(kept, measure))
    numbers = {id(item): number for number, page in enumerate(kept) for item in page}
    rest = iter([*(piece for _, piece in found if piece is not None), None])
    below = next(rest)
    for start, piece in found:
        _tell(pages[start] if start >= 0 else None, writer)
        if piece is None:
            continue
        below = next(rest)
        first_item = piece if isinstance(piece, PageTable) else piece[0]
        writer.page(pages[numbers.get(id(first_item), 0)].number)
        # Between pages the room is less than nothing.
        apart = _room(above, piece) > _APART * measure.pitch
        signs = _is_date(below) and _room(piece, below) < _APART * measure.pitch
        above = piece
        if isinstance(piece, PageTable):
            writer.table(piece.rows)
            writer.omit("mark", piece.marks)
            continue
        first = piece[0]
        left = first.frame[0] if first.frame else measure.left
        moved = (first.left - left) / measure.size
        title = not body and first.size >= _LARGE * measure.size and first.text[-1:] not in "。；："
        body = body or not title
        kind: ParagraphKind = "title" if title else "body"
        # What stands further right is centred, or a signature at the right margin.
        indented = INDENT[0] <= moved <= INDENT[1] and not title
        # A name below an empty line or right above a date signs, though it be so long that it begins where
        # paragraphs do.
        name = len(piece) == 1 and (apart or signs) and _STOPS.search(first.text) is None
        indented = indented and not name and not _at_the_right(first, measure)
        writer.paragraph(words.joined(piece), kind=kind, indented=indented)
        writer.omit("mark", sum(line.marks for line in piece))


def _room(above: list[Line] | PageTable | None, below: list[Line] | PageTable | None) -> float:
    """Return how much room is between two pieces of a page."""
    if not above or not below:
        return 0.0
    last = above if isinstance(above, PageTable) else above[-1]
    first = below if isinstance(below, PageTable) else below[0]
    return last.bottom - first.top


def _is_date(piece: list[Line] | PageTable | None) -> bool:
    return isinstance(piece, list) and len(piece) == 1 and _DATE.fullmatch(piece[0].text) is not None


def _in_known_columns(pages: Sequence[list[Item]]) -> list[list[Item]]:
    """Say of the lines of a page that stand in one column, as on other pages, that they do."""
    frames = {item.frame for page in pages for item in page if isinstance(item, Line) and item.frame}
    done: list[list[Item]] = []
    for page in pages:
        lines = [item for item in page if isinstance(item, Line)]
        fitting = [
            frame
            for frame in frames
            if all(frame[0] - 2 <= line.left and line.right <= frame[1] + 2 for line in lines)
        ]
        if lines and fitting and not any(line.frame for line in lines):
            frame = min(fitting, key=lambda frame: frame[1] - frame[0])
            page = [replace(item, frame=frame) if isinstance(item, Line) else item for item in page]
        done.append(page)
    return done


def _tell(page: Page | None, writer: SourceWriter) -> None:
    """Tell what of a page is not in the text."""
    if page is None:
        return
    place = f"第 {page.number} 页"
    pictures = sum(
        right - left > _SMALL_PICTURE and top - bottom > _SMALL_PICTURE
        for left, bottom, right, top in page.pictures
    )
    if pictures and not page.chars:
        writer.omit("scan", 1, place)
    else:
        writer.omit("image", pictures, place)
    writer.omit("hidden", page.hidden, place)
    writer.omit("watermark", page.slanted, place)
    writer.omit("symbol", page.unread, place)
    writer.omit("layer", page.recognised, place)
    if page.reading is not None:
        size = sum(not char.text.isspace() for char in page.chars)
        writer.omit("recognised", size, f"{place}（把握 {page.reading.sure:.1%}）")
        writer.omit("illegible", page.reading.unread, place)
        for passage in page.reading.doubtful:
            writer.omit("doubtful", 1, f"{place}{passage}")


def _items(page: Page) -> list[Item]:
    """Return the lines and tables of a page from top to bottom."""
    rest = list(page.chars)
    found: list[PageTable] = []
    for grid in find_grids(page.strokes):
        inside = [char for char in rest if grid.holds(char)]
        marks: list[int] = []
        rows = read_grid(grid, inside, marks)
        if sum(map(len, rows)) < 2 or not any(cell.text for row in rows for cell in row):
            continue
        rest = [char for char in rest if not grid.holds(char)]
        found.append(PageTable(rows, grid.xs, grid.ys[-1], grid.ys[0], sum(marks)))
    # Between two tables lines are found apart, so that columns do not run past a table.
    ordered: list[Item] = []
    for table in sorted(found, key=lambda item: -item.top):
        above = [char for char in rest if (char.bottom + char.top) / 2 > table.top]
        rest = [char for char in rest if (char.bottom + char.top) / 2 <= table.top]
        ordered += [*lines_of(above), table]
    return ordered + list(lines_of(rest))


def _pieces(
    pages: Sequence[list[Item]], measure: Measure
) -> Iterator[tuple[int, list[Line] | PageTable | None]]:
    """Yield paragraphs as their lines, and tables with what follows of them on the next page.

    Before what begins on a page comes the number of the page, with nothing; -1 stands for no new page.
    """
    waiting: list[Line] = []
    table: PageTable | None = None
    for number, page in enumerate(pages):
        for index, item in enumerate(page):
            if isinstance(item, PageTable):
                if waiting:
                    yield -1, waiting
                    waiting = []
                if table is not None and index == 0 and _table_goes_on(table, item):
                    table = together(table, item)
                    continue
                if table is not None:
                    yield -1, table
                table = item
                continue
            if table is not None:
                yield -1, table
                table = None
            if waiting and not goes_on(waiting[-1], item, measure, same_page=index > 0):
                yield -1, waiting
                waiting = []
            waiting.append(item)
        yield number, None
    if waiting:
        yield -1, waiting
    if table is not None:
        yield -1, table


def _table_goes_on(above: PageTable, below: PageTable) -> bool:
    near = abs(above.xs[0] - below.xs[0]) <= 6 and abs(above.xs[-1] - below.xs[-1]) <= 6
    return near and bool(above.rows)


def _at_the_right(line: Line, measure: Measure) -> bool:
    middle = (measure.left + measure.right) / 2
    return line.right < measure.right - SHORT * measure.size and line.left > middle
