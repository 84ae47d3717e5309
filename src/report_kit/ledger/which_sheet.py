"""Which sheets of a workbook are read: those with the headings of a register, none of them twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from report_kit.errors import InputError
from report_kit.ledger.files import Sheet
from report_kit.ledger.headings import find_headings
from report_kit.ledger.register import Register
from report_kit.ledger.schema import load_schema


def no_register(path: Path, sheets: Sequence[Sheet]) -> InputError:
    """Return ``RK-802``: no sheet that is shown has the headings of a register; it names the sheets."""
    hidden = [sheet.title for sheet in sheets if sheet.hidden and find_headings(sheet)]
    shown = [sheet.title for sheet in sheets if not sheet.hidden and sheet.title]
    names = "、".join(form.file for form in load_schema().registers.values())
    what = "认不出是哪一本台账：没有找到表头"
    if shown:
        what += f"（看过的工作表：{_quoted(shown)}）"
    remedy = f"台账有{names}五本，表头用 report-kit ledger template 生成的那些名称"
    if hidden:
        remedy = f"隐藏的工作表{_quoted(hidden)}里有台账，请在 Excel 或 WPS 里取消隐藏"
    return InputError("RK-802", what, where=str(path), remedy=remedy)


def refuse_copies(path: Path, registers: Sequence[Register]) -> None:
    """Raise ``RK-810`` when two sheets are of one register and hold mostly the same rows.

    Sheets of one register that hold other rows, such as one a month, are read all.
    """
    rows = [
        Counter(
            tuple(sorted(row.cells.items(), key=lambda item: item[0])) for row in register.rows if row.cells
        )
        for register in registers
    ]
    for one, other in combinations(range(len(registers)), 2):
        if registers[one].form is not registers[other].form:
            continue
        same = (rows[one] & rows[other]).total()
        if same and same * 2 >= min(rows[one].total(), rows[other].total()):
            names = [
                register.file.removeprefix(path.name)[1:-1] for register in (registers[one], registers[other])
            ]
            raise InputError(
                "RK-810",
                f"工作表{_quoted(names)}都是{registers[one].form.file}，有 {same} 行一样，不知道以哪一张为准",
                where=str(path),
                remedy="把不用的那张工作表隐藏或删去，再试一次",
            )


def _quoted(titles: Sequence[str]) -> str:
    return "、".join(f"“{title}”" for title in titles)
