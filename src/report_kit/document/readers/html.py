"""Web pages: the main text without menus and footers, tables cell by cell."""

from __future__ import annotations

from pathlib import Path

from report_kit.document.limits import MAX_TEXT_BYTES, kind_by_content, read_bytes
from report_kit.document.model import Document
from report_kit.errors import InputError

EXTENSIONS = (".html", ".htm")
GENERATOR = '<meta name="generator" content="report-kit result">'
"""What the head of a page says that the kit made of a report: its findings, charts or text for WeChat."""

_HEAD = 2000


def is_result(path: Path) -> bool:
    """Say whether a file is such a page; ``False`` where it cannot be read."""
    if path.suffix.lower() not in EXTENSIONS:
        return False
    try:
        with path.open("rb") as stream:
            return GENERATOR.encode() in stream.read(_HEAD)
    except OSError:
        return False


def read(path: Path) -> Document:
    """Read a saved web page; raises ``InputError`` ``RK-101`` to ``RK-108``, ``RK-231``, ``RK-236``.

    In ``Document.source`` every paragraph is a line, the cells of a table row are parted by tabs.
    """
    from report_kit.document.web.blocks import PageWalker
    from report_kit.document.web.encoding import page_text
    from report_kit.document.web.page import left_outside, main_part, parse_page
    from report_kit.document.web.styles import Styles
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
    if GENERATOR in text[:_HEAD]:
        raise InputError(
            "RK-236",
            "这是 report-kit 生成的校对结果、图解或公众号文章，不是报告原文",
            where=where,
            remedy="请校对原来的文件",
        )
    body = parse_page(text, where)
    styles = Styles(body.getroottree().getroot())
    part, title = main_part(body)
    writer = SourceWriter(where)
    writer.paragraph(title, kind="title")
    PageWalker(writer, styles=styles).walk(part)
    for kind, size in left_outside(body, part, title).items():
        writer.omit(kind, size, "正文之外")
    return writer.document(rejoin=True)
