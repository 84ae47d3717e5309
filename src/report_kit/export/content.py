"""What a notebook prints: of a report its parts, of any other notebook its texts and printed results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nbconvert.filters import strip_ansi
from nbformat import NotebookNode

from report_kit.export.assemble import disassemble, is_report
from report_kit.export.blocks import Block, Code, Content, Heading, Paragraph, Signature, TableBlock, Title
from report_kit.export.markdown import parse
from report_kit.forms.render import RUN_IN_ENDS
from report_kit.forms.report import Report, format_date


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
    shift = 1 if has_title else 0
    shown: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            is_title = has_title and block.level == 1
            shown.append(Title(block.text) if is_title else Heading(max(1, block.level - shift), block.text))
        else:
            shown.append(block)
    title = next((block.text for block in shown if isinstance(block, Title)), name or "笔记本")
    return Content(title, tuple(shown))


def report_content(report: Report) -> Content:
    """Return what a report prints, in the form's order."""
    blocks: list[Block] = [Title(report.title)]
    grids = report.grids()
    for section in report.spec.sections:
        lines = [line for line in report.section(section.id).split("\n") if line]
        heading = report.heading(section.id) if section.level else ""
        if heading.endswith(RUN_IN_ENDS) and section.level == 2 and lines:
            blocks.append(Paragraph(lines.pop(0), lead=heading))
        elif heading:
            blocks.append(Heading(section.level, heading))
        blocks += map(Paragraph, lines)
        blocks += (TableBlock(grids[table]) for table in section.tables)
    date = format_date(report.date) if report.date else ""
    if report.signature or date:
        blocks.append(Signature(report.signature, date))
    return Content(report.title, tuple(blocks), report.agency, report.date.isoformat() if report.date else "")


def _cell_blocks(cell: NotebookNode) -> Iterator[Block]:
    if cell.cell_type == "markdown":
        yield from parse(cell.source)
    elif cell.cell_type == "code":
        if cell.source.strip():
            yield Code(cell.source.strip("\n"))
        for output in cell.outputs:
            text = strip_ansi(_output_text(output)).strip("\n")
            if text.strip():
                yield Code(text)
    elif cell.source.strip():
        yield Code(cell.source.strip("\n"))


def _output_text(output: Any) -> str:
    """Return an output's plain text; rich forms (HTML, pictures, scripts) are left out."""
    kind = output.output_type
    if kind == "stream":
        return str(output.text)
    if kind == "error":
        return f"{output.ename}: {output.evalue}"
    return str(output.data.get("text/plain", ""))
