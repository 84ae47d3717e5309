"""Word file in the layout of GB/T 9704, with the official fonts by name and real heading styles."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from report_kit.export.blocks import (
    Code,
    Content,
    Heading,
    Paragraph,
    Signature,
    TableBlock,
    Title,
    display_width,
    title_lines,
)
from report_kit.export.docx_layout import KAI, page, set_font, styles
from report_kit.export.docx_table import add_table
from report_kit.export.exporter import ReportExporter
from report_kit.export.files import fixed_zip

_TITLE_CHARACTERS = 20
_LINE_CHARACTERS = 28
_NO_DATE = datetime(2000, 1, 1)


class ReportDOCXExporter(ReportExporter):
    """``jupyter nbconvert --to report_docx``."""

    export_from_notebook = "公文 Word"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    extension = ".docx"

    def render(self, content: Content) -> bytes:
        """Return the Word file."""
        return docx_bytes(content)


def docx_bytes(content: Content) -> bytes:
    """Return ``content`` as a Word file; the same content gives the same bytes."""
    document = Document()
    styles(document)
    page(document)
    _properties(document, content)
    for block in content.blocks:
        _add(document, block)
    buffer = BytesIO()
    document.save(buffer)
    return fixed_zip(buffer.getvalue())


def _properties(document: Any, content: Content) -> None:
    about = document.core_properties
    about.title, about.author, about.last_modified_by = content.title[:255], content.author[:255], ""
    about.comments, about.language, about.revision = "", "zh-CN", 1
    about.created = about.modified = datetime.fromisoformat(content.date) if content.date else _NO_DATE


def _add(document: Any, block: object) -> None:
    match block:
        case Title(text):
            paragraph = document.add_paragraph(style="Title")
            for index, line in enumerate(title_lines(text, _TITLE_CHARACTERS)):
                if index:
                    paragraph.add_run().add_break()
                paragraph.add_run(line)
        case Heading(level, text):
            document.add_paragraph(text, style=f"Heading {min(level, 3)}")
        case Paragraph(text, lead):
            paragraph = document.add_paragraph(style="Body Text")
            if lead:
                set_font(paragraph.add_run(lead)._element, KAI)
            paragraph.add_run(text)
        case TableBlock(grid):
            add_table(document, grid)
        case Code(text):
            for line in text.split("\n"):
                document.add_paragraph(line.expandtabs(4), style="Plain Text")
        case Signature(agency, date):
            _signature(document, agency, date)


def _signature(document: Any, agency: str, date: str) -> None:
    """Set agency and date by GB/T 9704-2012, 7.3.5.2: two characters off the edge, the date two more."""
    document.add_paragraph(style="Normal")
    wide, narrow = display_width(agency), display_width(date)
    if not agency or wide > _LINE_CHARACTERS - 2:
        rights = 2.0, 2.0
    elif narrow <= wide:
        rights = 2.0, wide - narrow
    else:
        rights = 4.0 + narrow - wide, 2.0
    for text, right in zip((agency, date), rights, strict=True):
        if text:
            paragraph = document.add_paragraph(text, style="Normal")
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.right_indent = Pt(right * 15.8)
            paragraph.paragraph_format.keep_together = True
