"""What the proofreader knows beside the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_kit.proofread.checking.engine import Engine

if TYPE_CHECKING:
    from report_kit.forms.report import Report


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
