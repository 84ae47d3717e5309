"""The web page as nbconvert's exporter; ``html_page`` makes it."""

from __future__ import annotations

from report_kit.export.blocks import Content
from report_kit.export.exporter import ReportExporter
from report_kit.export.html_page import html_text

__all__ = ["ReportHTMLExporter", "html_text"]


class ReportHTMLExporter(ReportExporter):
    """``jupyter nbconvert --to report_html``."""

    export_from_notebook = "公文网页"
    output_mimetype = "text/html"
    extension = ".html"

    def render(self, content: Content) -> str:
        """Return the page."""
        return html_text(content)
