"""Build a ``Document`` from raw blocks: headings recognised, cut paragraphs put together again.

Pages of a printed report are often pasted one after the other, so that a sentence breaks off in
mid-word and goes on two lines further down. Checking such text line by line misses 数/量 and takes
“量，规范信息” for a mistake; so readers rejoin first, and keep the way back to the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from report_kit.document.invisible import visible
from report_kit.document.kept import Kept
from report_kit.document.model import Cell, Document, Join, Paragraph, ParagraphKind, Span, Table
from report_kit.document.omissions import KINDS, Omission, OmissionKind
from report_kit.document.places import Places
from report_kit.document.wraps import goes_on, wrap_width

_NUMERAL = "[一二三四五六七八九十百]{1,4}"
_HEADING_1 = re.compile(rf"{_NUMERAL}、[^。；]{{1,40}}")
_HEADING_2 = re.compile(rf"[（(]{_NUMERAL}[）)][^。；，,;]{{1,40}}。?")
# What can only stand at the beginning of a paragraph: numbering, “一是”, articles of law, dates.
_BEGINS = re.compile(
    rf"(?:{_NUMERAL}、|[（(](?:{_NUMERAL}|\d{{1,3}})[）)]|\d{{1,3}}[.．、]\s*\D|{_NUMERAL}是|第{_NUMERAL}[条章节款]|"
    r"[①-⑳]|附件?[:：]|注[:：]|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日$)"
)
_ENDS = re.compile(r"[。！？!?；;：:…—”’》）)】〕.．%％]$")
# “（一）调整宏观政策，保持平稳发展”: a heading may hold commas, but has no stop.
_LONG_HEADING = re.compile(rf"(?:{_NUMERAL}、|[（(]{_NUMERAL}[）)])[^。；]*[^。；，、]")
_TITLE = re.compile(r"(?:年度报告|工作报告|年报)$")
_BREATH = re.compile(r"[，。；：、]")
_STARTS_WITH_PROSE = re.compile(r"[\u3400-\u9fff“‘《（，、；。]")
# A shorter line is a heading, a name or a date that happens to lack a full stop.
_CUT_LENGTH = 25
# … but none of them ends in a comma, and few have one.
_GOES_ON = re.compile(r"[\u3400-\u9fff]{5}[，、]$|^(?=.{18}).*，.*[\u3400-\u9fff]{5}$")
_LINE = re.compile(r"[^\r\n]*")
_BLANKS = " \u00a0\u3000"
# An invisible character among the blanks hides no indent.
_INDENT = re.compile(rf"[{_BLANKS}\u200b\u2060\ufeff]*")


@dataclass(frozen=True, slots=True)
class RawParagraph:
    """A paragraph at ``source[start:end]`` as a reader found it, not yet rejoined.

    ``whole`` says that the file knows it to be no half of a cut one (a footnote).
    """

    start: int
    end: int
    kind: ParagraphKind = "body"
    level: int = 0
    indented: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell at ``source[start:end]``."""

    start: int
    end: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as rows of raw cells; ``columns`` gives each cell's column in the file's grid."""

    rows: tuple[tuple[RawCell, ...], ...]
    columns: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class RawOmission:
    """What a reader left out where ``source[start]`` stands; see ``Omission``.

    ``place`` says it where the format knows better (第 2 页, 页眉); empty to have it said by the text there.
    """

    kind: OmissionKind
    start: int
    size: int = 1
    place: str = ""


RawBlock = RawParagraph | RawTable


def parse_lines(text: str) -> list[RawBlock]:
    """Cut plain text into raw blocks: a line is a paragraph, lines with tabs are table rows."""
    blocks: list[RawBlock] = []
    rows: list[tuple[RawCell, ...]] = []

    def close_table() -> None:
        if rows:
            columns = tuple(tuple(range(len(row))) for row in rows)
            blocks.append(RawTable(tuple(rows), columns))
            rows.clear()

    for match in _LINE.finditer(text):
        line = match.group()
        # Tabs alone are a blank row where a table goes on, a blank line elsewhere.
        if not line.strip() and not (rows and "\t" in line):
            # An empty match also stands between CR and LF; only a real blank line ends a table.
            if match.start() == match.end() and text[match.start() - 1 : match.start() + 1] == "\r\n":
                continue
            if line or _after_line_end(text, match.start()):
                close_table()
            continue
        if "\t" in line:
            rows.append(_row(line, match.start()))
            continue
        close_table()
        lead = _INDENT.match(line).group()  # type: ignore[union-attr]
        start = match.start() + len(line) - len(line.lstrip(_BLANKS))
        end = match.start() + len(line.rstrip())
        indent = visible(lead)
        blocks.append(classify(text, start, end, indented=len(indent) >= 2 or indent.startswith("\u3000")))
    close_table()
    return blocks


def _after_line_end(text: str, position: int) -> bool:
    """Say whether a line end stands right before ``position`` and another right after: a blank line."""
    before = position == 0 or text[position - 1] in "\r\n"
    return before and (position == len(text) or text[position] in "\r\n")


def _row(line: str, offset: int) -> tuple[RawCell, ...]:
    cells, position = [], offset
    for value in line.split("\t"):
        lead = len(value) - len(value.lstrip()) if value.strip() else 0
        cells.append(RawCell(position + lead, position + lead + len(value.strip())))
        position += len(value) + 1
    return tuple(cells)


def classify(source: str, start: int, end: int, *, indented: bool) -> RawParagraph:
    """Make a raw paragraph of ``source[start:end]``, title or heading when it is worded like one."""
    line = visible(source[start:end]).strip()
    if _HEADING_1.fullmatch(line):
        return RawParagraph(start, end, "heading", 1, indented)
    if _HEADING_2.fullmatch(line):
        return RawParagraph(start, end, "heading", 2, indented)
    if len(line) <= 60 and _TITLE.search(line):
        return RawParagraph(start, end, "title", 0, indented)
    return RawParagraph(start, end, "body", 0, indented)


def begins_paragraph(line: str) -> bool:
    """Say whether a line can only stand at the beginning of a paragraph."""
    return _BEGINS.match(line) is not None


def is_cut(first: str, second: str) -> bool:
    """Say whether ``second`` looks like the rest of a sentence that breaks off at the end of ``first``."""
    return (
        (len(first) >= _CUT_LENGTH or _GOES_ON.search(first) is not None)
        and not _ENDS.search(first)
        and not _LONG_HEADING.fullmatch(first)
        and not begins_paragraph(second)
        and _STARTS_WITH_PROSE.match(second) is not None
        # A long line without a mark is a heading or a subtitle, not half a sentence.
        and _BREATH.search(first) is not None
        and _BREATH.search(second) is not None
    )


def cut_points(source: str, blocks: Sequence[RawBlock], *, wrapped: bool = False) -> list[tuple[int, Span]]:
    """Find the paragraphs that are cut in two.

    Args:
        source: the text.
        blocks: its blocks.
        wrapped: whether the text may have a line end at the edge of every printed line.

    Returns:
        For each: the index of the first half among ``blocks`` and the span between the halves.
    """
    points = []
    lines = [
        visible(source[b.start : b.end]) for b in blocks if isinstance(b, RawParagraph) and b.kind == "body"
    ]
    edge = wrap_width(lines) if wrapped else 0
    for index, (first, second) in enumerate(pairwise(blocks)):
        if not (isinstance(first, RawParagraph) and isinstance(second, RawParagraph)):
            continue
        if first.kind != "body" or second.kind != "body" or second.indented or first.whole or second.whole:
            continue
        one, other = (visible(source[block.start : block.end]) for block in (first, second))
        wraps = edge and goes_on(one, other, edge) and not begins_paragraph(other)
        if wraps or is_cut(one, other):
            points.append((index, (first.end, second.start)))
    return points


def document_from_text(text: str, *, rejoin: bool, path: str = "") -> Document:
    """Make a document of plain text; ``rejoin`` puts cut paragraphs together."""
    return build_document(text, parse_lines(text), rejoin=rejoin, path=path, wrapped=rejoin)


def build_document(
    source: str,
    blocks: Sequence[RawBlock],
    *,
    rejoin: bool,
    path: str = "",
    omissions: Sequence[RawOmission] = (),
    wrapped: bool = False,
) -> Document:
    """Make a document of raw blocks over ``source``; ``wrapped``: see ``cut_points``.

    With ``rejoin``, what stands between the halves of a cut paragraph is left out of the text and
    recorded as a ``Join``; all other characters of the source stay, so offsets map piece by piece.
    """
    cuts = cut_points(source, blocks, wrapped=wrapped) if rejoin else []
    kept = Kept(source, [gap for _, gap in cuts])
    text = kept.text()
    joins = tuple(Join(kept.at(low), (low, high)) for _, (low, high) in cuts)
    second_halves = {index + 1 for index, _ in cuts}

    built: list[Paragraph | Table] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, RawParagraph):
            built.append(_table(text, block, kept))
            continue
        start, end = kept.at(block.start), kept.at(block.end)
        if index in second_halves:
            first = built.pop()
            assert isinstance(first, Paragraph)
            built.append(Paragraph(first.start, end, text[first.start : end], first.kind, 0, first.indented))
        else:
            built.append(Paragraph(start, end, text[start:end], block.kind, block.level, block.indented))
    document = Document(text, tuple(built), source, kept.segments(), joins, path)
    if not omissions:
        return document
    places = Places(document)
    told = (Omission(one.kind, one.place or places.at(kept.at(one.start)), one.size) for one in omissions)
    return replace(document, omissions=tuple(told))


def merged_omissions(omissions: Sequence[RawOmission]) -> list[RawOmission]:
    """Return the omissions in the order of their places, text in pieces (runs) put together."""
    merged: list[RawOmission] = []
    for one in sorted(omissions, key=lambda one: one.start):
        last = merged[-1] if merged else None
        same = last and (last.kind, last.start, last.place) == (one.kind, one.start, one.place)
        if last and same and KINDS[one.kind].in_characters and one.kind != "comment":
            merged[-1] = replace(last, size=last.size + one.size)
        else:
            merged.append(one)
    return merged


def _table(text: str, raw: RawTable, kept: Kept) -> Table:
    rows = []
    for number, (cells, columns) in enumerate(zip(raw.rows, raw.columns, strict=True)):
        row = []
        for cell, column in zip(cells, columns, strict=True):
            start, end = kept.at(cell.start), kept.at(cell.end)
            row.append(Cell(start, end, text[start:end], number, column, cell.rowspan, cell.colspan))
        rows.append(tuple(row))
    flat = [cell for row in rows for cell in row]
    return Table(flat[0].start, flat[-1].end, tuple(rows))
