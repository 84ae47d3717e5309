"""Inputs to begin with: the sample report in every format."""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path

from fuzzing.targets import KINDS
from report_kit.demo import SAMPLE
from report_kit.document import open_document
from report_kit.export import export_report
from report_kit.forms import Report


def seeds() -> list[bytes]:
    """Return one input of each kind, the kind's number before it."""
    with tempfile.TemporaryDirectory() as name:
        report = Report.from_document(open_document(SAMPLE), "", "", None)
        files = export_report(report, Path(name) / "a", ["txt", "html", "ipynb", "pdf", "docx"])
        found = []
        for number, (extension, make) in enumerate(KINDS):
            if extension == ".md":
                cells = json.loads(files["ipynb"].read_bytes())["cells"]
                text = "\n\n".join("".join(cell["source"]) for cell in cells)
                found.append(bytes([number]) + text.encode())
                continue
            data = files[extension[1:]].read_bytes()
            if extension == ".docx" and make is not bytes:
                with zipfile.ZipFile(files["docx"]) as archive:
                    data = (
                        archive.read("word/document.xml").partition(b"<w:body>")[2].partition(b"</w:body>")[0]
                    )
            elif extension == ".ipynb" and make is not bytes:
                data = files["html"].read_bytes()
            found.append(bytes([number]) + data)
        return found
