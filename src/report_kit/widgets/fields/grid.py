"""A statutory table to fill in: one widget, whatever the number of cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import traitlets

from report_kit.errors import ReportError
from report_kit.forms.form import Form, Table
from report_kit.forms.layout import GridCell, grid
from report_kit.forms.totals import compute_totals, total_cells
from report_kit.forms.values import Value, format_value, parse_value
from report_kit.ledger.register import Row
from report_kit.widgets.common.rows import about
from report_kit.widgets.fields.library import Field

Values = Mapping[str, Mapping[str, Value]]
Address = tuple[str, str]


class GridWidget(Field):
    """An editable statutory table. It holds what was typed; ``read`` turns that into figures.

    Totals are computed and can not be typed. One that was loaded or pasted with another value than the sum
    is kept as it is, to be looked at, until one of its parts is changed on the page: nobody can know
    which of the figures is the wrong one.

    Args:
        table: a table of the form.
        values: the figures to begin with, by row id and column id.
        form: the form whose equations say which cells are totals; without it none is computed.
        previous: last year's figures.

    ``behind`` returns, by address, what the registers make of a cell and their rows (``None``: they do not
    speak of it); ``on_row`` is called with the row a person wants to see. The page asks while ``sourced``
    says that there are registers.

    ``typed`` is the text of every cell. What the page sends changes it; setting it replaces the page's
    texts.
    """

    part = traitlets.Unicode("grid").tag(sync=True)
    lines: traitlets.List[Any] = traitlets.List().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    typed = traitlets.Dict().tag(sync=True)
    # Texts the page has to take over; what it sends names the edition it was made from.
    edition = traitlets.Int().tag(sync=True)
    locked: traitlets.List[Any] = traitlets.List().tag(sync=True)
    last = traitlets.Dict().tag(sync=True)
    problems = traitlets.Dict().tag(sync=True)
    sourced = traitlets.Bool().tag(sync=True)

    behind: Callable[[Address], tuple[Value, tuple[Row, ...]] | None] = staticmethod(lambda _address: None)
    on_row: Callable[[Row], None] = staticmethod(lambda _row: None)

    def __init__(
        self, table: Table, values: Values, form: Form | None = None, previous: Values | None = None
    ) -> None:
        self.table = table
        self.totals = total_cells(form, table.id) if form else {}
        self._kept: set[Address] = set()
        self._rows: tuple[Row, ...] = ()
        self._receiving = False
        layout = grid(table, {})
        super().__init__(
            lines=[_line(table, line) for line in layout.lines()],
            caption=layout.caption,
            last=self._texts(previous) if previous else {},
        )
        self.show(values)
        self.on_msg(self._received)

    def held(self) -> object:
        """Return the texts of all cells."""
        return dict(self.typed)

    def show(self, values: Values) -> None:
        """Put figures into the cells, replacing what was typed."""
        self.typed = self._texts(values)

    def fill_blanks(self) -> None:
        """Put 0 into every empty cell; totals follow."""
        totals = {_key(*address) for address in self.totals}
        self.typed = {
            key: text if key in totals or str(text).strip() else "0" for key, text in self.typed.items()
        }

    def read(self) -> tuple[dict[Address, Value], dict[Address, str]]:
        """Return the figures by address, and for cells that hold no figure why, in Chinese.

        A total one of whose parts holds no figure is in neither: its sum would be wrong.
        """
        figures: dict[Address, Value] = {}
        problems: dict[Address, str] = {}
        for address in self.table.addresses:
            try:
                figures[address] = self._parse(address)
            except ReportError as error:
                problems[address] = error.what
        unsure = set(problems)
        # A total may be part of another one.
        while spoilt := {
            total
            for total, parts in self.totals.items()
            if total not in unsure and total not in self._kept and unsure.intersection(parts)
        }:
            unsure |= spoilt
        return {address: value for address, value in figures.items() if address not in unsure}, problems

    def mark(self, problems: Mapping[Address, str]) -> None:
        """Mark cells as wrong, each with its reason; the others lose their mark."""
        self.problems = {_key(row, column): reason for (row, column), reason in problems.items()}

    def _texts(self, values: Values) -> dict[str, str]:
        return {
            _key(row, column): format_value(values.get(row, {}).get(column))
            for row, column in self.table.addresses
        }

    def _parse(self, address: Address) -> Value:
        return parse_value(str(self.typed.get(_key(*address), "")), self.table.cell_type(*address))

    @traitlets.observe("typed")
    def _replaced(self, _change: object) -> None:
        if self._receiving:
            return
        self._kept.clear()
        self._settle(self.totals)
        self.edition += 1

    def _received(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        addresses = {_key(*address): address for address in self.table.addresses}
        if message.get("kind") == "behind" and message.get("key") in addresses:
            self._tell_rows(str(message["key"]), addresses[message["key"]])
        if message.get("kind") == "row" and 0 <= int(message["index"]) < len(self._rows):
            self.on_row(self._rows[int(message["index"])])
        if message.get("kind") != "typed" or message["edition"] != self.edition:
            return  # typed into a table that has been replaced since
        given = {key: str(text) for key, text in message["typed"].items() if key in addresses}
        changed = {addresses[key] for key, text in given.items() if self.typed.get(key) != text}
        self._kept -= self._above(changed)
        self._receiving = True
        try:
            with self.hold_trait_notifications():
                self.typed = {**self.typed, **given}
                self._settle(changed.intersection(self.totals))
        finally:
            self._receiving = False
        self._heard(message)

    def _tell_rows(self, key: str, address: Address) -> None:
        """Send the page the register rows behind a cell."""
        found = self.behind(address)
        figure, self._rows = found if found else (None, ())
        self.send(
            {
                "kind": "behind",
                "key": key,
                "known": found is not None,
                "figure": format_value(figure),
                "rows": [about(row) for row in self._rows],
            }
        )

    def _above(self, changed: Iterable[Address]) -> set[Address]:
        """Return the totals that some of the changed cells are part of, directly or not."""
        reached, above = set(changed), set[Address]()
        while more := {t for t, parts in self.totals.items() if t not in above and reached & set(parts)}:
            above |= more
            reached |= more
        return above

    def _settle(self, stated: Iterable[Address]) -> None:
        """Compute the totals; of those stated, keep the ones that say something else."""
        figures: dict[Address, Value] = {}
        odd: set[Address] = set()
        for address in self.table.addresses:
            try:
                figures[address] = self._parse(address)
            except ReportError:
                odd.add(address)  # counts as nothing; its own mark says so
        stated = set(stated)
        # From the parts upwards: a sum may contain a total that is kept.
        for address in sorted(stated, key=lambda total: len(self._above({total})), reverse=True):
            kept = {total: figures.get(total) for total in self._kept}
            sums = compute_totals(self.totals, figures, kept)
            blank = address not in odd and figures[address] is None
            if not blank and (address in odd or figures[address] != sums[address]):
                self._kept.add(address)
        sums = compute_totals(self.totals, figures, {total: figures.get(total) for total in self._kept})
        computed = {_key(*at): format_value(value) for at, value in sums.items() if at not in self._kept}
        receiving, self._receiving = self._receiving, True
        try:
            self.typed = {**self.typed, **computed}
        finally:
            self._receiving = receiving
        self.locked = [_key(*address) for address in self.totals if address not in self._kept]


def _key(row: str, column: str) -> str:
    return f"{row}/{column}"


def _line(table: Table, line: list[GridCell]) -> list[dict[str, Any]]:
    """Return one printed row as the page draws it; its label and its cells carry the row's help."""
    address = next((cell.address for cell in line if cell.address), None)
    row = table.addresses[address][0] if address else None
    help = f"{row.help}（{row.article}）" if row and row.help and row.article else row.help if row else ""
    drawn = []
    for cell in line:
        item: dict[str, Any] = {"rowspan": cell.rowspan, "colspan": cell.colspan}
        if cell.address:
            item |= {
                "key": _key(*cell.address),
                "label": "，".join(table.names(*cell.address)),
                "help": help,
            }
        else:
            item |= {"text": cell.text, "scope": cell.scope, "help": help if cell.scope == "row" else ""}
        drawn.append(item)
    return drawn
