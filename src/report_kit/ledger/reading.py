"""From sheets to registers: which register it is, where its headings are, what each cell holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from report_kit.errors import InputError
from report_kit.ledger.cells import Cell, is_blank, plain, read_cell
from report_kit.ledger.fault import Fault
from report_kit.ledger.files import Sheet, read_sheets
from report_kit.ledger.privacy import private_cell, private_heading
from report_kit.ledger.register import Register, Row
from report_kit.ledger.schema import Column, RegisterForm, fold_heading, load_schema

_SEARCHED_LINES = 12
_LEAST_HEADINGS = 4
# Faults of these choices have ids of their own, which the guidance for clerks refers to.
_CHOICE_RULES = {("ysq", "atype"): "Y02", ("ysq", "outcome"): "Y11"}


def read_registers(path: Path) -> list[Register]:
    """Return the registers a file holds, one for each sheet that is one.

    Faults of cells are in ``Register.faults``; a bad cell or row never stops the others.

    Raises:
        InputError: as ``read_sheets``, or ``RK-802``: no sheet has the headings of a register.
    """
    matches = [(sheet, match) for sheet in read_sheets(path) if (match := find_headings(sheet))]
    several = len(matches) > 1
    found = [
        read_sheet(f"{sheet.file}〔{sheet.title}〕" if several else sheet.file, sheet, *match)
        for sheet, match in matches
    ]
    if not found:
        names = "、".join(form.file for form in load_schema().registers.values())
        raise InputError(
            "RK-802",
            "认不出是哪一本台账：没有找到表头",
            where=str(path),
            remedy=f"台账有{names}五本，表头用 report-kit ledger template 生成的那些名称",
        )
    return found


def find_headings(sheet: Sheet) -> tuple[RegisterForm, int] | None:
    """Return the register and the index of the line that holds most of its headings."""
    best: tuple[float, RegisterForm, int] | None = None
    for index, (_, line) in enumerate(sheet.lines[:_SEARCHED_LINES]):
        headings = {fold_heading(plain(cell)) for cell in line if plain(cell)}
        for form in load_schema().registers.values():
            own = {column.key for name, column in form.by_heading.items() if name in headings}
            if len(own) < min(_LEAST_HEADINGS, len(form.columns)):
                continue
            # Short registers share headings with longer ones: what counts is the part of the register met.
            score = len(own) / len(form.columns) + len(own) / max(1, len(headings))
            if best is None or score > best[0]:
                best = (score, form, index)
    return (best[1], best[2]) if best else None


def read_sheet(name: str, sheet: Sheet, form: RegisterForm, index: int) -> Register:
    """Read the register of ``form`` in a sheet.

    Args:
        name: what faults and rows call the file.
        sheet: the lines.
        form: which register it is.
        index: of the line with the headings, see ``find_headings``.
    """
    faults: list[Fault] = []
    number, headings = sheet.lines[index]
    columns = _columns(name, number, headings, form, faults)
    rows = []
    for number, line in sheet.lines[index + 1 :]:
        row = _row(name, number, line, columns, form, faults)
        if row:
            rows.append(row)
    return Register(form, name, tuple(rows), tuple(faults))


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
) -> Row | None:
    filled = {position: line[position] for position in columns if position < len(line)}
    filled = {position: raw for position, raw in filled.items() if not is_blank(raw)}
    if not filled or is_sum(filled, len(columns)):
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
        try:
            if private:
                unreadable.add(column.key)
            else:
                cells[column.key] = read_cell(raw, column)
        except ValueError as error:
            unreadable.add(column.key)
            rule = _CHOICE_RULES.get((form.kind, column.key)) or _RULES.get(column.type, "B02")
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


def is_sum(filled: Mapping[int, object], width: int) -> bool:
    """Tell a line of totals that offices write below the rows: it would be counted twice.

    Args:
        filled: the cells that hold something, by position.
        width: how many columns there are.
    """
    first = plain(filled[min(filled)]).replace(" ", "")
    return first in ("合计", "总计", "小计", "共计") and len(filled) < width
