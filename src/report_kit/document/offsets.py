"""One place that converts between ways of naming a position in a text.

The kit counts code points. Browsers and Word count UTF-16 units, people count lines and columns.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

_LINE_END = re.compile(r"\r\n|\r|\n")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class LineIndex:
    """Positions of one text: code points to lines and columns (both from 1), and to UTF-16 units.

    Lines end at LF, CRLF or CR, as editors count them.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self._text))]

    @cached_property
    def _astral(self) -> list[int]:
        return [match.start() for match in _ASTRAL.finditer(self._text)]

    def line_column(self, offset: int) -> tuple[int, int]:
        """Return the line and column (both from 1, columns in code points) of ``offset``."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column, the end of the text where there is no such place."""
        if not 1 <= line <= len(self._line_starts):
            return len(self._text)
        return min(self._line_starts[line - 1] + column - 1, len(self._text))

    def line_column_utf16(self, offset: int) -> tuple[int, int]:
        """Return the same with the column in UTF-16 units, as SARIF and many editors count."""
        line, column = self.line_column(offset)
        start = offset - column + 1
        return line, self.to_utf16(offset) - self.to_utf16(start) + 1

    def to_utf16(self, offset: int) -> int:
        """Return the number of UTF-16 units before ``offset`` code points."""
        return offset + bisect_right(self._astral, offset - 1)

    def from_utf16(self, units: int) -> int:
        """Return the code point offset at ``units`` UTF-16 units; inside a pair, the pair's start."""
        low, high = 0, len(self._text)
        while low < high:
            middle = (low + high + 1) // 2
            if self.to_utf16(middle) <= units:
                low = middle
            else:
                high = middle - 1
        return low
