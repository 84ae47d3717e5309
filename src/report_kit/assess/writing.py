"""Write documents of an assessment by the exporters of reports."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from report_kit.errors import ExportError
from report_kit.export.blocks import (
    Annex,
    Attachments,
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
from report_kit.export.formats import FORMATS, Source
from report_kit.export.markdown import escape
from report_kit.export.table_html import table_html

if TYPE_CHECKING:
    from nbformat import NotebookNode


def written(content: Content, formats: Iterable[str]) -> dict[str, bytes]:
    """Return a document in the formats wanted.

    Raises:
        ExportError: ``RK-508`` an unknown format, ``RK-501`` a missing glyph, ``RK-502`` typst.
    """
    wanted = list(dict.fromkeys(formats))
    for name in wanted:
        if name not in FORMATS:
            raise ExportError("RK-508", f"不支持导出为“{name}”", remedy=f"可选的格式：{'、'.join(FORMATS)}")
    material = Source(_notebook(content), None, content)
    return {name: FORMATS[name].write(material) for name in wanted}


def path_of(folder: Path, content: Content, name: str) -> Path:
    """Return the file of a document in a format."""
    from report_kit.export import _file_name

    return folder / f"{_file_name(content.title)}{FORMATS[name].ending}"


def _notebook(content: Content) -> NotebookNode:
    from nbformat.v4 import new_markdown_cell, new_notebook

    cells = []
    for number, block in enumerate(content.blocks):
        cell = new_markdown_cell(_markdown(block))
        cell["id"] = f"block-{number}"
        cells.append(cell)
    notebook: NotebookNode = new_notebook(cells=cells)
    return notebook


def _markdown(block: object) -> str:
    match block:
        case Title(text):
            return f"# {escape(text)}"
        case Heading(level, text):
            return f"{'#' * (level + 1)} {escape(text)}"
        case Annex(text):
            return f"## {escape(text)}"
        case Paragraph(text, lead):
            return escape(lead + text)
        case TableBlock(grid):
            return table_html(grid, caption=True)
        case Figure(chart):
            table = "" if chart.is_empty else table_html(chart.grid, caption=True)
            return f"### {escape(chart.title)}\n\n{escape(chart.description)}\n\n{table}".rstrip()
        case Attachments():
            return "\n\n".join(escape("".join(entry)) for entry in block.entries)
        case Signature(agency, day):
            return "\n\n".join(escape(text) for text in (agency, day) if text)
        case Note(text):
            return escape(text)
        case Code(text):
            return f"```\n{text}\n```"
    raise AssertionError("a block that is none")
