"""What the proofreader knows beside the text, and the view of a document that rules work on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from report_kit.document import Cell, Document, Paragraph, Table
from report_kit.forms.agency import LEVELS

if TYPE_CHECKING:
    from report_kit.forms.equations import Lookup
    from report_kit.forms.locate import Located
    from report_kit.forms.report import Report
    from report_kit.proofread.counts import Count
    from report_kit.proofread.dictionaries import Dictionaries
    from report_kit.proofread.engines import Engine
    from report_kit.proofread.engines.opinion import Opinion
    from report_kit.proofread.facts import Fact
    from report_kit.proofread.segment import Segmentation
    from report_kit.proofread.speller.speller import Suggestion

_TWINS = str.maketrans(
    ",;:?!()０１２３４５６７８９．－＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
    "，；：？！（）0123456789.-@ABCDEFGHIJKLMNOPQRSTUVWXYZ",
)

Passage = Paragraph | Cell
"""A stretch of running text: ``document.text[start:end] == text``."""


@dataclass(frozen=True)
class Context:
    """What is known of the text's origin. Every field is optional; a rule that lacks one stays silent.

    Args:
        agency: full name of the reporting agency, such as ``"米易县白坡彝族乡人民政府"``.
        level: one of 乡 镇 街道 县 区 市 局 … (``forms.agency.LEVELS``); of any other the agency's name
            tells.
        year: the year reported on.
        report: the report the text belongs to.
        previous: last year's report of the same agency.
        engines: correction engines to ask, beside those of the ``Proofreader``.
        superiors: the units above the agency, the nearest first: ``("米易县人民政府", "攀枝花市人民政府")``.
        aliases: other names the agency rightly goes by.
        deadline: month and day in the year after ``year`` by which the report is due where the agency is.
    """

    agency: str | None = None
    level: str | None = None
    year: int | None = None
    report: Report | None = None
    previous: Report | None = None
    engines: tuple[Engine, ...] = ()
    superiors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    deadline: tuple[int, int] | None = None


class Check:
    """One document under check: the context, and views of the text made once and shared by all rules.

    ``faults`` takes what broke inside a rule that went on without it: (what, error); ``dictionaries``
    are the user's own, beside the shipped ones.
    """

    def __init__(
        self,
        document: Document,
        context: Context,
        engines: Sequence[Engine] = (),
        dictionaries: Dictionaries | None = None,
    ) -> None:
        self.document = document
        self.text = document.text
        self.agency = context.agency or (context.report.agency if context.report else None)
        level = context.level or (context.report.level if context.report else None)
        self.level = level if level in LEVELS else None
        self.year = context.year or (context.report.year if context.report else None)
        self.report = context.report
        self.previous = context.previous.resolved() if context.previous else None
        self.superiors, self.aliases = context.superiors, context.aliases
        self.deadline = context.deadline
        self.dictionaries = dictionaries
        self.engines = tuple(dict.fromkeys((*engines, *context.engines)))
        self.faults: list[tuple[str, Exception]] = []
        self._segmentations: dict[int, Segmentation] = {}
        self._counts: dict[int, tuple[Count, ...]] = {}

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
        """The parts of the statutory form found in the text: title, sections, table cells."""
        from report_kit.forms.locate import locate

        return locate(self.document)

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """What the speller would change, by position; made once for the rules that report it."""
        from report_kit.proofread.speller.thresholds import HINT

        return [suggestion for suggestion in self.weak_suggestions if suggestion.probability >= HINT]

    @cached_property
    def weak_suggestions(self) -> list[Suggestion]:
        """The same, and where engines are asked too, what is too weak to be shown without them."""
        from report_kit.proofread.engines.thresholds import SPELLER_LEAST
        from report_kit.proofread.speller import shipped_speller
        from report_kit.proofread.speller.thresholds import HINT

        return shipped_speller().suggest(self.text, SPELLER_LEAST if self.engines else HINT)

    @cached_property
    def opinions(self) -> list[Opinion]:
        """What the engines would change; one that fails is named in ``faults``."""
        from report_kit.proofread.engines.opinion import ask

        return ask(self.engines, self.text, self.faults)

    @cached_property
    def report_year(self) -> int | None:
        """The year the report is about: as told, else as the title names it."""
        titled = re.search(r"(?<!\d)(20\d\d)\s*年", self.located.title_text)
        return self.year or (int(titled.group(1)) if titled else None)

    @property
    def concerns_report(self) -> bool:
        """Whether the text is an annual report or a passage of one: the year reported on is known."""
        return self.year is not None or self.is_annual_report

    @cached_property
    def table_values(self) -> Lookup:
        """The figures of the statutory tables, by table, row and column id; ``None`` where there is none."""
        from report_kit.proofread.form_values import read_table_values

        return read_table_values(self)

    @cached_property
    def facts(self) -> dict[str, tuple[Fact, ...]]:
        """What the prose says about the things the tables count, by kind; found once for all rules."""
        from report_kit.proofread.facts import find_facts

        return find_facts(self) if self.is_annual_report else {}

    def counts(self, paragraph: Paragraph) -> tuple[Count, ...]:
        """Return the counts of a paragraph (found once)."""
        from report_kit.proofread.counts import counts

        if paragraph.start not in self._counts:
            self._counts[paragraph.start] = tuple(counts(self.text, paragraph.start, paragraph.end))
        return self._counts[paragraph.start]

    @property
    def is_annual_report(self) -> bool:
        """Whether the text is a 政府信息公开工作年度报告, so that rules of its form apply."""
        return self.report is not None or self.located.is_annual_report

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
        from report_kit.proofread.segment import segment

        if passage.start not in self._segmentations:
            self._segmentations[passage.start] = segment(passage.text, passage.start)
        return self._segmentations[passage.start]
