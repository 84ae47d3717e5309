"""The Word file as nbconvert's exporter; ``docx_file`` makes it."""

from __future__ import annotations

from report_kit.export.blocks import Content
from report_kit.export.docx_file import docx_bytes
from report_kit.export.exporter import ReportExporter

__all__ = ["ReportDOCXExporter", "docx_bytes"]


class ReportDOCXExporter(ReportExporter):
    """``jupyter nbconvert --to report_docx``."""

    export_from_notebook = "公文 Word"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    extension = ".docx"

    def render(self, content: Content) -> bytes:
        """Return the Word file."""
        return docx_bytes(content)
