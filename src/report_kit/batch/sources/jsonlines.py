"""JSON lines: one object a line, its text under ``text``; found again by offset, never read as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from report_kit.batch.sources.content import Content, Place, printable, unreadable
from report_kit.document.limits import MAX_TEXT_BYTES

KIND = "jsonl"
EXTENSIONS = (".jsonl", ".ndjson")

_MARK = b"\xef\xbb\xbf"
NAMES = ("name", "id", "url", "path")
"""Under which a record may say what it is called, the first counts."""


def places(path: Path) -> Iterator[Place]:
    """Yield the lines that are not empty, by offset and length; whether they are records shows when read."""
    try:
        with path.open("rb") as stream:
            offset, number = 0, 0
            while line := stream.readline(MAX_TEXT_BYTES + 1):
                number += 1
                length, piece = len(line), line
                while not piece.endswith(b"\n") and (piece := stream.readline(MAX_TEXT_BYTES)):
                    length += len(piece)
                if length > MAX_TEXT_BYTES or line.strip():
                    yield Place(f"{offset}:{length}", str(number))
                offset += length
    except OSError as error:
        raise unreadable(path, error) from None


def read(path: Path, place: str) -> Content:
    """Return the text of one record."""
    offset, length = map(int, place.split(":"))
    if length > MAX_TEXT_BYTES:
        raise unreadable(path, f"一行超过 {MAX_TEXT_BYTES // 2**20} MB", f"第 {offset} 字节")
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            record = json.loads(stream.read(length).removeprefix(_MARK))
    except OSError as error:
        raise unreadable(path, error) from None
    except (ValueError, RecursionError):
        raise unreadable(path, "不是一行一个 JSON 对象", f"第 {offset} 字节") from None
    return content_of(record, path, f"第 {offset} 字节")


def content_of(record: object, path: Path, where: str) -> Content:
    """Return the text of a record and what it is called; raises ``InputError`` ``RK-667``."""
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise unreadable(path, "没有文字 text 这一项", where)
    called = next((str(record[name]) for name in NAMES if record.get(name) not in (None, "")), "")
    return Content(printable(called), text=record["text"])
