"""The figures of a finished report's tables, and what is told of them."""

from __future__ import annotations

from report_kit.document import Cell, Document
from report_kit.errors import ReportError
from report_kit.forms.form import Form, Row
from report_kit.forms.gaps import gaps
from report_kit.forms.locate import Located, squeeze
from report_kit.forms.places import SourcePlaces
from report_kit.forms.report import Note
from report_kit.forms.values import Reading, Value, read_value


def _names(row: Row) -> tuple[str, ...]:
    return tuple(squeeze(name) for name in (row.label, *row.aliases))


_BESIDE = {
    "unit": "带着单位，只读入数",
    "remark": "数的旁边还有说明，只读入数，说明没有读入，请核对",
    "mark": "填的不是数字，是表示没有发生的符号，按 0 读入",
}
_NAMED = 3


def _beside(kind: str, cells: list[tuple[str, str, Value, str]], table: str) -> Note:
    """Say once for a table what stands beside, or in place of, its figures, and where."""
    most = len(cells) if kind == "remark" else _NAMED
    some = "、".join(f"{where}“{name}”：“{text}”→{value}" for name, text, value, where in cells[:most])
    more = "等" if len(cells) > most else ""
    return Note(f"有 {len(cells)} 个单元格{_BESIDE[kind]}（{some}{more}）", where=table)


def _column(document: Document, head: Cell) -> str:
    """Return a column of a table as text: its head, and what stands below."""
    table = next((table for table in document.tables if table.start <= head.start < table.end), None)
    below = [
        cell.text
        for cell in (table.cells() if table else ())
        if cell.column == head.column and cell.row > head.row and cell.text.strip()
    ]
    return "　".join([head.text, *below])


def read_tables(
    document: Document, located: Located, form: Form, notes: list[Note], places: SourcePlaces
) -> dict[str, dict[str, dict[str, Value]]]:
    """Return the figures by table, row and column; what is to be told is added to ``notes``."""
    values: dict[str, dict[str, dict[str, Value]]] = {}
    amiss = gaps(document, located)
    for table in form.tables:
        missing = []
        groups: dict[str, list[str]] = {}
        read_as: dict[str, str] = {}
        beside: dict[str, list[tuple[str, str, Value, str]]] = {}
        for row, column in table.addresses:
            found = located.cells.get((table.id, row, column))
            name = " / ".join(filter(None, table.names(row, column)))
            if found is None:
                missing.append(name)
                continue
            text = found.cell.text
            line = table.addresses[row, column][0]
            if line.path and found.label == line.path[-1]:
                groups.setdefault(found.label, []).append(row)
            elif found.label and not squeeze(found.label).endswith(_names(line)):
                read_as[found.label] = line.label
            try:
                reading = read_value(text, table.cell_type(row, column), name)
            except ReportError as error:
                where = places.exact(found.cell.start)
                notes.append(Note(f"{where}“{name}”：{error.what}，按空白处理", text, table.title))
                reading = Reading(None)
            if reading.beside:
                where = places.exact(found.cell.start)
                beside.setdefault(reading.beside, []).append((name, text.strip(), reading.value, where))
            values.setdefault(table.id, {}).setdefault(row, {})[column] = reading.value
        notes += [_beside(kind, cells, table.title) for kind, cells in beside.items()]
        notes += [
            Note(f"行名“{label}”与格式不同，按“{name}”读入", where=table.title)
            for label, name in read_as.items()
        ]
        for group, rows in groups.items():
            count = len(dict.fromkeys(rows))
            notes.append(Note(f"“{group}”只印了一行 0，其下 {count} 行都按 0 读入", where=table.title))
        if missing:
            some = "、".join(missing[:_NAMED]) + ("等" if len(missing) > _NAMED else "")
            whole = "" if any(gap.kind == "table" for gap in amiss if gap.table is table) else f"（{some}）"
            lacking = f"有 {len(missing)} 个单元格没有找到{whole}"
            said = [gap.message for gap in amiss if gap.table is table and gap.lost]
            notes.append(Note("；".join([lacking, *said]), where=table.title, lost=True))
        notes += [
            Note(gap.message, where=table.title, lost=gap.lost)
            for gap in amiss
            if gap.table is table and not (missing and gap.lost)
        ]
    tables = located.tables
    notes += [
        Note(f"表头“{cell.text}”与格式不同，按“{label}”读入", where=places.at(cell.start))
        for cell, label in tables.renamed_columns
    ]
    notes += [
        Note("格式里没有的表格列，没有读入", _column(document, cell), places.at(cell.start))
        for cell in tables.unknown_columns
    ]
    return values
