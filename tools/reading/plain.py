"""What stands in a file, taken without the kit's readers: the yardstick of ``measure_reading.py``.

Coarse on purpose: every character that stands in the file counts, hidden text and menus too, since the
Document must hold it or tell that it does not.
"""

from __future__ import annotations

import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

_SILENT = {"script", "style", "head", "noscript", "template", "select", "textarea"}
_BLOCKS = {
    "p",
    "div",
    "br",
    "td",
    "th",
    "tr",
    "table",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "center",
    "hr",
}
_VOID = {"br", "hr", "img", "input", "meta", "link", "col"}


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s", " ", data))


def lines(path: Path) -> list[str]:
    """Return the lines of a file that hold anything."""
    text = {".html": _html, ".htm": _html, ".pdf": _pdf, ".docx": _docx}.get(path.suffix.lower(), _text)(path)
    return [line.strip() for line in text.splitlines() if line.strip()]


def pictures(path: Path) -> int:
    """Return how many pictures and embedded objects a file shows."""
    kind = path.suffix.lower()
    if kind in (".html", ".htm"):
        return len(re.findall(r"<(?:img|object|iframe|embed|canvas)\b", _text(path), re.IGNORECASE))
    if kind == ".docx":
        with zipfile.ZipFile(path) as archive:
            document = archive.read("word/document.xml")
        return len(re.findall(rb"<(?:w:drawing|w:pict|w:object)\b", document))
    if kind != ".pdf":
        return 0
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    try:
        return sum(
            item.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for page in pdf for item in page.get_objects()
        )
    finally:
        pdf.close()


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _html(path: Path) -> str:
    parser = _Lines()
    parser.feed(_text(path))
    parser.close()
    return "".join(parser.parts)


def _pdf(path: Path) -> str:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
        return re.sub(r"(?m)^[-—–\s]*(?:第\s*)?\d{1,3}(?:\s*页)?[-—–\s]*$", "", text)  # page numbers
    finally:
        pdf.close()


def _docx(path: Path) -> str:
    from lxml import etree

    found = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml", name):
                for node in etree.fromstring(archive.read(name)).iter("{*}p", "{*}t", "{*}delText"):
                    found.append("\n" if node.tag.endswith("}p") else node.text or "")
    return "".join(found)
