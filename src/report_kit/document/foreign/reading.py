"""Read a file as what it holds, whatever it is named."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path

from report_kit.document.foreign.converting import converted, private_folder
from report_kit.document.foreign.kinds import CALLED, Kind, kind_of
from report_kit.document.limits import MAX_CONTAINER_BYTES, read_bytes
from report_kit.document.model import Document
from report_kit.document.omissions import Omission
from report_kit.errors import InputError

# The readers that read a kind as it is.
_READERS: dict[Kind, str] = {
    "docx": "docx",
    "xlsx": "xlsx",
    "rtf": "rtf",
    "html": "html",
    "pdf": "pdf",
    "image": "png",
    "text": "txt",
}
# What a kind is turned into before it is read.
_TURNED: dict[Kind, str] = {"doc": "docx", "xls": "xlsx", "xml": "docx", "opendocument": "docx"}
_EXCEL_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_EXCEL_ODF = b"opendocument.spreadsheet"


def read_by_content(path: Path, expected: tuple[Kind, ...]) -> Document:
    """Read a file as what it is; where that is not what its name says, or it was converted, that is told.

    Args:
        path: the file.
        expected: the kinds that its name stands for.

    Raises:
        InputError: ``RK-101`` to ``RK-103``, ``RK-106`` no document, ``RK-108`` empty, ``RK-110`` encrypted,
            ``RK-113``, ``RK-114`` see ``converted``; what the reader of that kind raises.
    """
    where = str(path)
    data = read_bytes(path, MAX_CONTAINER_BYTES)
    if not data.strip():
        raise InputError("RK-108", "文件是空的", where=where, remedy="请确认选对了文件")
    kind = kind_of(data)
    if kind == "encrypted":
        raise InputError(
            "RK-110",
            "文件已加密，需要密码才能打开",
            where=where,
            remedy="请用 Word 或 WPS 输入密码打开，去掉密码后另存",
        )
    document = _read(path, data, kind)
    told = list(document.omissions)
    if kind in _TURNED:
        told.insert(0, Omission("converted", "全文"))
    if kind not in expected:
        told.insert(0, Omission("mislabelled", f"扩展名是 {path.suffix}，内容是{CALLED[kind]}"))
    return replace(document, path=where, omissions=tuple(told))


def _read(path: Path, data: bytes, kind: Kind) -> Document:
    where = str(path)
    if kind in _READERS:
        return _read_by(_READERS[kind], path)
    if kind == "mhtml":
        from report_kit.document.foreign.mhtml import page_of

        with private_folder() as folder:
            page = folder / "page.html"
            page.write_bytes(page_of(data, where))
            return _as_if_of(page, where)
    if kind in _TURNED:
        sheet = _EXCEL_XML in data[:4096] or _EXCEL_ODF in data[:4096]
        with converted(data, kind, "xlsx" if sheet else _TURNED[kind], where) as made:
            return _as_if_of(made, where)
    raise InputError(
        "RK-106",
        f"扩展名是 {path.suffix}，内容却是{CALLED[kind]}",
        where=where,
        remedy="请确认选对了文件；是文档的，请用 Word 或 WPS 打开，另存为 .docx",
    )


def _as_if_of(made: Path, where: str) -> Document:
    """Read a file made of another one; errors name the one the user knows."""
    try:
        return _read_by(made.suffix[1:], made)
    except InputError as error:
        raise InputError(error.code, error.what, where=where, remedy=error.remedy) from None


def _read_by(reader: str, path: Path) -> Document:
    # The readers read foreign files by this module, so it knows them by name only.
    readers = importlib.import_module("report_kit.document.readers")
    return readers.read_with(f"report_kit.document.readers.{reader}", path)  # type: ignore[no-any-return]
