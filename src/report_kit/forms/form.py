"""The schema of a statutory form: sections, tables and equations, read from YAML."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from report_kit.errors import DataError, ReportError
from report_kit.resources import PACKAGE, read_yaml

CellType = Literal["count", "amount"]
Relation = Literal["=", "<=", ">="]
LATEST = "annual_2021"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Question(_Model):
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


class Section(_Model):
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


class Column(_Model):
    """A column; ``path`` are the merged headings above its label, outermost first."""

    id: str
    label: str
    path: tuple[str, ...] = ()
    type: CellType = "count"


class Row(_Model):
    """A row; ``path`` are the merged headings before its label, outermost first.

    ``aliases`` are short labels seen in print, for reading only.
    """

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    help: str = ""
    article: str = ""


class Block(_Model):
    """Rows that share their columns; ``heading`` is a line of its own across the table."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    heading: str = ""


class Table(_Model):
    """A statutory table; ``corner`` is the text of the head cell above the row labels."""

    id: str
    title: str
    section: str
    blocks: tuple[Block, ...]
    widths: tuple[float, ...]
    corner: str = ""
    short: str = ""

    @cached_property
    def addresses(self) -> dict[tuple[str, str], tuple[Row, Column]]:
        """Every value cell by (row id, column id), in reading order."""
        return {
            (row.id, column.id): (row, column)
            for block in self.blocks
            for row in block.rows
            for column in block.columns
        }

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
        groups = [
            part for part in found_column.path[-1:] if len(found_column.path) > 1 or self.id == "table4"
        ]
        return found_row.label or self.title, "·".join([*groups, found_column.label])


class Equation(_Model):
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
    rows: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    implied_by: str = ""


class Form(_Model):
    """A statutory form for the years ``since`` to ``until``.

    ``title`` is a template with ``agency`` and ``year``. ``completeness`` are the ids of the rules whose
    findings say that something is missing, ``stale`` of those that find what is left of last year's report.
    """

    id: str
    name: str
    since: int
    until: int
    basis: str
    title: str
    sections: tuple[Section, ...]
    tables: tuple[Table, ...] = Field(min_length=1)
    equations: tuple[Equation, ...]
    completeness: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()

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


@cache
def load_form(form_id: str = LATEST) -> Form:
    """Load a form by id.

    Raises:
        ReportError: ``RK-201``: no such form.
        DataError: ``RK-301``: the form file does not fit the schema.
    """
    path = PACKAGE / "forms" / f"{form_id}.yaml"
    if not form_id.isidentifier() or not path.is_file():
        raise ReportError("RK-201", f"没有名为“{form_id}”的报告格式", remedy=f"目前支持的格式：{LATEST}")
    try:
        return Form.model_validate(read_yaml(path))
    except (yaml.YAMLError, ValidationError) as error:
        raise DataError("RK-301", f"格式文件有误：{error}", where=path.name, remedy="请重新安装") from error


def form_for_year(year: int) -> Form:
    """Return the form in force for reports about ``year``.

    Raises:
        ReportError: ``RK-202``: the year lies outside the forms known.
    """
    form = load_form()
    if not form.since <= year <= form.until:
        raise ReportError(
            "RK-202",
            f"没有适用于 {year} 年度的报告格式",
            where=f"年度 {year}",
            remedy=f"请填写 {form.since} 到 {form.until} 之间的四位年份（报告所反映的年度，不是编写的年份）",
        )
    return form
