"""Excel workbooks as texts: the sheets one after the other, tables cell by cell."""

from __future__ import annotations

from pathlib import Path

from report_kit.document.model import Document
from report_kit.errors import InputError

EXTENSIONS = (".xlsx",)
CORRECTABLE = False
IN_FOLDERS = False


def read(path: Path) -> Document:
    """Read a workbook; raises ``InputError`` ``RK-101`` to ``RK-109``, and what ``read_by_content`` raises.

    Hidden sheets, rows and columns, struck-out text, comments, pictures and formulas without a result are
    left out and told. In ``Document.source`` every paragraph is a line, the cells of a table row are parted
    by tabs.
    """
    from report_kit.document.foreign.kinds import kind_of
    from report_kit.document.limits import MAX_CONTAINER_BYTES, read_bytes
    from report_kit.document.sheets.book import read_book
    from report_kit.document.sheets.layout import write_sheet
    from report_kit.document.writer import SourceWriter

    where = str(path)
    data = read_bytes(path, MAX_CONTAINER_BYTES)
    if data and kind_of(data) not in ("xlsx", "zip"):
        from report_kit.document.foreign.reading import read_by_content

        return read_by_content(path, ("xlsx",))
    sheets, left = read_book(data, where)
    writer = SourceWriter(where)
    for sheet in sheets:
        write_sheet(sheet, writer, named=len(sheets) > 1)
    for kind, size, place in left:
        writer.omit(kind, size, place)
    if writer.empty:
        raise InputError("RK-108", "工作簿里没有文字", where=where, remedy="请确认选对了文件")
    return writer.document(rejoin=False)
