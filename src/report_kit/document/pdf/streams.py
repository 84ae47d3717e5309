"""Refuse a PDF that unpacks to far more than it is, before anything else reads it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from report_kit.document.limits import (
    MAX_CONTENT_BYTES,
    MAX_STREAM_BYTES,
    MAX_UNPACKED_BYTES,
    too_much,
)

_STREAM = re.compile(rb"stream\r?\n")
_HEAD = 1024
_PIECE = 64 * 1024
_PACKED = re.compile(rb"/Fl(?:ateDecode)?\b")
# Pictures are never unpacked here, and an embedded font may hold all of Unicode.
_LARGE = re.compile(rb"/Subtype\s*/Image\b|/Length1\b|/FontFile")


def check_streams(data: bytes, where: str) -> None:
    """Unpack every stream once in pieces that are thrown away, so that no more than a piece is ever held.

    Raises:
        InputError: ``RK-103``: a stream, or all of them, unpack to more than a real document holds.
    """
    total = 0
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _HEAD) : match.start()].rpartition(b" obj")[2]
        layers = min(4, len(_PACKED.findall(head)))
        if not layers:
            continue
        large = _LARGE.search(head) is not None
        most = MAX_STREAM_BYTES if large else MAX_CONTENT_BYTES
        size = _unpacked_size(data, match.end(), layers, most)
        total += 0 if large else size
        if size > most or total > MAX_UNPACKED_BYTES:
            raise too_much(f"展开后超过 {most // 2**20} MB", where)


def _unpacked_size(data: bytes, start: int, layers: int, most: int) -> int:
    """Return how many bytes a stream packed ``layers`` times unpacks to, or some number above ``most``."""
    pieces: Iterator[bytes] = (data[at : at + _PIECE] for at in range(start, len(data), _PIECE))
    for _ in range(layers):
        pieces = _inflated(pieces)
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            break
    return size


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.decompressobj()
    try:
        for piece in pieces:
            while piece and not packer.eof:
                yield packer.decompress(piece, _PIECE)
                piece = packer.unconsumed_tail
            if packer.eof:
                return
    except zlib.error:
        return  # not packed so, or damaged: the reader sees no more of it
