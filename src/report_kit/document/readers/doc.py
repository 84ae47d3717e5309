"""Old Word and WPS files, through LibreOffice; what is only named so is read as what it is."""

from __future__ import annotations

from pathlib import Path

from report_kit.document.model import Document

EXTENSIONS = (".doc", ".wps")


def read(path: Path) -> Document:
    """Read an old Word or WPS file; raises what ``read_by_content`` raises."""
    from report_kit.document.foreign.reading import read_by_content

    return read_by_content(path, ("doc", "docx") if path.suffix.lower() == ".wps" else ("doc",))
