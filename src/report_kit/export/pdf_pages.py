"""PDF by typst: the page of GB/T 9704, tagged (PDF/UA-1, PDF/A-2a), the same bytes for the same report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

from report_kit.export.blocks import (
    Annex,
    Attachments,
    Block,
    Code,
    Content,
    Figure,
    Heading,
    Note,
    Paragraph,
    Signature,
    TableBlock,
    Title,
)
from report_kit.export.fonts import FIGURES, FontChoice, check_coverage, stacks, visible
from report_kit.export.pdf_table import chart_data, table_data
from report_kit.export.title import title_lines, title_setting
from report_kit.export.typeset import typeset
from report_kit.forms.layout import Grid

TEMPLATE = Path(__file__).resolve().parent / "templates" / "report.typ"
_LONGEST_KEPT = 300  # characters: eleven of the twenty-two lines of a page
_LINE_CHARACTERS = 26  # 28, less the two at the right of a signature


def pdf_bytes(content: Content, fonts: FontChoice = "bundled") -> bytes:
    """Return ``content`` as PDF/UA-1 and PDF/A-2a.

    Args:
        content: what to print.
        fonts: ``"bundled"`` for the same bytes on every PC; ``"system"`` prefers the official fonts there.

    Raises:
        ExportError: ``RK-501`` a character no font has, ``RK-502`` typst refused the page.
    """
    if fonts == "bundled":
        check_coverage(content)
    day = date.fromisoformat(content.date) if content.date else None
    return typeset(TEMPLATE, page_data(content, fonts), day, fonts, list(_grids(content.blocks)))


def page_data(content: Content, fonts: FontChoice) -> dict[str, Any]:
    """Return what ``templates/report.typ`` prints, as values JSON can hold."""
    families = stacks(fonts)
    bundled = {part for part in families if families[part][0].startswith("Fandol")}
    return {
        "title": visible(content.marked_title),
        "author": visible(content.author),
        "draft": content.draft,
        "seal": content.seal,
        "fonts": families,
        "title-weight": "bold" if "title" in bundled else "regular",
        "figures": FIGURES if "body" in bundled else None,
        "blocks": [
            {**_block(block), "keep": _keeps_with(block, following)}
            for block, following in zip_longest(content.blocks, content.blocks[1:])
        ],
    }


def _keeps_with(block: Block, following: Block | None) -> bool:
    """Say whether a block goes to the next page with what follows; a long paragraph would leave a gap."""
    match block, following:
        case Paragraph(), Attachments() | Signature():
            return len(block.text) <= _LONGEST_KEPT
        case (Attachments(), Signature()) | (Attachments() | Signature(), Note()):
            return True
    return False


def _grids(blocks: tuple[Block, ...]) -> Iterator[Grid]:
    for block in blocks:
        if isinstance(block, TableBlock):
            yield block.grid
        elif isinstance(block, Figure) and not block.chart.is_empty:
            yield block.chart.grid


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Title(text):
            lines, size = title_setting(visible(text))
            return {"kind": "title", "lines": list(lines), "size": size}
        case Heading(level, text):
            return {"kind": "heading", "level": level, "text": visible(text)}
        case Paragraph(text, lead, depth, flush):
            said = {"text": visible(text), "lead": visible(lead)}
            return {"kind": "paragraph", **said, "depth": depth, "flush": flush}
        case TableBlock(grid):
            return {"kind": "table", "caption": visible(block.caption), **table_data(grid)}
        case Figure(chart):
            return {"kind": "figure", **chart_data(chart)}
        case Code(text):
            return {"kind": "code", "text": visible(text)}
        case Attachments():
            entries = [[visible(part) for part in entry] for entry in block.entries]
            return {"kind": "attachments", "entries": entries}
        case Signature(agency, day):
            lines = title_lines(visible(agency), _LINE_CHARACTERS)
            return {"kind": "signature", "agency": list(lines) if agency else [], "date": day}
        case Note(text):
            return {"kind": "note", "text": visible(text)}
        case Annex(title):
            return {"kind": "annex", "title": visible(title)}
