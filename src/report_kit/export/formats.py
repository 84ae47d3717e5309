"""The formats a report can be exported in: the one place to add another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from report_kit.export.assemble import disassemble, is_report
from report_kit.export.blocks import Content, Paragraph, Signature, TableBlock
from report_kit.export.content import content_of
from report_kit.export.fonts import FontChoice
from report_kit.forms.render import INDENT


@dataclass(frozen=True)
class Format:
    """A format: its label for people and ``write(notebook, name, fonts)``, which returns the file's bytes."""

    label: str
    write: Callable[[NotebookNode, str, FontChoice], bytes]


def _html(notebook: NotebookNode, name: str, fonts: FontChoice) -> bytes:
    from report_kit.export.html import html_text

    return html_text(content_of(notebook, name)).encode()


def _pdf(notebook: NotebookNode, name: str, fonts: FontChoice) -> bytes:
    from report_kit.export.pdf import pdf_bytes

    return pdf_bytes(content_of(notebook, name), fonts)


def _docx(notebook: NotebookNode, name: str, fonts: FontChoice) -> bytes:
    from report_kit.export.docx import docx_bytes

    return docx_bytes(content_of(notebook, name))


def _ipynb(notebook: NotebookNode, name: str, fonts: FontChoice) -> bytes:
    return (str(nbformat.writes(notebook)) + "\n").encode()


def _txt(notebook: NotebookNode, name: str, fonts: FontChoice) -> bytes:
    if is_report(notebook):
        return disassemble(notebook).rendered.document.text.encode()
    return plain_text(content_of(notebook, name)).encode()


FORMATS = {
    "html": Format("网页（HTML）", _html),
    "pdf": Format("PDF", _pdf),
    "docx": Format("Word（DOCX）", _docx),
    "ipynb": Format("笔记本（ipynb）", _ipynb),
    "txt": Format("纯文本（TXT）", _txt),
}


def plain_text(content: Content) -> str:
    """Return the text of blocks, a line each, table cells parted by tabs."""
    lines: list[str] = []
    for block in content.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.lead + block.text if block.lead else INDENT + block.text)
        elif isinstance(block, TableBlock):
            lines += ["\t".join(cell.text for cell in line) for line in block.grid.lines()]
        elif isinstance(block, Signature):
            lines += [text for text in (block.agency, block.date) if text]
        else:
            lines.append(block.text)
    return "\n".join(lines) + "\n"
