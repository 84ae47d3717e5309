"""Merged cells in a register: what stands in the first is meant for all rows, and that is told."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence

from report_kit.ledger.cells import plain
from report_kit.ledger.fault import Fault
from report_kit.ledger.files import Sheet
from report_kit.ledger.marks import Area
from report_kit.ledger.schema import Column

_FIGURES = ("int", "amount")
_SHOWN = 60


class Merges:
    """The merged cells below the headings of a sheet.

    Figures are not repeated: one count over three rows stands for all three together, and written thrice it
    would be counted thrice.

    Args:
        sheet: the sheet.
        columns: of the register, by position.
        heading_row: the number of the last row of headings.
    """

    def __init__(self, sheet: Sheet, columns: Mapping[int, Column | str], heading_row: int) -> None:
        self._columns = columns
        lines = dict(sheet.lines)
        numbers = [number for number, _ in sheet.lines]
        self.widths: dict[int, int] = {}
        self._areas: list[tuple[Area, object]] = []
        self._over: dict[int, list[tuple[Area, object]]] = {}
        reached: dict[int, int] = {}
        for area in sorted(sheet.marks.merged):
            column = area.first_column
            # Of areas that lie over each other, which no spreadsheet program makes, the first counts.
            if area.first_row <= max(heading_row, reached.get(column, 0)):
                continue
            reached[column] = area.last_row
            wide = area.last_column - column + 1
            self.widths[area.first_row] = max(wide, self.widths.get(area.first_row, 1))
            line = lines.get(area.first_row, ())
            first = line[column - 1] if column <= len(line) else None
            if not plain(first):
                continue
            self._areas.append((area, first))
            if column - 1 not in columns:
                continue
            for number in numbers[
                bisect_right(numbers, area.first_row) : bisect_right(numbers, area.last_row)
            ]:
                self._over.setdefault(number, []).append((area, first))

    def filled(self, number: int, line: Sequence[object]) -> tuple[object, ...]:
        """Return a line with what stands in the cells merged with those of rows above."""
        cells = list(line)
        for area, first in self._over.get(number, ()):
            position = area.first_column - 1
            if self._is_figure(position):
                continue
            cells += [None] * (position + 1 - len(cells))
            if not plain(cells[position]):
                cells[position] = first
        return tuple(cells)

    def told(self, file: str, rows: Collection[int]) -> Iterator[Fault]:
        """Yield what was made of the merged cells that touch ``rows``, the numbers of the register's rows."""
        at = sorted(rows)
        areas = [
            area
            for area, _ in self._areas
            if bisect_left(at, area.first_row) < bisect_right(at, area.last_row) and self._own(area)
        ]
        tall = [area for area in areas if area.last_row > area.first_row]
        figures = [area for area in tall if self._is_figure(area.first_column - 1)]
        words = [area for area in tall if not self._is_figure(area.first_column - 1)]
        if words:
            message = f"合并的单元格，已把第一行的内容补到下面各行：{_named(words)}"
            yield Fault("B08", "hint", file, 0, "", message)
        if figures:
            message = f"合并的单元格里的数只算在第一行，下面各行没有数，请拆开后逐行填写：{_named(figures)}"
            yield Fault("B08", "warning", file, 0, "", message)
        wide = [area for area in areas if len(self._own(area)) > 1]
        if wide:
            message = f"合并的单元格占了几列，内容只算在第一列，请拆开后分别填写：{_named(wide)}"
            yield Fault("B08", "warning", file, 0, "", message)

    def _own(self, area: Area) -> list[int]:
        """Return the positions of the register's columns an area touches."""
        return [p for p in self._columns if area.first_column <= p + 1 <= area.last_column]

    def _is_figure(self, position: int) -> bool:
        column = self._columns.get(position)
        return isinstance(column, Column) and column.type in _FIGURES


def _named(areas: Sequence[Area]) -> str:
    rest = len(areas) - _SHOWN
    return "、".join(map(str, areas[:_SHOWN])) + (f" 等 {len(areas)} 处" if rest > 0 else "")
