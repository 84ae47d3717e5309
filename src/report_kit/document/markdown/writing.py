"""A document made of what Markdown holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from report_kit.document.invisible import visible
from report_kit.document.markdown.blocks import Code, Heading, LeftOut, Paragraph, Reading, TextBlock
from report_kit.document.markdown.traced import Traced
from report_kit.document.model import Document, Segment
from report_kit.document.model import Paragraph as DocumentParagraph
from report_kit.document.offsets import LineIndex
from report_kit.document.omissions import OmissionKind
from report_kit.document.writer import GridText, SourceWriter

_KINDS: dict[str, OmissionKind] = {
    "image": "image",
    "html": "other",
    "hidden": "hidden",
    "struck": "struck",
    "comment": "comment",
    "definition": "other",
}


def write_blocks(blocks: Iterable[TextBlock], writer: SourceWriter, *, indented: bool = False) -> None:
    """Write blocks; a line of code is a paragraph. ``indented``: whether prose is marked as such."""
    for block in blocks:
        match block:
            case Heading(1, text):
                writer.paragraph(text.text, kind="title")
            case Heading(level, text):
                writer.paragraph(text.text, kind="heading", level=level - 1)
            case Paragraph(text):
                writer.paragraph(text.text, indented=indented)
            case Code(text):
                for line in text.lines():
                    writer.paragraph(line.text, indented=indented)
            case _:
                writer.table(
                    [
                        [GridText(cell.text.text, cell.column, cell.rowspan, cell.colspan) for cell in row]
                        for row in block.rows
                    ]
                )


def tell_left_out(left_out: Iterable[LeftOut], writer: SourceWriter, place: str | LineIndex) -> None:
    """Record what the Markdown holds beside its text; ``place`` says where, or knows its lines."""
    for left in left_out:
        kind = _KINDS[left.kind]
        where = place if isinstance(place, str) else f"第 {place.line_column(left.start)[0]} 行"
        writer.omit(kind, 1 if kind in ("image", "other") else len("".join(left.text.split())), where)


def markdown_document(reading: Reading, source: str, where: str) -> Document:
    """Return the document of one Markdown text, with the way back to it.

    Raises:
        InputError: ``RK-103`` too many blocks, ``RK-108`` none.
    """
    writer = SourceWriter(where)
    blocks = reading.blocks
    write_blocks(blocks, writer)
    tell_left_out(reading.left_out, writer, LineIndex(source))
    document = writer.document(rejoin=False)
    pieces = zip(_texts(blocks), _starts(document), strict=True)
    segments = [
        Segment(start + segment.start, segment.length, segment.source_start)
        for traced, start in pieces
        for segment in traced.segments
    ]
    # No segments at all would say that text and source are the same.
    return replace(document, source=source, segments=tuple(segments) or (Segment(0, 0, 0),))


def _texts(blocks: Iterable[TextBlock]) -> Iterator[Traced]:
    """Yield the texts in the order in which they are written."""
    for block in blocks:
        match block:
            case Heading(_, text) | Paragraph(text):
                # The writer takes nothing that does not show.
                yield from [text] if visible(text.text).strip() else []
            case Code(text):
                yield from (line.strip() for line in text.lines() if visible(line.text).strip())
            case _:
                yield from (cell.text for row in block.rows for cell in row)


def _starts(document: Document) -> Iterator[int]:
    for block in document.blocks:
        if isinstance(block, DocumentParagraph):
            yield block.start
        else:
            yield from (cell.start for cell in block.cells())
