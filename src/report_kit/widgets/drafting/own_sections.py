"""Add, rename and take out the sections of an office's own, in the report of a form that allows them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

import ipywidgets as widgets

from report_kit.forms.own import bare_title, own_sections, renumbered
from report_kit.forms.report import Report, is_own
from report_kit.widgets.common.panel import button, html

Change = Callable[[Report], Report]

_NEW = "新的部分"
_SURE = "确定删去，连同里面的文字"


class OwnSectionsForm(widgets.VBox):
    """A line for each of the office's own sections: its title, and what can be done with it.

    Args:
        report: as it stands in the forms.
        reshape: makes the change in the report that is open, and shows it.
        read: returns the report as it stands in the forms by then.
        used: returns the ids its sections ever had: a new one under the id of one that was taken out would be
            offered what the browser kept of that one.
    """

    def __init__(
        self,
        report: Report,
        reshape: Callable[[Change], None],
        read: Callable[[], Report],
        used: Callable[[], Collection[str]],
    ) -> None:
        self._reshape, self._read, self._used = reshape, read, used
        self.lines = {name: self._line(report, name) for name in own_sections(report)}
        self.add = button("加一个部分", partial(self._insert, "", below=False))
        tip = (
            '<h3 style="font-size:18px;margin:14px 0 0">本单位的部分</h3>'
            '<div style="line-height:1.6">这种报告可以自己设部分：在这里加、改名、删去，文字写在下面。'
            "标题前的序号（一、二、……和（一）（二）……）自动排好。删去的文字在“以前的版本”里找得到。</div>"
        )
        super().__init__([html(tip), *self.lines.values(), self.add])

    def _line(self, report: Report, name: str) -> widgets.HBox:
        below = report.spec.section(name).level == 2
        title = widgets.Text(
            report.heading(name),
            continuous_update=False,
            layout=widgets.Layout(width="28em", max_width="100%", margin=f"0 0 0 {2 if below else 0}em"),
        )
        title.observe(lambda _change: self._rename(name, title), names="value")
        parts: list[widgets.Widget] = [title]
        if not below:
            parts += [
                button("在后面加一个", partial(self._insert, name, below=False)),
                button("加下一级", partial(self._insert, name, below=True)),
            ]
        remove = widgets.Button(description="删去")
        remove.on_click(partial(self._remove, name))
        return widgets.HBox([*parts, remove], layout=widgets.Layout(flex_flow="row wrap"))

    def _insert(self, after: str, *, below: bool) -> None:
        # The number is put right afterwards.
        heading = f"（一）{_NEW}" if below else f"一、{_NEW}"
        self._reshape(
            lambda report: renumbered(report.with_own_section(heading, after, below=below, used=self._used()))
        )

    def _rename(self, name: str, title: widgets.Text) -> None:
        old, heading = self._read().heading(name), str(title.value)
        if heading == old:
            return
        text = bare_title(heading)
        if text == heading and text.strip():  # it has no number
            # Who selects the whole line and types the words of a title does not mean to lose the number.
            heading = old.removesuffix(bare_title(old)) + text.strip()
        self._reshape(lambda report: renumbered(report.with_heading(name, heading)))
        now = self._read().heading(name)
        if bare_title(now).strip() == text.strip():
            title.value = now  # the lines are not built anew where the report is as it was

    def _remove(self, name: str, made: widgets.Button) -> None:
        # As it stands now: the line may be older than the text.
        report = self._read()
        written = any(report.section(own) for own in own_sections(report) if f"{own}.".startswith(f"{name}."))
        if written and made.description != _SURE:
            made.description, made.button_style, made.layout.width = _SURE, "danger", "auto"
            return
        self._reshape(lambda report: renumbered(report.without_own_section(name)))


def kept_as(report: Report, section_id: str) -> str:
    """Return under which name the browser keeps what is not saved of a section.

    The ids of an office's own say an order, and may be another section's by the next day: their title belongs
    to the name.
    """
    if not is_own(section_id):
        return section_id
    return f"{section_id}·{bare_title(report.heading(section_id)).strip().replace('/', '／')}"
