"""Plain text: UTF-8, UTF-16 with a mark, or GBK/GB18030."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from report_kit.document.invisible import visible
from report_kit.document.limits import MAX_TEXT_BYTES, kind_by_content, read_bytes, refuse_too_many_blocks
from report_kit.document.model import Document
from report_kit.document.structure import document_from_text
from report_kit.errors import InputError

EXTENSIONS = (".txt",)

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_HAN = re.compile(r"[\u3400-\u9fff]")


def read(path: Path) -> Document:
    """Read a text file; raises ``InputError`` ``RK-101`` to ``RK-106``."""
    data = read_bytes(path, MAX_TEXT_BYTES)
    other = kind_by_content(data)
    if other:
        raise InputError(
            "RK-106",
            f"扩展名是 .txt，内容却是{other}",
            where=str(path),
            remedy="请按真实类型改扩展名（如 .docx），或另存为文本文件",
        )
    text = decode(data, str(path))
    if not visible(text).strip():
        raise InputError("RK-108", "文件是空的", where=str(path), remedy="请确认选对了文件")
    # A line is a paragraph, what stands between tabs a cell.
    refuse_too_many_blocks(max(map(text.count, "\n\r\t")), str(path))
    return document_from_text(text, rejoin=True, path=str(path))


def decode(data: bytes, where: str) -> str:
    """Decode the bytes of a Chinese text file.

    Raises:
        InputError: ``RK-104`` the bytes are not text, ``RK-105`` the encoding is not recognised.
    """
    text = _decode_strictly(data)
    if text is not None and not _CONTROL.search(text):
        return text
    if text is not None or b"\x00" in data:
        raise InputError(
            "RK-104",
            "文件不是文本，含有二进制数据",
            where=where,
            remedy="请确认选对了文件，或在 Word 里另存为 .docx",
        )
    raise InputError(
        "RK-105",
        "文字编码无法识别",
        where=where,
        remedy="请用记事本打开，另存为时在“编码”处选择 UTF-8",
    )


def _decode_strictly(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or _looks_chinese(text):
            return text
    return None


def _looks_chinese(text: str) -> bool:
    """Tell Chinese text from other bytes that happen to decode: most characters must be common ones."""
    sample = text[:20000]
    han = _HAN.findall(sample)
    if not han:
        return sample.isascii()
    common = sum(1 for character in han if _in_gb2312(character))
    return common >= 0.8 * len(han) and 3 * len(han) >= len(re.sub(r"[\x00-\x7f]", "", sample))


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
