"""PDF files and pictures that nobody should be hurt by."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name


def _font() -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def drawn(content: bytes, pages: int = 1) -> bytes:
    """Return a PDF of pages that all share one content."""
    pdf = pikepdf.new()
    stream = pdf.make_stream(content)
    for _ in range(pages):
        page = pdf.add_blank_page()
        page.obj["/Contents"] = stream
        page.obj["/Resources"] = Dictionary(Font=Dictionary(F=_font()))
    return _saved(pdf)


def forms(depth: int, width: int, *, round_about: bool = False) -> bytes:
    """Return a PDF whose page draws a form that draws another ``width`` times, and so on ``depth`` deep."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    inner = None
    for _ in range(depth):
        content = b"BT /F 9 Tf (abc) Tj ET" if inner is None else b"/X Do " * width
        form = pdf.make_stream(content)
        form["/Type"], form["/Subtype"], form["/BBox"] = Name.XObject, Name.Form, Array([0, 0, 600, 800])
        form["/Resources"] = (
            Dictionary(Font=Dictionary(F=_font()))
            if inner is None
            else Dictionary(XObject=Dictionary(X=inner))
        )
        inner = form
    if round_about and inner is not None:
        inner["/Resources"] = Dictionary(XObject=Dictionary(X=inner))
    page.obj["/Contents"] = pdf.make_stream(b"/X Do")
    page.obj["/Resources"] = Dictionary(XObject=Dictionary(X=inner))
    return _saved(pdf)


def _encrypted() -> bytes:
    pdf = pikepdf.open(io.BytesIO(drawn(b"BT /F 9 Tf (a) Tj ET")))
    buffer = io.BytesIO()
    pdf.save(buffer, encryption=pikepdf.Encryption(owner="x", user="y"))
    return buffer.getvalue()


def _raw(body: bytes) -> bytes:
    return b"%PDF-1.7\n" + body + b"\ntrailer <</Root 1 0 R>>\n%%EOF\n"


def papers() -> dict[str, bytes]:
    """Return PDF files by name."""
    lines = b"".join(b"%d 0 m 9 %d l S " % (n, n) for n in range(150_000))
    boxes = b"".join(b"%d %d 9 9 re S " % (n % 600, n // 600) for n in range(60_000))
    far = b"BT /F 9 Tf 99999999999999999999 0 Td (a) Tj ET " * 1000
    good = drawn(b"BT /F 9 Tf (a) Tj ET " * 500)
    return {
        "empty.pdf": b"",
        "forms-9x10.pdf": forms(9, 10),
        "forms-30x2.pdf": forms(30, 2),
        "forms-deep.pdf": forms(400, 1),
        "forms-round.pdf": forms(2, 1, round_about=True),
        "operators-500k.pdf": drawn(b"BT /F 9 Tf (a) Tj ET " * 380_000),
        "operators-short.pdf": drawn(b"BT /F 9 Tf " + b"(a)Tj " * 1_300_000 + b" ET"),
        "shared-1900-pages.pdf": drawn(b"BT /F 9 Tf (abc) Tj ET " * 4000, 1900),
        "pages-2500.pdf": drawn(b"BT /F 9 Tf (a) Tj ET", 2500),
        "one-string.pdf": drawn(b"BT /F 9 Tf (" + b"a" * 3_000_000 + b") Tj ET"),
        "lines-150k.pdf": drawn(b"BT /F 9 Tf (a) Tj ET " + lines),
        "boxes-60k.pdf": drawn(b"BT /F 9 Tf (a) Tj ET " + boxes),
        "far-away.pdf": drawn(far),
        "bomb-40mb.pdf": drawn(b"q Q " * 10 * 2**20),
        "states.pdf": drawn(b"q " * 1_000_000 + b"BT /F 9 Tf (a) Tj ET"),
        "encrypted.pdf": _encrypted(),
        "cut.pdf": good[: len(good) // 2],
        "head.pdf": b"%PDF-1.7\n",
        "garbage.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 4000,
        "page-tree-round.pdf": _raw(
            b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj "
            b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>> endobj"
        ),
        "page-count.pdf": _raw(
            b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj "
            b"<</Type/Pages/Count 99999999/Kids[]>> endobj"
        ),
        "object-numbers.pdf": _raw(b"".join(b"%d 0 obj null endobj\n" % n for n in range(200_000))),
        "arrays-deep.pdf": _raw(b"1 0 obj " + b"[" * 200_000),
        "lzw.pdf": _raw(
            b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj "
            b"2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj "
            b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>> endobj "
            b"4 0 obj <</Filter/RunLengthDecode/Length 200000>> stream\n"
            + b"\x81q" * 100_000
            + b"\nendstream endobj"
        ),
        "renamed-docx.pdf": b"PK\x03\x04....",
    }


def _png(width: int, height: int, rows: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    line = b"\x00" + b"\xff" * width
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(line) for _ in range(rows)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def pictures() -> dict[str, bytes]:
    """Return pictures by name."""
    return {
        "huge.png": _png(60_000, 60_000, 10),
        "wide.png": _png(2_000_000, 1, 1),
        "cut.png": _png(500, 500, 500)[:-100],
        "head.jpg": b"\xff\xd8\xff\xe0" + b"\x00" * 100,
        "renamed.png": b"%PDF-1.7\n",
    }
