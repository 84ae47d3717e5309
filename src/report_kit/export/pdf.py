"""PDF by typst: the page of GB/T 9704, tagged (PDF/UA-1), the same bytes for the same report."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import typst
from traitlets import Enum

from report_kit.errors import ExportError
from report_kit.export.blocks import (
    Block,
    Code,
    Content,
    Heading,
    Paragraph,
    Signature,
    TableBlock,
    Title,
    table_size,
    title_lines,
)
from report_kit.export.exporter import ReportExporter
from report_kit.export.fonts import FontChoice, check_coverage, loaded, stacks, visible
from report_kit.forms.layout import Grid, GridCell

TEMPLATE = Path(__file__).resolve().parent / "templates" / "report.typ"
TITLE_CHARACTERS = 20  # 156 mm hold twenty characters of 2号 (22 pt)
_NO_DATE = date(2000, 1, 1)


class ReportPDFExporter(ReportExporter):
    """``jupyter nbconvert --to report_pdf``; ``--ReportPDFExporter.fonts=system`` takes the PC's fonts."""

    export_from_notebook = "公文 PDF"
    output_mimetype = "application/pdf"
    extension = ".pdf"

    fonts = Enum(
        ("bundled", "system"),
        default_value="bundled",
        help="bundled：随附字体；system：优先使用本机的方正小标宋、仿宋_GB2312 等",
    ).tag(config=True)

    def render(self, content: Content) -> bytes:
        """Return the PDF."""
        return pdf_bytes(content, cast(FontChoice, self.fonts))


def pdf_bytes(content: Content, fonts: FontChoice = "bundled") -> bytes:
    """Return ``content`` as PDF/UA-1.

    Args:
        content: what to print.
        fonts: ``"bundled"`` for the same bytes on every PC; ``"system"`` prefers the official fonts there.

    Raises:
        ExportError: ``RK-501`` a character no font has, ``RK-502`` typst refused the page.
    """
    if fonts == "bundled":
        check_coverage(content)
    day = date.fromisoformat(content.date) if content.date else _NO_DATE
    compiler = typst.Compiler(TEMPLATE.read_bytes(), font_paths=loaded(fonts))
    try:
        pdf = compiler.compile(
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"data": json.dumps(page_data(content, fonts), ensure_ascii=False)},
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise ExportError(
            "RK-502",
            f"PDF 排版没有通过：{error.message}",
            where="；".join(error.hints),
            remedy="请检查文中有无生僻字或特殊符号；仍不行时先导出 DOCX",
        ) from error
    assert isinstance(pdf, bytes)
    return pdf


def page_data(content: Content, fonts: FontChoice) -> dict[str, Any]:
    """Return what ``templates/report.typ`` prints, as values JSON can hold."""
    day = date.fromisoformat(content.date) if content.date else None
    return {
        "title": visible(content.title),
        "author": visible(content.author),
        "date": {"year": day.year, "month": day.month, "day": day.day} if day else None,
        "fonts": stacks(fonts),
        "title-weight": "bold" if stacks(fonts)["title"][0].startswith("Fandol") else "regular",
        "blocks": [_block(block) for block in content.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Title(text):
            return {"kind": "title", "lines": list(title_lines(visible(text), TITLE_CHARACTERS))}
        case Heading(level, text):
            return {"kind": "heading", "level": level, "text": visible(text)}
        case Paragraph(text, lead):
            return {"kind": "paragraph", "text": visible(text), "lead": visible(lead)}
        case TableBlock(grid):
            return {"kind": "table", **_table(grid)}
        case Code(text):
            return {"kind": "code", "text": visible(text)}
        case Signature(agency, day):
            return {"kind": "signature", "agency": visible(agency), "date": day}


def _table(grid: Grid) -> dict[str, Any]:
    """Part a grid into runs of header rows and value rows, as typst wants them."""
    parts: list[dict[str, Any]] = []
    headers = header_lines(grid)
    for line, cells in enumerate(grid.lines()):
        header = line in headers
        if not parts or parts[-1]["header"] != header:
            parts.append({"header": header, "rows": []})
        parts[-1]["rows"].append([_cell(cell) for cell in cells])
    size = table_size(grid)
    return {
        "widths": grid.widths,
        "size": size,
        "padding": size * 0.45,
        "inset": 2 if grid.columns > 6 else 4,
        "parts": parts,
    }


def header_lines(grid: Grid) -> set[int]:
    """Return the rows that hold nothing but column headers."""
    values = {
        line
        for cell in grid.cells
        if cell.scope not in ("col", "colgroup")
        for line in range(cell.row, cell.row + cell.rowspan)
    }
    return set(range(grid.rows)) - values


def _cell(cell: GridCell) -> dict[str, Any]:
    kind = "row" if cell.scope == "row" else "other"
    return {"text": visible(cell.text), "rowspan": cell.rowspan, "colspan": cell.colspan, "kind": kind}
