"""PDF: text in reading order, ruled tables cell by cell, page furniture dropped; scanned pages by OCR."""

from __future__ import annotations

from pathlib import Path

from report_kit.document.limits import MAX_CONTAINER_BYTES, Deadline, kind_by_content, read_bytes
from report_kit.document.model import Document
from report_kit.errors import InputError

EXTENSIONS = (".pdf",)
CORRECTABLE = False

# The standard lets some bytes stand before the mark.
_MARK_WITHIN = 1024
_UNREAD = 0.3


def read(path: Path) -> Document:
    """Read a PDF; raises ``InputError`` ``RK-101`` to ``RK-110``, ``RK-232`` to ``RK-234``.

    In ``Document.source`` a paragraph is a line, whatever lines and pages it was printed on. Pages that are
    pictures are read where the extra for that is installed; how sure their text is, is told.
    """
    from report_kit.document.apart.reading import is_within, read_apart
    from report_kit.document.ocr.engine import is_installed
    from report_kit.document.ocr.files import needs_extra, nothing_read, with_pictures_read
    from report_kit.document.pdf.layout import write_pages
    from report_kit.document.pdf.pages import read_pages
    from report_kit.document.pdf.streams import check_streams
    from report_kit.document.writer import SourceWriter

    where = str(path)
    data = read_bytes(path, MAX_CONTAINER_BYTES)
    if not data:
        raise InputError("RK-108", "文件是空的", where=where, remedy="请确认选对了文件")
    if b"%PDF" not in data[:_MARK_WITHIN]:
        raise InputError(
            "RK-106",
            f"扩展名是 .pdf，内容却是{kind_by_content(data) or '别的文件'}",
            where=where,
            remedy="请按真实类型改扩展名，或重新导出 PDF",
        )
    if check_streams(data, where).is_heavy and not is_within():
        return read_apart(path, __name__)
    pages = read_pages(data, where)
    letters = sum(len(page.chars) for page in pages)
    unread = sum(page.unread for page in pages)
    if unread > _UNREAD * (letters + unread):
        raise InputError(
            "RK-234",
            "PDF 里的字体没有注明是什么字，读不出文字",
            where=where,
            remedy="请改用原来的 Word 文件，或用 Word、WPS 重新导出 PDF",
        )
    pages = with_pictures_read(data, pages)
    writer = SourceWriter(where)
    write_pages(pages, writer, Deadline(where))
    if writer.empty and any(page.pictures for page in pages):
        if is_installed():
            raise nothing_read(where)
        raise needs_extra("PDF 是扫描的图片，里面没有文字", where)
    return writer.document(rejoin=False)
