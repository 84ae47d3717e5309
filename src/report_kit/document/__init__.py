"""Text with structure and offsets; knows nothing of reports."""

from report_kit.document.model import Cell, Document, Join, Paragraph, Segment, Span, Table
from report_kit.document.omissions import Omission
from report_kit.document.readers import open_document

__all__ = [
    "Cell",
    "Document",
    "Join",
    "Omission",
    "Paragraph",
    "Segment",
    "Span",
    "Table",
    "open_document",
]
