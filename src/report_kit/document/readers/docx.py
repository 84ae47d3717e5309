"""Word files: paragraphs and tables in order, tracked changes as if accepted."""

from __future__ import annotations

from pathlib import Path

from report_kit.document.model import Document
from report_kit.document.structure import build_document
from report_kit.errors import InputError

EXTENSIONS = (".docx",)


def read(path: Path) -> Document:
    """Read a Word file; raises ``InputError`` ``RK-101`` to ``RK-111``.

    Headers, footers, comments, the table of contents, and what is hidden, deleted or struck out are left
    out and told. Automatic numbers are written out, notes stand behind the paragraph of their mark. In
    ``Document.source`` every paragraph is a line, the cells of a table row are parted by tabs.
    """
    from report_kit.document.invisible import visible
    from report_kit.document.word.beside import page_omissions
    from report_kit.document.word.blocks import BlockReader
    from report_kit.document.word.container import open_package

    with open_package(path) as package:
        parts = package.parts()
        omissions = page_omissions(package, parts.document)
    reader = BlockReader(parts)
    reader.read()
    omissions += reader.omissions
    if not visible(reader.source).strip():
        raise InputError(
            "RK-108",
            "文件里没有文字",
            where=str(path),
            remedy="请确认选对了文件；扫描的图片需要先转成文字",
        )
    return build_document(reader.source, reader.blocks, rejoin=True, path=str(path), omissions=omissions)
