"""The registers of the workspace, edited beside the report: saved by themselves, every version kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import ipywidgets as widgets

from report_kit.document.limits import MAX_CONTAINER_BYTES, read_bytes
from report_kit.errors import ReportKitError
from report_kit.ledger.book import Book, BookChangedError
from report_kit.ledger.checking import check_register, day_of_looking
from report_kit.ledger.fault import Fault
from report_kit.ledger.folder import Registers, Shelf, open_registers
from report_kit.ledger.kept import Keeper, versions
from report_kit.ledger.saving import Saving
from report_kit.ledger.schema import load_schema
from report_kit.ledger.template import xlsx_template
from report_kit.ledger.workdays import Workdays
from report_kit.widgets.common.panel import Status, button, html
from report_kit.widgets.drafting.registers_listed import Entry, entries_in
from report_kit.widgets.drafting.registers_together import TogetherForm
from report_kit.widgets.fields.register_table import RegisterTable

QUIET = 2.0
"""Seconds after the last change until the file is written."""

RETRY = 5.0
"""Seconds until a file that could not be written is tried again: mostly a spreadsheet program has it open."""

_WIDE = widgets.Layout(width="34em", max_width="100%")
_NAME = {"description_width": "5em"}


class RegistersForm(widgets.VBox):
    """Choose one of the registers of a folder and edit it.

    Nothing is read before ``look``: the page of a report must not wait for registers nobody looks at.

    Args:
        folder: returns where the registers are.
        shelf: holds what of them was read before.
        place: under which name the browser keeps what is not saved; empty for nowhere.
        on_saved: called whenever a file was written.
    """

    def __init__(
        self, folder: Callable[[], Path], shelf: Shelf, place: str, on_saved: Callable[[], None]
    ) -> None:
        self._folder, self._shelf, self._place, self._on_saved = folder, shelf, place, on_saved
        self._keeper = Keeper()
        self._others: Registers | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._filling = False
        self._under_way: asyncio.Future[Exception | None] | None = None
        self._once_more = False
        self.dirty = False
        self.entry: Entry | None = None
        self.table = RegisterTable(self._judged, self._edited, self.save)
        self.choice = widgets.Dropdown(options=[], description="台账", layout=_WIDE, style=_NAME)
        self.choice.observe(self._chosen, names="value")
        self.status = Status()
        self.clash = widgets.HBox(layout=widgets.Layout(flex_flow="row wrap"))
        self.together = TogetherForm(self.status, self._joined)
        self.earlier = widgets.Dropdown(options=[], description="以前的版本", layout=_WIDE, style=_NAME)
        self.back = button("恢复到这一版", self._restore)
        self._body = widgets.VBox()
        tip = html(
            '<div style="line-height:1.6">改了就自动保存到台账文件里；每一格边填边核对，'
            "报告里由台账汇总的数跟着变。可以从 Excel、WPS 整块粘贴。不登记身份证号、电话、住址。"
            "同一本台账不要同时在 Excel 里开着。</div>"
        )
        super().__init__([tip, self.choice, self.status, self.clash, self.together, self._body])

    @property
    def path(self) -> Path | None:
        """The file that is shown."""
        return self.table.book.path if self.table.book else None

    def look(self) -> None:
        """List the registers, and show the first unless one is shown already."""
        with self.status.reporting():
            self._list()

    def show_row(self, file: str, number: int) -> None:
        """Show a row of a register by its file's name (as faults and rows give it) and its number."""
        with self.status.reporting():
            self._list(show=False)
            for entry in self._entries:
                if entry.name == file:
                    if entry != self.entry and not self._leave():
                        return
                    if entry != self.entry:
                        self._set(entry)
                        self._show(entry)
                    assert self.table.book is not None
                    row_id = self.table.book.id_at(number)
                    if row_id:
                        self.table.go_to(row_id)
                    return
            self.status.say(f"没有找到“{file}”，请重新从台账汇总。", "bad")

    def save(self) -> None:
        """Write the rows into the file, and say so at the table.

        In a kernel another thread writes: a large workbook takes seconds, and the page must not wait for it.
        """
        self._stop()
        book = self.table.book
        if book is None or self.clash.children:
            return
        if self._under_way is not None:
            self._once_more = True
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._save_now()
            return
        with self.status.reporting():  # whatever a workbook may hold: nobody else would hear of it
            try:
                saving = book.begin()
            except ReportKitError as error:
                self._not_saved(book, error, again=False)
                return
            held = self.table.held()
            self._under_way = loop.run_in_executor(None, _outcome, saving)
            self._under_way.add_done_callback(lambda done: self._ended(book, saving, held, done.result()))

    def _ended(self, book: Book, saving: Saving[Book], held: object, error: Exception | None) -> None:
        """Take in how a save ended; people may have gone on typing meanwhile."""
        self._under_way = None
        once_more, self._once_more = self._once_more, False
        with self.status.reporting():
            if error is not None:
                book.give_up()
            if isinstance(error, BookChangedError):
                self._ask(error)
            elif isinstance(error, ReportKitError):
                self._not_saved(book, error)
            elif error is not None:
                raise error
            else:
                refused = book.end(saving)
                self._done(refused, wrote=saving.writes, all_of_it=held == self.table.held())
                if once_more or self.dirty:
                    self._soon(QUIET)

    def _not_saved(self, book: Book, error: ReportKitError, *, again: bool = True) -> None:
        more = f"程序每隔 {RETRY:.0f} 秒再试一次。" if again else "改正以后程序自动保存。"
        self.status.say(f"{error}\n还没有保存。{more}", "bad")
        later = "，稍后自动再试" if again else ""
        self.table.tell(f"[{error.code}] {error.what}{later}", safe=False)
        if again:
            self._soon(RETRY)

    def _done(self, refused: int, *, wrote: bool, all_of_it: bool = True) -> None:
        self.dirty = not all_of_it
        words = f"已保存 {datetime.now():%H:%M:%S}"
        if refused:
            words += f"，有 {refused} 格含身份证号、电话或住址，这几格没有保存"
        if all_of_it:  # else the page still holds what is not on the disk
            self.table.tell(words, safe=not refused)
        self.status.say("")
        if wrote:
            book = self.table.book
            if book is not None and not refused and all_of_it and book.name == book.path.name:
                self._shelf.know(book.path, book.register())
            self._list_earlier()
            self._on_saved()

    def _ask(self, error: BookChangedError) -> None:
        self.status.say(str(error), "bad")
        self.table.tell(f"[{error.code}] {error.what}", safe=False)
        self.clash.children = (
            button("读入别处改的", lambda: self._settle(over=False)),
            button("用这里的", lambda: self._settle(over=True)),
        )
        if self.table.book is not None:
            self.together.offer(self.table.book)

    def _joined(self, book: Book) -> None:
        """Go on with the rows of two people put together, and save them."""
        self.clash.children = ()
        self._others = None
        self.table.show(book)
        self.dirty = True
        self.save()

    def _settle(self, *, over: bool) -> None:
        """Take one of two versions of a file; the other one is kept beside it."""
        with self.status.reporting():
            assert self.table.book is not None
            assert self.entry is not None
            if over:
                refused = self.table.book.save(over=True)
                self.clash.children = ()
                self.together.clear()
                self._done(refused, wrote=True)
            else:
                kept = self.table.book.keep_mine()
                self.clash.children = ()
                self.together.clear()
                self._show(self.entry)
                self.status.say(f"已读入别处改的。这里原来的内容留在“以前的版本”里：{kept.name}", "good")
                self._on_saved()

    def _list(self, *, show: bool = True) -> None:
        self._entries, failed = entries_in(self._folder(), self._shelf)
        for error in failed:
            self.status.say(str(error), "bad")
        self._fill([("（选一本台账）", None), *((entry.words, entry) for entry in self._entries)], self.entry)
        if show and self._entries[0].name and self.entry is None:
            self._set(self._entries[0])
            self._show(self._entries[0])

    def _fill(self, options: list[tuple[str, Entry | None]], value: Entry | None) -> None:
        self._filling = True
        try:
            self.choice.options = options
            self.choice.value = value if value in [entry for _, entry in options] else None
        finally:
            self._filling = False

    def _set(self, entry: Entry | None) -> None:
        self._filling = True
        try:
            self.choice.value = entry
        finally:
            self._filling = False

    def _chosen(self, change: dict[str, Entry | None]) -> None:
        entry = change["new"]
        if self._filling or entry is None or entry == self.entry:
            return
        if not self._leave():
            self._set(self.entry)
            return
        with self.status.reporting():
            if not entry.name:
                self._keeper.create(entry.path, xlsx_template(load_schema().registers[entry.kind]))
                entry = self.entry = Entry(entry.kind, entry.path, "", entry.path.name)
                self._list(show=False)
            self._show(entry)

    def _leave(self) -> bool:
        """Save what is open; ``False`` when that was not possible: then it stays."""
        if self._under_way is not None:
            self.status.say("正在保存，请稍等一下再换。", "open")
            return False
        if self.dirty:
            self._save_now()
        return not self.dirty and not self.clash.children

    def _save_now(self) -> None:
        """Save and wait for it."""
        self._stop()
        book = self.table.book
        if book is None or self.clash.children:
            return
        with self.status.reporting():
            try:
                saving = book.begin()
            except ReportKitError as error:
                self._not_saved(book, error, again=False)
                return
            self._ended(book, saving, self.table.held(), _outcome(saving))

    def _show(self, entry: Entry) -> None:
        self.together.clear()
        book = Book(entry.path, self._keeper, entry.title)
        self.entry = entry
        self._others = None
        self.dirty = False
        self.table.place = f"{self._place}/{entry.name}" if self._place else ""
        self.table.show(book)
        self.status.say("")
        self._list_earlier()
        again = button("重新列出", self._list_earlier)
        earlier = widgets.HBox([self.earlier, self.back, again], layout=widgets.Layout(flex_flow="row wrap"))
        self._body.children = (self.table, earlier)

    def _judged(self, book: Book) -> Sequence[Fault]:
        """Return the faults of the book, with the other registers as they are on the disk."""
        if self._others is None:
            try:
                self._others = open_registers([book.path.parent], shelf=self._shelf)
            except ReportKitError as error:  # such as a bad row in the file of holidays
                self.status.say(str(error), "bad")
                self._others = Registers((), (), Workdays())
        register = book.register()
        others = [other for other in self._others.registers if other.file != book.name]
        day = day_of_looking([register, *others])
        return check_register(register, [*others, register], self._others.calendar, day)

    def _edited(self) -> None:
        self.dirty = True
        if not self.clash.children:
            self._soon(QUIET)

    def _soon(self, seconds: float) -> None:
        """Save in a while. Outside a kernel nothing runs by itself."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._stop()
        self._timer = loop.call_later(seconds, self.save)

    def _stop(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _list_earlier(self) -> None:
        found = versions(self.path) if self.path else []
        self.earlier.options = [
            ("（请选择一版）", ""),
            *((f"{when:%Y年%m月%d日 %H:%M:%S}", str(file)) for when, file in found),
        ]
        self.earlier.value = ""

    def _restore(self) -> None:
        """Put an earlier version in place of the file; what it holds now is kept first."""
        if not self.earlier.value or not self._leave():
            return
        with self.status.reporting():
            assert self.path is not None
            assert self.entry is not None
            data = read_bytes(Path(self.earlier.value), MAX_CONTAINER_BYTES)
            self._keeper.keep(self.path, self.path.read_bytes())
            self._keeper.replace(self.path, data)
            self._show(self.entry)
            self.status.say("已恢复；恢复以前的内容也留在“以前的版本”里。", "good")
            self._on_saved()


def _outcome(saving: Saving[Book]) -> Exception | None:
    """Write a save and return why it failed: an error has to be told where the panel is."""
    try:
        saving.write()
    except Exception as error:
        return error
    return None
