"""What a document was taken for, and how much of it was found: said before “没有发现问题” is believed."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from report_kit.document import Document
from report_kit.forms.locate import Located


@dataclass(frozen=True)
class Recognised:
    """What of a form a document holds.

    Args:
        form: id of the form; empty for a text of no form.
        called: what people call a report of the form.
        whole: whether the text is a report, and no passage or table of one.
        sections, of_sections: parts of level 1 found, and how many the form has, the office's own among them.
        cells, of_cells: cells of the form's tables found, and how many there are.
        paragraphs, tables: of the document.
    """

    form: str
    called: str
    whole: bool
    sections: int
    of_sections: int
    cells: int
    of_cells: int
    paragraphs: int
    tables: int

    @property
    def record(self) -> dict[str, str | int | bool]:
        """The same as plain data."""
        return asdict(self)

    @property
    def line(self) -> str:
        """One line that says it."""
        return self.said("校对")

    def said(self, verb: str) -> str:
        """Say in one line what was taken for what; ``verb`` is what was done with it."""
        read = f"{self.paragraphs} 段" + (f"、{self.tables} 个表格" if self.tables else "")
        if not self.form:
            return f"没有认出是哪一种报告，按一般公文{verb}（读到 {read}）"
        kind = (
            f"按“{self.called}”（{self.form}）{verb}"
            if self.whole
            else f"含有“{self.called}”（{self.form}）的内容"
        )
        parts = [f"部分 {self.sections}/{self.of_sections}"] if self.of_sections else []
        parts += [f"表格 {self.cells}/{self.of_cells} 格"] if self.of_cells else []
        return "，".join([f"{kind}：{read}", *parts])


def recognised(document: Document, located: Located) -> Recognised:
    """Return what ``locate`` took a document for."""
    form = located.form
    paragraphs, tables = len(document.paragraphs), len(document.tables)
    if form is None or not (located.is_report or located.cells or located.sections):
        return Recognised("", "", False, 0, 0, 0, 0, paragraphs, tables)
    tops = {section.id for section in form.sections if section.level == 1}
    headed = {section.id for section in located.sections if section.heading_span} & tops
    cells = sum(len(table.addresses) for table in form.tables)
    return Recognised(
        form.id,
        form.called,
        located.is_report or bool(located.sections and not located.cells),
        len(headed),
        len(tops),
        len(located.cells),
        cells,
        paragraphs,
        tables,
    )
