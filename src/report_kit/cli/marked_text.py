"""A document as HTML, with the passages of findings marked in place."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_kit.document import Cell, Document, Paragraph
    from report_kit.proofread import Finding

# What HTML cannot hold: control characters and halves of surrogate pairs.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def escape(text: str) -> str:
    """Return ``text`` as HTML that shows it and does nothing else, in elements and quoted attributes."""
    return html.escape(_UNFIT.sub("\ufffd", text))


def marked_text(document: Document, findings: Sequence[Finding], keys: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs and tables; the finding with key ``k`` begins at the link ``t<k>``.

    Where findings overlap, a stretch carries the mark of the severest and names all of them.

    Args:
        document: the document.
        findings: findings in it, by position.
        keys: one for each finding: Latin letters, digits and hyphens.
    """
    from report_kit.document import Table

    marker = _Marker(document.text, findings, keys)
    for block in document.blocks:
        if isinstance(block, Table):
            yield '<div class="table"><table>\n'
            for row in block.rows:
                yield "<tr>" + "".join(map(marker.cell, row)) + "</tr>\n"
            yield "</table></div>\n"
        else:
            yield f'<p class="{block.kind}">{marker.piece(block)}</p>\n'
    yield marker.rest()


class _Marker:
    """Marks one piece of the text after the other, in reading order."""

    def __init__(self, text: str, findings: Sequence[Finding], keys: Sequence[str]) -> None:
        self._text = text
        self._numbered = list(zip(findings, keys, strict=True))
        self._starts = [finding.start for finding in findings]
        self._waiting = 0  # number of the first finding that has no link yet
        self._longest = max((finding.end - finding.start for finding in findings), default=0)

    def cell(self, cell: Cell) -> str:
        spans = (("rowspan", cell.rowspan), ("colspan", cell.colspan))
        size = "".join(f' {name}="{count}"' for name, count in spans if count > 1)
        return f"<td{size}>{self.piece(cell)}</td>"

    def piece(self, piece: Paragraph | Cell) -> str:
        """Return one paragraph or cell."""
        start, end = piece.start, piece.end
        low = bisect_left(self._starts, start - self._longest)
        high = bisect_left(self._starts, end + 1)
        here = [pair for pair in self._numbered[low:high] if pair[0].end >= start]
        cuts = {start, end}
        for finding, _ in here:
            cuts |= {min(max(place, start), end) for place in (finding.start, finding.end)}
        edges = sorted(cuts)
        parts = [self._links(start)]
        for left, right in pairwise(edges):
            covering = [(f, key) for f, key in here if f.start <= left and right <= f.end]
            parts += [self._stretch(self._text[left:right], covering), self._links(right)]
        return "".join(parts)

    def rest(self) -> str:
        """Return the links of findings behind the last piece."""
        return self._links(len(self._text))

    @staticmethod
    def _stretch(text: str, covering: list[tuple[Finding, str]]) -> str:
        if not covering:
            return escape(text)
        worst = min(covering, key=lambda pair: pair[0].severity.order)[0].severity
        keys = " ".join(key for _, key in covering)
        said = "\n".join(f"{finding.severity.label}：{finding.message}" for finding, _ in covering)
        return f'<mark class="{worst.value}" data-for="{keys}" title="{escape(said)}">{escape(text)}</mark>'

    def _links(self, upto: int) -> str:
        """Return the numbers of the findings that begin at or before ``upto`` and have none yet."""
        links = []
        while self._waiting < len(self._numbered) and self._numbered[self._waiting][0].start <= upto:
            finding, key = self._numbered[self._waiting]
            links.append(
                f'<a class="number {finding.severity.value}" id="t{key}" data-for="{key}" href="#f{key}">'
                f"{key.rpartition('-')[2]}</a>"
            )
            self._waiting += 1
        return "".join(links)
