"""The formats a report can be exported in: the one place to add another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_kit.export.assemble import assemble
from report_kit.export.blocks import (
    Annex,
    Attachments,
    Code,
    Content,
    Figure,
    Heading,
    Note,
    Paragraph,
    Signature,
    TableBlock,
    Title,
)
from report_kit.export.fonts import FontChoice
from report_kit.forms.render import INDENT
from report_kit.forms.report import Report

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True)
class Source:
    """What a format is made of.

    Args:
        original: a report, or any notebook.
        report: the report it is or holds, if any, its bindings resolved.
        content: what to print of it.
        fonts: for PDF.
    """

    original: Report | NotebookNode
    report: Report | None
    content: Content
    fonts: FontChoice = "bundled"

    @property
    def notebook(self) -> NotebookNode:
        """The report as a notebook, or the notebook as it is."""
        return assemble(self.original) if isinstance(self.original, Report) else self.original


@dataclass(frozen=True)
class Format:
    """A format: its label for people, the end of its files' names, and what makes the file's bytes."""

    label: str
    ending: str
    write: Callable[[Source], bytes]


def _html(source: Source) -> bytes:
    from report_kit.export.html_page import html_text

    return html_text(source.content).encode()


def _pdf(source: Source) -> bytes:
    from report_kit.export.pdf_pages import pdf_bytes

    return pdf_bytes(source.content, source.fonts)


def _docx(source: Source) -> bytes:
    from report_kit.export.docx_file import docx_bytes

    return docx_bytes(source.content)


def _ipynb(source: Source) -> bytes:
    import nbformat

    notebook = source.notebook
    if source.content.seal:
        from report_kit.document.readers.ipynb import KEY

        notebook.metadata.setdefault(KEY, {})["seal"] = source.content.seal
    return (str(nbformat.writes(notebook)) + "\n").encode()


def _txt(source: Source) -> bytes:
    if source.report is not None:
        return source.report.rendered.document.text.encode()
    return plain_text(source.content).encode()


def _wechat(source: Source) -> bytes:
    from report_kit.export.wechat import wechat_text

    return wechat_text(source.content).encode()


FORMATS = {
    "html": Format("网页（HTML）", ".html", _html),
    "pdf": Format("PDF", ".pdf", _pdf),
    "docx": Format("Word（DOCX）", ".docx", _docx),
    "ipynb": Format("笔记本（ipynb）", ".ipynb", _ipynb),
    "txt": Format("纯文本（TXT）", ".txt", _txt),
    "wechat": Format("公众号", "-公众号.html", _wechat),
}


def plain_text(content: Content) -> str:
    """Return the text of blocks, a line each, table cells parted by tabs."""
    lines: list[str] = []
    for block in content.blocks:
        match block:
            case Paragraph(text, lead, depth, flush):
                lines.append(lead + text if lead or flush else INDENT * (1 + depth) + text)
            case TableBlock(grid):
                lines += filter(None, [block.caption])
                # A row is a line, whatever lines its cells have.
                lines += ["\t".join(cell.text.replace("\n", " ") for cell in line) for line in grid.lines()]
            case Figure(chart):
                lines += [chart.title, INDENT + chart.description]
            case Attachments():
                lines += [INDENT + "".join(entry) for entry in block.entries]
            case Signature(agency, date):
                lines += [text for text in (agency, date) if text]
            case Note(text):
                lines.append(INDENT + text)
            case Annex(text) | Title(text) | Heading(_, text) | Code(text):
                lines.append(text)
    return "\n".join(lines) + "\n"
