"""Fill the tables of a report from the registers, and show which rows stand behind a figure."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path

import ipywidgets as widgets

from report_kit.forms.binding import name_of
from report_kit.forms.form import Form
from report_kit.forms.values import Value, format_value
from report_kit.ledger.checking import check_registers
from report_kit.ledger.fault import Fault
from report_kit.ledger.folder import Shelf, files_in, open_registers
from report_kit.ledger.register import Row
from report_kit.ledger.sums import Sums, sum_registers
from report_kit.widgets.common.panel import Status, button, html
from report_kit.widgets.common.rows import about

FOLDER = "台账"
_SHOWN_FAULTS = 20
_SHOWN_ROWS = 50
_NAME = {"description_width": "6em"}


class LedgerForm(widgets.VBox):
    """The folder of the registers, a button that sums them, and the rows behind a chosen figure.

    Args:
        folder: where the registers are looked for first.
        form: the form of the report.
        year: the year of the report.
        on_sums: called with the sums, to put them into the report.
        on_row: called with a register row a person wants to see; without it rows are only listed.
    """

    def __init__(
        self,
        folder: Path,
        form: Form,
        year: int,
        on_sums: Callable[[Sums], None],
        on_row: Callable[[Row], None] | None = None,
    ) -> None:
        self._form, self._year, self._on_sums, self._on_row = form, year, on_sums, on_row
        self.sums: Sums | None = None
        self.shelf = Shelf()
        self.folder = widgets.Text(
            str(folder),
            description="台账文件夹",
            continuous_update=False,
            layout=widgets.Layout(width="46em", max_width="100%"),
            style=_NAME,
        )
        self.folder.observe(self._moved, names="value")
        self.status = Status()
        self.choice = widgets.Dropdown(
            options=[("（选一个数）", "")], description="查看来源", layout=self.folder.layout, style=_NAME
        )
        self.choice.observe(self._chosen, names="value")
        self.rows = widgets.VBox()
        tables = "、".join(table.called for table in form.tables if table.registers)
        tip = (
            f"读入五本台账，汇总成{tables}和主动公开的条数，填进下面的表格；"
            "没有的台账，相应的格子不动，台账也不会被改动。"
            if tables
            else "读入五本台账，供正文取数。这种报告的表格不从台账汇总，台账也不会被改动。"
        )
        self.fill = button("从台账汇总", self.sum_up, style="primary", width="12em")
        super().__init__(
            [
                html(f'<div style="line-height:1.6">{tip}</div>'),
                self.folder,
                self.fill,
                self.status,
                self.choice,
                self.rows,
            ]
        )

    @property
    def path(self) -> Path:
        """The folder of the registers."""
        return Path(str(self.folder.value))

    @property
    def there(self) -> bool:
        """Whether the folder may hold registers."""
        return self.path.is_dir() and bool(files_in(self.path))

    @property
    def concerned(self) -> bool:
        """Whether registers have to do with the report: they fill its tables, or there are some to quote."""
        return any(table.registers for table in self._form.tables) or self.there

    def sum_up(self) -> None:
        """Read the registers, hand their sums on, and say what could not be counted."""
        with self.status.reporting():
            found = open_registers([self.path], shelf=self.shelf)
            sums = sum_registers(found.registers, self._year, self._form)
            self._on_sums(sums)
            self._offer(sums)
            faults = [*check_registers(found.registers, found.calendar), *sums.faults, *sums.remarks]
            filled = any(table.registers for table in self._form.tables)
            done = "填好表格，请核对" if filled else "汇总，正文里可以取台账的数"
            lines = [f"已按 {self._year} 年的台账{done}。"]
            if sums.missing:
                lines.append(
                    f"没有这些台账，或里面没有这一年的内容，相应的格子没有动：{'、'.join(sums.missing)}"
                )
            lines += [str(error) for error in found.failed]
            self.status.say("\n".join([*lines, *_told(faults)]), "bad" if found.failed or faults else "good")

    def look(self) -> Sums | None:
        """Return the sums looked at last, else those of the registers now; ``None`` when there are none."""
        if self.sums is None and (sums := self._now()):
            self._offer(sums)
        return self.sums

    def _now(self) -> Sums | None:
        """Sum the registers as they are, without putting the sums anywhere."""
        if self.there:
            with self.status.reporting():
                found = open_registers([self.path], shelf=self.shelf)
                return sum_registers(found.registers, self._year, self._form)
        return None

    def again(self) -> tuple[Sums, Sums] | None:
        """Sum the registers again after one was changed; return what they came to before, and now."""
        before, self.sums = self.sums, None
        now = self.look()
        return (before, now) if before and now else None

    def behind(self, table: str, row: str, column: str) -> tuple[Value, tuple[Row, ...]] | None:
        """Return what the registers make of a cell, and their rows; ``None``: they do not speak of it."""
        sums = self._now()  # the registers may be open in a spreadsheet program, too
        if sums is None or sums.tables.get(table, {}).get(row, {}).get(column) is None:
            return None
        return sums.tables[table][row][column], sums.rows_behind(table, row, column)

    def _moved(self, _change: object) -> None:
        self.sums = None

    def _offer(self, sums: Sums) -> None:
        """List every figure with its value, those of the tables first."""
        self.sums = sums
        tables = {
            name_of(self._form, table, row, column): value
            for table, rows in sums.tables.items()
            for row, cells in rows.items()
            for column, value in cells.items()
            if value is not None
        }
        figures: dict[str, Value] = {**tables, **sums.figures}
        self.choice.options = [
            ("（选一个数）", ""),
            *((f"{name} = {format_value(value)}", name) for name, value in figures.items()),
        ]

    def _chosen(self, change: dict[str, str]) -> None:
        if not change["new"] or self.sums is None:
            self.rows.children = ()
            return
        value, rows = self.sums.behind(change["new"])
        mark, figure = f"{{{{{change['new']}}}}}", escape(format_value(value))
        head = html(
            f'<div style="line-height:1.6">写进正文：<code>{escape(mark)}</code>（{figure}）。'
            f"来自 {len(rows)} 行：</div>"
        )
        self.rows.children = (head, *(self._line(row) for row in rows[:_SHOWN_ROWS]), *_more(len(rows)))

    def _line(self, row: Row) -> widgets.Widget:
        if self._on_row is None:
            return html(f'<div style="line-height:1.6">{escape(about(row))}</div>')
        made = button(about(row), partial(self._on_row, row))
        made.tooltip = "到台账里的这一行"
        return made


def _more(count: int) -> list[widgets.Widget]:
    rest = count - _SHOWN_ROWS
    return [html(f"……还有 {rest} 行")] if rest > 0 else []


def changed_cells(before: Sums | None, now: Sums) -> dict[str, dict[str, dict[str, Value]]]:
    """Return the tables of ``now``, blank where a cell came out as before."""
    old = before.tables if before else {}
    return {
        table: {
            row: {
                column: None if before and old.get(table, {}).get(row, {}).get(column) == value else value
                for column, value in cells.items()
            }
            for row, cells in rows.items()
        }
        for table, rows in now.tables.items()
    }


def _told(faults: list[Fault]) -> list[str]:
    """Return the faults in words, errors first; a long list is cut and says so."""
    order = ("error", "warning", "hint")
    lines = [str(fault) for fault in sorted(faults, key=lambda fault: order.index(fault.level))]
    rest = len(lines) - _SHOWN_FAULTS
    more = [f"……还有 {rest} 处，运行 report-kit ledger check 可以看到全部"] if rest > 0 else []
    return [*([f"台账里需要核对 {len(lines)} 处："] if lines else []), *lines[:_SHOWN_FAULTS], *more]
