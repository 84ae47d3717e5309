"""Say of a file, by a look at its beginning and its size, whether reading it may take much memory or time.

What is said to be light takes at most some 250 MB and a few seconds whatever it holds; the files of an office
are light but for those that are really long. PDF files are looked at by ``pdf.streams``, for their size says
nothing.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

# Each takes some hundred times its size at worst; a saved page of a web site or of Word has less.
_TEXT = 512 * 1024
# Office XML of a report of 100 pages.
_XML = 6 * 1024 * 1024
# A workbook's cells are large in memory, and are held twice.
_SHEETS = 2 * 1024 * 1024
# Saved pages of web sites have some thousand.
_TAGS = 10_000
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")
_PDF_WITHIN = 1024


def is_heavy(path: Path) -> bool:
    """Say whether to read ``path`` in a process of its own; ``False`` where it is not there or no file."""
    try:
        if not path.is_file():
            return False
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(_PDF_WITHIN)
            if b"%PDF" in head or head.startswith(_PICTURES):
                return False  # looked at by their readers
            if head.startswith(b"PK"):
                return _is_heavy_package(path)
            if size > _TEXT:
                return True
            if b"<" not in head:
                return False
            stream.seek(0)
            return stream.read().count(b"<") > _TAGS
    except (OSError, ValueError):
        return False


def _is_heavy_package(path: Path) -> bool:
    """Say whether the parts of an Office file that are parsed are large."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, EOFError):
        return False  # the reader refuses it
    sizes = [(one.filename, one.file_size) for one in entries if one.filename.endswith((".xml", ".rels"))]
    sheets = sum(size for name, size in sizes if name.startswith("xl/"))
    return sheets > _SHEETS or sum(size for _, size in sizes) > _XML
