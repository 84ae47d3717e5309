"""What the streams of a PDF unpack to and draw, found before anything else reads it.

Too much is refused. A file of 3 KB whose forms draw each other makes gigabytes, and one page's content may be
that of all: what may come of a file is reckoned from above, and a file of which much may come is read in a
process of its own.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from report_kit.document.limits import (
    MAX_CONTENT_BYTES,
    MAX_STREAM_BYTES,
    MAX_UNPACKED_BYTES,
    most,
    too_much,
)

_STREAM = re.compile(rb"stream\r?\n")
_HEAD = 1024
_PIECE = 64 * 1024
_PACKED = re.compile(rb"/Fl(?:ateDecode)?\b")
# Pictures are never unpacked here, and an embedded font may hold all of Unicode.
_LARGE = re.compile(rb"/Subtype\s*/Image\b|/Length1\b|/FontFile")
# Pictures as cameras and scanners pack them.
_PICTURE = re.compile(rb"/(?:DCT|JPX|CCITTFax|JBIG2)Decode\b|/(?:DCT|CCF)\b")
_FORM = re.compile(rb"/Form\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_DRAWS = re.compile(rb"\bDo\b")
# Packed so that it is not unpacked here, or with letters written so that its name is not recognised here.
_LETTER = rb"#(?:[46][1-9A-Fa-f]|[57][0-9Aa])"
_OBSCURE = re.compile(rb"/(?:LZW|RL|LZWDecode|RunLengthDecode|CharProcs)\b|/\w*" + _LETTER)
# Bytes of drawing operators: a page of text has some ten thousand. A character takes 250 times its operator.
_MUCH = 16 * 1024 * 1024
_MUCH_ON_A_PAGE = 1024 * 1024


@dataclass
class Load:
    """What a PDF may come to.

    Args:
        total: bytes of all its operators.
        longest: bytes of the longest stream of operators.
        draws: how often pages draw forms and pictures.
        nested: how often forms may draw forms, all together, at most.
        form: bytes of the longest form.
        pages: how many pages it says it has.
        obscure: whether some of it is not known.
    """

    total: int = 0
    longest: int = 0
    draws: int = 0
    nested: int = 1
    form: int = 0
    pages: int = 0
    obscure: bool = False

    @property
    def is_heavy(self) -> bool:
        """Whether to read it in a process of its own."""
        drawn = self.draws * self.nested * self.form
        shared = self.pages * self.longest
        return self.obscure or self.longest > _MUCH_ON_A_PAGE or max(self.total, drawn, shared) > _MUCH


def check_streams(data: bytes, where: str) -> Load:
    """Unpack every stream once in pieces that are thrown away, so that no more than a piece is ever held.

    Returns:
        What the file may come to.

    Raises:
        InputError: ``RK-103``: a stream, or all of them, unpack to more than a real document holds.
    """
    load = Load(pages=len(_PAGE.findall(data)))
    total = 0
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _HEAD) : match.start()].rpartition(b" obj")[2]
        layers = min(4, len(_PACKED.findall(head)))
        large = _LARGE.search(head) is not None
        if not layers and (large or _PICTURE.search(head)):
            continue
        limit = most(MAX_STREAM_BYTES if large else MAX_CONTENT_BYTES)
        size, draws, pages = _measured(data, match.end(), layers, limit, count=not large)
        total += 0 if large else size
        if size > limit or total > most(MAX_UNPACKED_BYTES):
            raise too_much(f"展开后超过 {limit // 2**20} MB", where)
        if not large:
            _add(load, head, size, draws)
            load.pages += pages
    load.obscure = load.obscure or _OBSCURE.search(data) is not None
    return load


def _add(load: Load, head: bytes, size: int, draws: int) -> None:
    load.total += size
    load.longest = max(load.longest, size)
    if _FORM.search(head):
        load.form = max(load.form, size)
        load.nested = min(_MUCH, load.nested * (1 + draws))
    else:
        load.draws += draws


def _measured(data: bytes, start: int, layers: int, limit: int, *, count: bool) -> tuple[int, int, int]:
    """Return how many bytes a stream unpacks to, how often it draws, and how many pages it lists.

    Args:
        data: the file.
        start: where the stream begins.
        layers: how many times it is packed.
        limit: bytes after which no more is unpacked.
        count: whether to look into it.
    """
    end = len(data) if layers else max(start, data.find(b"endstream", start))
    pieces: Iterator[bytes] = (data[at : min(end, at + _PIECE)] for at in range(start, end, _PIECE))
    for _ in range(layers):
        pieces = _inflated(pieces)
    size = draws = pages = 0
    for piece in pieces:
        size += len(piece)
        if count:
            draws += len(_DRAWS.findall(piece))
            pages += len(_PAGE.findall(piece))
        if size > limit:
            break
    return size, draws, pages


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
