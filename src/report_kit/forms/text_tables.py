"""Find the cells of the statutory tables in text without tabs, as copied from a PDF or a web page.

There a row is its label with the figures behind it: on one line, glued to the label, or a line each. Rows
are looked for in the form's order; a row is taken only when it has exactly the figures the form has columns
for, so what is garbled stays unread rather than misread.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache, lru_cache

from report_kit.document import Cell, Document, Span
from report_kit.forms.form import Form, Row
from report_kit.forms.form import Table as FormTable
from report_kit.forms.outline import squeeze
from report_kit.forms.tables import LocatedCell
from report_kit.forms.wide import Sheet, locate_wide

Cells = dict[tuple[str, str, str], LocatedCell]

# A label is known by its beginning; the rest may stand on the next line, or behind the figures.
_PREFIX = 6
_ENDING = 3
# From one row to the next, the head of the table on a new page included.
_REACH = 400
_MOST_BEHIND = 80
_NUMBER = r"-?\d+(?:\.\d+)?"
_FIGURE = re.compile(rf"(?<![\d.]){_NUMBER}(?![\d.])")
_TOKEN = re.compile(r"(?<!\S)(?:-?\d+(?:,\d{3})*(?:\.\d+)?(?:件|条|个|项|万元)?|[—–／/\\-]{1,2}|无)(?!\S)")
"""A figure or a mark for none, blanks around it."""
_ROW_LINE = re.compile(
    r"^[ \t\u3000]*(\S*[\u3400-\u9fff]\S*)((?:[ \t\u3000]+(?:-?\d[\d.,]*|[—–／/-]{1,2}|无))+)[ \t\u3000]*$",
    re.M,
)
"""A line that is a label with figures behind it."""
_CLOSE = 0.8
_LEAST_HEAD = 3
"""So many labels in a row are the head of a table; fewer may stand in prose."""
_YEAR = re.compile(r"20\d\d(?=\s*年)")


@dataclass(frozen=True)
class TextTables:
    """Cells found in running text, and the stretches of text that are nothing but table."""

    cells: Cells
    zones: tuple[Span, ...]

    def with_zones(self, zones: Sequence[Span]) -> TextTables:
        """Return the same with further stretches of text that are table."""
        return replace(self, zones=(*self.zones, *zones)) if zones else self

    def covers(self, start: int, end: int) -> bool:
        """Say whether a paragraph belongs to a table; what follows the last figure may be a caption."""
        return any(low <= start < high and end <= high + _MOST_BEHIND for low, high in self.zones)


def locate_text_tables(document: Document, form: Form, known: Cells) -> TextTables:
    """Read the tables of the form that ``known`` lacks from the paragraphs of ``document``."""
    cells: Cells = {}
    zones: list[Span] = []
    text = document.text
    missing = {table.id for table in form.tables} - {table for table, _, _ in known}
    for table in form.tables:
        if table.id not in missing:
            continue
        found, zone = _by_rows(text, table) if _labelled(table) else _wide(text, table)
        # Table rows that hold tabs are cells already; their labels must not be read a second time.
        if found and not any(block.start <= zone[0] < block.end for block in document.tables):
            cells.update(found)
            zones.append(zone)
    return TextTables(cells, tuple(zones))


def may_hold_text_rows(text: str, form: Form) -> bool:
    """Say whether ``text`` can hold rows of the form's tables, at little cost."""
    return any(
        _pattern(beginning).search(text) if _labelled(table) else _head_of(table).place.search(text)
        for table in form.tables
        for beginning in _starts(table)
    )


def _labelled(table: FormTable) -> bool:
    return any(row.label for block in table.blocks for row in block.rows)


@dataclass(frozen=True)
class _Head:
    """How the head of a table of one row is printed: where it begins, runs of its labels, a year before."""

    place: re.Pattern[str]
    word: re.Pattern[str]
    run: re.Pattern[str]
    year_before: re.Pattern[str]


@lru_cache(maxsize=32)
def _head_of(table: FormTable) -> _Head:
    columns = table.blocks[0].columns
    words = "|".join(re.escape(label) for label in dict.fromkeys(column.label for column in columns))
    run = rf"(?:(?:{words})\s*){{{min(_LEAST_HEAD, len(columns))},{len(columns)}}}"
    # The innermost headings tell the table best; the labels themselves, where there are none.
    deepest = max(len(column.path) for column in columns)
    groups = dict.fromkeys(
        column.path[-1] for column in columns if column.path and len(column.path) == deepest
    )
    first = re.escape((columns[0].path or (columns[0].label,))[0])
    return _Head(
        place=re.compile("|".join(map(re.escape, groups)) or run),
        word=re.compile(words),
        run=re.compile(run),
        year_before=re.compile(rf"(20\d\d)\s*年\s*{first}[^\d]*\Z"),
    )


@cache
def _pattern(label: str) -> re.Pattern[str]:
    letters = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", label))[:_PREFIX]
    first = r"(?:^|(?<=[^\u3400-\u9fff\s])|(?<=\n)|(?<=[ \t\u3000]))" if len(letters) < 5 else ""
    return re.compile(first + r"[\W_]{0,3}?".join(map(re.escape, letters)), re.M)


def _starts(table: FormTable) -> Iterator[str]:
    head = table.blocks[0]
    yield head.columns[0].label if len(table.blocks) > 1 else head.rows[0].label


def _by_rows(text: str, table: FormTable) -> tuple[Cells, Span]:
    """Read a table whose rows have labels, beginning at the first place that yields most of its rows."""
    rows = [(block, row) for block in table.blocks for row in block.rows]
    for beginning in _starts(table):
        for match in _pattern(beginning).finditer(text):
            places = _places(text, [row for _, row in rows], match.start())
            found: Cells = {}
            ends = [places[0][0] if places else 0]
            for (block, row), place in zip(rows, places, strict=True):
                if not place[1]:
                    continue
                low, high = place
                after = min((p[0] for p in places if p[1] and p[0] > low), default=len(text))
                figures = _row_figures(text, high, min(after, high + _REACH), len(block.columns))
                label = _printed_label(text, low, figures, row)
                for column, (start, end) in zip(block.columns, figures, strict=False):
                    cell = Cell(start, end, text[start:end], len(found), 0)
                    found[table.id, row.id, column.id] = LocatedCell(cell, label)
                ends += [end for _, end in figures]
            if len({row for _, row, _ in found}) * 2 > len(rows):
                found.update(_whole_groups(text, table, places, match.start()))
                found |= _alike(text, table, found, match.start(), max(ends))
                return found, (match.start(), max(ends))
    return {}, (0, 0)


def _alike(text: str, table: FormTable, found: Cells, low: int, high: int) -> Cells:
    """Read the rows not found by their labels from lines whose words are like the label."""
    have = {row for _, row, _ in found}
    free = {
        squeeze(row.label): (block, row) for block in table.blocks for row in block.rows if row.id not in have
    }
    taken = sorted(located.cell.start for located in found.values())
    cells: Cells = {}
    for match in _ROW_LINE.finditer(text, low, high) if free else ():
        if bisect_left(taken, match.start()) < bisect_left(taken, match.end()):
            continue
        close = get_close_matches(squeeze(match[1]), free, 1, _CLOSE)
        figures = [token.span() for token in _TOKEN.finditer(text, match.start(2), match.end(2))]
        if not close or len(figures) != len(free[close[0]][0].columns):
            continue
        block, row = free.pop(close[0])
        for column, (start, end) in zip(block.columns, figures, strict=True):
            cells[table.id, row.id, column.id] = LocatedCell(
                Cell(start, end, text[start:end], 0, 0), match[1]
            )
    return cells


def _places(text: str, rows: list[Row], start: int) -> list[Span]:
    """Return where each row's label begins and ends, in order; (0, 0) for a label not found."""
    places: list[Span] = []
    position = start
    for row in rows:
        match = next(
            (
                found
                for name in (row.label, *row.aliases)
                if (found := _pattern(name).search(text, position, position + _REACH))
            ),
            None,
        )
        places.append(match.span() if match else (0, 0))
        position = match.end() if match else position
    return places


def _printed_label(text: str, low: int, figures: list[Span], row: Row) -> str:
    """Return a label as printed where it is whole: on the line of its figures, ending as the form's does."""
    printed = text[low : figures[0][0]].strip() if figures else ""
    whole = "\n" not in printed and printed[-_ENDING:] == row.label[-_ENDING:]
    return printed if whole else row.label


def _row_figures(text: str, low: int, high: int, count: int) -> list[Span]:
    """Return the spans of the ``count`` figures of a row: on one line, or each on a line of its own."""
    line = re.compile(rf"(?<![\d.]){_NUMBER}(?:[ \t\u3000]+{_NUMBER}){{{count - 1}}}(?![\d.]|[ \t\u3000]+\d)")
    run = line.search(text, low, high)
    figures = [match.span() for match in _FIGURE.finditer(text, low, high)]
    if run:
        return [span for span in figures if run.start() <= span[0] < run.end()]
    first = next(_runs(text, low, high), [])
    if len(first) == count:
        return first
    return figures if len(figures) == count else []


def _runs(text: str, low: int, high: int) -> Iterator[list[Span]]:
    """Yield figures, and marks for none, that nothing but blanks parts."""
    run: list[Span] = []
    for match in _TOKEN.finditer(text, low, high):
        if run and text[run[-1][1] : match.start()].strip():
            yield run
            run = []
        run.append(match.span())
    if run:
        yield run


def _whole_groups(text: str, table: FormTable, places: list[Span], start: int) -> Cells:
    """Read groups printed as one row (“（六）其他处理 0 0 …”): none in all means none in each."""
    found: Cells = {}
    rows = [(block, row) for block in table.blocks for row in block.rows]
    for group in dict.fromkeys(row.path[-1] for _, row in rows if len(row.path) > 1):
        members = [index for index, (_, row) in enumerate(rows) if row.path[-1:] == (group,)]
        if any(places[index][1] for index in members):
            continue
        before = max((place[1] for place in places[: members[0]]), default=start)
        match = _pattern(group).search(text, before, before + _REACH)
        if not match:
            continue
        block = rows[members[0]][0]
        after = min((place[0] for place in places[members[-1] :] if place[1]), default=match.end() + _REACH)
        figures = _row_figures(text, match.end(), after, len(block.columns))
        for column, (low, high) in zip(block.columns, figures, strict=False):
            if text[low:high] == "0":
                cell = LocatedCell(Cell(low, high, "0", members[0], 0), group)
                found.update({(table.id, rows[index][1].id, column.id): cell for index in members})
    return found


def _wide(text: str, table: FormTable) -> tuple[Cells, Span]:
    """Read the table of one row: all its figures in a row, or those under a head of some of its labels."""
    columns = table.blocks[0].columns
    row = table.blocks[0].rows[0]
    known = _head_of(table)
    head = known.place.search(text)
    if not head:
        return {}, (0, 0)
    whole = re.compile(rf"(?<![\d.])\d+(?:\s+\d+){{{len(columns) - 1}}}(?![\d.%年月]|\s+\d)")
    run = whole.search(text, head.start(), head.start() + 3 * _REACH)
    if run:
        spans = [match.span() for match in _FIGURE.finditer(text, run.start(), run.end())]
        return _filled(text, table, row, range(len(columns)), spans), (head.start(), run.end())
    parts, zone = _in_parts(text, table)
    if parts:
        return parts, zone
    labels = [column.label for column in columns]
    own = _YEAR.search(text)
    readings: list[tuple[bool, range, list[Span], Span]] = []
    for match in known.run.finditer(text):
        words = known.word.findall(match.group())
        if words == labels[: len(words)]:
            taken = range(len(words))
        elif words == labels[-len(words) :]:
            taken = range(len(labels) - len(words), len(labels))
        else:
            continue
        year = known.year_before.search(text, max(0, match.start() - 60), match.start())
        same_year = not (year and own) or year.group(1) == own.group()
        figures = _figures_below(text, match.end(), len(words))
        if figures:
            readings.append((same_year, taken, figures, (match.start(), figures[-1][1])))
    reading = next((reading for reading in readings if reading[0]), None)
    return (_filled(text, table, row, *reading[1:3]), reading[3]) if reading else ({}, (0, 0))


def _in_parts(text: str, table: FormTable) -> tuple[Cells, Span]:
    """Read the table of one row printed as several, each with labels and figures of its own."""
    known = _head_of(table)
    sheets: list[Sheet] = []
    end = 0
    for match in known.run.finditer(text):
        labels = [
            Cell(word.start(), word.end(), word.group(), 0, index)
            for index, word in enumerate(known.word.finditer(text, match.start(), match.end()))
        ]
        figures = next(_runs(text, match.end(), match.end() + _REACH // 2), [])
        if len(figures) != len(labels) or text[match.end() : figures[0][0]].strip():
            continue
        values = tuple(
            Cell(start, end, text[start:end], 1, index) for index, (start, end) in enumerate(figures)
        )
        caption = text[max(end, match.start() - 40) : match.start()].rstrip().rpartition("\n")[2]
        sheets.append(Sheet(caption, (labels,), values))
        end = figures[-1][1]
    if len(sheets) < 2:
        return {}, (0, 0)
    found = locate_wide(table, sheets).cells
    row = table.blocks[0].rows[0].id
    cells = {(table.id, row, column): LocatedCell(cell, "") for column, cell in found.items()}
    return cells, (sheets[0].heads[0][0].start, end)


def _figures_below(text: str, low: int, count: int) -> list[Span]:
    """Return the figures on the first line with any below a head; a year glued to the last is none."""
    line = re.compile(r"^[ \t]*(?:\d+[ \t]+)*\d+", re.M).search(text, low, low + 80)
    if not line:
        return []
    end = line.end()
    year = re.search(r"(?<=\d)20\d\d\Z", line.group())
    if year and re.match(r"\s*年", text[end : end + 3]):
        end = line.start() + year.start()
    spans = [match.span() for match in re.finditer(r"\d+", text[line.start() : end])]
    return [(line.start() + a, line.start() + b) for a, b in spans] if len(spans) == count else []


def _filled(text: str, table: FormTable, row: Row, taken: range, spans: list[Span]) -> Cells:
    columns = table.blocks[0].columns
    return {
        (table.id, row.id, columns[index].id): LocatedCell(Cell(start, end, text[start:end], 0, index), "")
        for index, (start, end) in zip(taken, spans, strict=True)
    }
