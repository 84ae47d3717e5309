"""Build Word files for tests: from raw body XML, so that every construct can be written down as it is."""

from __future__ import annotations

import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_ROOT_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def document_xml(body: str) -> str:
    """Wrap body XML (prefixes w, mc, wps, v, m) into a document part."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml">'
        f"<w:body>{body}</w:body></w:document>"
    )


def part(kind: str, content: str) -> str:
    """Return a styles or numbering part."""
    return f'<w:{kind} xmlns:w="{W}">{content}</w:{kind}>'


def write_word(path: Path, body: str, *, styles: str = "", numbering: str = "", **extra: str) -> Path:
    """Write a Word file with this body; ``extra`` adds or replaces parts (``/`` written as ``__``)."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT_RELATIONS,
        "word/document.xml": document_xml(body),
    }
    if styles:
        parts["word/styles.xml"] = part("styles", styles)
    if numbering:
        parts["word/numbering.xml"] = part("numbering", numbering)
    parts.update({name.replace("__", "/"): content for name, content in extra.items()})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def p(text: str, properties: str = "") -> str:
    """Return one paragraph with one run."""
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{inner}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tc(text: str, properties: str = "") -> str:
    """Return one cell; a line end starts a new paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(p, text.split(chr(10))))}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """Return one row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """Return one table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"
