"""Whether the kit's own PDF reads back equal, paragraph for paragraph and figure for figure."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from reading.generated import reports
from report_kit import Report, open_document
from report_kit.document import Document
from report_kit.export import export_report


def differences(report: Report, folder: Path, kind: str = "pdf") -> list[str]:
    """Write a report, read the file, and return what differs; empty when all is equal."""
    export_report(report, folder / "own", [kind])
    document = open_document(folder / f"own.{kind}")
    return [*_of_documents(report.document(), document), *_of_reports(report, document)]


def _of_documents(own: Document, read: Document) -> Iterator[str]:
    ours = [paragraph.text for paragraph in own.paragraphs]
    theirs = [paragraph.text for paragraph in read.paragraphs]
    for tag, low, high, first, last in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            yield f"段落 {ours[low:high]} → {theirs[first:last]}"
    cells = [[cell.text for cell in table.cells() if cell.text] for table in own.tables]
    if cells != [[cell.text for cell in table.cells() if cell.text] for table in read.tables]:
        yield "表格"


def _of_reports(report: Report, document: Document) -> Iterator[str]:
    back = Report.from_document(document, report.agency, report.level, report.year)
    for name in ("title", "sections", "headings", "tables", "signature", "date"):
        if getattr(back, name) != getattr(report, name):
            yield f"导入 {name}"


def measure(count: int, seed: int = 1) -> Iterator[list[str]]:
    """Yield for each of ``count`` generated reports what differs."""
    with tempfile.TemporaryDirectory() as folder:
        for report in reports(count, seed):
            yield differences(report, Path(folder))
