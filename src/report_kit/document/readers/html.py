"""Web pages: the main text without menus and footers, tables cell by cell."""

from __future__ import annotations

from pathlib import Path

from report_kit.document.limits import MAX_TEXT_BYTES, kind_by_content, read_bytes
from report_kit.document.model import Document
from report_kit.errors import InputError

EXTENSIONS = (".html", ".htm")


def read(path: Path) -> Document:
    """Read a saved web page; raises ``InputError`` ``RK-101`` to ``RK-108``, ``RK-231``.

    In ``Document.source`` every paragraph is a line, the cells of a table row are parted by tabs.
    """
    from report_kit.document.web.blocks import PageWalker
    from report_kit.document.web.encoding import page_text
    from report_kit.document.web.page import main_part, parse_page
    from report_kit.document.writer import SourceWriter

    where = str(path)
    data = read_bytes(path, MAX_TEXT_BYTES)
    other = kind_by_content(data)
    if other:
        raise InputError(
            "RK-106",
            f"扩展名是 {path.suffix}，内容却是{other}",
            where=where,
            remedy="请按真实类型改扩展名，或在浏览器里另存为网页",
        )
    text = page_text(data, where)
    if not text.strip():
        raise InputError("RK-108", "文件是空的", where=where, remedy="请确认选对了文件")
    part, title = main_part(parse_page(text, where))
    writer = SourceWriter(where)
    writer.paragraph(title, kind="title")
    PageWalker(writer).walk(part)
    return writer.document(rejoin=True)
