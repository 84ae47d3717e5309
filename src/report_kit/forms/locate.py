"""Find the parts of the statutory form in a document: title, sections, table cells, signature.

Nothing is found by position alone. Sections are known by their headings, table rows by their labels,
since merged cells are lost in text files and columns shift.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from report_kit.document import Cell, Document, Paragraph, Span
from report_kit.forms.catalogue import load_form
from report_kit.forms.form import Form, Section
from report_kit.forms.render import CHARTS_TITLE, NOTE
from report_kit.forms.report import parse_date
from report_kit.forms.tables import LocatedCell, locate_tables
from report_kit.forms.text_tables import TextTables, locate_text_tables

_REPORT_TITLE = re.compile(r"(?:政府)?信息公开(?:工作)?(?:年度报告|年报)")
_NUMERALS = "一二三四五六七八九十"
_LEVEL_1 = re.compile(rf"([{_NUMERALS}])\s*[、.．]\s*([^。；]{{1,40}})")
_LEVEL_2 = re.compile(
    rf"[（(]\s*([{_NUMERALS}])\s*[）)]\s*([^。：:；]{{1,25}}?)\s*(?:([。：:])|$|(?=[，,；]))"
)
_GLUED = re.compile(rf"[{_NUMERALS}]\s*[、.．]\s*\S")
_ALIKE = 0.6
# So many cells of the statutory tables make a report of a text whose headings are lost.
_ENOUGH_CELLS = 60
_MAX_TITLE = 110


@dataclass(frozen=True)
class LocatedSection:
    """A section of the form as found.

    Args:
        id: section id of the form.
        heading: the heading as printed, with its number; empty for the preamble.
        heading_span: where it stands; ``None`` for the preamble.
        prose: spans of the paragraphs (for a run-in heading, the first starts behind it).
    """

    id: str
    heading: str
    heading_span: Span | None
    prose: tuple[Span, ...]


@dataclass(frozen=True)
class Located:
    """What of the form a document holds.

    Args:
        title: paragraphs of the title, in order.
        sections: sections found, in the order of the text (a doubled one stands twice).
        cells: table cells by (table id, row id, column id).
        signature: paragraph of the signing agency, if any.
        date: paragraph of the date, if any.
        unplaced: paragraphs that belong to no part.
        unknown_rows: labels of table rows that the form does not have.
        text_tables: what was read from tables that the file holds as plain lines.
    """

    title: tuple[Paragraph, ...]
    sections: tuple[LocatedSection, ...]
    cells: dict[tuple[str, str, str], LocatedCell]
    signature: Paragraph | None
    date: Paragraph | None
    unplaced: tuple[Paragraph, ...]
    unknown_rows: tuple[Cell, ...]
    is_annual_report: bool
    text_tables: TextTables

    def section(self, section_id: str) -> LocatedSection | None:
        """Return the first section of that id, ``None`` when the text lacks it."""
        return next((section for section in self.sections if section.id == section_id), None)

    @property
    def title_text(self) -> str:
        """The title in one line."""
        return "".join(paragraph.text for paragraph in self.title)


def squeeze(text: str) -> str:
    """Reduce a label to what identifies it: Han characters, letters and digits, widths unified."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def locate(document: Document) -> Located:
    """Find the parts of the annual report's form in ``document``."""
    form = load_form()
    paragraphs = list(document.paragraphs)
    tables = document.tables
    annex = _annex(paragraphs)
    if annex is not None:
        paragraphs = [paragraph for paragraph in paragraphs if paragraph.start < annex]
        tables = tuple(table for table in tables if table.start < annex)
    signature, date, paragraphs = _ending(paragraphs)
    plain_headings = sum(1 for p in paragraphs if not p.indented and _top_section(form, p.text)) >= 2
    title = _title(paragraphs, form)
    cells, unknown = locate_tables(tables, form)
    text_tables = locate_text_tables(document, form, cells)
    cells.update(text_tables.cells)
    sections: list[LocatedSection] = []
    open_section = LocatedSection("preamble", "", None, ())
    top = ""
    for paragraph in paragraphs[len(title) :]:
        # Where the file sets headings apart from indented prose, an indented line is never one.
        may_be_heading = not (plain_headings and paragraph.indented)
        found = _top_section(form, paragraph.text) if may_be_heading else None
        span: Span = (paragraph.start, paragraph.end)
        glued = _glued_section(form, paragraph.text) if may_be_heading else None
        if glued:
            sections.append(open_section)
            end = paragraph.start + glued[1]
            rest = _strip(document.text, end, paragraph.end)
            heading = document.text[paragraph.start : end]
            rest = () if rest and text_tables.covers(paragraph.start, paragraph.end) else rest
            open_section, top = (
                LocatedSection(glued[0].id, heading, (paragraph.start, end), rest),
                glued[0].id,
            )
            continue
        if found:
            sections.append(open_section)
            open_section, top = LocatedSection(found.id, paragraph.text, span, ()), found.id
            continue
        if top == "overview" or top.startswith("overview."):
            aspect = _aspect(form, paragraph)
            if aspect and (may_be_heading or aspect[1] < paragraph.end):
                sections.append(open_section)
                section, end = aspect
                rest = _strip(document.text, end, paragraph.end)
                heading = document.text[paragraph.start : end]
                open_section = LocatedSection(section.id, heading, (paragraph.start, end), rest)
                continue
        if text_tables.covers(*span):
            continue
        open_section = LocatedSection(
            open_section.id, open_section.heading, open_section.heading_span, (*open_section.prose, span)
        )
    sections.append(open_section)
    found_sections = tuple(s for s in sections if s.heading_span or s.prose)
    title_text = "".join(paragraph.text for paragraph in title)
    headings = {s.id for s in found_sections if s.heading_span and "." not in s.id}
    is_report = (
        (
            bool(_REPORT_TITLE.search(re.sub(r"\s", "", title_text)))
            and bool(headings or cells or len(title_text) > 12)
        )
        or len(headings) >= 3
        or len(cells) >= _ENOUGH_CELLS
    )
    placed = is_report or bool(cells)
    return Located(
        title=tuple(title),
        sections=found_sections if placed else (),
        cells=cells,
        signature=signature if placed else None,
        date=date if placed else None,
        unplaced=() if placed else document.paragraphs,
        unknown_rows=tuple(unknown),
        is_annual_report=is_report,
        text_tables=text_tables,
    )


def _annex(paragraphs: Sequence[Paragraph]) -> int | None:
    """Return where the charts begin that the kit appends to a report: they repeat figures of its tables."""
    for at, paragraph in enumerate(paragraphs):
        if paragraph.text.strip() == CHARTS_TITLE and any(_ending(list(paragraphs[:at]))[:2]):
            return paragraph.start
    return None


def _ending(paragraphs: list[Paragraph]) -> tuple[Paragraph | None, Paragraph | None, list[Paragraph]]:
    """Take the signature and the date off the end; a note in brackets below them ends the prose."""
    rest = list(paragraphs)
    note = rest[-1:] if len(rest) > 1 and NOTE.fullmatch(rest[-1].text.strip()) else []
    if note and parse_date(rest[-2].text):
        signature, date, rest = _ending(rest[:-1])
        return signature, date, rest + note
    earlier = rest[:-2]
    # Where prose is indented, or there is no other, an indented line is prose.
    indents = any(p.indented for p in earlier) or all(p.kind != "body" for p in earlier)
    signature = date = None
    if rest and parse_date(rest[-1].text) and not (indents and rest[-1].indented):
        date, rest = rest[-1], rest[:-1]
    if len(rest) > 1 and _is_name(rest[-1]) and not (indents and rest[-1].indented):
        signature, rest = rest[-1], rest[:-1]
    return signature, date, rest


def _is_name(paragraph: Paragraph) -> bool:
    """Say whether a last line can only be the name of an agency."""
    text = paragraph.text
    return paragraph.kind == "body" and 3 <= len(text) <= 60 and not re.search(r"[。；，：:,;！？、]", text)


def _title(paragraphs: Sequence[Paragraph], form: Form) -> list[Paragraph]:
    """Return the leading paragraphs that make up the title."""
    title: list[Paragraph] = []
    indents = any(p.indented for p in paragraphs) and any(not p.indented for p in paragraphs)
    for paragraph, following in zip_longest(paragraphs[:4], paragraphs[1:4]):
        sentence = re.search(r"[。；，：:]", paragraph.text) and paragraph.kind != "title"
        body = indents and paragraph.indented and paragraph.kind != "title"
        if sentence or body or paragraph.kind == "heading" or len(paragraph.text) > _MAX_TITLE:
            break
        title.append(paragraph)
        if _REPORT_TITLE.search(re.sub(r"\s", "", paragraph.text)):
            return title
        # A line break within the title makes paragraphs of it.
        if paragraph.kind == "title" and not (following and following.kind == "title"):
            return title
    # Without the words of a report's title, only a first line that the file itself sets apart is one.
    return title if len(title) == 1 and indents else []


def _top_section(form: Form, text: str) -> Section | None:
    """Return the section whose heading ``text`` is, exactly or with a slip in the wording."""
    match = _LEVEL_1.fullmatch(text.strip())
    if not match:
        return None
    number, words = match.group(1), squeeze(match.group(2))
    sections = [section for section in form.sections if section.level == 1]
    for section in sections:
        if squeeze(section.title) == number + words:
            return section
    best = max(sections, key=lambda section: _likeness(words, squeeze(section.title)[1:]))
    likeness = _likeness(words, squeeze(best.title)[1:])
    same_number = best.title.startswith(number)
    return best if likeness >= (_ALIKE if same_number else 0.85) else None


def _glued_section(form: Form, text: str) -> tuple[Section, int] | None:
    """Return the section whose heading a paragraph begins with, prose glued on behind, and its end."""
    if not _GLUED.match(text):
        return None
    for section in form.sections:
        if section.level == 1 and text[0] == section.title[0]:
            words = r"\s*".join(map(re.escape, section.title[2:]))
            match = re.match(rf".\s*[、.．]\s*{words}(?=\s*[^\s、，,；;。：:和及])", text)
            return (section, match.end()) if match else None
    return None


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _aspect(form: Form, paragraph: Paragraph) -> tuple[Section, int] | None:
    """Return the aspect of 总体情况 that a paragraph opens, and where its heading ends."""
    match = _LEVEL_2.match(paragraph.text)
    if not match:
        return None
    number, words, stop = match.groups()
    aspects = [section for section in form.sections if section.level == 2]
    whole = match.end() == len(paragraph.text)
    if not (stop or whole):
        return None
    for section in aspects:
        if squeeze(section.title)[0] == number and any(key in words for key in section.keywords):
            return section, paragraph.start + match.end()
    return None


def _strip(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the span without outer blanks, nothing when it is empty."""
    while start < end and text[start].isspace():
        start += 1
    return ((start, end),) if start < end else ()
