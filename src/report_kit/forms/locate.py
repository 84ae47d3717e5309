"""Find the parts of a report's form in a document: title, sections, table cells, signature.

Nothing is found by position alone. Sections are known by their headings, table rows by their labels,
since merged cells are lost in text files and columns shift.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from report_kit.document import Cell, Document, Paragraph, Span
from report_kit.forms.catalogue import known_forms
from report_kit.forms.form import ANNUAL, Form, Section
from report_kit.forms.outline import Outline, numbered, outline_of, second, squeeze
from report_kit.forms.page import Page
from report_kit.forms.report import STEP
from report_kit.forms.tables import LocatedCell, LocatedTables, locate_tables, may_hold_rows
from report_kit.forms.text_tables import TextTables, locate_text_tables, may_hold_text_rows

__all__ = ["Located", "LocatedSection", "locate", "squeeze"]

_WHOLE_TITLE = 12
"""So long a title says more than the words every report's title has."""


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
    """What of a form a document holds.

    Args:
        form: the form whose parts these are, an office's own sections among them: the one asked for, or the
            one recognised; ``None`` for a text of no form.
        title: paragraphs of the title, in order.
        sections: sections found, in the order of the text (a doubled one stands twice).
        cells: table cells by (table id, row id, column id).
        signature: paragraph of the signing agency, if any.
        date: paragraph of the date, if any.
        unplaced: paragraphs that belong to no part.
        tables: what was read from tables, and what of them the form does not have.
        is_report: whether the text is a report of the form, and not only a passage or a table of one.
        text_tables: what was read from tables that the file holds as plain lines.
        strange: lines in the prose that are headings of level 1 by their looks, but none of the form.
        names: lines right above the signature that may sign as well.
    """

    form: Form | None
    title: tuple[Paragraph, ...]
    sections: tuple[LocatedSection, ...]
    cells: dict[tuple[str, str, str], LocatedCell]
    signature: Paragraph | None
    date: Paragraph | None
    unplaced: tuple[Paragraph, ...]
    tables: LocatedTables
    is_report: bool
    text_tables: TextTables
    strange: tuple[Paragraph, ...] = ()
    names: tuple[Paragraph, ...] = ()

    @property
    def unknown_rows(self) -> tuple[Cell, ...]:
        """Labels of table rows that the form does not have."""
        return self.tables.unknown_rows

    @property
    def is_annual_report(self) -> bool:
        """Whether the text is a yearly report on the disclosure of government information."""
        return self.is_report and self.form is not None and self.form.kin == ANNUAL

    def section(self, section_id: str) -> LocatedSection | None:
        """Return the first section of that id, ``None`` when the text lacks it."""
        return next((section for section in self.sections if section.id == section_id), None)

    @cached_property
    def title_text(self) -> str:
        """The title in one line."""
        return "".join(paragraph.text for paragraph in self.title)


def locate(
    document: Document,
    form: Form | None = None,
    *,
    among: Sequence[Form] | None = None,
    year: int | None = None,
) -> Located:
    """Find the parts of a form in ``document``.

    Args:
        document: the text.
        form: the form to look for, whatever the text looks like.
        among: without ``form``, the forms the text may be of; all that are known when omitted.
        year: the year reported on, where it is known otherwise; it tells forms of one family apart.
    """
    page = Page.of(document)
    if form is not None:
        return _read(page, form.bare, asked=True)
    forms = known_forms() if among is None else among
    readings = [_read(page, candidate) for candidate in _candidates(page, forms, year)]
    placed = [reading for reading in readings if reading.is_report or _counts_by_cells(reading)]
    if not placed:
        return _nothing(page)
    # A form of few cells is not the better fit for lacking those of its kin.
    widest: dict[str, int] = {}
    for candidate in forms:
        widest[candidate.kin] = max(widest.get(candidate.kin, 0), _count(candidate))
    return max(placed, key=lambda one: _fit(one, widest))  # of equals the first: the newest of a family


def _count(form: Form) -> int:
    return sum(len(table.addresses) for table in form.tables)


def _candidates(page: Page, forms: Sequence[Form], year: int | None) -> list[Form]:
    """Return the forms the document may be of, the newest of a family first; mostly none, at little cost."""
    possible = sorted(filter(lambda form: _may_be(page, form), forms), key=lambda form: -form.since)
    families: dict[str, list[Form]] = {}
    for form in possible:
        families.setdefault(form.kin, []).append(form)
    found: list[Form] = []
    for kin in families.values():
        if len(kin) > 1:
            about = year or page.year("".join(p.text for p in page.title(kin[0].is_title)))
            kin = [form for form in kin if about and form.covers(about)] or kin
        found += kin
    return found


def _may_be(page: Page, form: Form) -> bool:
    known = form.recognise
    if known.title_alone:
        title = page.title(form.is_title)
        if title and form.is_title("".join(paragraph.text for paragraph in title)):
            return True
    if known.headings:
        outline = outline_of(form)
        lines: Iterable[Section | None] = (outline.top_of(*it) for it in page.headings.values())
        if outline.has_plain:
            lines = (outline.top(paragraph.text) for paragraph in page.paragraphs)
        # A heading of the form with prose glued on behind is no line of its own.
        glued = (outline.glued(p.text) for p in page.paragraphs if p.text[:1] in _DIGITS)
        found = {section.id for section in lines if section} | {one[0].id for one in glued if one}
        if len(found) >= known.headings:
            return True
    return bool(known.cells) and (
        may_hold_rows(form, [table for table, _ in page.sheets], page.labels)
        or may_hold_text_rows(page.document.text, form)
    )


_DIGITS = frozenset("一二三四五六七八九十")


def _counts_by_cells(reading: Located) -> bool:
    return reading.form is not None and bool(reading.form.recognise.cells and reading.cells)


def _fit(reading: Located, widest: Mapping[str, int]) -> tuple[bool, float]:
    """Return how well a form fits: a report of it before a passage of one, then how much of it is there.

    ``widest`` is the most cells that a form of each family has.
    """
    assert reading.form is not None
    form = reading.form
    tops = {section.id for section in form.sections if section.level == 1}
    addresses = widest[form.kin]
    headed = {section.id for section in reading.sections if section.heading_span} & tops
    share = len(headed) / len(tops) if tops else 0.0
    cells = len(reading.cells) / addresses if addresses else 0.0
    odd = len(reading.unknown_rows) / 100
    return reading.is_report, form.is_title(reading.title_text) + share + cells - odd


def _nothing(page: Page) -> Located:
    title = tuple(page.title(lambda _text: False))
    everything = page.document.paragraphs
    return Located(None, title, (), {}, None, None, everything, LocatedTables({}), False, TextTables({}, ()))


def _drawn(page: Page, cells: Mapping[tuple[str, str, str], LocatedCell]) -> list[Span]:
    """Return the stretches of tables drawn in plain lines that hold cells of the form."""
    starts = sorted(located.cell.start for located in cells.values())
    spans = [(table.start, table.end) for table, _ in page.drawn]
    return [(low, high) for low, high in spans if bisect_left(starts, low) < bisect_left(starts, high)]


class _Sections:
    """The sections of a document under way."""

    def __init__(self, form: Form) -> None:
        self.form = form
        preamble = next((section.id for section in form.sections if section.level == 0), "")
        self.done: list[LocatedSection] = []
        self.open = LocatedSection(preamble, "", None, ())
        self.top = ""
        self.own: dict[str, str] = {}
        """An office's own sections: their headings by id."""

    def begin(self, section: str, heading: str, span: Span, prose: tuple[Span, ...] = ()) -> None:
        self.done.append(self.open)
        self.open = LocatedSection(section, heading, span, prose)

    def add(self, span: Span) -> None:
        one = self.open
        self.open = LocatedSection(one.id, one.heading, one.heading_span, (*one.prose, span))

    def begin_own(self, heading: str, span: Span, prose: tuple[Span, ...] = (), *, below: bool) -> None:
        """Begin a section that the form does not name, where the form allows such."""
        if below:
            top = self.top
            number = sum(1 for key in self.own if key.startswith(f"{top}.")) + 1
            key = f"{top}.{number * STEP}"
        else:
            key = self.top = f"own{(sum(1 for key in self.own if '.' not in key) + 1) * STEP}"
        self.own[key] = heading
        self.begin(key, heading, span, prose)

    def found(self) -> tuple[LocatedSection, ...]:
        return tuple(s for s in (*self.done, self.open) if s.heading_span or s.prose)


def _read(page: Page, form: Form, *, asked: bool = False) -> Located:
    """Find the parts of ``form``; one of free sections takes any text when it is asked for."""
    title = page.title(form.is_title, up_to_heading=form.free_sections is not None)
    tables = locate_tables([table for table, _ in page.sheets], form, [above for _, above in page.sheets])
    cells = dict(tables.cells)
    text_tables = locate_text_tables(page.document, form, cells).with_zones(_drawn(page, cells))
    cells.update(text_tables.cells)
    begin = page.paragraphs.index(title[-1]) + 1 if title else 0
    sections = _sections(page, form, begin, text_tables)
    found = sections.found()
    title_text = "".join(paragraph.text for paragraph in title)
    tops = {section.id for section in form.sections if section.level == 1} | set(sections.own)
    headings = {s.id for s in found if s.heading_span and s.id in tops}
    known = form.recognise
    whole = bool(headings or cells or len(title_text) > _WHOLE_TITLE)
    is_report = (
        (known.title_alone and whole and form.is_title(title_text))
        or bool(known.headings and len(headings - set(sections.own)) >= known.headings)
        or bool(known.cells and len(cells) >= known.cells)
    )
    # A form without parts of its own takes every text that it is asked to.
    placed = is_report or bool(cells) or (asked and form.free_sections is not None and bool(found))
    nowhere = {span for section in found if not section.id for span in section.prose}
    first = page.paragraphs[: page.paragraphs.index(title[0])] if title else ()
    lost = tuple(p for p in page.paragraphs if (p.start, p.end) in nowhere)
    lost = (*first, *lost, *(p for p in page.behind if not text_tables.covers(p.start, p.end)))
    return Located(
        form=form.with_free(sections.own),
        title=tuple(title),
        sections=tuple(section for section in found if section.id) if placed else (),
        cells=cells,
        signature=page.signature if placed else None,
        date=page.date if placed else None,
        unplaced=lost if placed else page.document.paragraphs,
        tables=tables,
        is_report=is_report,
        text_tables=text_tables,
        strange=tuple(
            paragraph
            for index, paragraph in enumerate(page.paragraphs)
            if index in page.headings
            and paragraph.kind == "heading"
            and not text_tables.covers(paragraph.start, paragraph.end)
            and not any(s.heading_span == (paragraph.start, paragraph.end) for s in found)
        ),
        names=page.names,
    )


def _sections(page: Page, form: Form, begin: int, tables: TextTables) -> _Sections:
    """Part the paragraphs from the one of number ``begin`` on into sections."""
    text, outline, sections = page.document.text, outline_of(form), _Sections(form)
    paragraphs = page.paragraphs
    free = form.free_sections is not None
    plain = [p for p in paragraphs if not p.indented and _is_top(outline, p, free)]
    set_apart = len(plain) >= 2
    for paragraph in paragraphs[begin:]:
        span: Span = (paragraph.start, paragraph.end)
        # Where the file sets headings apart from indented prose, an indented line is never one.
        may_be_heading = not (set_apart and paragraph.indented)
        glued = outline.glued(paragraph.text) if may_be_heading else None
        if glued:
            section, length = glued
            end = paragraph.start + length
            rest = _strip(text, end, paragraph.end)
            rest = () if rest and tables.covers(*span) else rest
            sections.begin(section.id, text[paragraph.start : end], (paragraph.start, end), rest)
            sections.top = section.id
            continue
        found = outline.top(paragraph.text) if may_be_heading else None
        if found:
            sections.begin(found.id, paragraph.text, span)
            sections.top = found.id
            continue
        if free and may_be_heading and numbered(paragraph.text):
            sections.begin_own(paragraph.text, span, below=False)
            continue
        below = outline.below(sections.top, paragraph)
        if below and (may_be_heading or below[1] < paragraph.end):
            section, end = below
            heading = text[paragraph.start : end]
            sections.begin(section.id, heading, (paragraph.start, end), _strip(text, end, paragraph.end))
            continue
        own = second(paragraph) if sections.top in sections.own else None
        if own and (may_be_heading or own[2] < paragraph.end):
            end = own[2]
            rest = _strip(text, end, paragraph.end)
            sections.begin_own(text[paragraph.start : end], (paragraph.start, end), rest, below=True)
            continue
        if not tables.covers(*span):
            sections.add(span)
    return sections


def _is_top(outline: Outline, paragraph: Paragraph, free: bool) -> bool:
    return bool(outline.top(paragraph.text) or (free and numbered(paragraph.text)))


def _strip(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the span without outer blanks, nothing when it is empty."""
    while start < end and text[start].isspace():
        start += 1
    return ((start, end),) if start < end else ()
