"""The sums as plain sheets (CSV), for other programs and for the files of the office."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from report_kit.forms.form import Table
from report_kit.forms.values import Value, format_value
from report_kit.ledger.schema import load_schema
from report_kit.ledger.sums import Sums

Line = tuple[str, ...]
Cells = Mapping[str, Mapping[str, Value]]


def sheets(sums: Sums) -> dict[str, list[Line]]:
    """Return the sheets by name, each a head and its lines; a table no register speaks of is left out.

    They are those of the form the registers are counted in, whatever the form of the report.
    """
    found: dict[str, list[Line]] = {}
    if sums.disclosure:
        found["主动公开"] = [
            ("口径", "项目", "条数"),
            *((count.scope, count.item, str(count.number)) for count in sums.disclosure.counts),
        ]
    makers = {"table2": _table2, "table3": _table3, "table4": _table4}
    form = load_schema().counting.spec
    for name, cells in sums.counted.items():
        table = form.table(name)
        found[table.called] = list(makers[name](table, cells))
    return found


def csv_bytes(lines: list[Line]) -> bytes:
    """Return a sheet as CSV that Excel and WPS open as it is: UTF-8 with a mark, CRLF."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(lines)
    return stream.getvalue().encode("utf-8-sig")


def _table2(table: Table, cells: Cells) -> Iterator[Line]:
    yield "项目", "本年制发/处理数量/金额(万元)", "本年废止", "现行有效"
    for block in table.blocks:
        for row in block.rows:
            figures = [format_value(cells[row.id][column.id]) for column in block.columns]
            unit = "(万元)" if block.columns[0].type == "amount" else ""
            yield row.label + unit, *figures, *[""] * (3 - len(figures))


def _table3(table: Table, cells: Cells) -> Iterator[Line]:
    block = table.blocks[0]
    names = load_schema().row_names
    yield "行号", "项目", *(column.label for column in block.columns)
    for number, row in enumerate(block.rows, 1):
        figures = (format_value(cells[row.id][column.id]) for column in block.columns)
        yield str(number), names[row.id], *figures


def _table4(table: Table, cells: Cells) -> Iterator[Line]:
    columns = table.blocks[0].columns
    labels = tuple(dict.fromkeys(column.label for column in columns))
    yield "途径", *labels
    for track in dict.fromkeys(column.path[-1] for column in columns):
        yield track, *(format_value(cells["cases"][c.id]) for c in columns if c.path[-1] == track)
