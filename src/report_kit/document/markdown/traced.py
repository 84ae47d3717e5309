"""Text that knows where in the Markdown its characters stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from report_kit.document.model import Segment
from report_kit.document.printable import UNPRINTABLE

# A tab would part cells, and every format prints it in another way.
_PIECE = re.compile(f"\t|(?:(?!\t|{UNPRINTABLE.pattern})[\\s\\S])+")


@dataclass(frozen=True, slots=True)
class Traced:
    """A string whose ``segments`` say what of it stands unchanged in the source; the rest was made."""

    text: str = ""
    segments: tuple[Segment, ...] = ()

    def cut(self, start: int, end: int) -> Traced:
        """Return the part from ``start`` to ``end``."""
        kept = []
        for segment in self.segments:
            low, high = max(segment.start, start), min(segment.start + segment.length, end)
            if low < high:
                kept.append(Segment(low - start, high - low, segment.source_start + low - segment.start))
        return Traced(self.text[start:end], tuple(kept))

    def strip(self) -> Traced:
        """Return the text without white space at both ends."""
        text = self.text
        return self.cut(len(text) - len(text.lstrip()), len(text.rstrip()))

    def lines(self) -> list[Traced]:
        """Return the lines, without their ends."""
        found, start = [], 0
        for line in self.text.split("\n"):
            found.append(self.cut(start, start + len(line)))
            start += len(line) + 1
        return found


class TracedBuilder:
    """Collects a traced text piece by piece, without what cannot be printed; a tab becomes a blank."""

    def __init__(self) -> None:
        self._chunks: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0

    @property
    def last(self) -> str:
        """The last character; empty when there is none."""
        return self._chunks[-1][-1] if self._chunks else ""

    def add(self, text: str, place: int | None = None) -> None:
        """Append ``text``, which stands at ``place`` in the source as it is, or nowhere."""
        for match in _PIECE.finditer(text):
            piece = match.group()
            if piece == "\t":
                self._append(" ", None)
            else:
                self._append(piece, None if place is None else place + match.start())

    def extend(self, traced: Traced) -> None:
        """Append a text with its places."""
        shift = self._length
        for segment in traced.segments:
            self._segments.append(Segment(segment.start + shift, segment.length, segment.source_start))
        self._append(traced.text, None)

    def traced(self) -> Traced:
        """Return what was collected."""
        return Traced("".join(self._chunks), tuple(self._segments))

    def _append(self, text: str, place: int | None) -> None:
        if not text:
            return
        if place is not None:
            self._segments.append(Segment(self._length, len(text), place))
        self._chunks.append(text)
        self._length += len(text)


def joined(parts: Iterable[Traced]) -> Traced:
    """Return traced texts one after the other."""
    builder = TracedBuilder()
    for part in parts:
        builder.extend(part)
    return builder.traced()
