"""What an import did not understand, kept with the report until a person has ticked it off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from report_kit.forms.report import Note
from report_kit.workspace import Workspace
from report_kit.workspace.doubts import Doubt, add_doubts, left, settle, unsettle


class Unclear(anywidget.AnyWidget):
    """The list of the report that is open; empty when there is nothing to look at.

    Args:
        workspace: keeps the lists.
    """

    _esm = Path(__file__).with_name("unclear.js")
    _css = Path(__file__).with_name("unclear.css")
    notes: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._report_id: int | None = None
        super().__init__()
        self.on_msg(self._received)

    def show(self, report_id: int | None) -> None:
        """Show what is left to look at in a report."""
        self._report_id = report_id
        self.notes = [_line(doubt) for doubt in self._left()]

    def _left(self) -> list[Doubt]:
        return left(self._workspace, self._report_id) if self._report_id is not None else []

    def _received(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        notes = [dict(note) for note in self.notes]
        ticked = next((note for note in notes if note["row"] == message.get("row")), None)
        if message.get("kind") != "tick" or ticked is None:
            return
        assert self._report_id is not None  # no report, no notes
        doubt = Doubt(ticked["row"], Note(ticked["message"], ticked["text"], ticked["where"]))
        if message["done"]:
            settle(self._workspace, self._report_id, doubt)
        else:
            ticked["row"] = unsettle(self._workspace, self._report_id, doubt).row
        # What is ticked stays in sight, so that a slip can be taken back; what came since shows too.
        now = {_key(line): line for line in map(_line, self._left())}
        for note in notes:
            kept = now.pop(_key(note), None)
            note["done"] = kept is None
        self.notes = [*notes, *now.values()]


def _line(doubt: Doubt) -> dict[str, Any]:
    note = doubt.note
    return {
        "row": doubt.row,
        "where": note.where,
        "message": note.message,
        "text": note.text,
        "done": False,
    }


def _key(line: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what makes a line the same one: rows are used again after the last one went."""
    return line["row"], line["where"], line["message"], line["text"]


def keep_unclear(workspace: Workspace, report_id: int, notes: Sequence[Note]) -> None:
    """Store what an import did not understand, behind what of it is left from earlier."""
    add_doubts(workspace, report_id, [replace(note, text=note.text.strip()) for note in notes])
