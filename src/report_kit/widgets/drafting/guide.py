"""Beside a field: what the section should answer, how it may be said, and what last year's report said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from report_kit.forms.form import Section


class Guide(anywidget.AnyWidget):
    """The guidance of one section.

    Args:
        section: a section of the form.
        heading: the heading the report prints.
        year: the year reported on.
        level: the agency's level, which says what it has to answer.
        last: what last year's report says in this section, a paragraph a line; empty when there is none.
        on_insert: called with a passage a person wants in the field, and whether as a paragraph of its own.

    ``answered`` says for each question whether the text answers it, ``missing`` how many compulsory points
    are open (``None`` where there are none at all), ``stale`` which passages look like last year's:
    (passage, why).
    """

    _esm = Path(__file__).with_name("guide.js")
    _css = Path(__file__).with_name("guide.css")
    heading = traitlets.Unicode().tag(sync=True)
    questions: traitlets.List[Any] = traitlets.List().tag(sync=True)
    last: traitlets.List[Any] = traitlets.List().tag(sync=True)
    last_year = traitlets.Int().tag(sync=True)
    answered: traitlets.List[Any] = traitlets.List().tag(sync=True)
    missing = traitlets.Int(None, allow_none=True).tag(sync=True)
    stale: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(
        self,
        section: Section,
        heading: str,
        year: int,
        level: str,
        last: str,
        on_insert: Callable[[str, bool], None],
    ) -> None:
        self.section = section
        self._on_insert = on_insert
        super().__init__(
            heading=heading,
            questions=[
                {"ask": question.ask, "required": question.binds(level), "example": question.phrase(year)}
                for question in section.questions
            ],
            last=last.split("\n") if last else [],
            last_year=year - 1,
        )
        self.on_msg(self._received)

    def tell(self, answered: Sequence[bool], missing: int | None, stale: Sequence[tuple[str, str]]) -> None:
        """Show how far the section has come."""
        with self.hold_sync():
            self.answered, self.missing = list(answered), missing
            self.stale = [list(item) for item in stale]

    def _received(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        if message.get("kind") == "insert":
            self._on_insert(str(message["text"]), bool(message["apart"]))
