"""From what a Markdown parser cuts out of a block back to the source it was cut from.

The parser gives a block's lines without the marks and indents of the quotes and lists around it, so each line
of its content is the end of a line of the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from report_kit.document.markdown.traced import TracedBuilder
from report_kit.document.model import Segment, Span

_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|$)")
_PIPE = re.compile(r"(?<!\\)\|")


class ContentPlaces:
    """Where the characters of one block's content stand in the source; content and segments agree."""

    def __init__(self, content: str, segments: Sequence[Segment]) -> None:
        self.content = content
        self._segments = segments
        self._starts = [segment.start for segment in segments]

    def add(self, builder: TracedBuilder, text: str, start: int) -> None:
        """Append ``text``, of which as much is placed as stands in the content at ``start``."""
        end = start + len(text)
        if self.content[start:end] != text:
            builder.add(text)
            return
        position = start
        for low, high, place in self._within(start, end):
            builder.add(text[position - start : low - start])
            builder.add(text[low - start : high - start], place)
            position = high
        builder.add(text[position - start :])

    def span(self, start: int, end: int) -> Span:
        """Return the range of the source from the first to the last of these characters that has a place."""
        found = list(self._within(start, end))
        if not found:
            place = self._segments[0].source_start if self._segments else 0
            return place, place
        low, high, place = found[-1]
        return found[0][2], place + high - low

    def _within(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield the parts of a range of the content that have a place: where each begins, ends and stands."""
        for number in range(max(0, bisect_right(self._starts, start) - 1), len(self._segments)):
            segment = self._segments[number]
            if segment.start >= end:
                break
            low, high = max(segment.start, start), min(segment.start + segment.length, end)
            if low < high:
                yield low, high, segment.source_start + low - segment.start


class SourceLines:
    """The lines of a Markdown source, as its parser counts them."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._spans = [match.span(1) for match in _LINE.finditer(source)]
        self._marks: dict[int, int] = {}

    def places(self, content: str, first: int) -> ContentPlaces:
        """Return the places of a block's content that begins on line ``first`` (from 0)."""
        segments, position = [], 0
        for number, line in enumerate(content.split("\n"), first):
            found = self._end_of(line, number)
            if found:
                length, place = found
                segments.append(Segment(position + len(line) - length, length, place))
            position += len(line) + 1
        return ContentPlaces(content, segments)

    def cells(self, contents: Sequence[str], number: int) -> list[ContentPlaces]:
        """Return the places of the cells of a table row, which stands on line ``number``."""
        low, high = self._spans[number]
        cuts = [match.start() for match in _PIPE.finditer(self._source, low, high)]
        spans = list(zip([low, *(cut + 1 for cut in cuts)], [*cuts, high], strict=True))
        # What stands before the first mark is a cell, or only what is around the table.
        for shift in (0, 1):
            cells = [
                self._cell(content, *spans[at + shift]) if at + shift < len(spans) else []
                for at, content in enumerate(contents)
            ]
            if all(cell is not None for cell in cells):
                return [ContentPlaces(c, s or []) for c, s in zip(contents, cells, strict=True)]
        return [ContentPlaces(content, []) for content in contents]

    def mark(self, text: str, number: int) -> int | None:
        """Return where the mark of a list item stands on line ``number``, behind those found there before."""
        low, high = self._spans[number]
        place = self._source.find(text, self._marks.get(number, low), high)
        if place < 0:
            return None
        self._marks[number] = place + len(text)
        return place

    def span(self, first: int, last: int) -> Span:
        """Return the range of the lines from ``first`` to before ``last``."""
        return self._spans[first][0], self._spans[max(first, min(last, len(self._spans)) - 1)][1]

    def _end_of(self, line: str, number: int) -> tuple[int, int] | None:
        """Return how much of the end of ``line`` stands in the source, and where."""
        if not line or number >= len(self._spans):
            return None
        low, high = self._spans[number]
        whole = self._source[low:high]
        place = len(whole) - len(line) if whole.endswith(line) else whole.rfind(line)
        if place >= 0:
            return len(line), low + place
        # A tab that was partly indent is blanks now.
        kept = line.lstrip(" ")
        place = whole.rfind(kept) if kept else -1
        return (len(kept), low + place) if place >= 0 else None

    def _cell(self, content: str, low: int, high: int) -> list[Segment] | None:
        """Return the places of a cell's content between two marks, ``None`` where it does not stand there."""
        text = self._source[low:high]
        pieces = content.replace("|", "\\|").split("\\|")
        written = "\\|".join(pieces)
        place = text.rstrip().rfind(written)
        if place < 0 or text[place + len(written) :].strip():
            return None if content else ([] if not text.strip() else None)
        segments, start, at = [], 0, low + place
        for piece in pieces:
            # The escaping backslash is left out, the mark is not.
            segments.append(Segment(start, len(piece), at))
            start, at = start + len(piece), at + len(piece) + 1
            if start < len(content):
                segments.append(Segment(start, 1, at))
                start, at = start + 1, at + 1
        return [segment for segment in segments if segment.length]
