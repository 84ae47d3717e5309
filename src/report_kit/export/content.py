"""What a notebook prints: of a report its parts, of any other notebook its texts and printed results."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from report_kit.document.printable import printable
from report_kit.export.assemble import disassemble, is_report
from report_kit.export.blocks import (
    Annex,
    Attachments,
    Block,
    Code,
    Content,
    Figure,
    Heading,
    Note,
    Paragraph,
    Signature,
    TableBlock,
    Title,
)
from report_kit.export.charts.figures import Chart
from report_kit.export.markdown import parse
from report_kit.forms.attached import ending_of
from report_kit.forms.render import CHARTS_TITLE, RUN_IN_ENDS
from report_kit.forms.report import Report, format_date

if TYPE_CHECKING:
    from nbformat import NotebookNode

# Colours and other commands to a terminal (ECMA-48) in what code printed.
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")


def content_of(notebook: NotebookNode, name: str = "") -> Content:
    """Return what to print of a notebook; ``name`` is the title of one that has none.

    Raises:
        ExportError, ReportError: see ``disassemble``.
    """
    if is_report(notebook):
        return report_content(disassemble(notebook))
    blocks = [block for cell in notebook.cells for block in _cell_blocks(cell)]
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    has_title = levels[:1] == [1] and levels.count(1) == 1
    shown: list[Block] = []
    above: list[int] = []  # the levels of the headings one stands below
    for block in blocks:
        if not isinstance(block, Heading):
            shown.append(block)
        elif has_title and block.level == 1:
            shown.append(Title(block.text))
        else:
            # No level is left out, whatever the notebook does: PDF/UA forbids it.
            above = [*(level for level in above if level < block.level), block.level]
            shown.append(Heading(len(above), block.text))
    title = next((block.text for block in shown if isinstance(block, Title)), printable(name) or "笔记本")
    return Content(title, tuple(shown))


def report_content(report: Report) -> Content:
    """Return what a report prints, in the form's order."""
    blocks: list[Block] = [Title(report.title)]
    below: list[Block] = []
    grids = report.grids()
    last = report.spec.sections[-1].id
    for section in report.spec.sections:
        lines = [line for line in report.section(section.id).split("\n") if line]
        attached: list[Block] = []
        if section.id == last:
            ending = ending_of(lines)
            lines = list(ending.prose)
            attached = [Attachments(ending.names)] if ending.names else []
            below = [Note(ending.note)] if ending.note else []
        heading = report.heading(section.id) if section.level else ""
        if heading.endswith(RUN_IN_ENDS) and section.level == 2 and lines:
            blocks.append(Paragraph(lines.pop(0), lead=heading))
        elif heading:
            blocks.append(Heading(section.level, heading))
        blocks += map(Paragraph, lines)
        blocks += (TableBlock(grids[table], section.captions) for table in section.tables)
        blocks += attached
    date = format_date(report.date) if report.date else ""
    if report.signature or date:
        blocks.append(Signature(report.signature, date))
    blocks += below
    return Content(report.title, tuple(blocks), report.agency, report.date.isoformat() if report.date else "")


def with_charts(content: Content, charts: Sequence[Chart]) -> Content:
    """Return ``content`` with the charts of the year (图解) on pages of their own at the end."""
    return replace(content, blocks=(*content.blocks, Annex(CHARTS_TITLE), *map(Figure, charts)))


def _cell_blocks(cell: NotebookNode) -> Iterator[Block]:
    if cell.cell_type == "markdown":
        yield from parse(cell.source)
        return
    texts = [cell.source]
    if cell.cell_type == "code":
        texts += (_ANSI.sub("", _output_text(output)) for output in cell.outputs)
    for text in map(printable, texts):
        if text.strip():
            yield Code(text.strip("\n"))


def _output_text(output: Any) -> str:
    """Return an output's plain text; rich forms (HTML, pictures, scripts) are left out."""
    kind = output.output_type
    if kind == "stream":
        return str(output.text)
    if kind == "error":
        return f"{output.ename}: {output.evalue}"
    return str(output.data.get("text/plain", ""))
