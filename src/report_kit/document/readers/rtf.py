"""Rich text files: paragraphs, and tables cell by cell."""

from __future__ import annotations

from pathlib import Path

from report_kit.document.model import Document
from report_kit.errors import InputError

EXTENSIONS = (".rtf",)


def read(path: Path) -> Document:
    """Read a rich text file; raises ``InputError`` ``RK-101`` to ``RK-108``, ``RK-232``.

    Headers, footers, comments, and what is hidden, deleted or struck out are left out and told. In
    ``Document.source`` every paragraph is a line, the cells of a table row are parted by tabs.
    """
    from report_kit.document.foreign.kinds import kind_of
    from report_kit.document.limits import MAX_CONTAINER_BYTES, read_bytes
    from report_kit.document.rtf.reading import RtfReader
    from report_kit.document.writer import SourceWriter

    where = str(path)
    data = read_bytes(path, MAX_CONTAINER_BYTES)
    if kind_of(data) != "rtf":
        from report_kit.document.foreign.reading import read_by_content

        return read_by_content(path, ("rtf",))
    writer = SourceWriter(where)
    reader = RtfReader(writer, where)
    reader.read(data)
    reader.tell_headers()
    if writer.empty:
        raise InputError("RK-108", "文件里没有文字", where=where, remedy="请确认选对了文件")
    return writer.document(rejoin=True)
