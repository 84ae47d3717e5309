"""The summary as a workbook, written row by row so that its size costs no memory."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from report_kit.batch.compare import STATES
from report_kit.batch.parquet_files import rows
from report_kit.batch.summary import Summary, open_findings, passage, suggestion

MOST_ROWS = 200_000
"""Rows of a sheet; a sheet can hold five times as many, but few computers can open them."""
_SEVERITIES = {"error": "错误", "warning": "警告", "hint": "提示"}
_DONE = {"ok": "已校对", "partial": "只校对了一部分", "failed": "未能校对"}
_WIDTHS = {"文件": 48, "原因": 40, "说明": 60, "文字": 40, "规则": 26, "单位（文件夹）": 28, "改为": 16}


def summary_book(summary: Summary) -> bytes:
    """Return the workbook: totals, units, rules, documents, findings, comparison, failures."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _sheet(book, "汇总", ("项目", "数"), _totals(summary))
    names = ("documents", "failed", "characters", "errors", "warnings", "hints")
    head: tuple[str, ...] = ("单位（文件夹）", "份", "未能校对", "字数", "错误", "警告", "提示")
    units = sorted(summary.units.items(), key=lambda pair: (-pair[1]["errors"], pair[0]))
    _sheet(book, "单位", head, ([unit, *(counts[name] for name in names)] for unit, counts in units))
    rules = (
        [rule, *(counts[name] for name in _SEVERITIES)] for rule, counts in sorted(summary.rules.items())
    )
    _sheet(book, "规则", ("规则", "错误", "警告", "提示"), rules)
    _sheet(
        book, "文件", ("文件", "结果", "字数", "错误", "警告", "提示", "编号", "原因"), _documents(summary)
    )
    head = ("文件", "行", "列", "级别", "规则", "文字", "改为", "说明", "依据")
    _sheet(book, "问题", head, _findings(summary))
    if summary.comparison:
        head = ("情况", "文件", "级别", "规则", "文字", "说明")
        _sheet(book, "与上一次比较", head, _compared(summary))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _totals(summary: Summary) -> Iterable[Sequence[Any]]:
    stats = summary.result.stats
    yield "校对的文件（份）", stats.documents - stats.failed
    yield "未能校对（份）", stats.failed
    yield "字数", stats.characters
    yield "错误", stats.errors
    yield "警告", stats.warnings
    yield "提示", stats.hints
    yield "每万字错误", round(summary.per_ten_thousand, 2)
    if summary.comparison:
        for state, label in STATES.items():
            yield f"与上一次比较：{label}", summary.comparison.counts[state]


def _documents(summary: Summary) -> Iterable[Sequence[Any]]:
    for path in summary.result.files("documents"):
        for row in rows(path):
            done = _DONE[row["status"]]
            counts = [row[name] for name in ("characters", "errors", "warnings", "hints")]
            yield row["document"], done, *counts, row["code"], row["reason"]


def _findings(summary: Summary) -> Iterable[Sequence[Any]]:
    for row in open_findings(summary.result):
        label = _SEVERITIES[row["severity"]]
        text = passage(row)[1]
        place = (row["document"], row["line"], row["column"])
        yield *place, label, row["rule"], text, suggestion(row), row["message"], row["source"]


def _compared(summary: Summary) -> Iterable[Sequence[Any]]:
    assert summary.comparison is not None
    for row in rows(summary.comparison.file):
        if row["state"] in STATES:
            hidden = passage({**row, "before": "", "after": ""})[1]
            label = _SEVERITIES[row["severity"]]
            yield STATES[row["state"]], row["document"], label, row["rule"], hidden, row["message"]


def _sheet(book: Any, title: str, head: Sequence[str], content: Iterable[Sequence[Any]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, name in enumerate(head, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 12)
    top = []
    for name in head:
        cell = WriteOnlyCell(sheet, name)
        cell.font = Font(bold=True)
        top.append(cell)
    sheet.append(top)
    listed = iter(content)
    for row in islice(listed, MOST_ROWS):
        sheet.append([_cell(sheet, value) for value in row])
    if next(listed, None) is not None:
        sheet.append([_cell(sheet, f"只列出前 {MOST_ROWS} 行，全部见 Parquet 文件")])


def _cell(sheet: Any, value: Any) -> Any:
    """Return a cell; a text is always a text, though it begins like a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:32_000])
    cell.data_type = "s"
    return cell
