"""The schema of a report form: sections, tables and equations.

``checking`` reads a form's file by it and says what is wrong there, ``catalogue`` finds the files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field, FiniteFloat

from report_kit.errors import ReportError
from report_kit.forms.particulars import (
    Carry,
    ChartPlan,
    Due,
    FreeSections,
    Model,
    Recognise,
    Signature,
    squeezed,
)

CellType = Literal["count", "amount", "change", "money"]
"""A whole number; a decimal one; one more or less than before; an amount in 万元, its unit written or not."""
Headings = Literal["exact", "alike", "free"]
Relation = Literal["=", "<=", ">="]
ANNUAL = "annual"
"""The family of the forms of the yearly report on the disclosure of government information."""
FREE = re.compile(r"own(\d+(?:\.\d+)?)")
"""Ids of an office's own sections: ``own1``, ``own2``, and ``own2.1`` below the second."""


class FormId(str):
    """An id that carries the form it means: in another workspace it may mean another form."""

    form: Form

    @classmethod
    def of(cls, form: Form) -> FormId:
        """Return the id of ``form``, an office's own sections in it left out: they are one report's."""
        made = cls(form.id)
        made.form = form.bare
        return made


class Question(Model):
    """Something a section should answer, and how to tell that it does; the form's YAML says more.

    Args:
        ask: the question.
        words: a pattern; where it is found in the section, the question is answered.
        rule: id of the rule whose findings say that it is not answered.
        about: a pattern for those of the rule's messages that are meant; all when empty.
        required: whether a report without an answer is incomplete.
        levels: levels of agencies that have to answer; all when empty.
        example: one way to say it.
    """

    ask: str
    words: str = ""
    rule: str = ""
    about: str = ""
    required: bool = False
    levels: tuple[str, ...] = ()
    example: str = ""

    def binds(self, level: str) -> bool:
        """Say whether an agency of ``level`` has to answer."""
        return self.required and (not self.levels or level in self.levels)

    def phrase(self, year: int) -> str:
        """Return the example for a report about ``year``."""
        return self.example.replace("{year}", str(year))


class Section(Model):
    """A section of prose. ``level`` 0 is the preamble, 1 and 2 are headings; ``tables`` follow the prose.

    ``limit`` is how many characters the section, with the sections below it, should not exceed.
    """

    id: str
    title: str
    level: Literal[0, 1, 2]
    guidance: str = ""
    questions: tuple[Question, ...] = ()
    keywords: tuple[str, ...] = ()
    required: bool = False
    tables: tuple[str, ...] = ()
    limit: int | None = None

    @property
    def captions(self) -> bool:
        """Whether the names of its tables are printed: one alone goes by the heading above it."""
        return len(self.tables) > 1


class Column(Model):
    """A column; ``path`` are the merged headings above its label, outermost first.

    ``short`` is what people call it, where the label says more: 本年制发 for 本年制发件数.
    """

    id: str
    label: str
    short: str = ""
    path: tuple[str, ...] = ()
    type: CellType = "count"


class Row(Model):
    """A row; ``path`` are the merged headings before its label, outermost first.

    ``short`` is what people call it, where the label says more. ``aliases`` are short labels seen in print,
    for reading only.
    """

    id: str
    label: str
    short: str = ""
    aliases: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    help: str = ""
    article: str = ""


class Block(Model):
    """Rows that share their columns; ``heading`` is a line of its own across the table."""

    columns: tuple[Column, ...] = Field(min_length=1)
    rows: tuple[Row, ...] = Field(min_length=1)
    heading: str = ""


class Table(Model):
    """A table of the form.

    Args:
        id: its name in stored reports.
        title: as printed.
        section: the section it stands in.
        blocks: its rows and columns.
        widths: relative widths of the printed columns, those of the row labels first.
        short: what people call it, in messages and in names of bound figures: 表二; the title when empty.
        corner: the text of the head cell above the row labels.
        registers: ids of the registers (台账) that are counted into it.
    """

    id: str
    title: str
    section: str
    blocks: tuple[Block, ...] = Field(min_length=1)
    widths: tuple[FiniteFloat, ...]
    short: str = ""
    corner: str = ""
    registers: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """What people call the table."""
        return self.short or self.title

    @property
    def label_depth(self) -> int:
        """How many printed columns the row labels take, 0 when the only row has none."""
        rows = (row for block in self.blocks for row in block.rows)
        return max(len(row.path) + 1 if row.label else 0 for row in rows)

    @cached_property
    def addresses(self) -> dict[tuple[str, str], tuple[Row, Column]]:
        """Every value cell by (row id, column id), in reading order."""
        return {
            (row.id, column.id): (row, column)
            for block in self.blocks
            for row in block.rows
            for column in block.columns
        }

    def matching(self, row: str, column: str) -> list[tuple[str, str]]:
        """Return the cells of a row and a column, each an id or the beginning of ids with “*” behind."""

        def fits(pattern: str, name: str) -> bool:
            return name.startswith(pattern[:-1]) if pattern.endswith("*") else name == pattern

        return [at for at in self.addresses if fits(row, at[0]) and fits(column, at[1])]

    def cell_type(self, row: str, column: str) -> CellType:
        """Return the type of a cell; raises ``ReportError`` ``RK-204`` when the table has no such cell."""
        try:
            return self.addresses[row, column][1].type
        except KeyError:
            raise ReportError(
                "RK-204", "表格里没有这个单元格", where=f"{self.id} {row}/{column}", remedy="请核对行、列标识"
            ) from None

    def names(self, row: str, column: str) -> tuple[str, str]:
        """Return the printed names of a cell's row and column, with the group where the label repeats."""
        found_row, found_column = self.addresses[row, column]
        repeats = len(found_column.path) > 1 or found_column.label in self._repeated
        groups = [*(found_column.path[-1:] if repeats else ()), found_column.label]
        return found_row.label or self.title, "·".join(groups)

    @cached_property
    def _repeated(self) -> frozenset[str]:
        """Labels that more than one column of a block has."""
        labels = [[column.label for column in block.columns] for block in self.blocks]
        return frozenset(label for own in labels for label in own if own.count(label) > 1)


class Equation(Model):
    """A family of equations; see the comment in the form's YAML."""

    id: str
    table: str
    level: Literal["error", "warning", "hint"]
    for_each: Literal["row", "column"]
    right: tuple[str, ...]
    reason: str
    left: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    relation: Relation = "="
    rows: tuple[str, ...] = Field(default=(), min_length=1)
    levels: tuple[str, ...] = ()
    implied_by: str = ""


class Form(Model):
    """A form of report for the years ``since`` to ``until``.

    Args:
        id: its name in stored reports, and the name of its file.
        name: what a report of the form is: 政府信息公开工作年度报告.
        since: first year reported on.
        until: last one.
        title: template with ``agency`` and ``year``.
        sections: in the order they are printed.
        basis: the document that prescribes the form.
        family: forms that follow one another over the years share it, and rules name it; the id when empty.
        short: what people call such a report: 年报; the name when empty.
        recognise: how a document of the form is known.
        signature: who signs, and whether the date is given.
        due: the last day to publish; none when it is nowhere laid down.
        tables: none for a form of prose.
        equations: what the tables' figures must fulfil.
        carry: what next year's report begins with.
        charts: of the report's figures.
        free_sections: where an office's own sections stand; none for a form that allows none.
        headings: how far the form binds: word for word; the parts, but not their wording; or only what is to
            be told, so that a part without a heading is asked about and no error.
        empty_cells: whether a cell left empty may stand for nought.
        completeness: ids of the rules whose findings say that something is missing.
        stale: ids of the rules that find what is left of last year's report.
        tour: whether it is the form of the guided tour.
    """

    id: str
    name: str
    since: int
    until: int
    title: str
    sections: tuple[Section, ...] = ()
    basis: str = ""
    family: str = ""
    short: str = ""
    recognise: Recognise = Recognise()
    signature: Signature = Signature()
    due: Due | None = None
    tables: tuple[Table, ...] = ()
    equations: tuple[Equation, ...] = ()
    carry: tuple[Carry, ...] = ()
    charts: tuple[ChartPlan, ...] = ()
    free_sections: FreeSections | None = None
    headings: Headings = "exact"
    empty_cells: bool = False
    completeness: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    tour: bool = False

    def __hash__(self) -> int:
        """Hash by id: cheap, so that what is derived from a form can be cached by the form itself."""
        return hash(self.id)

    @property
    def kin(self) -> str:
        """The family: forms that follow one another over the years."""
        return self.family or self.id

    @property
    def called(self) -> str:
        """What people call a report of the form."""
        return self.short or self.name

    @property
    def authority(self) -> str:
        """What prescribes the form, in short: the number of the document where ``basis`` gives one."""
        number = re.search(r"[^（）()《》]*〔\d{4}〕\d+号", self.basis)
        return number[0] if number else self.basis or f"{self.name}的格式"

    def covers(self, year: int) -> bool:
        """Say whether the form is in force for reports about ``year``."""
        return self.since <= year <= self.until

    def is_title(self, text: str) -> bool:
        """Say whether a title is one of the form's."""
        return any(re.search(pattern, squeezed(text)) for pattern in self._titles)

    @property
    def _titles(self) -> tuple[str, ...]:
        """Patterns of titles: those of the form's file, else what its own title says behind the year."""
        return self.recognise.titles or (re.escape(self.title_words),)

    @property
    def title_words(self) -> str:
        """What the form's own title says behind the year, without blanks."""
        words = self.title.rpartition("{year}")[2].removeprefix("年度").removeprefix("年")
        return squeezed(words)

    def read_title(self, text: str) -> tuple[str, int | None]:
        """Return the agency and the year a title names, ``("", None)`` when it names none."""
        found = re.search(self.recognise.reads, text.strip())
        # A pattern may take something else for the year, or nothing: then it has not read the title.
        if not found or not re.fullmatch(r"\d{4}", found["year"] or ""):
            return "", None
        rest = squeezed(text.strip()[found.end() :])
        # Where the year comes first, the agency stands between it and the words of every title.
        behind = min((m.start() for pattern in self._titles if (m := re.search(pattern, rest))), default=0)
        return (found["agency"] or "").strip() or rest[:behind], int(found["year"])

    def signed(self, agency: str) -> str:
        """Return the name that signs a report of ``agency``."""
        return self.signature.by.format(agency=agency)

    def agency_of(self, signature: str) -> str:
        """Return the agency a signature names, empty when it is not made as the form says."""
        before, _, behind = self.signature.by.partition("{agency}")
        found = re.fullmatch(f"{re.escape(before)}(.*){re.escape(behind)}", signature)
        return found[1] if found and self.signature.by else ""

    @property
    def bare(self) -> Form:
        """The form without an office's own sections."""
        fixed = tuple(section for section in self.sections if not FREE.fullmatch(section.id))
        return self if len(fixed) == len(self.sections) else self.model_copy(update={"sections": fixed})

    def with_free(self, headings: Mapping[str, str]) -> Form:
        """Return the form with an office's own sections in their place.

        Args:
            headings: of a report, by section id. Those of the office's own are ``own1``, ``own2``, …, and
                ``own2.1``, … for what stands below the second; their number is their order.
        """
        own = sorted(
            (tuple(map(int, m[1].split("."))), key) for key in headings if (m := FREE.fullmatch(key))
        )
        if self.free_sections is None or not own:
            return self.bare
        fixed = self.bare.sections
        after, guidance = self.free_sections.after, self.free_sections.guidance
        # Never before the introduction, which has no heading: it would read as the end of the last section.
        at = max(
            (n for n, s in enumerate(fixed, 1) if s.level == 0 or f"{s.id}.".startswith(f"{after}.")),
            default=0,
        )
        made = (
            Section(id=key, title=headings[key], level=2 if len(number) > 1 else 1, guidance=guidance)
            for number, key in own
        )
        return self.model_copy(update={"sections": (*fixed[:at], *made, *fixed[at:])})

    def within(self, section_id: str) -> tuple[Section, ...]:
        """Return a section and the sections below it."""
        return tuple(s for s in self.sections if f"{s.id}.".startswith(f"{section_id}."))

    def section(self, section_id: str) -> Section:
        """Return a section; raises ``ReportError`` ``RK-205`` when there is none of that id."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise ReportError("RK-205", "格式里没有这个部分", where=section_id, remedy="请核对部分标识")

    def table(self, table_id: str) -> Table:
        """Return a table; raises ``ReportError`` ``RK-204`` when there is none of that id."""
        for table in self.tables:
            if table.id == table_id:
                return table
        raise ReportError("RK-204", "格式里没有这张表", where=table_id, remedy="请核对表格标识")
