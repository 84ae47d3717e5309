"""Texts, web pages, Markdown, notebooks and RTF files that nobody should be hurt by."""

from __future__ import annotations

import json

TEXT = "全年公开信息，内容完整。"
_HEAD = "<html><head><meta charset=utf-8></head><body><p>前面的话，很重要。</p>"
_TAIL = "<p>后面的话，也很重要。</p></body></html>"


def _page(inner: str) -> bytes:
    return (_HEAD + inner + _TAIL).encode()


def texts() -> dict[str, bytes]:
    """Return plain texts by name."""
    return {
        "empty.txt": b"",
        "blanks.txt": b" \r\n\t " * 1000,
        "nul.txt": "公开\x00信息。".encode(),
        "controls.txt": "公开\x1b[31m信息\x07。".encode(),
        "binary.txt": bytes(range(256)) * 4000,
        "utf16-half.txt": b"\xff\xfe\x3d\xd8" + "公开。".encode("utf-16-le"),
        "utf16-odd.txt": b"\xff\xfe" + "公开。".encode("utf-16-le") + b"\x00",
        "big5.txt": "報告公開".encode("big5") * 500,
        "gbk.txt": (TEXT * 500).encode("gbk"),
        "one-line-1mb.txt": (TEXT * 30_000).encode(),
        "one-line-30mb.txt": (TEXT * 870_000).encode(),
        "lines-150k.txt": "公开。\n".encode() * 150_000,
        "lines-1m.txt": "公开。\n".encode() * 1_000_000,
        "tabs-1m.txt": "数\t".encode() * 1_000_000,
        "tabs-lines.txt": ("\t".join("数" * 400) + "\n").encode() * 400,
        "marks.txt": "、".encode() * 200_000,
        "brackets.txt": "（".encode() * 200_000,
        "quotes.txt": "“".encode() * 200_000,
        "digits.txt": b"1" * 200_000,
        "figures.txt": "其中12条，".encode() * 20_000,
        "the.txt": "的".encode() * 100_000,
        "listed.txt": "公开、".encode() * 60_000,
        "combining.txt": ("公" + "\u0301" * 100_000).encode(),
        "zero-width.txt": ("公\u200b开\u200b" * 50_000).encode(),
        "bidi.txt": ("\u202e公开" * 50_000).encode(),
        "astral.txt": ("𠮷" * 100_000).encode(),
        "truncated-utf8.txt": ("公开。" * 1000).encode()[:-1],
        "sparse-100mb.txt": b"\x00" * 100 * 2**20,
        "renamed-rtf.txt": rb"{\rtf1 a}",
        "renamed-pdf.txt": b"%PDF-1.7\n",
        "renamed-zip.txt": b"PK\x03\x04....",
        "renamed-doc.txt": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    }


def pages() -> dict[str, bytes]:
    """Return web pages by name."""
    table = "<table><tr><td>层"
    return {
        "empty.html": b"",
        "attributes-400k.html": _page("<p " + " ".join(f"a{n}='>'" for n in range(400_000)) + ">正文。</p>"),
        "attributes-900.html": _page("<p " + " ".join(f"a{n}=1" for n in range(900)) + ">正文。</p>"),
        "attribute-same.html": _page("<p " + "a " * 200_000 + ">正文。</p>"),
        "paragraphs-140k.html": _page("<p></p>" * 140_000),
        "paragraphs-1400k.html": _page("<p></p>" * 1_400_000),
        "tables-40-deep.html": _page(table * 40 + "底，公开12条。" + "</td></tr></table>" * 40),
        "tables-50k-deep.html": _page(table * 50_000),
        "cells-108k.html": _page("<table><tr>" + "<td>1</td>" * 108_000 + "</tr></table>"),
        "spans.html": _page("<table>" + "<tr><td rowspan=9999 colspan=9999>数</td></tr>" * 2000 + "</table>"),
        "paragraph-11mb.html": _page("<p>" + TEXT * 320_000 + "</p>"),
        "divs-290-deep.html": _page("<div><a href=x>公开</a>" * 290 + TEXT * 30_000),
        "notes-40k.html": _page("<p>公开" + "<sup>1</sup>" * 40_000 + "。</p>"),
        "pictures-60k.html": _page("<img src=x>" * 60_000),
        "picture-inline-5mb.html": _page("<img src='data:image/png;base64," + "A" * 5_000_000 + "'>"),
        "breaks-200k.html": _page("<p>公开" + "<br>公开" * 200_000),
        "lists-deep.html": _page("<ul><li>公开" * 140),
        "style-sheet.html": _page(
            "<style>" + "".join(f".a{n}{{color:red}}" for n in range(60_000)) + "</style>"
        ),
        "styles-inline.html": _page("<p style='" + "color:red;" * 100_000 + "'>公开。</p>"),
        "entities.html": _page("&#x516c;" * 200_000),
        "unclosed-quote.html": _page('<a href="' + "x" * 500_000),
        "unclosed-comment.html": _page("<!--" * 100_000),
        "unclosed-tags.html": _page("<b><i><u>" * 90 + "公开。"),
        "scripts.html": _page("<script>" + "x<y;" * 100_000 + "</script>"),
        "hidden.html": _page("<div style='display:none'>" + TEXT * 10_000 + "</div>"),
        "ruby.html": _page("<ruby>公<rt>gōng</rt></ruby>" * 15_000),
        "doctype.html": b"<!DOCTYPE html [<!ENTITY a '&b;&b;'><!ENTITY b 'x'>]>" + _page("&a;"),
        "renamed-pdf.html": b"%PDF-1.7\n",
        "renamed-docx.html": b"PK\x03\x04....",
        "nul.html": _page("公\x00开。" * 1000),
    }


def markdowns() -> dict[str, bytes]:
    """Return Markdown files by name."""
    return {
        "quotes-deep.md": b"> " * 5000 + "公开。".encode(),
        "lists-deep.md": b"".join(b"  " * n + "- 公开\n".encode() for n in range(300)),
        "emphasis.md": ("*公开" * 50_000).encode(),
        "brackets.md": b"[" * 100_000,
        "links.md": "[公开](x)".encode() * 20_000,
        "backticks.md": b"`" * 50_000 + b" " + b"`" * 49_999,
        "html.md": b"<a" * 50_000,
        "references.md": b"".join(f"[a{n}]: x\n".encode() for n in range(20_000)),
        "table.md": b"|a" * 2000 + b"|\n" + b"|-" * 2000 + b"|\n" + (b"|1" * 2000 + b"|\n") * 50,
        "fence.md": b"```\n" * 50_001,
    }


def notebooks() -> dict[str, bytes]:
    """Return notebooks by name."""

    def book(sources: list[str]) -> bytes:
        cells = [{"cell_type": "markdown", "metadata": {}, "source": one} for one in sources]
        return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}).encode()

    return {
        "deep.ipynb": b"[" * 100_000,
        "cells-4900.ipynb": book(["公开。"] * 4900),
        "cells-108k.ipynb": book(["公开。"] * 108_000),
        "half-pair.ipynb": book(["公开\ud83d。"]),
        "long-cell.ipynb": book([TEXT * 60_000]),
        "wrong-kinds.ipynb": b'{"cells": [{"cell_type": "markdown", "source": 1}]}',
        "no-cells.ipynb": b'{"cells": {}}',
        "numbers.ipynb": b'{"cells": [], "x": ' + b"1" * 100_000 + b"}",
    }


def rich_texts() -> dict[str, bytes]:
    """Return RTF files by name."""
    return {
        "groups-deep.rtf": rb"{\rtf1 " + b"{" * 100_000,
        "groups-many.rtf": rb"{\rtf1 " + b"{}" * 300_000 + b"a}",
        "unicode.rtf": rb"{\rtf1\uc0 " + rb"\u20844 " * 100_000 + b"}",
        "binary.rtf": rb"{\rtf1 \bin999999999 abc}",
        "cells.rtf": rb"{\rtf1 " + rb"\trowd" + rb"\cellx1" * 50_000 + rb"\row a}",
        "huge-number.rtf": rb"{\rtf1 \fs" + b"9" * 50_000 + b" a}",
        "fonts.rtf": rb"{\rtf1{\fonttbl" + b"".join(rb"{\f%d a;}" % n for n in range(60_000)) + b"}a}",
        "renamed.doc": rb"{\rtf1\ansi " + rb"\u20844?\u24320?" * 500 + b"}",
        "page.doc": _page("公开。"),
        "text.doc": (TEXT * 10).encode(),
        "message.doc": b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
        + b"--x\r\n" * 50_000,
        "ole.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 100_000,
    }
