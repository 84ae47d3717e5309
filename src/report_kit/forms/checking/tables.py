"""The tables of a form: doubled rows and columns, labels that name two cells, widths that do not fit."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.checking.marks import Fault, Path
from report_kit.forms.checking.names import RESERVED, doubled, id_faults, unknown
from report_kit.forms.form import ANNUAL, Form, Table
from report_kit.outside import Outside


def table_faults(form: Form, outside: Outside) -> Iterator[Fault]:
    """Yield what is wrong with the tables of a form."""
    yield from doubled((table.id for table in form.tables), ("tables",), "id", "标识")
    yield from doubled((table.called for table in form.tables), ("tables",), "short", "名称")
    for index, table in enumerate(form.tables):
        yield from _table_faults(form, table, ("tables", index), outside)


def _table_faults(form: Form, table: Table, path: Path, outside: Outside) -> Iterator[Fault]:
    yield from id_faults(table.id, (*path, "id"))
    if table.id in {*RESERVED, *(section.id for section in form.sections)}:
        yield Fault((*path, "id"), f"“{table.id}”已是一个部分的标识，或留作他用，请换一个标识")
    homes = [section.id for section in form.sections if table.id in section.tables]
    if table.section not in homes:
        known = [section.id for section in form.sections]
        yield from unknown(table.section, known, (*path, "section"), "部分")
        if table.section in known:
            yield Fault((*path, "section"), f"部分“{table.section}”的 tables 里没有“{table.id}”")
    for home in homes:
        if home != table.section and (table.section in homes or home != homes[0]):
            yield Fault((*path, "section"), f"这张表又列在部分“{home}”的 tables 里，一张表只能在一个部分")
    if table.registers and form.kin != ANNUAL:
        yield Fault(
            (*path, "registers"), f"台账只汇总到政府信息公开年报（family: {ANNUAL}）的表格，请删去这一行"
        )
    registers = outside.registers
    for index, name in enumerate(table.registers):
        if registers:
            yield from unknown(name, registers(), (*path, "registers", index), "台账")
    yield from doubled(table.registers, (*path, "registers"), "", "台账")
    yield from _block_faults(table, path)
    columns = table.label_depth + max(len(block.columns) for block in table.blocks)
    if len(table.widths) != columns:
        said = f"行名占 {table.label_depth} 列" if table.label_depth else "没有行名"
        yield Fault((*path, "widths"), f"写了 {len(table.widths)} 个列宽，表格有 {columns} 列（{said}）")
    for index, width in enumerate(table.widths):
        if width <= 0:
            yield Fault((*path, "widths", index), "列宽应大于 0")


def _block_faults(table: Table, path: Path) -> Iterator[Fault]:
    """Yield doubled rows and columns, and labels that would not say which cell is meant."""
    rows: set[str] = set()
    labels: set[tuple[str, ...]] = set()
    count = sum(len(block.rows) for block in table.blocks)
    for number, block in enumerate(table.blocks):
        above: Path = (*path, "blocks", number)
        columns = (*above, "columns")
        yield from doubled((column.id for column in block.columns), columns, "id", "标识")
        full = ("·".join((*column.path, column.label)) for column in block.columns)
        yield from doubled(full, columns, "label", "列名")
        for index, column in enumerate(block.columns):
            yield from id_faults(column.id, (*columns, index, "id"))
            if not column.label:
                yield Fault((*columns, index, "label"), "列名不能是空的")
        for index, row in enumerate(block.rows):
            here: Path = (*above, "rows", index)
            yield from id_faults(row.id, (*here, "id"))
            if row.id in rows:
                yield Fault((*here, "id"), f"标识“{row.id}”前面已经用过")
            if not row.label and count > 1:
                yield Fault((*here, "label"), "只有一行的表格才可以没有行名")
            label = (*row.path, row.label)
            if label in labels:
                yield Fault((*here, "label"), f"行名“{row.label}”前面已经用过，分不清是哪一行")
            rows.add(row.id)
            labels.add(label)
