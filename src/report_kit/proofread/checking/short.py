"""Paragraphs as long as people write them: what rules see of a text that comes on one endless line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from report_kit.document import Document, Paragraph, Table

# Characters. Rules look at what stands about each place of a paragraph, so their work on a paragraph may grow
# with the square of its length; those of real reports have some hundred, the longest two or three thousand.
MOST = 4000
_SENTENCE_END = re.compile("[。！？；!?;][”’」』）)》]?")
_MARK = re.compile("[，、,：:]")


def in_short_paragraphs(document: Document) -> Document:
    """Return the document with longer paragraphs cut behind a sentence; the text stays as it is."""
    if all(block.end - block.start <= MOST for block in document.blocks if isinstance(block, Paragraph)):
        return document
    blocks = (
        piece
        for block in document.blocks
        for piece in (_pieces(block) if isinstance(block, Paragraph) else (block,))
    )
    return replace(document, blocks=tuple(blocks))


def shortened(document: Document, most: int) -> Document:
    """Return as many blocks of the document as have no more than ``most`` characters, and their text.

    Offsets are those of the document. Of a paragraph that is longer by itself its beginning is taken.
    """
    blocks: list[Paragraph | Table] = []
    end = 0
    for block in document.blocks:
        if block.end > most:
            if isinstance(block, Paragraph) and block.start < most and not blocks:
                cut = _cut(block.text, 0, most - block.start)
                end = block.start + cut
                blocks.append(replace(block, end=end, text=block.text[:cut]))
            break
        blocks.append(block)
        end = block.end
    joins = tuple(join for join in document.joins if join.position < end)
    return replace(document, text=document.text[:end], blocks=tuple(blocks), joins=joins)


def _pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    start, text = 0, paragraph.text
    while len(text) - start > MOST:
        end = _cut(text, start, start + MOST)
        piece = text[start:end]
        low = paragraph.start + start
        yield replace(paragraph, start=low, end=low + len(piece), text=piece)
        start = end
    yield replace(paragraph, start=paragraph.start + start, text=text[start:])


def _cut(text: str, start: int, end: int) -> int:
    """Return where to cut ``text[start:end]`` short: behind a sentence, else a mark, else at its end."""
    for ends in (_SENTENCE_END, _MARK):
        found = 0
        for match in ends.finditer(text, max(start, end - MOST // 2), end):
            found = match.end()
        if found:
            return found
    return end
