"""Typst, as every PDF of the kit uses it: PDF/UA-1 and PDF/A-2a together, no glyph missing, no clock."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst

from report_kit.errors import ExportError
from report_kit.export.fonts import FontChoice, loaded
from report_kit.export.pdf_tags import tag_tables
from report_kit.forms.layout import Grid

_TABLES = Path(__file__).resolve().parent / "templates" / "table.typ"
STANDARDS: tuple[typst.PDFStandard, ...] = ("ua-1", "a-2a")
_NO_DATE = date(2000, 1, 1)


def typeset(
    template: Path, data: Mapping[str, Any], day: date | None, fonts: FontChoice, grids: Sequence[Grid]
) -> bytes:
    """Print ``data`` by a typst template.

    Args:
        template: a ``.typ`` file that reads ``sys.inputs.data``; it may use what ``table.typ`` defines.
        data: what it prints, as values JSON can hold.
        day: the document's date, which its properties give.
        fonts: the fonts it may use.
        grids: the tables it prints, in order.

    Raises:
        ExportError: ``RK-502`` typst refused the page.
    """
    compiler = typst.Compiler(_TABLES.read_bytes() + template.read_bytes(), font_paths=loaded(fonts))
    day = day or _NO_DATE  # PDF/A wants one
    shown = {**data, "day": {"year": day.year, "month": day.month, "day": day.day}}
    try:
        pdf = compiler.compile(
            format="pdf",
            pdf_standards=list(STANDARDS),
            sys_inputs={"data": json.dumps(shown, ensure_ascii=False)},
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
    return tag_tables(pdf, grids)
