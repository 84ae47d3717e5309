"""The PDF as nbconvert's exporter; ``pdf_pages`` makes it."""

from __future__ import annotations

from typing import cast

from traitlets import Enum

from report_kit.export.blocks import Content
from report_kit.export.exporter import ReportExporter
from report_kit.export.fonts import FontChoice
from report_kit.export.pdf_pages import pdf_bytes

__all__ = ["ReportPDFExporter", "pdf_bytes"]


class ReportPDFExporter(ReportExporter):
    """``jupyter nbconvert --to report_pdf``; ``--ReportPDFExporter.fonts=system`` takes the PC's fonts."""

    export_from_notebook = "公文 PDF"
    output_mimetype = "application/pdf"
    extension = ".pdf"

    fonts = Enum(
        ("bundled", "system"),
        default_value="bundled",
        help="bundled：随附字体；system：优先使用本机的方正小标宋、仿宋_GB2312 等",
    ).tag(config=True)

    def render(self, content: Content) -> bytes:
        """Return the PDF."""
        return pdf_bytes(content, cast(FontChoice, self.fonts))
