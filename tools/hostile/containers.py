"""Word files, workbooks and other zip containers that nobody should be hurt by."""

from __future__ import annotations

import io
import struct
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip container of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(body: str, **more: str) -> bytes:
    """Return a Word file with this body; ``more`` are parts, ``/`` written as ``__``, ``.xml`` left out."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    parts.update({name.replace("__", "/") + ".xml": content for name, content in more.items()})
    return packed(parts)


def book(sheet: str, **more: str) -> bytes:
    """Return a workbook with one sheet whose XML this is."""
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{office}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/s.xml" ContentType="{office}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{R}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        '<Relationship Id="r1" '
        f'Type="{R}/worksheet" Target="worksheets/s.xml"/></Relationships>',
        "xl/worksheets/s.xml": f'<worksheet xmlns="{S}">{sheet}</worksheet>',
    }
    parts.update({name.replace("__", "/") + ".xml": content for name, content in more.items()})
    return packed(parts)


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{_TEXT}</w:t></w:r></w:p>"


def _lying(data: bytes) -> bytes:
    """Make the directory of a container call every part small."""
    made = bytearray(data)
    at = made.find(b"PK\x01\x02")
    while at >= 0:
        made[at + 24 : at + 28] = struct.pack("<I", 1000)
        at = made.find(b"PK\x01\x02", at + 4)
    return bytes(made)


def words() -> dict[str, bytes]:
    """Return Word files by name."""
    table = "<w:tbl><w:tr><w:tc>"
    closed = "</w:tc></w:tr></w:tbl>"
    cell = "<w:tc><w:p/></w:tc>"
    entities = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 40))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "x">{entities}]><w:document xmlns:w="{W}">&a39;</w:document>'
    return {
        "empty.docx": b"",
        "paragraphs-1400k.docx": word("<w:p/>" * 1_400_000),
        "paragraphs-4m.docx": word("<w:p/>" * 4_000_000),
        "paragraphs-150k.docx": word(_p("公开。") * 150_000),
        "paragraph-5mb.docx": word(_p("公开信息，内容完整。" * 170_000)),
        "paragraph-20mb.docx": word(_p("公开信息，内容完整。" * 700_000)),
        "runs-200k.docx": word("<w:p>" + "<w:r><w:t>公</w:t></w:r>" * 200_000 + "</w:p>"),
        "tables-19-deep.docx": word(table * 19 + _p("底，公开12条。") + closed * 19),
        "tables-40-deep.docx": word(
            _p("前。") + table * 40 + _p("底，公开12条。") + closed * 40 + _p("后。")
        ),
        "tables-60-deep.docx": word(table * 60 + _p("底。") + closed * 60),
        "content-2000-deep.docx": word("<w:sdt><w:sdtContent>" * 2000 + _p("底。")),
        "cells-108k.docx": word(
            "<w:tbl>" + ("<w:tr>" + cell * 60 + "</w:tr>") * 1800 + "</w:tbl>" + _p("后。")
        ),
        "cells-in-a-row.docx": word("<w:tbl><w:tr>" + cell * 100_000 + "</w:tr></w:tbl>" + _p("后。")),
        "spans.docx": word(
            "<w:tbl><w:tr>"
            + '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc>' * 500
            + "</w:tr></w:tbl>"
            + _p("后。")
        ),
        "attributes.docx": word("<w:p " + " ".join(f'a{n}="1"' for n in range(200_000)) + "/>" + _p("后。")),
        "styles-cycle.docx": word(
            '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>公开。</w:t></w:r></w:p>',
            word__styles=f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
            '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>',
        ),
        "styles-60k.docx": word(
            _p("公开。"),
            word__styles=f'<w:styles xmlns:w="{W}">'
            + "".join(f'<w:style w:styleId="s{n}"/>' for n in range(60_000))
            + "</w:styles>",
        ),
        "entities.docx": packed({"[Content_Types].xml": "<Types/>", "word/document.xml": bomb}),
        "lying.docx": _lying(word("<w:p/>" * 3_000_000)),
        "zeros-1gb.docx": packed(
            {"word/document.xml": b"\x00" * 200_000_000, "word/more.xml": b"\x00" * 200_000_000}
        ),
        "parts-5000.docx": packed({f"word/x{n}.xml": "<a/>" for n in range(5000)}),
        "up.docx": packed({"../../evil.txt": "x", "word/document.xml": f'<w:document xmlns:w="{W}"/>'}),
        "cut.docx": word(_p("公开。") * 1000)[:-200],
        "begin.docx": b"PK\x03\x04" + b"x" * 5000,
        "renamed-rtf.docx": rb"{\rtf1 a}",
        "renamed-xlsx.docx": book("<sheetData/>"),
        "nested-zip.docx": packed({"word/document.xml": packed({"x": b"\x00" * 10_000_000})}),
    }


_TEXT = '<c t="inlineStr"><is><t>公开。</t></is></c>'


def far_cell() -> bytes:
    """Return a workbook with a cell in the first place and one in the last."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return book(f'<sheetData><row r="1">{_TEXT}</row>{far}</sheetData>')


def merged(area: str) -> bytes:
    """Return a workbook with one cell, and an area merged."""
    cells = f'<mergeCells><mergeCell ref="{area}"/></mergeCells>'
    return book(f"<sheetData><row>{_TEXT}</row></sheetData>{cells}")


def books() -> dict[str, bytes]:
    """Return workbooks by name."""

    def rows(count: int, columns: int, inner: str = "<v>1</v>") -> str:
        line = f"<c>{inner}</c>" * columns
        return "<sheetData>" + f"<row>{line}</row>" * count + "</sheetData>"

    return {
        "cells-190k.xlsx": book(rows(1900, 100)),
        "cells-1m.xlsx": book(rows(10_000, 100)),
        "empty-cells-1m.xlsx": book("<sheetData><row>" + "<c/>" * 1_000_000 + "</row></sheetData>"),
        "far-cell.xlsx": far_cell(),
        "merged-all.xlsx": merged("A1:XFD1048576"),
        "merged-many.xlsx": book(
            f"<sheetData><row>{_TEXT}</row></sheetData><mergeCells>"
            + '<mergeCell ref="A1:ZZ200"/>' * 2000
            + "</mergeCells>"
        ),
        "hidden-columns.xlsx": book(
            "<cols>"
            + '<col min="1" max="16384" hidden="1"/>' * 500
            + f"</cols><sheetData><row>{_TEXT}</row></sheetData>"
        ),
        "long-text.xlsx": book(
            '<sheetData><row><c t="inlineStr"><is><t>'
            + "公开。" * 300_000
            + "</t></is></c></row></sheetData>"
        ),
        "shared-index.xlsx": book('<sheetData><row><c t="s"><v>999999999</v></c></row></sheetData>'),
        "infinite.xlsx": book("<sheetData><row><c><v>1e999</v></c><c><v>NaN</v></c></row></sheetData>"),
        "dates.xlsx": book("<sheetData><row><c><v>99999999999999</v></c></row></sheetData>"),
        "no-sheet.xlsx": packed({"xl/workbook.xml": f'<workbook xmlns="{S}"/>'}),
        "sheet-30mb.xlsx": book("<sheetData/>" + " " * 30_000_000),
        "cut.xlsx": book(rows(50, 10))[:-100],
        "renamed.xls": book(rows(3, 3, "<v>12</v>")),
        "garbage.et": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 5000,
    }
