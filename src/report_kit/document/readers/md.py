"""Markdown files: the text without its marks, list numbers as they are printed."""

from __future__ import annotations

from pathlib import Path

from report_kit.document.limits import MAX_TEXT_BYTES, kind_by_content, read_bytes
from report_kit.document.model import Document
from report_kit.errors import InputError

EXTENSIONS = (".md", ".markdown")


def read(path: Path) -> Document:
    """Read a Markdown file; raises ``InputError`` ``RK-101`` to ``RK-108``, ``RK-231``.

    ``Document.source`` is the text of the file, so places are those of the Markdown.
    """
    from report_kit.document.markdown.reading import read_markdown
    from report_kit.document.markdown.writing import markdown_document
    from report_kit.document.readers.txt import decode

    where = str(path)
    data = read_bytes(path, MAX_TEXT_BYTES)
    other = kind_by_content(data)
    if other:
        raise InputError(
            "RK-106",
            f"扩展名是 {path.suffix}，内容却是{other}",
            where=where,
            remedy="请按真实类型改扩展名（如 .docx），或另存为 Markdown 文件",
        )
    source = decode(data, where)
    if not source.strip():
        raise InputError("RK-108", "文件是空的", where=where, remedy="请确认选对了文件")
    reading = read_markdown(source, where=where)
    return markdown_document(reading, source, where)
