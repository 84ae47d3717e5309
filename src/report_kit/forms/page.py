"""What a document holds whatever its form: the ending apart, and the paragraphs and tables before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from report_kit.document import Document, Paragraph, Table
from report_kit.forms.outline import numbered, squeeze
from report_kit.forms.render import CHARTS_TITLE, NOTE
from report_kit.forms.report import parse_date

_MAX_TITLE = 110
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")


@dataclass(frozen=True)
class Page:
    """A document with its ending taken off.

    Args:
        document: the whole of it.
        paragraphs: without signature, date, and the charts the kit appends to a report.
        tables: without those of the charts.
        signature: paragraph of the signing agency, if any.
        date: paragraph of the date, if any.
    """

    document: Document
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    signature: Paragraph | None
    date: Paragraph | None

    @classmethod
    def of(cls, document: Document) -> Page:
        """Return what ``document`` holds."""
        paragraphs, tables = document.paragraphs, document.tables
        annex = _annex(paragraphs)
        if annex is not None:
            paragraphs = tuple(paragraph for paragraph in paragraphs if paragraph.start < annex)
            tables = tuple(table for table in tables if table.start < annex)
        signature, date, rest = _ending(list(paragraphs))
        return cls(document, tuple(rest), tables, signature, date)

    @cached_property
    def headings(self) -> dict[int, tuple[str, str]]:
        """Number and words of the paragraphs that may be headings of level 1, by their index."""
        found = ((index, numbered(paragraph.text)) for index, paragraph in enumerate(self.paragraphs))
        return {index: heading for index, heading in found if heading}

    @cached_property
    def labels(self) -> frozenset[str]:
        """What the cells of the tables say, squeezed."""
        return frozenset(squeeze(cell.text) for table in self.tables for cell in table.cells())

    def title(self, is_title: Callable[[str], bool], *, up_to_heading: bool = False) -> list[Paragraph]:
        """Return the leading paragraphs that make up the title.

        Args:
            is_title: knows a title that is whole.
            up_to_heading: whether a line such as 一、… ends it, for texts whose titles may say anything.
        """
        title: list[Paragraph] = []
        paragraphs = self.paragraphs
        indents = any(p.indented for p in paragraphs) and any(not p.indented for p in paragraphs)
        for paragraph, following in zip_longest(paragraphs[:4], paragraphs[1:4]):
            sentence = re.search(r"[。；，：:]", paragraph.text) and paragraph.kind != "title"
            body = indents and paragraph.indented and paragraph.kind != "title"
            if sentence or body or paragraph.kind == "heading" or len(paragraph.text) > _MAX_TITLE:
                break
            if up_to_heading and numbered(paragraph.text):
                break
            title.append(paragraph)
            if is_title(paragraph.text):
                return title
            # A line break within the title makes paragraphs of it.
            if paragraph.kind == "title" and not (following and following.kind == "title"):
                return title
        # Without the words of a report's title, only a first line that the file itself sets apart is one.
        return title if len(title) == 1 and indents else []

    def year(self, title: str) -> int | None:
        """Return the year the text is about: what title, date and the text itself agree on.

        One of them may be a slip, so a year that only one names counts when the others name none.
        """
        named = _YEAR.search(title)
        day = parse_date(self.date.text) if self.date else None
        usual = Counter(_YEAR.findall(self.document.text)).most_common(1)
        votes = Counter(
            [
                *([int(named[1])] if named else ()),
                *([day.year - 1] if day else ()),
                *(int(year) for year, _ in usual),
            ]
        )
        ranked = votes.most_common(2)
        return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


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
