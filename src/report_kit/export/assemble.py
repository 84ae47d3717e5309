"""A report as a plain notebook that opens in any Jupyter, and back.

One markdown cell per section (heading and prose, to be edited as text) and one per table, which shows
the table as HTML and carries the values in its metadata.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from report_kit.document.readers.ipynb import KEY
from report_kit.errors import ExportError, ReportError
from report_kit.export.blocks import Block, Code, Heading, Paragraph, TableBlock
from report_kit.export.markdown import escape, escape_prose, parse
from report_kit.export.table_html import table_html, value_texts
from report_kit.forms.catalogue import load_form
from report_kit.forms.layout import grid
from report_kit.forms.report import Report, format_date, is_own, parse_date

if TYPE_CHECKING:
    from nbformat import NotebookNode

_HEAD = ("form", "agency", "level", "year")
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def assemble(report: Report) -> NotebookNode:
    """Return the report as a notebook; the same report gives the same notebook, byte for byte.

    Numbers bound to cells and registers are plain figures in it.

    Raises:
        ReportError: ``RK-811``, ``RK-812``: prose is bound to no figure.
    """
    from nbformat.v4 import new_notebook

    report = report.resolved(strict=True)
    data = report.to_json_dict()
    head = {key: data[key] for key in _HEAD}
    cells = [_cell("title", f"# {escape(report.title)}")]
    grids = report.grids()
    for section in report.spec.sections:
        heading = f"{'#' * (section.level + 1)} {escape(report.heading(section.id))}" if section.level else ""
        prose = escape_prose(report.section(section.id))
        if heading or prose:
            source = "\n\n".join(part for part in (heading, prose) if part)
            cells.append(_cell("section", source, section=section.id))
        for table in section.tables:
            html = table_html(grids[table], caption=section.captions)
            cells.append(_cell("table", html, table=table, values=data["tables"][table]))
    if report.signature:
        cells.append(_cell("signature", escape(report.signature)))
    if report.date:
        cells.append(_cell("date", format_date(report.date)))
    metadata = {KEY: head, "kernelspec": _KERNEL, "language_info": {"name": "python"}}
    notebook: NotebookNode = new_notebook(cells=cells, metadata=metadata)
    return notebook


def _cell(kind: str, source: str, **more: Any) -> NotebookNode:
    from nbformat.v4 import new_markdown_cell

    name = more.get("section") or more.get("table") or kind
    metadata = {KEY: {"kind": kind, **more}}
    cell: NotebookNode = new_markdown_cell(source, id=_cell_id(kind, name), metadata=metadata)
    return cell


def _cell_id(kind: str, name: str) -> str:
    """Return an id that nbformat takes: 64 letters, digits, ``-`` and ``_`` at most, none of them Chinese."""
    plain = name.replace(".", "-")
    if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", plain):
        return plain
    return f"{kind}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def is_report(notebook: NotebookNode | _Node) -> bool:
    """Say whether the notebook is one that ``assemble`` made, edited or not."""
    return isinstance(notebook.metadata.get(KEY), dict)


def disassemble(notebook: NotebookNode | _Node) -> Report:
    """Return the report a notebook holds, with what was edited in its text cells.

    Text cells that were added or split off belong to the section before them.

    Raises:
        ExportError: ``RK-503`` the notebook's data are damaged; ``RK-504`` a table was edited in its cell.
        ReportError: ``RK-205`` the heading of one of the office's own sections was deleted; or a value is not
            acceptable.
    """
    try:
        return _Reader(dict(notebook.metadata[KEY])).read(notebook)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ExportError(
            "RK-503",
            f"笔记本里的报告数据不完整（{error}）",
            remedy="请用“04_发布”或 report-kit export 重新生成这个笔记本",
        ) from error


class _Node(dict[str, Any]):
    """A JSON object with its members as attributes, as nbformat gives them."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


def report_in(data: bytes) -> Report | None:
    """Return the report in a notebook file, ``None`` when it is a file of another kind.

    It does without nbformat, which takes longer to load than everything else an export needs.

    Raises:
        ExportError, ReportError: see ``disassemble``.
    """
    try:
        notebook = json.loads(data, object_hook=_Node)
    except (ValueError, RecursionError):  # the latter for what is nested thousands deep
        return None
    if not isinstance(notebook, _Node) or notebook.get("nbformat") != 4:
        return None
    kinds = {"metadata": _Node, "cells": list}
    if not all(isinstance(notebook.get(name), kind) for name, kind in kinds.items()):
        return None
    if not is_report(notebook):
        return None
    for cell in notebook["cells"]:
        if isinstance(cell, _Node) and isinstance(cell.get("source"), list):
            cell["source"] = "".join(map(str, cell["source"]))
    return disassemble(notebook)


class _Reader:
    def __init__(self, head: dict[str, Any]) -> None:
        self.form = load_form(head["form"])
        self.data: dict[str, Any] = {key: head[key] for key in _HEAD}
        self.data |= {"title": "", "signature": "", "date": None}
        self.sections: dict[str, list[str]] = {}
        self.headings: dict[str, str] = {}
        self.tables: dict[str, Any] = {}
        self.section = next((section.id for section in self.form.sections), "")

    def read(self, notebook: NotebookNode | _Node) -> Report:
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                about = dict(cell.metadata.get(KEY, {}))
                self._cell(about.get("kind", "section"), about, cell.source)
        prose = {key: "\n".join(lines) for key, lines in self.sections.items()}
        for key in [key for key in prose if is_own(key) and key not in self.headings]:
            # Where the prose is gone too, the section was taken out, as if its whole cell were.
            if text := prose.pop(key).strip():
                raise _without_heading(key, text)
        return Report.from_json_dict(
            {**self.data, "sections": prose, "headings": self.headings, "tables": self.tables}
        )

    def _cell(self, kind: str, about: dict[str, Any], source: str) -> None:
        if kind == "table":
            self._table(about["table"], about["values"], source)
            return
        blocks = parse(source, line_is_paragraph=True)
        if kind in ("title", "signature", "date"):
            text = " ".join(plain_lines(blocks))
            self.data[kind] = _date(text) if kind == "date" and text else text
            return
        self.section = about.get("section", self.section)
        lines = self.sections.setdefault(self.section, [])
        first = blocks[0] if blocks else None
        if isinstance(first, Heading) and "section" in about and self.section not in self.headings:
            self.headings[self.section] = first.text
            blocks = blocks[1:]
        lines += plain_lines(blocks)

    def _table(self, table: str, values: dict[str, Any], source: str) -> None:
        self.tables[table] = values
        report = Report.from_json_dict({**self.data, "tables": {table: values}})
        laid_out = grid(self.form.table(table), report.tables[table])
        if value_texts(source) != value_texts(table_html(laid_out)):
            raise ExportError(
                "RK-504",
                "笔记本里这张表的单元格被直接改动过，与它保存的数据不一致",
                where=laid_out.caption,
                remedy="请在“01_起草”里修改表格数据，再重新生成笔记本；文字部分可以直接在笔记本里改",
            )


def _without_heading(section: str, text: str) -> ReportError:
    marks = "#" * (3 if "." in section else 2)
    start = text.split("\n")[0]
    return ReportError(
        "RK-205",
        "这一部分的标题被删去了",
        where=f"笔记本里开头是“{start[:20]}{'…' if len(start) > 20 else ''}”的部分",
        remedy=f"请在这一格的第一行写回标题，如“{marks} {'（一）' if '.' in section else '一、'}主要工作”；"
        "整个部分都不要了，就把这一格也删去",
    )


def _date(text: str) -> str:
    day = parse_date(text)
    if day is None:
        raise ExportError(
            "RK-505", f"看不懂成文日期“{text}”", where="笔记本末尾", remedy="请写成“2025年1月13日”这样的日期"
        )
    return day.isoformat()


def plain_lines(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the text of blocks, a line each."""
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            yield block.text
        elif isinstance(block, Code):
            yield from block.text.split("\n")
        elif isinstance(block, TableBlock):
            yield from ("　".join(cell.text for cell in line) for line in block.grid.lines())
