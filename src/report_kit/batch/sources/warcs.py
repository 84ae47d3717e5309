"""Web archives (WARC, ISO 28500): the pages and files a crawler was answered with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from report_kit.batch.sources.content import Content, Place, bounded, is_document, printable, unreadable
from report_kit.document.limits import MAX_CONTAINER_BYTES

KIND = "warc"
EXTENSIONS = (".warc", ".warc.gz")

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


def places(path: Path) -> Iterator[Place]:
    """Yield what was answered with a page or document, by offset."""
    try:
        with path.open("rb") as stream:
            records = _iterator(stream)
            for record in records:
                # The offset is of the record at hand; asking for its length would read it.
                if _suffix(record):
                    offset = records.get_record_offset()
                    yield Place(str(offset), f"{offset} {_address(record)}")
    except _broken() as error:
        raise unreadable(path, error) from None


def read(path: Path, place: str) -> Content:
    """Return one answer."""
    try:
        with path.open("rb") as stream:
            stream.seek(int(place))
            record = next(iter(_iterator(stream)))
            address = _address(record)
            data = bounded(record.content_stream(), f"{path}：{address}", MAX_CONTAINER_BYTES)
            return Content(address, data=data, suffix=_suffix(record))
    except _broken() as error:
        raise unreadable(path, error, place) from None


def _iterator(stream: Any) -> Any:
    from report_kit.batch.needs import require

    require("batch", "warcio")
    from warcio.archiveiterator import ArchiveIterator

    return ArchiveIterator(stream)


def _broken() -> tuple[type[Exception], ...]:
    import zlib

    from warcio.exceptions import ArchiveLoadFailed

    return (ArchiveLoadFailed, StopIteration, OSError, EOFError, ValueError, zlib.error)


def _address(record: Any) -> str:
    return printable(record.rec_headers.get_header("WARC-Target-URI") or "")


def _suffix(record: Any) -> str:
    """Return the suffix of what a record holds; empty for what is no page or document that was found."""
    headers = record.http_headers
    if record.rec_type == "response" and headers is not None and headers.get_statuscode() == "200":
        said = headers.get_header("Content-Type") or ""
    elif record.rec_type == "resource":
        said = record.rec_headers.get_header("Content-Type") or ""
    else:
        return ""
    known = _SUFFIXES.get(said.partition(";")[0].strip().lower(), "")
    path = urlsplit(_address(record)).path
    return known or (Path(path).suffix.lower() if is_document(path) else "")
