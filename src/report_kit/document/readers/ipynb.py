"""Notebooks: the text cells, with their headings and tables; code and its output are no text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from report_kit.document.limits import MAX_CELLS, MAX_TEXT_BYTES, most, read_bytes, too_much
from report_kit.document.model import Document
from report_kit.errors import InputError

EXTENSIONS = (".ipynb",)


KEY = "report_kit"
"""What the metadata of the kit's own notebooks are filed under."""
PROSE = "section"
"""The kind of the cells that hold a section's heading and prose."""


def read(path: Path) -> Document:
    """Read a notebook; raises ``InputError`` ``RK-101`` to ``RK-103``, ``RK-108``, ``RK-112``, ``RK-231``.

    In the kit's own notebooks a single line end begins a paragraph, as people mean it who press Enter once,
    and so it is printed. In ``Document.source`` every paragraph is a line, the cells of a table row are
    parted by tabs.
    """
    from report_kit.document.markdown.reading import read_markdown
    from report_kit.document.markdown.writing import tell_left_out, write_blocks
    from report_kit.document.writer import SourceWriter

    where = str(path)
    data = read_bytes(path, MAX_TEXT_BYTES)
    if not data.strip():
        raise InputError("RK-108", "文件是空的", where=where, remedy="请确认选对了文件")
    cells, own = _text_cells(data, where)
    if len(cells) > most(MAX_CELLS):
        raise too_much(f"单元格超过 {most(MAX_CELLS)} 个", where)
    writer = SourceWriter(where)
    for number, (source, kind) in enumerate(cells, 1):
        reading = read_markdown(source, line_is_paragraph=own, where=where)
        # The kit prints prose indented: whatever a line says, it is no title, heading or signature.
        write_blocks(reading.blocks, writer, indented=own and kind == PROSE)
        tell_left_out(reading.left_out, writer, f"第 {number} 个文字单元格")
    return writer.document(rejoin=False)


def _text_cells(data: bytes, where: str) -> tuple[list[tuple[str, str]], bool]:
    """Return the markdown cells, source and kind, and whether the notebook is one of the kit's."""
    import json

    try:
        notebook: Any = json.loads(data.decode("utf-8-sig"))
        cells = notebook["cells"] if "cells" in notebook else notebook["worksheets"][0]["cells"]
        texts = [(_source(cell["source"]), _kind(cell)) for cell in cells if cell["cell_type"] == "markdown"]
        return texts, isinstance(notebook.get("metadata", {}).get(KEY), dict)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        raise _damaged(where) from None


def _kind(cell: Any) -> str:
    """Return what a cell of the kit's notebooks holds; one that somebody added is prose."""
    about = cell.get("metadata", {}).get(KEY)
    return str(about.get("kind", PROSE)) if isinstance(about, dict) else PROSE


def _source(source: Any) -> str:
    """Return the source of a cell; files hold it as one string or as lines."""
    text = source if isinstance(source, str) else "".join(source)
    # Half a pair of UTF-16, which JSON can hold and no text does.
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", "")


def _damaged(where: str) -> InputError:
    return InputError(
        "RK-112",
        "笔记本已损坏或不是笔记本",
        where=where,
        remedy="请用“04_发布”或 report-kit export 重新生成",
    )
