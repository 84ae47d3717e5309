"""RTF as tokens, and the code pages of its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?"  # a word, its figure, the blank that ends it
    rb"|\\'([0-9a-fA-F]{2})"
    rb"|\\([^a-zA-Z'])"
    rb"|([{}])"
    rb"|([^\\{}\r\n]+)",
    re.S,
)
_CHARSETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 204: "cp1251", 238: "cp1250"}
"""Charsets of fonts (``fcharset``) by code page; others are those of the document."""

WIDE = ("gb18030", "big5hkscs", "cp932", "cp949")


class Token(NamedTuple):
    """One of: a control word (``word``, ``number``), a symbol, a brace, or bytes of text."""

    word: str = ""
    number: int | None = None
    data: bytes = b""
    brace: str = ""


def tokens(source: bytes) -> Iterator[Token]:
    r"""Yield the tokens of an RTF file; pictures kept as bare bytes (``\\bin``) are passed over."""
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            at += 1  # line ends mean nothing; a backslash at the end is damage
            continue
        at = match.end()
        word, number, byte, symbol, brace, data = match.groups()
        if word is not None:
            name = word.decode("ascii")
            value = int(number) if number is not None else None
            if name == "bin" and value:
                at += max(0, value)
            else:
                yield Token(word=name, number=value)
        elif byte is not None:
            yield Token(data=bytes([int(byte, 16)]), word="'")
        elif symbol is not None:
            yield Token(word=symbol.decode("latin-1"))
        elif brace is not None:
            yield Token(brace=brace.decode("ascii"))
        else:
            yield Token(data=data)


def code_page(charset: int | None, default: str) -> str:
    """Return the encoding of a font's charset."""
    return _CHARSETS.get(charset if charset is not None else -1, default)


def encoding_of(number: int | None) -> str:
    """Return the encoding of a code page (``ansicpg``); western where it is unknown."""
    if number == 936:
        return "gb18030"
    if number == 65001:
        return "utf-8"
    try:
        name = f"cp{number}"
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name


def decoded(data: bytes, encodings: Iterator[str] | list[str]) -> tuple[str, int]:
    """Return bytes as text by the first encoding that fits, and how many characters fit none."""
    tried = list(encodings)
    for encoding in tried:
        try:
            return data.decode(encoding), 0
        except (UnicodeDecodeError, LookupError):
            continue
    text = data.decode(tried[0] if tried else "cp1252", "replace")
    return text.replace("\ufffd", ""), text.count("\ufffd")
