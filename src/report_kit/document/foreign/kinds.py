"""What kind of file something is, by its content: many systems name web pages and RTF files ``.doc``."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from report_kit.document.limits import OLE_MAGIC

Kind = Literal[
    "docx", "xlsx", "opendocument", "zip", "doc", "xls", "slides", "encrypted", "ole",
    "rtf", "html", "mhtml", "xml", "pdf", "image", "text", "binary",
]  # fmt: skip

CALLED: dict[Kind, str] = {
    "docx": "Word 文档（.docx）",
    "xlsx": "Excel 工作簿（.xlsx）",
    "opendocument": "OpenDocument 文件",
    "zip": "压缩文件",
    "doc": "旧版 Word（.doc）文件",
    "xls": "旧版 Excel（.xls）文件",
    "slides": "演示文稿",
    "encrypted": "加密的 Office 文件",
    "ole": "认不出的 Office 文件",
    "rtf": "RTF 文件",
    "html": "网页（HTML）",
    "mhtml": "单个文件网页（.mht）",
    "xml": "XML 格式的 Word 或 Excel 文件",
    "pdf": "PDF 文件",
    "image": "图片",
    "text": "纯文本",
    "binary": "二进制数据",
}

_HEAD = 4096
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "slides"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style)\b", re.I)
_MHTML = re.compile(rb"^(?:MIME-Version|From|Content-Type|Date|Subject)\s*:", re.I)
# The first words of the main stream of a Word file, and where its flags stand (MS-DOC, 2.5.1: FibBase).
_FIB = b"\xec\xa5"
_FLAGS, _ENCRYPTED = 0x0B, 0x01
_SECTOR = 512


def kind_of(data: bytes) -> Kind:
    """Return what kind of file ``data`` is."""
    if data.startswith(b"PK\x03\x04"):
        return _in_zip(data)
    if data.startswith(OLE_MAGIC):
        return _in_container(data)
    if b"%PDF" in data[:1024]:
        return "pdf"
    if data.startswith(_PICTURES):
        return "image"
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16
        head = data[:_HEAD].decode("utf-16", "ignore").encode()
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if _MHTML.match(head) and b"multipart/" in head.lower():
        return "mhtml"
    if head.startswith(b"<?xml") and (b"urn:schemas-microsoft-com:office" in head or b"wordml" in head):
        return "xml"
    if _HTML.search(head[:2048]) and head.startswith(b"<"):
        return "html"
    return "binary" if b"\x00" in head else "text"


def _in_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return "zip"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    return "opendocument" if "content.xml" in names and "mimetype" in names else "zip"


def _in_container(data: bytes) -> Kind:
    """Tell the old Office files apart by the names of the streams in them."""
    for name, kind in _STREAMS:
        # Names stand in the directory as UTF-16, each ended by a zero.
        if (name + "\x00").encode("utf-16-le") in data:
            return "encrypted" if kind == "doc" and _is_encrypted(data) else kind
    return "ole"


def _is_encrypted(data: bytes) -> bool:
    """Say whether the flags of a Word file call it encrypted; its main stream begins a sector."""
    for start in range(_SECTOR, min(len(data), 2000 * _SECTOR), _SECTOR):
        if data.startswith(_FIB, start) and start + _FLAGS < len(data):
            return bool(data[start + _FLAGS] & _ENCRYPTED)
    return False
