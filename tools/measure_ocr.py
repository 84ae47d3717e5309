"""How well scanned pages are read (extra ``ocr``): characters, and the figures of tables.

    python tools/measure_ocr.py [REPORT] [--pages 1,4,5] [--dpi 200] [--seed 1] [--keep FOLDER]

``REPORT`` is a file that can be imported; without one, a report is made, its tables full of figures of all
lengths. It is exported as PDF, the pages turned into pictures and degraded: up to a degree askew, blurred,
unevenly lit, with grain and specks, as JPEG. What is read of them is compared with the text of the PDF.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import pypdfium2

from reading.generated import reports
from reading.ocr import Reading, measure
from report_kit import Report, open_document
from report_kit.export import export_report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("report", nargs="?", type=Path)
    parser.add_argument("--pages", default="")
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    if given.report:
        document = open_document(given.report)
        report = Report.from_document(document, "", "", None)
    else:
        report = reports(1, given.seed)[0]
    with tempfile.TemporaryDirectory() as name:
        folder = given.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        export_report(report, folder / "report", ["pdf"])
        pdf = folder / "report.pdf"
        source = pypdfium2.PdfDocument(pdf)
        count = len(source)
        source.close()
        pages = [int(number) - 1 for number in given.pages.split(",") if number] or list(range(count))
        began = time.monotonic()
        print(_said(measure(pdf, folder, pages=pages, dpi=given.dpi, seed=given.seed)))
        print(f"{(time.monotonic() - began) / len(pages):.1f} 秒/页")


def _said(found: Reading) -> str:
    lines = [
        f"{found.pages} 页，{found.characters} 字：对 {found.right / found.characters:.2%}，"
        f"不分全角半角 {found.alike / found.characters:.2%}",
        f"表格里的数 {found.figures} 个：对 {found.figures_right}，标为没有把握 {found.doubtful}，"
        f"错而没有说明 {len(found.silent)}",
        *found.silent,
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
