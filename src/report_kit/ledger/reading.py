"""From sheets to registers: which register it is, where its headings are, what each cell holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from report_kit.ledger.cells import Cell, NoResult, is_blank, plain, read_cell, since_1904
from report_kit.ledger.fault import Fault
from report_kit.ledger.files import Sheet, read_sheets
from report_kit.ledger.headings import Headings, find_headings
from report_kit.ledger.lines import sort_lines
from report_kit.ledger.marks import Marks
from report_kit.ledger.merges import Merges
from report_kit.ledger.privacy import private_cell, private_heading
from report_kit.ledger.register import Register, Row
from report_kit.ledger.schema import Column, RegisterForm, fold_heading
from report_kit.ledger.telling import hidden_cells, hidden_sheets, not_rows, wrong_totals
from report_kit.ledger.which_sheet import no_register, refuse_copies

# Faults of these choices have ids of their own, which the guidance for clerks refers to.
_CHOICE_RULES = {("ysq", "atype"): "Y02", ("ysq", "outcome"): "Y11"}


def read_registers(path: Path) -> list[Register]:
    """Return the registers a file holds, one for each sheet that is one and is not hidden.

    Faults of cells are in ``Register.faults``; a bad cell or row never stops the others.

    Raises:
        InputError: as ``read_sheets``; ``RK-802``: no sheet has the headings of a register; ``RK-810``: two
            sheets hold the same rows, and which of them counts is not to be told.
    """
    sheets = read_sheets(path)
    matches = [(sheet, found) for sheet in sheets if (found := find_headings(sheet))]
    shown = [(sheet, found) for sheet, found in matches if not sheet.hidden]
    if not shown:
        raise no_register(path, sheets)
    several = len(shown) > 1
    registers = [
        read_sheet(f"{sheet.file}〔{sheet.title}〕" if several else sheet.file, sheet, found)
        for sheet, found in shown
    ]
    refuse_copies(path, registers)
    unread = [sheet.title for sheet, _ in matches if sheet.hidden]
    if unread:
        registers[0] = replace(
            registers[0], faults=(hidden_sheets(registers[0].file, unread), *registers[0].faults)
        )
    if sum(not sheet.hidden for sheet in sheets) > 1:
        registers = [
            replace(register, sheet=sheet.title)
            for register, (sheet, _) in zip(registers, shown, strict=True)
        ]
    return registers


def read_sheet(name: str, sheet: Sheet, headings: Headings) -> Register:
    """Read a register in a sheet.

    Args:
        name: what faults and rows call the file.
        sheet: the lines.
        headings: where its headings are, and which register it is.
    """
    faults: list[Fault] = []
    form = headings.form
    number = sheet.lines[headings.last][0]
    columns = _columns(name, number, headings.texts, form, faults)
    merges = Merges(sheet, columns, number)
    lines = [(at, merges.filled(at, line)) for at, line in sheet.lines[headings.last + 1 :]]
    above = [line for _, line in sheet.lines[: headings.last + 1]]
    passed = sort_lines(lines, above, headings, columns, merges.widths)
    rows = []
    for at, line in lines:
        row = None if at in passed else _row(name, at, line, columns, form, faults, sheet.marks)
        if row:
            rows.append(row)
    told = [
        *merges.told(name, {row.number for row in rows}),
        *hidden_cells(name, sheet, columns, [row.number for row in rows]),
        *not_rows(name, passed),
        *wrong_totals(name, lines, passed, columns, rows),
    ]
    return Register(form, name, tuple(rows), (*told, *faults), passed)


def _columns(
    file: str, number: int, headings: Sequence[object], form: RegisterForm, faults: list[Fault]
) -> dict[int, Column | str]:
    """Return by position the column, or the heading of one that must not be there."""
    columns: dict[int, Column | str] = {}
    seen: set[str] = set()
    unknown = []
    for position, raw in enumerate(headings):
        heading = plain(raw).replace("\n", "")
        if not heading:
            continue
        column = form.by_heading.get(fold_heading(heading))
        if column is None and private_heading(heading):
            columns[position] = heading
            message = f"台账里不能有“{heading}”这一列，请整列删去；联系方式另外存放"
            faults.append(Fault("P00", "error", file, number, heading, message))
        elif column is None:
            unknown.append(heading)
        elif column.key in seen:
            message = f"“{column.label}”有两列，只用前一列"
            faults.append(Fault("B05", "error", file, number, heading, message))
        else:
            seen.add(column.key)
            columns[position] = column
    missing = [column for column in form.columns if column.required and column.key not in seen]
    for column in missing:
        near = get_close_matches(column.label, unknown, 1, 0.5)
        hint = f"；是不是表头里的“{near[0]}”？请改成“{column.label}”" if near else ""
        faults.append(Fault("B04", "error", file, number, column.label, f"缺少“{column.label}”这一列{hint}"))
    for heading in unknown:
        faults.append(Fault("B06", "hint", file, number, heading, f"没有用到“{heading}”这一列"))
    return columns


def _row(
    file: str,
    number: int,
    line: Sequence[object],
    columns: dict[int, Column | str],
    form: RegisterForm,
    faults: list[Fault],
    marks: Marks,
) -> Row | None:
    filled = {position: line[position] for position in columns if position < len(line)}
    filled = {position: raw for position, raw in filled.items() if not is_blank(raw)}
    if not filled:
        return None
    cells: dict[str, Cell] = {}
    unreadable: set[str] = set()
    for position, raw in filled.items():
        column = columns[position]
        heading = column if isinstance(column, str) else column.label
        private = list(private_cell(raw, column, file, number, heading))
        faults += private
        if isinstance(column, str):
            continue
        if marks.from_1904:
            raw = since_1904(raw, column)
        try:
            if private:
                unreadable.add(column.key)
            else:
                cells[column.key] = read_cell(raw, column)
        except ValueError as error:
            unreadable.add(column.key)
            rule = _CHOICE_RULES.get((form.kind, column.key)) or _RULES.get(column.type, "B02")
            rule = "B07" if isinstance(raw, NoResult) else rule
            faults.append(Fault(rule, "error", file, number, heading, str(error)))
    given = {column.key for column in columns.values() if isinstance(column, Column)}
    faults += _missing(file, number, form, given, cells.keys() | unreadable)
    return Row(file, number, cells, frozenset(unreadable))


_RULES = {"enum": "B02", "list": "B02", "date": "B03", "month": "B03", "int": "B03", "amount": "B03"}


def _missing(
    file: str, number: int, form: RegisterForm, given: set[str], filled: set[str]
) -> Iterator[Fault]:
    """Yield a fault for each required cell left empty; a column that is missing was told once already."""
    for column in form.columns:
        if column.required and column.key in given and column.key not in filled:
            yield Fault("B01", "error", file, number, column.label, f"“{column.label}”没有填")
