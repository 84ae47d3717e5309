"""The forms a report is written in: one for each section, one for each table, one for title and signature."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape

import ipywidgets as widgets

from report_kit.errors import ReportError
from report_kit.forms.binding import Lookup, find_bindings, resolve
from report_kit.forms.form import Form, Section, Table
from report_kit.forms.report import Report
from report_kit.forms.values import Value, format_value, prose_length
from report_kit.widgets.common.panel import Status, button, html
from report_kit.widgets.drafting.progress import mark_place
from report_kit.widgets.fields.editor import Editor
from report_kit.widgets.fields.grid import Address, GridWidget, Values
from report_kit.widgets.fields.line import DateField, LineField


class SectionForm(widgets.VBox):
    """Heading, guidance and one editor, with the section's guide beside it where the page is wide enough.

    Args:
        section: a section of the statutory form.
        heading: the heading this report prints.
        field: the editor that holds its prose.
        guide: what stands beside the editor; nothing when omitted.
    """

    def __init__(
        self, section: Section, heading: str, field: Editor, guide: widgets.DOMWidget | None = None
    ) -> None:
        self.section, self.field = section, field
        mark = (
            '　<span style="color:var(--jp-error-color1,#b3261e);font-size:13px">必填</span>'
            if section.required
            else ""
        )
        level, size = ("h3", "18px") if section.level < 2 else ("h4", "16px")
        parts = [f'<{level} style="font-size:{size};margin:14px 0 0">{escape(heading)}{mark}</{level}>']
        if section.guidance:
            parts.append(f'<div style="line-height:1.6">{escape(section.guidance)}</div>')
        self.field.add_class("rk-section")
        self.bound = html("")
        written = widgets.VBox([self.field, self.bound])
        super().__init__([html("".join(parts)), _beside(written, guide) if guide else written])
        mark_place(self, section.id)

    @property
    def text(self) -> str:
        """The prose as it stands in the field."""
        return str(self.field.value)

    def show(self, text: str) -> None:
        """Put a text into the field, unless it is there already."""
        if text != self.text:
            self.field.value = text

    @property
    def has_bindings(self) -> bool:
        """Whether numbers are bound in the prose, or are still shown below it."""
        return bool(self.bound.value) or next(find_bindings(self.text), None) is not None

    def show_bindings(self, lookup: Lookup) -> None:
        """Show in the field and below it what each number bound there stands for, or why for none."""
        items, values = [], {}
        for binding in dict.fromkeys(self.text[b.start : b.end] for b in find_bindings(self.text)):
            (found,) = find_bindings(binding)
            try:
                values[found.name] = lookup(found.name)
                items.append(f"<li>{escape(binding)} = {escape(values[found.name])}</li>")
            except ReportError as error:
                why = f"[{error.code}] {error.what}；{error.remedy}"
                items.append(f'<li style="color:#b3261e;background:#fde7e5">{escape(why)}</li>')
        self.field.bindings = values
        self.bound.value = f'<ul style="margin:2px 0;line-height:1.6">{"".join(items)}</ul>' if items else ""


def _beside(written: widgets.DOMWidget, guide: widgets.DOMWidget) -> widgets.Box:
    """Return a field with its guide on the right, or below where both do not fit."""
    # Widths only in this row: in a column they would be heights, empty page below the field.
    written.layout = widgets.Layout(flex="3 1 26em")
    guide.layout = widgets.Layout(flex="2 1 20em")
    pair = widgets.Box([written, guide], layout=widgets.Layout(flex_flow="row wrap"))
    pair.add_class("rk-pair")
    return pair


def count_together(report: Report, forms: Sequence[SectionForm]) -> None:
    """Tell the editors of parts with a common limit how much the others hold.

    Bound numbers count as they are printed, as in the part itself.
    """
    written = {form.section.id: prose_length(resolve(form.text, report.lookup).text) for form in forms}
    for section in report.spec.sections:
        if section.limit:
            parts = [part.id for part in report.spec.within(section.id)]
            headings = sum(prose_length(report.heading(part)) for part in parts if part != section.id)
            total = headings + sum(written[part] for part in parts)
            name = f"{section.title.partition('、')[2] or section.title}（含小标题）"
            for form in forms:
                if form.section.id in parts:
                    others = total - written[form.section.id]
                    form.field.counted = {"name": name, "others": others, "limit": section.limit}


class TableForm(widgets.VBox):
    """A statutory table, and below it what is wrong with it.

    Args:
        table: a table of the statutory form.
        values: its figures so far.
        form: whose equations say which cells are totals.
        previous: last year's figures.
    """

    def __init__(
        self, table: Table, values: Values, form: Form | None = None, previous: Values | None = None
    ) -> None:
        self.table = table
        self.grid = GridWidget(table, values, form, previous)
        self._status = Status()
        tip = html(
            '<div style="line-height:1.6">没有发生的填 0。灰色的合计自动计算。'
            "点任何一格，表格下面说明该填什么；可以从 Excel、WPS 整块复制、粘贴。</div>"
        )
        fill = button("把空白格都填 0", self.fill_blanks)
        super().__init__([tip, self.grid, fill, self._status])
        mark_place(self, table.id)

    def show(self, values: Values) -> None:
        """Replace all figures, unless they are there already."""
        if self.read(values)[0] != values:
            self.grid.show(values)

    def put(self, values: Values) -> None:
        """Put figures into their cells; a blank one leaves its cell as it is."""
        figures = {
            f"{row}/{column}": format_value(value)
            for row, cells in values.items()
            for column, value in cells.items()
            if value is not None
        }
        self.grid.typed = {**self.grid.typed, **figures}

    def fill_blanks(self) -> None:
        """Put 0 into every empty cell."""
        self.grid.fill_blanks()

    def read(self, saved: Values) -> tuple[dict[str, dict[str, Value]], dict[Address, str]]:
        """Return the figures, with the saved one where a cell holds none, and such cells with the reason."""
        figures, problems = self.grid.read()
        table: dict[str, dict[str, Value]] = {}
        for row, column in self.table.addresses:
            value = figures[row, column] if (row, column) in figures else saved[row][column]
            table.setdefault(row, {})[column] = value
        return table, problems

    def tell(self, words: str, *, safe: bool) -> None:
        """Say below the table whether what stands in it is on the disk: cells without a figure are not."""
        odd = len(self.grid.read()[1])
        if safe and odd:
            self.grid.tell(f"{words}，标红的 {odd} 格没有保存", safe=False)
        else:
            self.grid.tell(words, safe=safe)

    def judge(self, problems: Mapping[Address, str], broken: Sequence[tuple[Sequence[Address], str]]) -> None:
        """Mark the cells that hold no figure and those of broken equations, and list them.

        Args:
            problems: cells that hold no figure, with the reason.
            broken: for each broken equation its cells and its message.
        """
        marks = {address: message for addresses, message in broken for address in addresses}
        self.grid.mark(marks | dict(problems))
        lines = [
            f"{'，'.join(self.table.names(*at))}：{why}（这一格没有保存）" for at, why in problems.items()
        ]
        lines += [message for _, message in broken]
        blanks = sum(not str(text).strip() for text in self.grid.typed.values())
        if lines:
            self._status.say("\n".join([f"需要核对 {len(lines)} 处：", *lines]), "bad")
        elif blanks:
            self._status.say(f"还有 {blanks} 格没有填。")
        else:
            self._status.say("已填完，各项勾稽关系成立。", "good")


class FrameForm(widgets.VBox):
    """Title, signature and date of a report.

    Args:
        report: the report.
        place: under which name the browser keeps what is not saved; empty for nowhere.
        on_save: called when a person presses Ctrl+S.
    """

    def __init__(self, report: Report, place: str = "", on_save: Callable[[], None] | None = None) -> None:
        self.title = LineField("标题", report.title, on_save=on_save)
        self.signature = LineField("落款", report.signature, on_save=on_save)
        # A report is mostly signed in the year after the one it is about.
        self.date = DateField("成文日期", report.date, year=report.year + 1, on_save=on_save)
        self.fields: dict[str, LineField] = {
            "title": self.title,
            "signature": self.signature,
            "date": self.date,
        }
        for name, field in self.fields.items():
            field.place = f"{place}/{name}" if place else ""
            mark_place(field, name)
        heading = html('<h3 style="font-size:18px;margin:14px 0 0">标题和落款</h3>')
        super().__init__([heading, *self.fields.values()])

    def show(self, report: Report) -> None:
        """Put title, signature and date there."""
        self.title.value, self.signature.value, self.date.value = report.title, report.signature, report.date

    def read(self) -> tuple[str, str, date | None]:
        """Return title, signature and date."""
        return str(self.title.value), str(self.signature.value), self.date.value

    def tell(self, words: str, *, safe: bool) -> None:
        """Say at each field whether what stands there is on the disk."""
        for field in self.fields.values():
            field.tell(words, safe=safe)
