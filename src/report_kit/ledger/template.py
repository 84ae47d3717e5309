"""Empty registers to fill in: headings, notes, and lists to choose from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from report_kit.ledger.schema import Column, RegisterForm, load_schema

# Rows that get lists to choose from; more may be filled in, without them.
_PREPARED_ROWS = 2000
_WIDTHS = {
    "str": 16,
    "url": 24,
    "date": 12,
    "month": 10,
    "int": 9,
    "amount": 11,
    "list": 20,
    "ref": 14,
    "enum": 14,
}
_TYPES = {
    "str": "文字",
    "url": "网址",
    "ref": "编号",
    "int": "整数",
    "amount": "数",
    "date": "日期，如 2024-03-05",
    "month": "月份，如 2024-03",
    "enum": "从下列选一",
    "list": "从下列选，几个用分号隔开",
}
_GUIDE, _CHOICES = "填写说明", "可选值"


def csv_template(form: RegisterForm) -> bytes:
    """Return an empty register as CSV, with a mark so that Excel and WPS read it as UTF-8."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow([column.label for column in form.columns])
    return stream.getvalue().encode("utf-8-sig")


def xlsx_template(form: RegisterForm) -> bytes:
    """Return an empty register as a workbook: the sheet, a page of guidance, and the lists to choose from."""
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = form.name
    choices = book.create_sheet(_CHOICES)
    choices.sheet_state = "hidden"
    needed = PatternFill("solid", fgColor="FFF2CC")
    for index, column in enumerate(form.columns, 1):
        letter = get_column_letter(index)
        cell = sheet.cell(1, index, column.label)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        if column.required:
            cell.fill = needed
        cell.comment = Comment(_about(column), "report-kit")
        sheet.column_dimensions[letter].width = _WIDTHS[column.type]
        if column.type in ("date", "month"):
            # Of the column, not of each cell: thousands of prepared cells would make every reading slow.
            sheet.column_dimensions[letter].number_format = (
                "yyyy-mm-dd" if column.type == "date" else "yyyy-mm"
            )
        _validate(sheet, choices, column, letter)
    sheet.freeze_panes = "B2"
    guide = book.create_sheet(_GUIDE)
    for line in _guide(form):
        guide.append(line)
    for letter, width in zip("ABCD", (18, 8, 26, 90), strict=True):
        guide.column_dimensions[letter].width = width
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _about(column: Column) -> str:
    parts = ["必填" if column.required else "", _TYPES[column.type], column.note]
    return "；".join(part for part in parts if part)


def _validate(sheet: Any, choices: Any, column: Column, letter: str) -> None:
    """Let a column of choices be chosen from a list, and a column of figures take only figures."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.type == "enum":
        for number, value in enumerate(column.values, 1):
            choices[f"{letter}{number}"] = value
        source = f"{_CHOICES}!${letter}$1:${letter}${len(column.values)}"
        rule = DataValidation(type="list", formula1=source, allow_blank=True)
        rule.error = "请从列表里选一个"
    elif column.type in ("int", "amount"):
        kind = "whole" if column.type == "int" else "decimal"
        rule = DataValidation(type=kind, operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        rule.error = "请填大于或等于 0 的数"
    else:
        return
    rule.errorTitle, rule.showErrorMessage = column.label, True
    rule.add(f"{letter}2:{letter}{_PREPARED_ROWS + 1}")
    sheet.add_data_validation(rule)


def _guide(form: RegisterForm) -> Iterator[list[str]]:
    schema = load_schema()
    yield [f"{form.file}填写说明"]
    yield ["不登记身份证号、电话、住址；申请人只写“张某”“某公司”。黄底的列必填。"]
    yield ["列", "必填", "填什么", "说明"]
    for column in form.columns:
        listed = "、".join(column.values)
        note = "；".join(part for part in (column.note, listed) if part)
        yield [column.label, "是" if column.required else "", _TYPES[column.type], note]
    if form.kind == "ysq":
        yield []
        yield ["答复类型的代码"]
        for code, row in schema.counting.outcomes.items():
            yield [code, "", schema.row_names[row]]
