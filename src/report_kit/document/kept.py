"""The part of a source that is kept as the text, and the ways between the two."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from report_kit.document.model import Segment, Span


class Kept:
    """A source without some of its stretches.

    Args:
        source: the whole.
        removed: stretches to leave out; they may come in any order, and overlap.
    """

    def __init__(self, source: str, removed: Iterable[Span]) -> None:
        self._source = source
        spans: list[Span] = []
        for low, high in sorted(removed):
            if spans and low <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(high, spans[-1][1]))
            elif low < high:
                spans.append((low, high))
        self._spans = spans
        self._starts = [low for low, _ in spans]
        self._lost = [0, *accumulate(high - low for low, high in spans)]

    def at(self, offset: int) -> int:
        """Return where in the text the offset of the source is; for one left out, where the gap is."""
        if not self._spans:
            return offset
        index = bisect_right(self._starts, offset)
        inside = max(0, self._spans[index - 1][1] - offset) if index else 0
        return offset - self._lost[index] + inside

    def segments(self) -> tuple[Segment, ...]:
        """Return the pieces that are kept; none when all is."""
        if not self._spans:
            return ()
        edges = [0, *(edge for span in self._spans for edge in span), len(self._source)]
        pieces = zip(edges[::2], edges[1::2], strict=True)
        return tuple(Segment(self.at(low), high - low, low) for low, high in pieces if low < high)

    def text(self) -> str:
        """Return what is kept."""
        if not self._spans:
            return self._source
        edges = [0, *(edge for span in self._spans for edge in span), len(self._source)]
        return "".join(self._source[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True))
