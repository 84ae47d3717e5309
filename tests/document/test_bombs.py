"""Files made to exhaust the computer are refused by code, or read within 300 MB."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from report_kit.document import limits
from tests.document.word_files import write_word

resource = pytest.importorskip("resource", reason="memory is measured on Unix only")

MOST_MB = 300
SENTENCE = "全年公开信息，内容完整。"
PROBE = """
import sys
from report_kit.document import open_document
from report_kit.errors import InputError
try:
    said = str(len(open_document(sys.argv[1]).blocks))
except InputError as error:
    said = error.code
from report_kit.proofread.evaluation import peak_memory
print(said, (peak_memory() or 0) // 2**20)
"""


def opened(path: Path) -> str:
    """Open a file in a process of its own; return its number of blocks or the code of the refusal."""
    result = subprocess.run(
        [sys.executable, "-c", PROBE, str(path)], capture_output=True, text=True, check=True, timeout=120
    )
    said, used = result.stdout.split()
    assert int(used) < MOST_MB
    return said


def text(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def pdf_of(path: Path, content: bytes) -> Path:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.obj["/Contents"] = pdf.make_stream(content)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.obj["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    pdf.save(path)
    return path


def sparse(path: Path) -> Path:
    with path.open("wb") as stream:
        stream.truncate(100 * 2**20)
    return path


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda folder: sparse(folder / "a.txt"), "RK-103"),
        (lambda folder: text(folder / "a.txt", "公开。\n" * 1_000_000), "RK-103"),
        (lambda folder: text(folder / "a.txt", "数\t" * 1_000_000), "RK-103"),
        (lambda folder: text(folder / "a.html", "<p>公开。</p>" * 1_000_000), "RK-103"),
        (lambda folder: text(folder / "a.html", "<table><tr><td>" * 50_000 + "底。"), "RK-231"),
        (lambda folder: write_word(folder / "a.docx", "<w:p/>" * (limits.MAX_PART_BYTES // 6 + 1)), "RK-103"),
        (lambda folder: write_word(folder / "a.docx", "<w:p/>" * (limits.MAX_TAGS + 1)), "RK-103"),
        (lambda folder: pdf_of(folder / "a.pdf", b"q Q " * (10 * 2**20)), "RK-103"),
    ],
    ids=[
        "100 MB of text",
        "a million lines",
        "a million cells",
        "a million paragraphs of a page",
        "tables in tables",
        "a large part of a Word file",
        "a million paragraphs of a Word file",
        "a stream that unpacks to 40 MB",
    ],
)
def test_refused(tmp_path: Path, make: Callable[[Path], Path], code: str) -> None:
    assert opened(make(tmp_path)) == code


@pytest.mark.slow
@pytest.mark.parametrize(
    "make",
    [
        lambda folder: text(folder / "a.txt", f"{SENTENCE}\n" * (limits.MAX_BLOCKS - 1)),
        lambda folder: text(folder / "a.txt", SENTENCE * (limits.MAX_TEXT_BYTES // 36 - 1)),
        lambda folder: text(folder / "a.html", f"<p>{SENTENCE}</p>" * (limits.MAX_PAGE_TAGS // 2 - 1)),
        lambda folder: text(
            folder / "a.html", "<table><tr>" + "<td>1</td>" * (limits.MAX_PAGE_TAGS // 2 - 9)
        ),
        lambda folder: pdf_of(folder / "a.pdf", b"BT /F 1 Tf (a) Tj ET " * (limits.MAX_CONTENT_BYTES // 22)),
        lambda folder: pdf_of(
            folder / "a.pdf",
            b"BT /F 9 Tf (a) Tj ET 0 0 m 9 0 l S " + b"0 0 m 9 0 l S " * (limits.MAX_CONTENT_BYTES // 15),
        ),
    ],
    ids=["lines", "one long line", "paragraphs of a page", "one long row", "text operators", "ruled lines"],
)
def test_just_within_the_limits(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    assert opened(make(tmp_path)).isdigit()
