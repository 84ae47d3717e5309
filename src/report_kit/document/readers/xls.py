"""Old Excel and WPS sheets, through LibreOffice; what is only named so is read as what it is."""

from __future__ import annotations

from pathlib import Path

from report_kit.document.model import Document

EXTENSIONS = (".xls", ".et")
CORRECTABLE = False
IN_FOLDERS = False


def read(path: Path) -> Document:
    """Read an old workbook; raises what ``read_by_content`` raises."""
    from report_kit.document.foreign.reading import read_by_content

    return read_by_content(path, ("xls", "xlsx") if path.suffix.lower() == ".et" else ("xls",))
