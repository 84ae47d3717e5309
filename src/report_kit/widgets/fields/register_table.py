"""A register to edit: its rows on the page, each cell judged by the rules of the register while one types."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import traitlets

from report_kit.ledger.book import PRIVATE, Book
from report_kit.ledger.fault import LEVEL_NAMES, Fault
from report_kit.widgets.fields.library import Field

_TYPES = {
    "int": "填整数",
    "amount": "填数，可以有小数",
    "date": "填日期，如 2024-03-05 或 2024年3月5日",
    "month": "填月份，如 2024-03",
    "enum": "选一个",
    "list": "可以选几个，用分号隔开",
    "url": "填网址",
    "ref": "填编号",
}


class RegisterTable(Field):
    """The rows of a ``Book``, edited on the page.

    The page holds the rows; it sends what a person does (a cell, a row more, a row less) and asks for the
    rows when it is drawn: as a state of the widget they would travel with every key.

    Args:
        judge: returns the faults of a book, by all rules.
        on_edit: called after a change.
        on_save: called when a person asks to save.
    """

    part = traitlets.Unicode("register").tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    problems: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    general: traitlets.List[Any] = traitlets.List().tag(sync=True)
    target: traitlets.Dict[str, Any] = traitlets.Dict({}).tag(sync=True)

    def __init__(
        self,
        judge: Callable[[Book], Sequence[Fault]],
        on_edit: Callable[[], None],
        on_save: Callable[[], None],
    ) -> None:
        self._judge, self._on_edit, self._on_save = judge, on_edit, on_save
        self.book: Book | None = None
        self.faults: tuple[Fault, ...] = ()
        self._edition = self._turn = 0
        super().__init__()
        self.on_msg(self._received)

    def held(self) -> object:
        """Return which state of which book this is."""
        return self._edition, self._turn

    def show(self, book: Book) -> None:
        """Show a book in place of what stands there."""
        self.book, self.name = book, book.name
        self._edition += 1
        self._views = {}
        self.check()
        self.send(self._rows(""))

    def check(self) -> None:
        """Judge every cell again."""
        assert self.book is not None
        book = self.book
        self.faults = tuple(self._judge(book))
        problems: dict[str, dict[str, Any]] = {}
        general = []
        for fault in sorted(self.faults, key=lambda fault: fault.level == "error"):
            row_id, position = book.place(fault)
            told: dict[str, Any] = {"rule": fault.rule, "level": fault.level, "text": _told(fault)}
            if row_id is None:
                general.append(
                    told | {"text": f"{fault.column}：{told['text']}" if fault.column else told["text"]}
                )
                continue
            told["private"] = fault.rule in PRIVATE
            key = "row" if position is None else str(position)
            before = problems.setdefault(row_id, {}).get(key)
            # Errors come last here and win; what else is wrong with the cell is told with them.
            told["text"] += f"\n{before['text']}" if before else ""
            problems[row_id][key] = told
        with self.hold_sync():
            self.problems, self.general = problems, general

    def go_to(self, row_id: str) -> None:
        """Put the caret into a row, on the page."""
        self.target = {"id": row_id, "turn": self.target.get("turn", 0) + 1}

    def _rows(self, view: str) -> dict[str, Any]:
        assert self.book is not None
        book = self.book
        hidden = book.hidden(self.faults)
        columns = [
            {
                "position": item.position,
                "label": item.label,
                "type": item.column.type if item.column else "",
                "required": bool(item.column and item.column.required),
                "values": list(item.column.values) if item.column else [],
                "note": _note(item.column, item.heading),
            }
            for item in book.columns
        ]
        rows = []
        for line in book.lines:
            covered = hidden.get(line.id, [])
            texts = {
                str(item.position): text
                for item in book.columns
                if item.position not in covered and (text := line.text(item.position))
            }
            rows.append([line.id, texts, covered, book.is_sum(line)])
        return {
            "kind": "rows",
            "view": view,
            "edition": self._edition,
            "first": book.heading_row + 1,
            "columns": columns,
            "rows": rows,
        }

    def _received(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        kind = message.get("kind")
        if self.book is None:
            return
        if kind == "hello":
            self.send(self._rows(str(message["view"])))
        elif kind == "save":
            self._on_save()
        elif kind == "edit" and message["edition"] == self._edition:
            for operation in message["operations"]:
                self._apply(self.book, *operation)
            self._turn += 1
            self._heard(message)
            self.check()
            self._on_edit()

    @staticmethod
    def _apply(book: Book, what: str, row_id: str, *rest: Any) -> None:
        if what == "add" and not book.has(row_id):
            before, texts = rest
            given = {int(position): str(text) for position, text in texts.items()}
            book.add(row_id, before if before is not None and book.has(before) else None, given)
        elif what == "set" and book.has(row_id):
            book.put(row_id, int(rest[0]), str(rest[1]))
        elif what == "remove" and book.has(row_id):
            book.remove(row_id)


def _told(fault: Fault) -> str:
    return f"{LEVEL_NAMES[fault.level]} {fault.rule}：{fault.message}"


def _note(column: Any, heading: str) -> str:
    if column is None:
        return "软件没有用到的列，照原样保存"
    parts = [
        "必填" if column.required else "",
        _TYPES.get(column.type, ""),
        column.note,
        f"文件里写作“{heading}”" if heading != column.label else "",
    ]
    return "；".join(part for part in parts if part)
