"""What the proofreader knows beside the text, and the view of a document that rules work on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from report_kit.document import Document, Paragraph

if TYPE_CHECKING:
    from report_kit.forms.locate import Located
    from report_kit.forms.report import Report
    from report_kit.proofread.segment import Segmentation


@dataclass(frozen=True)
class Context:
    """What is known of the text's origin. Every field is optional; a rule that lacks one stays silent.

    Args:
        agency: full name of the reporting agency, such as ``"米易县白坡彝族乡人民政府"``.
        level: one of 乡 镇 街道 县 区 市 局 ….
        year: the year reported on.
        report: the report the text belongs to.
        previous: last year's report of the same agency.
    """

    agency: str | None = None
    level: str | None = None
    year: int | None = None
    report: Report | None = None
    previous: Report | None = None


class Check:
    """One document under check: the context, and views of the text made once and shared by all rules."""

    def __init__(self, document: Document, context: Context) -> None:
        self.document = document
        self.text = document.text
        self.agency = context.agency or (context.report.agency if context.report else None)
        self.level = context.level or (context.report.level if context.report else None)
        self.year = context.year or (context.report.year if context.report else None)
        self.report = context.report
        self.previous = context.previous
        self._segmentations: dict[int, Segmentation] = {}

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs outside tables."""
        return self.document.paragraphs

    @cached_property
    def located(self) -> Located:
        """The parts of the statutory form found in the text: title, sections, table cells."""
        from report_kit.forms.locate import locate

        return locate(self.document)

    @property
    def is_annual_report(self) -> bool:
        """Whether the text is a 政府信息公开工作年度报告, so that rules of its form apply."""
        return self.report is not None or self.located.is_annual_report

    def prose(self) -> Iterator[Paragraph]:
        """Yield the paragraphs that hold sentences: no titles and headings."""
        return (paragraph for paragraph in self.paragraphs if paragraph.kind == "body")

    def segmentation(self, paragraph: Paragraph) -> Segmentation:
        """Return the word boundaries of ``paragraph`` (made once)."""
        from report_kit.proofread.segment import segment

        if paragraph.start not in self._segmentations:
            self._segmentations[paragraph.start] = segment(paragraph.text, paragraph.start)
        return self._segmentations[paragraph.start]
