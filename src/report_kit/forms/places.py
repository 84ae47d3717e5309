"""Where an offset of a document stands, for who looks it up in the file: below which heading, and exactly."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import PurePath
from typing import TYPE_CHECKING

from report_kit.document import Document
from report_kit.document.places import Places

if TYPE_CHECKING:
    from report_kit.forms.locate import Located

_LINES = (".txt", ".md", ".markdown")


class SourcePlaces:
    """The places of one document that holds a report."""

    def __init__(self, document: Document, located: Located) -> None:
        self._document = document
        headed = [(s.heading_span[0], s.heading) for s in located.sections if s.heading_span]
        self._starts = [start for start, _ in headed]
        self._headings = [heading for _, heading in headed]
        self._places = Places(document)
        self._counts_lines = PurePath(document.path).suffix.lower() in _LINES

    def at(self, offset: int) -> str:
        """Return the place: below its heading, with the page, paragraph, cell or line."""
        return f"{self.below(offset)}，{self.exact(offset)}"

    def below(self, offset: int) -> str:
        """Return below which heading an offset stands."""
        index = bisect_right(self._starts, offset) - 1
        return f"“{self._headings[index]}”之下" if index >= 0 else "第一个标题之前"

    def exact(self, offset: int) -> str:
        """Return the number of the line in a text file, else of the page, paragraph or cell."""
        document = self._document
        spans = document.source_spans(offset, offset + 1)
        if self._counts_lines and spans:
            return f"第 {document.source_lines.line_column(spans[0][0])[0]} 行"
        page = document.page(offset)
        return (f"第 {page} 页" if page else "") + self._places.number(offset)
