"""What of a form's tables a document lacks, has in part, or has elsewhere: found, never passed over."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from report_kit.document import Document, Span
from report_kit.forms.form import Column, Form, Row
from report_kit.forms.form import Table as FormTable
from report_kit.forms.locate import Located, squeeze
from report_kit.forms.tables import LocatedCell

GapKind = Literal["table", "rows", "columns", "cells", "unread", "row_order", "column_order", "place"]
LOST: frozenset[GapKind] = frozenset({"table", "rows", "columns", "cells", "unread"})
"""Kinds with figures that the report goes without; of the others only the order is amiss."""

_PICTURES = frozenset({"image", "ole", "chart", "smartart", "scan", "table", "altchunk", "nested", "wordart"})
_NAMED = 3
_ALIKE = 0.3


@dataclass(frozen=True)
class Gap:
    """One thing amiss with a table.

    Args:
        kind: what; see ``LOST``.
        table: the table of the form.
        message: Chinese.
        span: where it is best shown; (0, 0) where nothing of the table is found.
        rows: ids of the rows that lack.
    """

    kind: GapKind
    table: FormTable
    message: str
    span: Span
    rows: tuple[str, ...] = ()

    @property
    def lost(self) -> bool:
        """Figures are missing."""
        return self.kind in LOST


def gaps(document: Document, located: Located) -> list[Gap]:
    """Return what is amiss with the tables of ``located.form``, table by table."""
    if located.form is None:
        return []
    found: list[Gap] = []
    for table in located.form.tables:
        found += _Finder(document, located, located.form, table).gaps()
    return found


def nearest_label(form: Form, text: str) -> str:
    """Return the row label of the form most like ``text``; empty when none is at all."""
    labels = {
        squeeze(row.label): row.label
        for table in form.tables
        for block in table.blocks
        for row in block.rows
        if row.label
    }
    close = get_close_matches(squeeze(text), labels, 1, _ALIKE)
    return labels[close[0]] if close else ""


class _Finder:
    def __init__(self, document: Document, located: Located, form: Form, table: FormTable) -> None:
        self.document, self.located, self.form, self.table = document, located, form, table
        self.cells = {
            (row, column): cell for (name, row, column), cell in located.cells.items() if name == table.id
        }
        section = located.section(table.section)
        self.heading = section.heading if section else ""
        self.place = section.heading_span if section and section.heading_span else self._first()

    def _first(self) -> Span:
        return min(((c.cell.start, c.cell.end) for c in self.cells.values()), default=(0, 0))

    def gaps(self) -> Iterator[Gap]:
        table = self.table
        if not self.cells:
            yield Gap("table", table, f"{table.called}没有读到，{self._why()}", self.place)
            return
        rows = list(self._missing_rows())
        if rows:
            yield self._rows(rows)
        columns = list(self._missing_columns())
        if columns:
            some = "、".join(f"“{_column_name(column)}”" for column in columns[:_NAMED])
            some += "等" if len(columns) > _NAMED else ""
            message = f"{table.called}缺少 {len(columns)} 列：{some}；{self._why()}"
            yield Gap("columns", table, message, self._first())
        gone = {row.id for row in rows}
        lack = {column.id for column in columns}
        rest = [
            at for at in table.addresses if at not in self.cells and at[0] not in gone and at[1] not in lack
        ]
        if rest:
            names = "、".join(f"“{'/'.join(table.names(*at))}”" for at in rest[:_NAMED])
            names += "等" if len(rest) > _NAMED else ""
            message = f"{table.called}只读到一部分，有 {len(rest)} 个单元格没有读到：{names}；{self._why()}"
            yield Gap("cells", table, message, self._first())
        yield from self._pictures()
        yield from self._order()

    # --- missing

    def _missing_rows(self) -> Iterator[Row]:
        present = {row for row, _ in self.cells}
        return (row for block in self.table.blocks for row in block.rows if row.id not in present)

    def _missing_columns(self) -> Iterator[Column]:
        """Yield the columns that no row has, of blocks that are there."""
        for block in self.table.blocks:
            rows = [row.id for row in block.rows if any(row.id == name for name, _ in self.cells)]
            if rows:
                yield from (c for c in block.columns if not any((row, c.id) in self.cells for row in rows))

    def _rows(self, rows: Sequence[Row]) -> Gap:
        some = "、".join(f"“{row.label or self.table.title}”" for row in rows[:_NAMED])
        some += "等" if len(rows) > _NAMED else ""
        start, end = self.place
        printed = squeeze(self.document.text)
        there = [row for row in rows if row.label and squeeze(row.label) in printed]
        called = self.table.called
        ids = tuple(row.id for row in rows)
        if len(there) == len(rows):
            short = "，这一行的数不够" if self.located.tables.short_rows else ""
            message = f"{called}有 {len(rows)} 行的数没有读到：{some}{short}；请对照原文件核对这几行"
            return Gap("unread", self.table, message, (start, end), ids)
        pictures = "；" + self._why() if self._omitted() else ""
        message = f"{called}缺少 {len(rows)} 行：{some}，各行都应列出，没有发生的填 0{pictures}"
        return Gap("rows", self.table, message, (start, end), ids)

    def _omitted(self) -> int:
        return sum(one.size for one in self.document.omissions if one.kind in _PICTURES)

    def _why(self) -> str:
        """Guess why something is not there."""
        words = self.heading[:10]
        near = [
            one for one in self.document.omissions if one.kind in _PICTURES and words and words in one.place
        ]
        if near:
            return f"可能是图片或嵌入的对象（{near[0].place}：{near[0].label}）"
        size = self._omitted()
        if size:
            return f"可能是图片或嵌入的对象（文件里有 {size} 处没有读入的图片、对象）"
        if self.located.tables.short_rows:
            label = self.located.tables.short_rows[0].text
            return f"“{label}”等行的数不够，认不出缺的是哪一列"
        return "原文件里可能没有，也可能写法认不出来，请对照原文件核对"

    def _pictures(self) -> Iterator[Gap]:
        """Yield the blank cells that a picture may stand in."""
        blank = [(at, c) for at, c in self.cells.items() if not c.cell.text.strip()]
        if not blank or not self._omitted():
            return
        tables = self.document.tables
        starts = [table.start for table in tables]
        numbers = {bisect_right(starts, c.cell.start) for c in self.cells.values()}
        inside = any(
            one.kind in _PICTURES and one.place.startswith(f"第 {number} 个表格第")
            for number in numbers
            for one in self.document.omissions
        )
        places = {one.place for one in self.document.omissions if one.kind in _PICTURES}
        pages = any(place.startswith("第") and "页" in place for place in places)
        rows = {at[0] for at, _ in blank}
        empty = any(
            all(not c.cell.text.strip() for at, c in self.cells.items() if at[axis] == name)
            for axis in (0, 1)
            for name in {at[axis] for at, _ in blank}
        )
        if inside or (pages and empty):
            names = "、".join(f"“{'/'.join(self.table.names(*at))}”" for at, _ in blank[:_NAMED])
            message = (
                f"{self.table.called}有 {len(blank)} 个单元格是空的（{names}等），可能是图片：{self._why()}"
            )
            cell = blank[0][1].cell
            span = (cell.start, cell.end) if cell.text else self._first()
            yield Gap("cells", self.table, message, span, tuple(rows))

    # --- in another order or place

    def _order(self) -> Iterator[Gap]:
        yield from self._row_order()
        yield from self._column_order()
        where = self._section_of(self._first()[0])
        date = self.located.date or self.located.signature
        if date and self._first()[0] > date.start:
            yield Gap(
                "place",
                self.table,
                f"{self.table.called}排在落款之后，应在“{self._title()}”之下",
                self._first(),
            )
        elif where and self.located.section(self.table.section) and where != self.table.section:
            here = self.located.section(where)
            name = here.heading if here else ""
            message = f"{self.table.called}排在“{name}”之下，应在“{self._title()}”之下"
            yield Gap("place", self.table, message, self._first())

    def _title(self) -> str:
        return self.form.section(self.table.section).title

    def _section_of(self, offset: int) -> str:
        tops = [s for s in self.located.sections if s.heading_span and self.form.section(s.id).level == 1]
        before = [s for s in tops if s.heading_span and s.heading_span[0] <= offset]
        return max(before, key=lambda s: s.heading_span or (0, 0)).id if before else ""

    def _row_order(self) -> Iterator[Gap]:
        rows = [row for block in self.table.blocks for row in block.rows]
        starts: list[tuple[int, Row]] = []
        for row in rows:
            own = [c for (name, _), c in self.cells.items() if name == row.id]
            if own and own[0].label not in row.path:
                starts.append((min(c.cell.start for c in own), row))
        moved = _moved([start for start, _ in starts])
        if moved:
            names = "、".join(f"“{starts[at][1].label}”" for at in moved[:_NAMED])
            cell = next(c.cell for (name, _), c in self.cells.items() if name == starts[moved[0]][1].id)
            message = f"{self.table.called}的行与格式的次序不同：{names}的位置不对"
            yield Gap("row_order", self.table, message, (cell.start, cell.end))

    def _column_order(self) -> Iterator[Gap]:
        for block in self.table.blocks:
            rows = [[(c, self.cells.get((row.id, c.id))) for c in block.columns] for row in block.rows]
            orders = [_starts(row) for row in rows]
            known = [order for order in orders if order]
            moved = [order for order in known if _moved(order)]
            if not known or len(moved) * 2 <= len(known):
                continue
            row = rows[orders.index(moved[0])]
            there = [(column, cell) for column, cell in row if cell]
            at = _moved(moved[0])[0]
            column, found = there[at]
            message = (
                f"{self.table.called}的列与格式的次序不同：“{_column_name(column)}”的位置不对；已按表头读数"
            )
            yield Gap("column_order", self.table, message, (found.cell.start, found.cell.end))


def _column_name(column: Column) -> str:
    return "·".join((*column.path[-1:], column.label)) if len(column.path) > 0 else column.label


def _starts(row: Sequence[tuple[Column, LocatedCell | None]]) -> list[int]:
    """Return where the cells of a row stand; nothing when two stand at one place."""
    starts = [found.cell.start for _, found in row if found]
    return starts if len(set(starts)) == len(starts) else []


def _moved(starts: Sequence[int]) -> list[int]:
    """Return the indices of the fewest items without which ``starts`` ascends."""
    best: list[list[int]] = []
    for index, start in enumerate(starts):
        before = [chain for chain in best if starts[chain[-1]] <= start]
        longest: list[int] = []
        for chain in before:
            longest = chain if len(chain) > len(longest) else longest
        best.append([*longest, index])
    most = max(map(len, best), default=0)
    kept = next((chain for chain in best if len(chain) == most), [])
    return [index for index in range(len(starts)) if index not in kept]
