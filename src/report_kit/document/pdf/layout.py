"""From pages to blocks: furniture dropped, lines of a paragraph put together, tables gone on with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from report_kit.document.limits import Deadline
from report_kit.document.model import ParagraphKind
from report_kit.document.pdf.grids import find_grids, read_grid
from report_kit.document.pdf.lines import Line, lines_of
from report_kit.document.pdf.pages import Page
from report_kit.document.structure import begins_paragraph
from report_kit.document.writer import GridText, SourceWriter

_MARGIN = 0.12
_PAGE_NUMBER = re.compile(
    r"[-—–－·~\s]*(?:第\s*)?(?:\d{1,4}|[IVXivx]{1,6})(?:\s*页)?(?:\s*[/，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·~\s]*"
)
_SENTENCE_ENDS = re.compile(r"[。；：！？]$")
_LETTER = re.compile(r"[A-Za-z]")
_INDENT = (1.2, 4.5)
_SHORT = 1.8
_LARGE = 1.08  # a long title is set in 小二 (18 pt) above 三号 (16 pt); glyphs measure a little less


@dataclass(frozen=True)
class PageTable:
    """A table on a page; ``xs`` are its edges."""

    rows: list[list[GridText]]
    xs: tuple[float, ...]
    bottom: float
    top: float


Item = Line | PageTable


@dataclass(frozen=True)
class Measure:
    """The measures of the body text: margins, font size, distance from line to line."""

    left: float
    right: float
    size: float
    pitch: float


def write_pages(pages: Sequence[Page], writer: SourceWriter, deadline: Deadline) -> None:
    """Write the blocks of all pages in reading order."""
    items: list[list[Item]] = []
    for page in pages:
        deadline.check()
        items.append(_items(page))
    kept = _without_furniture(pages, items)
    measure = _measure([item for page in kept for item in page])
    body = False
    for piece in _pieces(kept, measure):
        if isinstance(piece, PageTable):
            writer.table(piece.rows)
            continue
        first = piece[0]
        moved = (first.left - measure.left) / measure.size
        title = not body and first.size >= _LARGE * measure.size and first.text[-1:] not in "。；："
        body = body or not title
        kind: ParagraphKind = "title" if title else "body"
        # What stands further right is centred, or a signature at the right margin.
        indented = _INDENT[0] <= moved <= _INDENT[1] and not title
        writer.paragraph(_joined(piece), kind=kind, indented=indented and not _at_the_right(first, measure))


def _items(page: Page) -> list[Item]:
    """Return the lines and tables of a page from top to bottom."""
    rest = list(page.chars)
    found: list[Item] = []
    for grid in find_grids(page.strokes):
        inside = [char for char in rest if grid.holds(char)]
        rows = read_grid(grid, inside)
        if sum(map(len, rows)) < 2 or not any(cell.text for row in rows for cell in row):
            continue
        rest = [char for char in rest if not grid.holds(char)]
        found.append(PageTable(rows, grid.xs, grid.ys[-1], grid.ys[0]))
    if not found:
        return list(lines_of(rest))
    # Between two tables lines are found apart, so that columns do not run past a table.
    tables = sorted((item for item in found if isinstance(item, PageTable)), key=lambda item: -item.top)
    ordered: list[Item] = []
    for table in tables:
        above = [char for char in rest if (char.bottom + char.top) / 2 > table.top]
        rest = [char for char in rest if (char.bottom + char.top) / 2 <= table.top]
        ordered += [*lines_of(above), table]
    return ordered + list(lines_of(rest))


def _without_furniture(pages: Sequence[Page], items: Sequence[list[Item]]) -> list[list[Item]]:
    """Drop page numbers, and what stands at the same edge of half the pages but for its figures."""
    edges: list[dict[int, str]] = []
    for page, found in zip(pages, items, strict=True):
        edge = {}
        for index in {0, 1, len(found) - 2, len(found) - 1} & set(range(len(found))):
            item = found[index]
            if not isinstance(item, Line):
                continue
            middle = (item.bottom + item.top) / 2 / (page.height or 1)
            if middle > 1 - _MARGIN or middle < _MARGIN:
                side = "头" if middle > 0.5 else "脚"
                edge[index] = side + re.sub(r"\d+|\s+", "", item.text)
        edges.append(edge)
    often = Counter(text for edge in edges for text in set(edge.values()))
    least = max(2, (len(pages) + 1) // 2)

    def is_furniture(number: int, index: int, item: Item) -> bool:
        text = edges[number].get(index)
        if text is None or not isinstance(item, Line):
            return False
        return _PAGE_NUMBER.fullmatch(item.text) is not None or (len(text) > 1 and often[text] >= least)

    return [
        [item for index, item in enumerate(found) if not is_furniture(number, index, item)]
        for number, found in enumerate(items)
    ]


def _measure(items: Sequence[Item]) -> Measure:
    lines = [item for item in items if isinstance(item, Line)]
    if not lines:
        return Measure(0, 0, 1, 1)
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    size = max(1.0, sizes.most_common(1)[0][0])
    body = [line for line in lines if abs(line.size - size) <= 0.15 * size] or list(lines)
    widest = max(line.right - line.left for line in body)
    long = [line for line in body if line.right - line.left > 0.7 * widest]
    # First lines of paragraphs are indented, and a report of short ones may have no others at that height.
    lefts = Counter(round(line.left) for line in body)
    left = min((at for at, times in lefts.items() if times > 1), default=min(lefts))
    right = float(max(Counter(round(line.right) for line in long).most_common(4))[0])
    # A table is as wide as the text, or a little wider.
    right = max([right, *(item.xs[-1] - size / 2 for item in items if isinstance(item, PageTable))])
    steps = [
        first.bottom - second.bottom
        for first, second in pairwise(body)
        if 0 < first.bottom - second.bottom < 4 * size
    ]
    return Measure(float(left), right, size, median(steps) if steps else 1.5 * size)


def _pieces(pages: Sequence[list[Item]], measure: Measure) -> Iterator[list[Line] | PageTable]:
    """Yield paragraphs as their lines, and tables with what follows of them on the next page."""
    waiting: list[Line] = []
    table: PageTable | None = None
    for page in pages:
        for index, item in enumerate(page):
            if isinstance(item, PageTable):
                if waiting:
                    yield waiting
                    waiting = []
                if table is not None and index == 0 and _goes_on(table, item):
                    table = _together(table, item)
                    continue
                if table is not None:
                    yield table
                table = item
                continue
            if table is not None:
                yield table
                table = None
            if waiting and _new_paragraph(waiting[-1], item, measure, same_page=index > 0):
                yield waiting
                waiting = []
            waiting.append(item)
    if waiting:
        yield waiting
    if table is not None:
        yield table


def _goes_on(above: PageTable, below: PageTable) -> bool:
    near = abs(above.xs[0] - below.xs[0]) <= 6 and abs(above.xs[-1] - below.xs[-1]) <= 6
    return near and bool(above.rows)


def _together(above: PageTable, below: PageTable) -> PageTable:
    """Return one table; a head printed again on the new page is left out."""
    again = 0
    for first, second in zip(above.rows, below.rows, strict=False):
        texts = [cell.text for cell in first]
        if texts != [cell.text for cell in second] or any(re.search(r"\d", text) for text in texts):
            break
        again += 1
    return PageTable([*above.rows, *below.rows[again:]], above.xs, below.bottom, above.top)


def _new_paragraph(last: Line, line: Line, measure: Measure, *, same_page: bool) -> bool:
    """Say whether ``line`` begins a paragraph rather than going on with that of ``last``."""
    size = measure.size
    step = last.bottom - line.bottom
    return (
        bool(last.breaks or line.breaks)
        or abs(last.size - line.size) > 0.15 * max(last.size, line.size)
        or line.left - measure.left > _INDENT[0] * size
        or last.right < measure.right - _SHORT * size
        or (same_page and step > 1.35 * measure.pitch)
        or (_SENTENCE_ENDS.search(last.text) is not None and begins_paragraph(line.text))
    )


def _at_the_right(line: Line, measure: Measure) -> bool:
    middle = (measure.left + measure.right) / 2
    return line.right < measure.right - _SHORT * measure.size and line.left > middle


def _joined(lines: Sequence[Line]) -> str:
    text = ""
    for line in lines:
        words = text and _LETTER.match(text[-1]) and _LETTER.match(line.text[0])
        text += " " + line.text if words else line.text
    return text
