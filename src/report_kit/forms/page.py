"""What a document holds whatever its form: the ending apart, and the paragraphs and tables before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest

from report_kit.document import Document, Paragraph, Table
from report_kit.document.structure import classify
from report_kit.forms.attached import NOTE
from report_kit.forms.outline import numbered, squeeze
from report_kit.forms.pipes import may_hold_strokes, pipe_tables
from report_kit.forms.render import CHARTS_TITLE
from report_kit.forms.report import parse_date

_MAX_TITLE = 110
_BOTH = re.compile(r"(\S.{2,40}?)[ \t\u3000]{1,}(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)")
_ATTACHED = re.compile(r"附件?\s*[:：]?\s*[\d一二三四五六七八九十]{0,2}\s*")
_LATEST_TITLE = 12
_STOP = re.compile("[。；，：:]")
_AGENCY = re.compile(r"[府局厅委会院所站中心室处队部馆社联署科股组校司街道]$|办事处$")
_MARKED = re.compile(r"(#{1,6}\s+|\*\*|__)(.*?)(?:\*\*|__)?\s*#*\s*")
"""A heading as Markdown marks it."""
_MOST_BEHIND = 0.2
"""So many sentences, of those before, may stand behind the signature; with more it was none."""
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
        behind: paragraphs behind signature and date: tables, notes of a site.
    """

    document: Document
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    signature: Paragraph | None
    date: Paragraph | None
    behind: tuple[Paragraph, ...] = ()

    @classmethod
    def of(cls, document: Document) -> Page:
        """Return what ``document`` holds."""
        paragraphs, tables = document.paragraphs, document.tables
        annex = annex_start(paragraphs)
        if annex is not None:
            paragraphs = tuple(paragraph for paragraph in paragraphs if paragraph.start < annex)
            tables = tuple(table for table in tables if table.start < annex)
        marked = _parted([unmarked(paragraph) for paragraph in paragraphs])
        signature, date, rest, behind = _ending(marked)
        return cls(document, tuple(rest), tables, signature, date, tuple(behind))

    @cached_property
    def names(self) -> tuple[Paragraph, ...]:
        """The lines right above the signature that name an agency too: a joint report has several."""
        if not self.signature:
            return ()
        behind = [p for p in self.paragraphs if p.end <= self.signature.start]
        found: list[Paragraph] = []
        for paragraph in reversed(behind[1:]):
            if not _is_name(paragraph) or not _AGENCY.search(paragraph.text.strip()):
                break
            found.append(paragraph)
        return tuple(reversed(found))

    @cached_property
    def headings(self) -> dict[int, tuple[str, str]]:
        """Number and words of the paragraphs that may be headings of level 1, by their index."""
        found = ((index, numbered(paragraph.text)) for index, paragraph in enumerate(self.paragraphs))
        return {index: heading for index, heading in found if heading}

    @cached_property
    def sheets(self) -> list[tuple[Table, str]]:
        """The tables, those drawn with strokes in plain lines among them, each with the line above it."""
        tables = [*self.tables, *(table for table, _ in self.drawn)]
        starts = [paragraph.start for paragraph in self.document.paragraphs]
        found: list[tuple[Table, str]] = []
        end = 0
        for table in sorted(tables, key=lambda table: table.start):
            at = bisect_left(starts, table.start) - 1
            before = self.document.paragraphs[at] if at >= 0 else None
            # Between the line and the table there must be no other table.
            found.append((table, before.text if before and before.end >= end else ""))
            end = table.end
        return found

    @cached_property
    def drawn(self) -> list[tuple[Table, tuple[Paragraph, ...]]]:
        """The tables drawn with strokes in plain lines, with these lines."""
        drawn = may_hold_strokes(self.document.text)
        return pipe_tables((*self.paragraphs, *self.behind)) if drawn else []

    @cached_property
    def labels(self) -> frozenset[str]:
        """What the cells of the tables say, squeezed."""
        return frozenset(squeeze(cell.text) for table, _ in self.sheets for cell in table.cells())

    def title(self, is_title: Callable[[str], bool], *, up_to_heading: bool = False) -> list[Paragraph]:
        """Return the leading paragraphs that make up the title.

        Args:
            is_title: knows a title that is whole.
            up_to_heading: whether a line such as 一、… ends it, for texts whose titles may say anything.
        """
        title: list[Paragraph] = []
        paragraphs = self.paragraphs
        if paragraphs and _ATTACHED.fullmatch(paragraphs[0].text):
            paragraphs = paragraphs[1:]
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
        late = self._late_title(is_title)
        if late:
            return [late]
        # Without the words of a report's title, only a first line that the file itself sets apart is one.
        return title if len(title) == 1 and indents else []

    def _late_title(self, is_title: Callable[[str], bool]) -> Paragraph | None:
        """Return a title that stands below lines of its site or its attachment: 附件1, 索引号：…."""
        for paragraph in self.paragraphs[1:_LATEST_TITLE]:
            text = paragraph.text
            if len(text) > _MAX_TITLE or _STOP.search(text) or numbered(text):
                if "。" in text or numbered(text):
                    return None
            elif _YEAR.search(text) and is_title(text) and text.rstrip().endswith(("报告", "年报")):
                return paragraph
        return None

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


def annex_start(paragraphs: Sequence[Paragraph]) -> int | None:
    """Return where the charts begin that the kit appends to a report: they repeat figures of its tables."""
    for at, paragraph in enumerate(paragraphs):
        if paragraph.text.strip() == CHARTS_TITLE and any(_ending(list(paragraphs[:at]))[:2]):
            return paragraph.start
    return None


def unmarked(paragraph: Paragraph) -> Paragraph:
    """Return a heading that Markdown marks without its marks; any other paragraph as it is."""
    marked = paragraph.text[:1] in "#*_" and not paragraph.indented
    match = _MARKED.fullmatch(paragraph.text) if marked else None
    if not match or not match[2].strip():
        return paragraph
    if match[1] in ("**", "__") and not paragraph.text.rstrip().endswith(match[1]):
        return paragraph
    start, text = paragraph.start + match.start(2), match[2].strip()
    kind = classify(text, 0, len(text), indented=False).kind
    return replace(paragraph, start=start, end=start + len(text), text=text, kind=kind)


def _parted(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with a last line that holds both the name and the date made into two."""
    match = _BOTH.fullmatch(paragraphs[-1].text) if paragraphs else None
    if not match or not parse_date(match[2]) or not _AGENCY.search(match[1]):
        return paragraphs
    last = paragraphs[-1]
    name, day = (
        replace(
            last, start=last.start + match.start(part), end=last.start + match.end(part), text=match[part]
        )
        for part in (1, 2)
    )
    return [*paragraphs[:-1], name, day] if _is_name(name) else paragraphs


Ending = tuple[Paragraph | None, Paragraph | None, list[Paragraph], list[Paragraph]]


def _ending(paragraphs: list[Paragraph]) -> Ending:
    """Take the signature and the date off the end; a note in brackets below them ends the prose.

    What else stands behind them (tables, lines of a site) is the last of what is returned.
    """
    rest = list(paragraphs)
    note = rest[-1:] if len(rest) > 1 and NOTE.fullmatch(rest[-1].text.strip()) else []
    if note and (parse_date(rest[-2].text) or _is_set_apart(rest[-2], rest)):
        signature, date, rest, behind = _ending(rest[:-1])
        return signature, date, rest + note, behind
    early = _early(rest)
    if early is not None:
        return rest[early - 1], rest[early], rest[: early - 1], rest[early + 1 :]
    earlier = rest[:-2]
    # Where prose is indented, or there is no other, an indented line is prose; unless headings are indented
    # as well, so that it tells nothing.
    headings = [p for p in earlier if numbered(p.text)]
    indents = any(p.indented for p in earlier) or all(p.kind != "body" for p in earlier)
    alike = len(headings) > 1 and all(p.indented for p in headings)
    signature = date = None
    if rest and parse_date(rest[-1].text) and not (indents and rest[-1].indented and not alike):
        date, rest = rest[-1], rest[:-1]
    if len(rest) > 1 and _is_name(rest[-1]):
        indented = indents and rest[-1].indented
        if not indented or (alike and date is not None and _AGENCY.search(rest[-1].text.strip())):
            signature, rest = rest[-1], rest[:-1]
    return signature, date, rest, []


def _early(paragraphs: Sequence[Paragraph]) -> int | None:
    """Return the index of a date below a signature that other lines follow, ``None`` when there is none."""
    if not paragraphs or parse_date(paragraphs[-1].text):
        return None
    for at in range(len(paragraphs) - 2, 1, -1):
        name = paragraphs[at - 1]
        if not parse_date(paragraphs[at].text) or not _is_name(name) or not _AGENCY.search(name.text.strip()):
            continue
        headed = sum(numbered(paragraph.text) is not None for paragraph in paragraphs[: at - 1])
        before, behind = (
            sum("。" in p.text for p in part) for part in (paragraphs[: at - 1], paragraphs[at + 1 :])
        )
        return at if headed > 1 and behind <= _MOST_BEHIND * before else None
    return None


def _is_name(paragraph: Paragraph) -> bool:
    """Say whether a last line can only be the name of an agency."""
    text = paragraph.text
    if paragraph.kind != "body" or not 3 <= len(text) <= 60 or NOTE.fullmatch(text.strip()):
        return False
    # A number stands before what is attached, or before a point.
    return not re.search(r"[。；，：:,;！？、]|^\d{1,2}[.．]", text)


def _is_set_apart(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Say whether a line can be the name that signs, without a date: not indented as the prose is."""
    return _is_name(paragraph) and not paragraph.indented and any(p.indented for p in paragraphs)
