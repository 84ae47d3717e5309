"""Pictures of pages (scans, photographs): read by the extra that reads characters."""

from __future__ import annotations

from pathlib import Path

from report_kit.document.model import Document

EXTENSIONS = (".png", ".jpg", ".jpeg")
CORRECTABLE = False
IN_FOLDERS = False


def read(path: Path) -> Document:
    """Read a picture; raises ``InputError`` ``RK-101`` to ``RK-109``, ``RK-233``.

    In ``Document.source`` a paragraph is a line, whatever lines it was printed on.
    """
    from report_kit.document.foreign.kinds import kind_of
    from report_kit.document.limits import MAX_CONTAINER_BYTES, read_bytes

    where = str(path)
    data = read_bytes(path, MAX_CONTAINER_BYTES)
    if kind_of(data) != "image":
        from report_kit.document.foreign.reading import read_by_content

        return read_by_content(path, ("image",))
    from report_kit.document.limits import Deadline
    from report_kit.document.ocr.engine import is_installed
    from report_kit.document.ocr.files import needs_extra, nothing_read, read_picture_file
    from report_kit.document.pdf.layout import write_pages
    from report_kit.document.writer import SourceWriter

    if not is_installed():
        raise needs_extra("这是图片，里面的文字要识别才能读", where)
    pages = read_picture_file(data, where)
    writer = SourceWriter(where)
    write_pages(pages, writer, Deadline(where))
    if writer.empty:
        raise nothing_read(where)
    return writer.document(rejoin=False)
