"""The sheets as Word files."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from report_kit.export.blocks import display_width
from report_kit.export.docx_layout import BODY, HEI, TITLE, element, set_font
from report_kit.export.files import fixed_zip
from report_kit.review.sheets.paper import Form, Line, Signing, Summary

_WIDTHS = (33.0, 91.0, 46.0)  # mm, together 170
_ROOM = 235.0  # mm for the table of the form, below the title and above the foot
_TALL = 18.0
_ROOMY = ((11.5, 25.0), (11.0, 24.0), (10.5, 22.0), (10.5, 20.0))
_SIZES = (10.5, 9.5, 9.0, 8.0, 7.0, 6.0)
_WIDE = 267.0
_MM_PER_POINT = 0.3528
_CENTRED = (0, 1, 4, 5)


def form_docx(form: Form, author: str, day: datetime) -> bytes:
    """Return the form as a Word file of one page of A4."""
    document = _document(form.title, author, day, Mm(20), Mm(14))
    size, tall = _fitting(form)
    for words in form.corner:
        _paragraph(document.add_paragraph(), words, size, WD_ALIGN_PARAGRAPH.RIGHT)
    table = _table(document, _WIDTHS)
    for line in form.lines:
        _row(table, line, size, tall)
    for words in form.foot:
        _paragraph(document.add_paragraph(), words, min(8.0, size))
    return _saved(document)


def summary_docx(summary: Summary, author: str, day: datetime) -> bytes:
    """Return the summary as a Word file of A4 turned sideways."""
    document = _document(summary.title, author, day, Mm(15), Mm(15))
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    whole = sum(column.share for column in summary.columns)
    table = _table(document, [_WIDE * column.share / whole for column in summary.columns])
    head = table.add_row()
    head._tr.get_or_add_trPr().append(element("tblHeader"))
    for cell, column in zip(head.cells, summary.columns, strict=True):
        _fill(cell, column.head, 9.0, WD_ALIGN_PARAGRAPH.CENTER, HEI)
    for row in summary.rows:
        added = table.add_row()
        added._tr.get_or_add_trPr().append(element("cantSplit"))
        for at, (cell, text) in enumerate(zip(added.cells, row, strict=True)):
            _fill(cell, text, 9.0, WD_ALIGN_PARAGRAPH.CENTER if at in _CENTRED else WD_ALIGN_PARAGRAPH.LEFT)
    if not summary.rows:
        line = document.add_paragraph()
        _paragraph(line, "本月没有审签、发布的报告。", 9.0, WD_ALIGN_PARAGRAPH.CENTER)
    for text in summary.foot:
        _paragraph(document.add_paragraph(), text, 9.0, before=4.0)
    return _saved(document)


def _fitting(form: Form) -> tuple[float, float]:
    """Return the type size and the height of signatures with which the form fits its page."""
    ways = [*_ROOMY, *((size, _TALL) for size in _SIZES[:3])]
    ways += [(_SIZES[2], tall) for tall in (15.0, 12.0, 10.0)] + [(size, 8.0) for size in _SIZES[3:]]
    return next((way for way in ways if _height(form, *way) <= _ROOM), ways[-1])


def _height(form: Form, size: float, tall: float) -> float:
    """Return about how high the table is, in mm."""
    line_height, whole = size * 1.3 * _MM_PER_POINT, 0.0
    for line in form.lines:
        room = _WIDTHS[1] + (0 if line.signing else _WIDTHS[2]) - 4
        signs = room / (size * _MM_PER_POINT)
        lines = sum(max(1, -int(-display_width(piece) // signs)) for piece in line.text.split("\n"))
        whole += max(lines * line_height + 2.5, tall + 1 if line.signing else 0)
    return whole


def _document(title: str, author: str, day: datetime, side: Length, top: Length) -> Any:
    document: Any = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = side
    section.top_margin = section.bottom_margin = top
    style = document.styles["Normal"]
    set_font(style.element, BODY)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    about = document.core_properties
    about.title, about.author, about.last_modified_by = title[:255], author[:255], ""
    about.comments, about.language, about.revision = "", "zh-CN", 1
    about.created = about.modified = day
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(4)
    run = paragraph.add_run(title)
    run.font.size = Pt(20 if display_width(title) <= 24 else 16)
    set_font(run._element, TITLE)
    return document


def _table(document: Any, widths: Any) -> Any:
    table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    margins = element("tblCellMar")
    for side, width in (("top", 30), ("left", 80), ("bottom", 30), ("right", 80)):  # twentieths of a point
        margins.append(element(side, w=width, type="dxa"))
    table._tbl.tblPr.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _row(table: Any, line: Line, size: float, tall: float) -> None:
    row = table.add_row()
    cells = row.cells
    for cell, width in zip(cells, _WIDTHS, strict=True):
        cell.width = Mm(width)
    _fill(cells[0], line.label, size, WD_ALIGN_PARAGRAPH.CENTER, HEI)
    if line.signing is None:
        _fill(cells[1].merge(cells[2]), line.text, size)
        return
    row.height, row.height_rule = Mm(tall), WD_ROW_HEIGHT_RULE.AT_LEAST
    _fill(cells[1], line.text, size)
    _signature(cells[2], line.signing, size)


def _signature(cell: Any, signing: Signing, size: float) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    first = cell.paragraphs[0]
    if signing.by:
        _paragraph(first, signing.by, size - 1)
        _paragraph(cell.add_paragraph(), signing.when, size - 1)
        first = cell.add_paragraph()
    _paragraph(first, "签名：", size, before=2.0)
    _paragraph(cell.add_paragraph(), "年　　月　　日　　时", size, WD_ALIGN_PARAGRAPH.RIGHT)


def _fill(cell: Any, text: str, size: float, align: Any = WD_ALIGN_PARAGRAPH.LEFT, font: str = BODY) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    first, *rest = text.split("\n")
    _paragraph(cell.paragraphs[0], first, size, align, font=font)
    for line in rest:
        _paragraph(cell.add_paragraph(), line, size, align, font=font)


def _paragraph(
    paragraph: Any,
    text: str,
    size: float,
    align: Any = WD_ALIGN_PARAGRAPH.LEFT,
    *,
    before: float = 0.0,
    font: str = BODY,
) -> None:
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.line_spacing = Pt(size * 1.3)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    set_font(run._element, font)


def _saved(document: Any) -> bytes:
    # Word puts a line behind a table; here it would be the beginning of a second page.
    last = document.paragraphs[-1]
    last.paragraph_format.space_after = Pt(0)
    grid = document.element.body.find(qn("w:sectPr")).find(qn("w:docGrid"))
    if grid is not None:
        grid.getparent().remove(grid)
    buffer = BytesIO()
    document.save(buffer)
    return fixed_zip(buffer.getvalue())
