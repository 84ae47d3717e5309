"""Cells that charts draw and that are carried into next year's report."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.checking.marks import Fault, Path
from report_kit.forms.checking.names import doubled, id_faults, unknown
from report_kit.forms.form import CellType, Form, Table
from report_kit.forms.particulars import Carry, ChartPlan

_TYPES: dict[CellType, str] = {
    "count": "件数（count）",
    "amount": "可以有小数的数（amount）",
    "change": "增减数（change）",
    "money": "金额（money）",
}


def fits(source: CellType, to: CellType) -> bool:
    """Say whether every value of a cell of one type is one of the other: whole, not below nought."""
    fractions = ("amount", "money")
    return source in (to, "count") or (source in fractions and to in fractions)


def figure_faults(form: Form) -> Iterator[Fault]:
    """Yield what is wrong with the carried cells and the charts of a form."""
    tables = {table.id: table for table in form.tables}
    targets: set[tuple[str, str, str]] = set()
    for index, carry in enumerate(form.carry):
        path: Path = ("carry", index)
        yield from unknown(carry.table, tuple(tables), (*path, "table"), "表格")
        if carry.table in tables:
            yield from _carry_faults(carry, tables[carry.table], path, targets)
    yield from doubled((chart.id for chart in form.charts), ("charts",), "id", "标识")
    for index, chart in enumerate(form.charts):
        yield from id_faults(chart.id, ("charts", index, "id"))
        yield from _chart_faults(form, chart, ("charts", index))


def _carry_faults(
    carry: Carry, table: Table, path: Path, targets: set[tuple[str, str, str]]
) -> Iterator[Fault]:
    rows = tuple(dict.fromkeys(row for row, _ in table.addresses))
    columns = tuple(dict.fromkeys(column for _, column in table.addresses))
    by_row = carry.for_each == "row"
    names, lines, what, line_name = (columns, rows, "列", "行") if by_row else (rows, columns, "行", "列")
    named = list(unknown(carry.source, names, (*path, "from"), what))
    named += unknown(carry.to, names, (*path, "to"), what)
    named += doubled(carry.lines, (*path, "lines"), "", line_name)
    for number, line in enumerate(carry.lines):
        named += unknown(line, lines, (*path, "lines", number), line_name)
    yield from named
    if named:
        return
    usable = 0
    for line in carry.lines or lines:
        here, there = [(line, name) if by_row else (name, line) for name in (carry.to, carry.source)]
        if here in table.addresses and there in table.addresses:
            usable += 1
            types = (table.cell_type(*there), table.cell_type(*here))
            if not fits(*types):
                source, to = (
                    f"{'/'.join(at)} 是{_TYPES[kind]}" for at, kind in zip((there, here), types, strict=True)
                )
                said = f"{source}，{to}，放不进去"
                yield Fault((*path, "to"), said)
            if (carry.table, *here) in targets:
                yield Fault((*path, "to"), f"{here[0]}/{here[1]} 这一格前面已经结转过")
            targets.add((carry.table, *here))
        elif carry.lines:
            yield Fault((*path, "lines"), f"“{line}”这一{line_name}没有要结转的单元格")
    if not usable and not carry.lines:
        yield Fault(path, f"没有一{line_name}有要结转的单元格")


def _chart_faults(form: Form, chart: ChartPlan, path: Path) -> Iterator[Fault]:
    yield from doubled((series.name for series in chart.series), (*path, "series"), "name", "名称")
    if chart.of == "channels":
        if chart.labels or chart.series:
            yield Fault(path, "of: channels 的图取台账里的渠道，不写 labels 和 series")
        return
    if not chart.series:
        yield Fault(path, "缺少“series”：取哪些单元格")
    if chart.of == "cells" and not chart.labels:
        yield Fault(path, "缺少“labels”：每组柱子的名称")
    if chart.of == "years" and chart.labels:
        yield Fault((*path, "labels"), "of: years 的图每年一组，不写 labels")
    count = len(chart.labels) if chart.of == "cells" else 1
    for number, series in enumerate(chart.series):
        cells: Path = (*path, "series", number, "cells")
        if len(series.cells) != count and (chart.labels or chart.of == "years"):
            yield Fault(cells, f"写了 {len(series.cells)} 处单元格，应有 {count} 处，每组柱子一处")
        for place, address in enumerate(series.cells):
            yield from _address_faults(form, address, (*cells, place))


def _address_faults(form: Form, address: str, path: Path) -> Iterator[Fault]:
    """Yield what of ``table/row/column + …`` names no cell."""
    seen: set[tuple[str, str, str]] = set()
    for part in address.split("+"):
        names = [name.strip() for name in part.split("/")]
        if len(names) != 3:
            yield Fault(path, f"“{part.strip()}”应写成 表格/行/列")
            continue
        table = next((table for table in form.tables if table.id == names[0]), None)
        if table is None:
            yield from unknown(names[0], [other.id for other in form.tables], path, "表格")
            continue
        found = {(table.id, *at) for at in table.matching(*names[1:])}
        if not found:
            rows = tuple(dict.fromkeys(row for row, _ in table.addresses))
            columns = tuple(dict.fromkeys(column for _, column in table.addresses))
            missing = [*_named(names[1], rows, path, "行"), *_named(names[2], columns, path, "列")]
            yield from missing or [Fault(path, f"表格“{table.id}”里没有 {names[1]}/{names[2]} 这一格")]
        if found & seen:
            yield Fault(path, f"“{part.strip()}”有的单元格前面已经加过")
        seen |= found


def _named(name: str, known: tuple[str, ...], path: Path, what: str) -> Iterator[Fault]:
    if not name.endswith("*"):
        yield from unknown(name, known, path, what)
    elif not any(other.startswith(name[:-1]) for other in known):
        yield Fault(path, f"没有以“{name[:-1]}”开头的{what}")
