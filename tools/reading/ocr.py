"""How well scanned pages are read: characters, and the figures of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pikepdf

from reading.scans import scan
from report_kit import open_document
from report_kit.document import Cell, Document

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FIGURE = re.compile(r"\d[\d,.]*")


@dataclass
class Reading:
    """What was right of what there was.

    ``alike`` counts marks of both widths as one: a picture does not show which it is. ``silent`` are figures
    of tables that are wrong without a word.
    """

    pages: int
    characters: int
    right: int
    alike: int
    figures: int
    figures_right: int
    doubtful: int
    silent: list[str]


def measure(pdf: Path, folder: Path, *, pages: Sequence[int], dpi: int, seed: int) -> Reading:
    """Scan pages (from 0) of a PDF, read the scan, and compare it with the text of the PDF."""
    true = folder / "pages.pdf"
    with pikepdf.open(pdf) as whole, pikepdf.new() as part:
        for number in pages:
            part.pages.append(whole.pages[number])
        part.save(true)
    scan(true, folder / "scan.pdf", dpi=dpi, seed=seed)
    return compared(open_document(true), open_document(folder / "scan.pdf"), len(pages))


def compared(true: Document, read: Document, pages: int) -> Reading:
    """Compare what was read of a scan with the text it shows."""
    ours, theirs = ("".join(document.text.split()) for document in (true, read))
    cells = list(_figures(true))
    right, doubtful, silent = 0, 0, []
    doubts = [one.place for one in read.omissions if one.kind == "doubtful"]
    said = {key: cell.text for key, cell in _cells(read)}
    for key, cell in cells:
        found = said.get(key, "")
        if found == cell.text:
            right += 1
        elif any(f"“{found}”" in place or "里的数" in place for place in doubts):
            doubtful += 1
        else:
            silent.append(f"第 {key[0] + 1} 个表格第 {key[1] + 1} 行：{cell.text} 读作 {found or '空白'}")
    width = [text.translate(_NARROW) for text in (ours, theirs)]
    return Reading(pages, len(ours), _same(ours, theirs), _same(*width), len(cells), right, doubtful, silent)


def _same(ours: str, theirs: str) -> int:
    """Count the characters that are right; what was read beside counts against them."""
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    return max(0, same - max(0, len(theirs) - len(ours)))


def _cells(document: Document) -> Iterator[tuple[tuple[int, int, int], Cell]]:
    for number, table in enumerate(document.tables):
        for cell in table.cells():
            yield (number, cell.row, cell.column), cell


def _figures(document: Document) -> Iterator[tuple[tuple[int, int, int], Cell]]:
    return ((key, cell) for key, cell in _cells(document) if _FIGURE.fullmatch(cell.text))
