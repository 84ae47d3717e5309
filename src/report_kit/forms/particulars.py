"""What a form says beside its sections and tables: how it is known, signed, due, drawn and carried over."""

from __future__ import annotations

import calendar
import re
from datetime import date as Date
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

READS = r"(?P<agency>.*?)(?P<year>20\d\d)\s*年"


class Model(BaseModel):
    """Part of a form: never changed once read, and without keys the schema does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Recognise(Model):
    """How a document of a form is known.

    Args:
        titles: patterns, one of which a title holds (blanks taken out of it). Without any, what the form's
            ``title`` says behind the year.
        reads: a pattern that takes ``agency`` and ``year`` from a title, as groups of these names.
        headings: so many of the form's level-1 headings make a text one of the form, whatever its title;
            0: they never do.
        cells: so many cells of its tables do; 0: they never do.
        title_alone: whether the title is enough, with any heading of the form or cell of its tables. Not so
            where many texts of no form bear such a title.
    """

    titles: tuple[str, ...] = ()
    reads: str = READS
    headings: int = Field(default=3, ge=0)
    cells: int = Field(default=0, ge=0)
    title_alone: bool = True


class Signature(Model):
    """Who signs (落款), and whether the date (成文日期) is given.

    Args:
        by: template with ``agency``; empty for a report that nobody signs.
        dated: whether the date stands below.
    """

    by: str = "{agency}"
    dated: bool = True


class Due(Model):
    """The last day on which a report is to be published, in the year after the one reported on."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)

    def of(self, year: int) -> Date:
        """Return the last day for the report about ``year``: the month's last where it has no such day."""
        last = calendar.monthrange(year + 1, self.month)[1]
        return Date(year + 1, self.month, min(self.day, last))


class Series(Model):
    """One set of bars.

    Args:
        name: what it stands for, as the legend says it.
        cells: for each label the cells that are added up: ``table/row/column``, several parted by ``+``. A
            row or column may end in ``*``: all that begin so.
    """

    name: str
    cells: tuple[str, ...] = Field(min_length=1)


class ChartPlan(Model):
    """A chart (图解) of a report.

    Args:
        id: stable name.
        title: what it shows.
        of: where the bars come from: cells of this report; the same cells, one bar for each of the last
            years (drawn only when an earlier report is known); or, per channel, what the register of
            主动公开 came to (drawn only when there is one).
        labels: what each group of bars stands for; of this report's cells only.
        series: the sets of bars.
        unit: of the values.
        empty: what to say when all values are nought.
        stacked: the sets stand one on another, not side by side.
    """

    id: str
    title: str
    of: Literal["cells", "years", "channels"] = "cells"
    labels: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    unit: str = "件"
    empty: str = ""
    stacked: bool = False


class Carry(Model):
    """Cells that next year's report begins with: ``to`` there holds what ``from`` holds here.

    Args:
        table: whose cells.
        for_each: ``to`` and ``source`` are columns, carried in each row; or rows, carried in each column.
        source: row or column of the report that ends; ``from`` in the form's file.
        to: row or column of the one that begins.
        lines: rows (or columns) to carry in; all when empty.
    """

    table: str
    for_each: Literal["row", "column"]
    source: str = Field(alias="from")
    to: str
    lines: tuple[str, ...] = Field(default=(), min_length=1)


class FreeSections(Model):
    """An office's own sections, with titles of its own, in the report of a form that allows them.

    Args:
        after: id of the section of the form they follow; empty: they come first, behind
            the introduction.
        titles: titles to begin a new report with.
        guidance: what to write in them.
    """

    after: str = ""
    titles: tuple[str, ...] = ()
    guidance: str = ""


def squeezed(text: str) -> str:
    """Return a title without its blanks."""
    return re.sub(r"\s", "", text)
