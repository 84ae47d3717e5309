"""What is fed to the kit, and what must hold whatever is fed."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from report_kit.document import Document, Paragraph, open_document
from report_kit.errors import ReportKitError
from report_kit.proofread import Context, Proofreader

# Longer texts are read, but not checked: the time is better spent on other inputs.
_LONGEST_CHECKED = 4000
# The speller takes most of the time of a check.
_LONGEST_SPELT = 400
_CONTEXT = Context(agency="青禾县云溪乡人民政府", level="乡", year=2024)
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
}
_BODY = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:v"><w:body>'
)


def _word(data: bytes) -> bytes:
    """Make ``data`` the body of a Word file: in a packed file hardly a change of bytes gets that far."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, content)
        archive.writestr("word/document.xml", _BODY + data + b"</w:body></w:document>")
    return buffer.getvalue()


def _notebook(data: bytes) -> bytes:
    cell = {"cell_type": "markdown", "metadata": {}, "source": data.decode("utf-8", "replace")}
    return json.dumps({"cells": [cell], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}).encode()


# The first byte of an input chooses among these: the ending of the file, and how its bytes are made.
KINDS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    (".txt", bytes),
    (".html", bytes),
    (".ipynb", bytes),
    (".pdf", bytes),
    (".docx", bytes),
    (".docx", _word),
    (".ipynb", _notebook),
    (".md", bytes),
)


class Target:
    """Reads an input as a file, checks its text, and looks at what comes out."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._all = Proofreader()
        self._quick = Proofreader(ignore=["spelling"])
        self.inputs = self.read = self.checked = self.findings = 0

    def __call__(self, data: bytes) -> None:
        """Feed one input; any exception but the kit's coded ones is a mistake of the kit."""
        self.inputs += 1
        if not data:
            return
        extension, make = KINDS[data[0] % len(KINDS)]
        path = self._folder / f"input{extension}"
        path.write_bytes(make(data[1:]))
        try:
            document = open_document(path)
        except ReportKitError:
            return
        self.read += 1
        verify_document(document)
        if len(document.text) > _LONGEST_CHECKED:
            return
        proofreader = self._all if len(document.text) <= _LONGEST_SPELT else self._quick
        result = proofreader.run(document, _CONTEXT)
        for failure in result.failures:
            raise failure.error
        self.checked += 1
        for finding in result.findings:
            self.findings += 1
            assert 0 <= finding.start <= finding.end <= len(document.text), finding
            assert document.text[finding.start : finding.end] == finding.text, finding
            for low, high in finding.source_spans:
                assert 0 <= low <= high <= len(document.source), finding
            for fix in finding.fixes:
                for edit in fix.edits:
                    assert 0 <= edit.start <= edit.end <= len(document.text), finding


def verify_document(document: Document) -> None:
    """Assert that every block stands where it says, in order, and has a way back to the source."""
    end = 0
    for block in document.blocks:
        assert end <= block.start <= block.end <= len(document.text), block
        for piece in [block] if isinstance(block, Paragraph) else block.cells():
            assert document.text[piece.start : piece.end] == piece.text, piece
            for low, high in document.source_spans(piece.start, piece.end):
                assert 0 <= low <= high <= len(document.source), piece
        end = block.end
