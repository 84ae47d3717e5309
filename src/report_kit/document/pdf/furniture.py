"""Page numbers, headers and footers: no text of the document. Headers and footers are told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from report_kit.document.pdf.lines import Line
from report_kit.document.pdf.pages import Page
from report_kit.document.pdf.paragraphs import Measure, measure_of
from report_kit.document.pdf.tables import Item

_MARGIN = 0.12
# The head and the foot of a page of Word begin 15 mm from its edge, the text 25 mm.
_OUTER = 0.1
_PAGE_NUMBER = re.compile(
    r"[-—–－·~\s]*(?:第\s*)?(?:\d{1,4}|[IVXivx]{1,6})(?:\s*页)?(?:\s*[/，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·~\s]*"
)
_BARE = re.compile(r"\d+")
_SMALLER = 0.88


def without_furniture(pages: Sequence[Page], items: Sequence[list[Item]]) -> tuple[list[list[Item]], int]:
    """Drop page numbers, and what stands at the same edge of half the pages but for its figures.

    On a single page a smaller line at the outer edge is one, and in a file that states its structure any
    line at the edge that is no part of it.

    Returns:
        What is kept, by page, and how many characters of headers and footers are not.
    """
    edges = [_edges(page, found) for page, found in zip(pages, items, strict=True)]
    often = Counter(text for edge in edges for text in set(edge.values()))
    least = max(2, (len(pages) + 1) // 2)
    measure = measure_of([item for found in items for item in found])
    kept: list[list[Item]] = []
    size = 0
    for page, found, edge in zip(pages, items, edges, strict=True):
        kept.append([])
        for index, item in enumerate(found):
            text = edge.get(index)
            if (
                text is not None
                and isinstance(item, Line)
                and (
                    (_PAGE_NUMBER.fullmatch(item.text) and _stands_apart(found, index, measure))
                    or (len(text) > 1 and often[text] >= least)
                    or (measure.blocks and not item.first and not item.last)
                    or (len(pages) == 1 and _is_outer(page, found, index, measure))
                )
            ):
                size += 0 if _PAGE_NUMBER.fullmatch(item.text) else len("".join(item.text.split()))
            else:
                kept[-1].append(item)
    return kept, size


def _edges(page: Page, found: Sequence[Item]) -> dict[int, str]:
    """Return the lines at the head and foot of a page: which edge, and what they say but for figures."""
    edge = {}
    for index in {0, 1, len(found) - 2, len(found) - 1} & set(range(len(found))):
        item = found[index]
        if isinstance(item, Line):
            middle = (item.bottom + item.top) / 2 / (page.height or 1)
            if middle > 1 - _MARGIN or middle < _MARGIN:
                edge[index] = ("头" if middle > 0.5 else "脚") + re.sub(r"\d+|\s+", "", item.text)
    return edge


def _stands_apart(found: Sequence[Item], index: int, measure: Measure) -> bool:
    """Say whether bare figures at the edge are no last line of a paragraph."""
    item = found[index]
    assert isinstance(item, Line)
    if not _BARE.fullmatch(item.text) or not index:
        return True
    above = found[index - 1]
    return not (
        isinstance(above, Line)
        and above.bottom - item.bottom <= 1.2 * measure.pitch
        and abs(item.left - measure.left) < measure.size
        and abs(item.size - above.size) <= 0.1 * above.size
    )


def _is_outer(page: Page, found: Sequence[Item], index: int, measure: Measure) -> bool:
    """Say whether a line at the edge is smaller than the text and stands well apart from it."""
    line = found[index]
    assert isinstance(line, Line)
    middle = (line.bottom + line.top) / 2 / (page.height or 1)
    others = [item for item in found if item is not line]
    gap = min((max(line.bottom - item.top, item.bottom - line.top) for item in others), default=0.0)
    return (
        line.size <= _SMALLER * measure.size and not _OUTER < middle < 1 - _OUTER and gap > 0.8 * measure.size
    )
