"""One document under check, as rules see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from report_kit.document import Cell, Document, Paragraph, Table
from report_kit.forms.agency import LEVELS
from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.context import Context
from report_kit.proofread.checking.engine import Engine
from report_kit.proofread.checking.passage import Passage
from report_kit.proofread.checking.short import in_short_paragraphs

if TYPE_CHECKING:
    from report_kit.forms.form import Form
    from report_kit.forms.locate import Located
    from report_kit.proofread.language.segment import Segmentation

T = TypeVar("T")
P = TypeVar("P", bound=Passage)

_TWINS = str.maketrans(
    ",;:?!()０１２３４５６７８９．－＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
    "，；：？！（）0123456789.-@ABCDEFGHIJKLMNOPQRSTUVWXYZ",
)


class Check:
    """One document under check, its context, and what rules have found out about the text so far.

    What several rules need is a view: a function of the check marked ``@view``, found once (see ``view``).
    ``faults`` takes what broke inside a rule that went on without it: (what, error).

    Args:
        document: the text.
        context: what is known of it.
        engines: correction engines to ask, beside those of the context.
        given: what else the proofreader was given, such as the user's own dictionaries; see ``given``.
    """

    def __init__(
        self,
        document: Document,
        context: Context,
        engines: Sequence[Engine] = (),
        given: Sequence[object] = (),
    ) -> None:
        self.document = in_short_paragraphs(document)
        self.text = document.text
        self.agency = context.agency or (context.report.agency if context.report else None)
        level = context.level or (context.report.level if context.report else None)
        self.level = level if level in LEVELS else None
        self.year = context.year or (context.report.year if context.report else None)
        self.report = context.report
        self.previous = context.previous.resolved() if context.previous else None
        self.superiors, self.aliases = context.superiors, context.aliases
        self.deadline = context.deadline
        self.engines = tuple(dict.fromkeys((*engines, *context.engines)))
        self.faults: list[tuple[str, Exception]] = []
        self._given = {type(one): one for one in given}
        self._found: dict[object, Any] = {}

    def given(self, kind: type[T]) -> T | None:
        """Return what the proofreader was given of a kind, ``None`` without one."""
        return cast("T | None", self._given.get(kind))

    def once(self, function: Callable[[Check], T]) -> T:
        """Return what ``function`` finds in this check; it is called the first time only."""
        if function not in self._found:
            self._found[function] = function(self)
        return cast(T, self._found[function])

    def once_for(self, function: Callable[[Check, P], T], passage: P) -> T:
        """Like ``once``, for each passage."""
        key = (function, passage.start)
        if key not in self._found:
            self._found[key] = function(self, passage)
        return cast(T, self._found[key])

    @cached_property
    def folded(self) -> str:
        """The text with one width for each mark, digit and letter; offsets are those of ``text``.

        Marks are full width, digits and letters half width: rules about wording need not ask for both.
        """
        return self.text.translate(_TWINS)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs outside tables."""
        return self.document.paragraphs

    @cached_property
    def located(self) -> Located:
        """The parts of the form found in the text: title, sections, table cells."""
        from report_kit.forms.locate import locate

        return locate(self.document, self.report.spec if self.report else None, year=self.year)

    @property
    def found_parts(self) -> Located | None:
        """Like ``located``, ``None`` when nothing has asked for it so far."""
        return self.__dict__.get("located")

    @property
    def form(self) -> Form | None:
        """The form the text is judged by: the report's own, else the one recognised; else ``None``."""
        return self.located.form

    @cached_property
    def report_year(self) -> int | None:
        """The year the report is about: as told, else as the title names it."""
        titled = re.search(r"(?<!\d)(20\d\d)\s*年", self.located.title_text)
        return self.year or (int(titled.group(1)) if titled else None)

    @property
    def concerns_report(self) -> bool:
        """Whether the text is a report or a passage of one: the year reported on is known."""
        return self.year is not None or self.is_report

    @property
    def is_report(self) -> bool:
        """Whether the text is a whole report of a form, so that rules about reports apply."""
        return self.report is not None or self.located.is_report

    @property
    def is_annual_report(self) -> bool:
        """Whether the text is a 政府信息公开工作年度报告 of any year."""
        return self.is_report and self.form is not None and self.form.kin == ANNUAL

    def prose(self) -> Iterator[Paragraph]:
        """Yield the paragraphs that hold sentences: no titles and headings, no table printed as lines."""
        tables = self.located.text_tables
        return (
            paragraph
            for paragraph in self.paragraphs
            if paragraph.kind == "body" and not tables.covers(paragraph.start, paragraph.end)
        )

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The paragraphs and the table cells, in reading order."""
        return tuple(
            passage
            for block in self.document.blocks
            for passage in (block.cells() if isinstance(block, Table) else (block,))
            if passage.text
        )

    @cached_property
    def _labels(self) -> dict[int, tuple[str, str]]:
        """Row and column labels of cells by their offset: the first text of the row, of the column."""
        labels = {}
        for table in self.document.tables:
            heads: dict[int, str] = {}
            for cell in table.cells():
                heads.setdefault(cell.column, cell.text)
            for row in table.rows:
                name = next((cell.text for cell in row if cell.text), "")
                labels.update({cell.start: (name, heads[cell.column]) for cell in row if cell.text})
        return labels

    def cell_labels(self, passage: Passage) -> tuple[str, str] | None:
        """Return the row and column labels of a table cell; ``None`` for a paragraph."""
        return self._labels[passage.start] if isinstance(passage, Cell) else None

    def segmentation(self, passage: Passage) -> Segmentation:
        """Return the word boundaries of ``passage`` (made once)."""
        return self.once_for(_segmentation, passage)


def _segmentation(_: Check, passage: Passage) -> Segmentation:
    from report_kit.proofread.language.segment import segment

    return segment(passage.text, passage.start)


def view(function: Callable[[Check], T]) -> Callable[[Check], T]:
    """Mark what is found once a check and shared by all rules that ask: ``facts(check)``."""

    @wraps(function)
    def shared(check: Check) -> T:
        return check.once(function)

    return shared


def passage_view(function: Callable[[Check, P], T]) -> Callable[[Check, P], T]:
    """Like ``view``, for what is found once in each passage: ``counts_in(check, paragraph)``."""

    @wraps(function)
    def shared(check: Check, passage: P) -> T:
        return check.once_for(function, passage)

    return shared
