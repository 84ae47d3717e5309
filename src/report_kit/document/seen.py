"""A document as it shows: without its invisible characters, and the way back to it.

The document keeps them, as it keeps all the author wrote; but soft hyphens and zero-width blanks must hide no
mistake and part no figure, in whatever format they came. So rules work on this view.
"""

from __future__ import annotations

from dataclasses import replace

from report_kit.document.invisible import invisible_spans
from report_kit.document.kept import Kept
from report_kit.document.model import Cell, Document, Paragraph, Span, Table


def as_seen(document: Document) -> Document | None:
    """Return the document without invisible characters; ``None`` where it has none.

    ``source`` of what is returned is the text of ``document``, and its segments lead there. Paragraphs that
    show nothing are left out.
    """
    spans = [] if document.text.isascii() else invisible_spans(document.text)
    if not spans:
        return None
    kept = Kept(document.text, spans)
    text = kept.text()
    blocks: list[Paragraph | Table] = []
    for block in document.blocks:
        if isinstance(block, Table):
            rows = tuple(tuple(_cell(text, kept, cell) for cell in row) for row in block.rows)
            blocks.append(Table(kept.at(block.start), kept.at(block.end), rows))
            continue
        start, end = _trimmed(text, kept.at(block.start), kept.at(block.end))
        if start < end:
            blocks.append(replace(block, start=start, end=end, text=text[start:end]))
    joins = tuple(replace(join, position=kept.at(join.position)) for join in document.joins)
    return Document(text, tuple(blocks), document.text, kept.segments(), joins, document.path)


def _cell(text: str, kept: Kept, cell: Cell) -> Cell:
    start, end = _trimmed(text, kept.at(cell.start), kept.at(cell.end))
    return replace(cell, start=start, end=end, text=text[start:end])


def _trimmed(text: str, start: int, end: int) -> Span:
    """Leave out the blanks at both ends that stood behind invisible characters."""
    line = text[start:end]
    end = start + len(line.rstrip())
    return min(end, start + len(line) - len(line.lstrip())), end
