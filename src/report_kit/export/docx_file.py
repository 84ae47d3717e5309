"""Word file in the layout of GB/T 9704, with the official fonts by name and real heading styles."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from report_kit.export.blocks import (
    Annex,
    Attachments,
    Code,
    Content,
    Figure,
    Heading,
    Note,
    Paragraph,
    Signature,
    TableBlock,
    Title,
    display_width,
)
from report_kit.export.docx_layout import KAI, draft_mark, page, set_font, styles
from report_kit.export.docx_table import add_table
from report_kit.export.files import fixed_zip
from report_kit.export.pdf_table import CHART_SIZE
from report_kit.export.title import title_lines, title_setting

if TYPE_CHECKING:
    from report_kit.export.charts.figures import Chart

_LINE_CHARACTERS = 28
_SLACK = 0.4  # characters
_AFTER_TABLE = 10.0  # points
_CHARACTER = 15.75  # points: 3号 less the tracking
_NO_DATE = datetime(2000, 1, 1)


def docx_bytes(content: Content) -> bytes:
    """Return ``content`` as a Word file; the same content gives the same bytes."""
    document = Document()
    styles(document)
    page(document)
    if content.draft:
        draft_mark(document)
    _properties(document, content)
    before: object = None
    for block in content.blocks:
        count = len(document.paragraphs)
        _add(document, block)
        if isinstance(before, TableBlock) and len(document.paragraphs) > count:
            document.paragraphs[count].paragraph_format.space_before = Pt(_AFTER_TABLE)
        if isinstance(block, Attachments | Signature | Note) and count:
            # None of them stands alone at the top of a page.
            document.paragraphs[count - 1].paragraph_format.keep_with_next = True
        before = block
    buffer = BytesIO()
    document.save(buffer)
    return fixed_zip(buffer.getvalue())


def _properties(document: Any, content: Content) -> None:
    about = document.core_properties
    about.title, about.author, about.last_modified_by = content.marked_title[:255], content.author[:255], ""
    about.comments, about.language, about.revision = "", "zh-CN", 1
    about.keywords = content.seal
    about.created = about.modified = datetime.fromisoformat(content.date) if content.date else _NO_DATE


def _add(document: Any, block: object) -> None:
    match block:
        case Title(text):
            paragraph = document.add_paragraph(style="Title")
            lines, size = title_setting(text)
            for index, line in enumerate(lines):
                if index:
                    paragraph.add_run().add_break()
                paragraph.add_run(line)
            for run in paragraph.runs:
                run.font.size = Pt(size)
        case Heading(level, text):
            document.add_paragraph(text, style=f"Heading {min(level, 3)}")
        case Paragraph(text, lead, depth):
            paragraph = document.add_paragraph(style="Body Text")
            if block.flush:
                paragraph.paragraph_format.first_line_indent = Pt(0)
                paragraph._p.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), "0")
            if depth:
                paragraph.paragraph_format.left_indent = Pt(2 * depth * _CHARACTER)
            if lead:
                set_font(paragraph.add_run(lead)._element, KAI)
            paragraph.add_run(text)
        case TableBlock(grid):
            if block.caption:
                caption = document.add_paragraph(block.caption, style="Normal")
                caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
                caption.paragraph_format.keep_with_next = True
            add_table(document, grid)
        case Code(text):
            for line in text.split("\n"):
                document.add_paragraph(line.expandtabs(4), style="Plain Text")
        case Figure(chart):
            _figure(document, chart)
        case Annex(title):
            document.add_paragraph(title, style="Heading 1").paragraph_format.page_break_before = True
        case Attachments():
            _attachments(document, block)
        case Signature(agency, date):
            _signature(document, agency, date)
        case Note(text):
            document.add_paragraph(text, style="Body Text")


def _figure(document: Any, chart: Chart) -> None:
    """Add a chart as a picture, which every version of Word shows, with its figures below."""
    document.add_paragraph(chart.title, style="Heading 2")
    if chart.is_empty:
        document.add_paragraph(chart.empty, style="Body Text")
        return
    from report_kit.export.charts.draw import png

    paragraph = document.add_paragraph(style="Normal")
    paragraph.paragraph_format.keep_with_next = True
    picture = paragraph.add_run().add_picture(BytesIO(png(chart)), width=Mm(156))
    about = picture._inline.docPr
    about.set("name", chart.title)
    about.set("descr", chart.description)
    add_table(document, chart.grid, CHART_SIZE)


def _attachments(document: Any, block: Attachments) -> None:
    """Set 附件说明 by GB/T 9704-2012, 7.3.4: below an empty line, long names go on below their beginning."""
    document.add_paragraph(style="Normal").paragraph_format.keep_with_next = True
    for label, number, name in block.entries:
        paragraph = document.add_paragraph(style="Body Text")
        paragraph.add_run(label + number + name)
        before = 2 + (0 if label else 3)
        hanging = len(label) + display_width(number)
        layout = paragraph.paragraph_format
        layout.keep_with_next = True
        layout.left_indent = Pt((before + hanging) * _CHARACTER)
        layout.first_line_indent = Pt(-hanging * _CHARACTER)
        indent = paragraph._p.pPr.find(qn("w:ind"))
        indent.set(qn("w:firstLineChars"), "0")  # else the style's two characters count


def _signature(document: Any, agency: str, date: str) -> None:
    """Set agency and date by GB/T 9704-2012, 7.3.5.2: two characters off the edge, the date two more."""
    document.add_paragraph(style="Normal").paragraph_format.keep_with_next = True
    lines = title_lines(agency, _LINE_CHARACTERS - 2) if agency else ()
    if agency:
        layout = _to_the_right(document, agency, 2.0)
        layout.keep_with_next = bool(date)
        if len(lines) > 1:
            # Indents let a long name wrap where its parts end; a line break would read as two names.
            widths = [display_width(line) for line in lines]
            room = _LINE_CHARACTERS - 2.0 - max(widths) - _SLACK
            layout.left_indent = Pt(max(0.0, room) * _CHARACTER)
            layout.first_line_indent = Pt((max(widths) - widths[0]) * _CHARACTER)
        elif date and display_width(date) > display_width(agency):
            layout.right_indent = Pt((4.0 + display_width(date) - display_width(agency)) * _CHARACTER)
    if not date:
        return
    if len(lines) == 1 and display_width(date) <= display_width(agency):
        # From the left, where the standard places it: figures are not as wide in every font.
        layout = document.add_paragraph(date, style="Normal").paragraph_format
        layout.left_indent = Pt((_LINE_CHARACTERS - display_width(agency)) * _CHARACTER)
    else:
        _to_the_right(document, date, 2.0)


def _to_the_right(document: Any, text: str, right: float) -> Any:
    """Add a line that ends ``right`` characters before the edge, and return its layout."""
    paragraph = document.add_paragraph(text, style="Normal")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    layout = paragraph.paragraph_format
    layout.right_indent = Pt(right * _CHARACTER)
    return layout
