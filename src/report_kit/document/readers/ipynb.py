"""Notebooks: the text cells, with their headings and tables; code and its output are no text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from report_kit.document.limits import MAX_CELLS, MAX_TEXT_BYTES, read_bytes, too_much
from report_kit.document.model import Document
from report_kit.errors import InputError

EXTENSIONS = (".ipynb",)


def read(path: Path) -> Document:
    """Read a notebook; raises ``InputError`` ``RK-101`` to ``RK-103``, ``RK-108``, ``RK-112``, ``RK-231``.

    The tables of the kit's own notebooks are HTML in their cells, and so is what markdown becomes: both are
    walked as a web page is. A single line end begins a paragraph, as people mean it who press Enter once.
    """
    import mistune

    from report_kit.document.web.blocks import PageWalker
    from report_kit.document.web.page import clear, parse_page
    from report_kit.document.writer import SourceWriter

    where = str(path)
    data = read_bytes(path, MAX_TEXT_BYTES)
    if not data.strip():
        raise InputError("RK-108", "文件是空的", where=where, remedy="请确认选对了文件")
    cells = _text_cells(data, where)
    if len(cells) > MAX_CELLS:
        raise too_much(f"单元格超过 {MAX_CELLS} 个", where)
    to_html = mistune.create_markdown(escape=False, hard_wrap=True, plugins=["table"])
    writer = SourceWriter(where)
    walker = PageWalker(writer, furniture_lines=False)
    for source in cells:
        try:
            html = str(to_html(source))
        except RecursionError:
            raise _damaged(where) from None
        if html.strip():
            body = parse_page(html, where)
            clear(body)
            walker.walk(body)
    return writer.document(rejoin=False)


def _text_cells(data: bytes, where: str) -> list[str]:
    """Return the sources of the markdown cells."""
    import json

    try:
        notebook: Any = json.loads(data.decode("utf-8-sig"))
        cells = notebook["cells"] if "cells" in notebook else notebook["worksheets"][0]["cells"]
        return [_source(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise _damaged(where) from None


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
