"""Fields of one line: the title and the signature of a report, and its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import traitlets

from report_kit.forms.report import format_date
from report_kit.ledger.cells import read_day
from report_kit.widgets.fields.library import Field

_NOT_SAVED = "没有保存：请先改正"


class LineField(Field):
    """A field of one line. What is typed is kept in the browser until it is saved, as in the other fields.

    Args:
        label: its name, shown before it.
        value: the text to begin with.
        on_save: called when a person presses Ctrl+S in it.
    """

    part = traitlets.Unicode("line").tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Unicode().tag(sync=True)
    placeholder = traitlets.Unicode().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    content: traitlets.Dict[str, Any] = traitlets.Dict({"text": "", "edition": 0}).tag(sync=True)
    value = traitlets.Any("")

    def __init__(
        self, label: str, value: Any = "", *, on_save: Callable[[], None] | None = None, **traits: Any
    ) -> None:
        self._on_save = on_save or (lambda: None)
        self._receiving = False
        super().__init__(label=label, **traits)
        self.value = value
        self.on_msg(self._received)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return str(self.content["text"])

    def held(self) -> object:
        """Return the text."""
        return self.text

    def tell(self, words: str, *, safe: bool = True) -> None:
        """Tell the page whether what it sent last is on the disk: what could not be understood is not."""
        if safe and self.problem:
            super().tell(_NOT_SAVED, safe=False)
        else:
            super().tell(words, safe=safe)

    def _parse(self, text: str) -> Any:
        """Return the value of a text; raises ``ValueError`` in Chinese."""
        return text.strip()

    def _print(self, value: Any) -> str:
        return str(value)

    @traitlets.observe("value")
    def _replaced(self, change: Mapping[str, Any]) -> None:
        if not self._receiving:
            self.problem = ""
            self._views = {}
            text = self._print(change["new"])
            self.content = {"text": text, "edition": self.content["edition"] + 1}

    def _received(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        if message.get("kind") == "save":
            self._on_save()
        if message.get("kind") != "text" or message["edition"] != self.content["edition"]:
            return
        text = str(message["text"])
        self._receiving = True
        try:
            # For pages opened later; those that are open know this edition and keep what they hold.
            self.content = {"text": text, "edition": message["edition"]}
            try:
                value = self._parse(text)
                self.problem = ""
            except ValueError as error:
                self.problem = str(error)
                self._heard(message)
                self._answer(str(message.get("view", "")), _NOT_SAVED, False)
                return
            self._heard(message)
            self.value = value
        finally:
            self._receiving = False


class DateField(LineField):
    """A day, written in any usual way and printed as the form wants it; ``value`` is a date or ``None``.

    While what stands there is no day, ``value`` is the last one that was.

    Args:
        label: what the field is.
        value: the day so far.
        year: of the day that the hint gives as an example; this year when omitted.
        on_save: called when a person presses Ctrl+S.
    """

    def __init__(
        self,
        label: str,
        value: date | None,
        *,
        year: int | None = None,
        on_save: Callable[[], None] | None = None,
    ) -> None:
        year = year or date.today().year
        hint = f"如 {year}年1月15日 或 {year}-1-15"
        super().__init__(label, value, on_save=on_save, kind="date", placeholder=hint)

    def _parse(self, text: str) -> date | None:
        return read_day(text) if text.strip() else None

    def _print(self, value: date | None) -> str:
        return format_date(value) if value else ""
