"""The characters of a web page: by its byte order mark, its own statement, or as Chinese text files are."""

from __future__ import annotations

import codecs
import re

from report_kit.document.readers.txt import decode

# The statement stands in the first 1024 bytes (HTML standard, 13.2.3.2); real pages put scripts before it.
_HEAD = 8192
_STATED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,80}?encoding=[\"']([\w.:-]+)",
    re.IGNORECASE,
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
# Pages that state GB2312 hold characters of its supersets, as browsers know.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
# Servers state these by default, and they fit any bytes.
_NO_STATEMENT = ("iso-8859-1", "latin1", "latin-1", "windows-1252", "us-ascii", "ascii")
_FEW = 0.001
_ENOUGH = 12
_ASCII = bytes(range(128))


def page_text(data: bytes, where: str) -> str:
    """Decode a web page; characters that no page holds are left out.

    A statement that does not fit the bytes is passed over, for pages are often saved in another encoding
    than they say; a few bad bytes in a page that otherwise fits do not matter.

    Raises:
        InputError: ``RK-104`` the bytes are not text, ``RK-105`` the encoding is not recognised.
    """
    return CONTROL.sub("", _by_mark(data) or _by_nature(data) or _by_statement(data) or decode(data, where))


def _by_mark(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if not data.startswith(codecs.BOM_UTF8):
        return None
    text = data.decode("utf-8-sig", "replace")
    # Programs that convert a file may put the mark of UTF-8 before other bytes.
    return text if text.count("\ufffd") <= _FEW * len(text) + 1 else None


def _by_nature(data: bytes) -> str | None:
    """Decode bytes that can only be UTF-8: no other text of some length happens to fit its pattern."""
    if b"\x00" in data or len(data.translate(None, _ASCII)) < _ENOUGH:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _by_statement(data: bytes) -> str | None:
    """Decode by what the page states, or by what fits better."""
    stated = _STATED.search(data[:_HEAD])
    if stated is None or b"\x00" in data:
        return None
    name = (stated.group(1) or stated.group(2)).decode("ascii", "replace").lower()
    names = [] if name in _NO_STATEMENT else [_SUPERSETS.get(name, name)]
    data = data.removeprefix(codecs.BOM_UTF8)
    for encoding in (*names, "utf-8", "gb18030"):
        try:
            text = data.decode(encoding, "replace")
        except (LookupError, ValueError):
            continue
        if text.count("\ufffd") <= _FEW * len(text):
            return text
    return None
