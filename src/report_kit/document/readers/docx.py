"""Word files: paragraphs and tables in order, tracked changes as if accepted."""

from __future__ import annotations

from pathlib import Path

from report_kit.document.model import Document
from report_kit.document.structure import build_document
from report_kit.errors import InputError

EXTENSIONS = (".docx",)


def read(path: Path) -> Document:
    """Read a Word file; raises ``InputError`` ``RK-101`` to ``RK-111``.

    Headers, footers, comments and the table of contents are left out. Automatic numbers are written
    out. In ``Document.source`` every paragraph is a line, the cells of a table row are parted by tabs.
    """
    from report_kit.document.word.blocks import BlockReader
    from report_kit.document.word.container import open_parts

    reader = BlockReader(open_parts(path))
    reader.read()
    if not reader.source.strip():
        raise InputError(
            "RK-108",
            "文件里没有文字",
            where=str(path),
            remedy="请确认选对了文件；扫描的图片需要先转成文字",
        )
    return build_document(reader.source, reader.blocks, rejoin=True, path=str(path))
