"""Open a Word file safely: only the parts that hold text, each within limits, no entities."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from report_kit.document.limits import (
    MAX_CONTAINER_BYTES,
    MAX_PART_BYTES,
    MAX_TAGS,
    OLE_MAGIC,
    check_container,
    kind_by_content,
    most,
    read_bytes,
    too_much,
)
from report_kit.document.word.xml import Element, attribute, tag
from report_kit.errors import InputError

_SAVE_AGAIN = "请用 Word 或 WPS 打开，另存为 .docx 后再试"
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    NotImplementedError,
    IndexError,
)
_OTHER_OFFICE = (
    ("xl/workbook", "Excel 表格"),
    ("ppt/presentation", "PowerPoint 演示文稿"),
    ("content.xml", "OpenDocument 文件"),
)


@dataclass(frozen=True)
class WordParts:
    """The parsed parts of a Word file; ``None`` where the file has no such part."""

    document: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None = None
    endnotes: Element | None = None
    comments: Element | None = None


@dataclass
class Package:
    """An open Word file: its members, and the parts that belong to its main document."""

    archive: zipfile.ZipFile
    where: str
    names: set[str] = field(init=False)
    main: str = field(init=False)

    def __post_init__(self) -> None:
        entries = self.archive.infolist()
        self.names = {entry.filename for entry in entries}
        if any(entry.flag_bits & 1 for entry in entries):
            raise encrypted(self.where)
        self.main = self.target("_rels/.rels", "/officeDocument") or "word/document.xml"

    @property
    def relations(self) -> str:
        """The name of the part that lists the relations of the main document."""
        folder, name = posixpath.split(self.main)
        return posixpath.join(folder, "_rels", name + ".rels")

    def related(self, kind: str) -> str | None:
        """Return the name of the part of this kind (``styles``, ``comments``) that the document refers to."""
        target = self.target(self.relations, f"/{kind}")
        return target if target in self.names else None

    def target(self, relations: str, kind: str) -> str | None:
        """Return the name of the part that ``relations`` points to as ``kind``."""
        if relations not in self.names:
            return None
        base = posixpath.dirname(posixpath.dirname(relations))
        for relation in self.parse(relations):
            if (attribute(relation, "Type") or "").endswith(kind) and attribute(
                relation, "TargetMode"
            ) != "External":
                return _resolved(base, attribute(relation, "Target") or "")
        return None

    def resolve(self, target: str) -> str:
        """Return the name of the part that a relation of the main document points to."""
        return _resolved(posixpath.dirname(self.main), target)

    def document(self) -> Element:
        """Parse the main document."""
        document = self.parse(self.main) if self.main in self.names else None
        if document is None or tag(document) != "document":
            kind = next(
                (kind for mark, kind in _OTHER_OFFICE if any(n.startswith(mark) for n in self.names)),
                "其他压缩文件",
            )
            raise _mislabelled(kind, self.where)
        return document

    def parts(self) -> WordParts:
        """Parse the parts that hold text."""
        document = self.document()
        found: dict[str, Element | None] = {}
        for part in ("styles", "numbering"):
            # Some programs write these parts without saying that the document refers to them.
            name = self.related(part) or posixpath.join(posixpath.dirname(self.main), f"{part}.xml")
            found[part] = self.parse(name) if name in self.names else None
        for part in ("footnotes", "endnotes", "comments"):
            related = self.related(part)
            found[part] = self.parse(related) if related else None
        return WordParts(document, **found)

    def parse(self, name: str) -> Element:
        """Parse one part; entities are neither defined nor expanded."""
        return _parse(self.archive, name, self.where)


def _resolved(base: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a Word file within limits.

    Raises:
        InputError: ``RK-101`` to ``RK-103`` missing, unreadable or too large, ``RK-106`` not a Word file,
            ``RK-108`` empty, ``RK-109`` damaged, ``RK-110`` encrypted, ``RK-111`` forbidden XML.
    """
    where = str(path)
    data = read_bytes(path, MAX_CONTAINER_BYTES)
    _check_kind(data, where)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_container(archive, where)
            yield Package(archive, where)
    except _DAMAGE as error:
        raise _damaged(where) from error


def _check_kind(data: bytes, where: str) -> None:
    if not data:
        raise InputError("RK-108", "文件是空的", where=where, remedy="请确认选对了文件")
    if data.startswith(OLE_MAGIC):
        # A Word file with a password is an old-style container around the encrypted package.
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise encrypted(where)
        raise _mislabelled("旧版 Word（.doc）文件", where)
    if not data.startswith(b"PK"):
        raise _mislabelled(kind_by_content(data) or _kind_of_text(data), where)


def _kind_of_text(data: bytes) -> str:
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "网页（HTML）"
    if head.startswith(b"{\\rtf"):
        return "RTF 文件"
    if head.startswith((b"\x89png", b"\xff\xd8\xff", b"gif8")):
        return "图片"
    return "二进制数据" if b"\x00" in data[:4096] else "纯文本"


def _mislabelled(kind: str, where: str) -> InputError:
    return InputError(
        "RK-106",
        f"扩展名是 .docx，内容却是{kind}",
        where=where,
        remedy=f"请按真实类型改扩展名；或{_SAVE_AGAIN[1:]}",
    )


def _damaged(where: str) -> InputError:
    return InputError(
        "RK-109",
        "Word 文件已损坏，无法读取",
        where=where,
        remedy=f"{_SAVE_AGAIN}；打不开时请向提供者重新索取",
    )


def encrypted(where: str) -> InputError:
    """Return the error for a file protected by a password."""
    return InputError(
        "RK-110",
        "文件已加密，需要密码才能打开",
        where=where,
        remedy="请用 Word 或 WPS 输入密码打开，在“文件—信息—保护文档”里去掉密码后另存",
    )


def _parse(archive: zipfile.ZipFile, name: str, where: str) -> Element:
    """Parse one part; entities are neither defined nor expanded."""
    from lxml import etree

    with archive.open(name) as stream:
        # The directory may lie about sizes, so the limit holds while unpacking, too.
        data = stream.read(most(MAX_PART_BYTES) + 1)
    if len(data) > most(MAX_PART_BYTES) or data.count(b"<") > most(MAX_TAGS):
        raise too_much(name, where)
    if any("<!DOCTYPE".encode(encoding) in data for encoding in ("ascii", "utf-16-le", "utf-16-be")):
        raise _forbidden(name, where)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "text node" in str(error).lower():  # the parser's own limit
            raise too_much("一段文字超过 10 MB", where) from error
        raise _damaged(where) from error
    if root is None:
        raise _damaged(where)
    if root.getroottree().docinfo.internalDTD is not None:
        raise _forbidden(name, where)
    return root


def _forbidden(name: str, where: str) -> InputError:
    return InputError(
        "RK-111",
        f"文件内含有 Word 文档不会有的 XML 声明（{name}），可能是恶意文件",
        where=where,
        remedy=f"请勿使用来源不明的文件；确认可靠时{_SAVE_AGAIN}",
    )
