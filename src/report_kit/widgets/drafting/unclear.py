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
from report_kit.workspace.doubts import add_doubts, doubts, replace_doubts


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
        left = doubts(self._workspace, report_id) if report_id is not None else []
        self.notes = [
            {"where": note.where, "message": note.message, "text": note.text, "done": False} for note in left
        ]

    def _received(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        index = message.get("index")
        if message.get("kind") != "tick" or not isinstance(index, int) or not 0 <= index < len(self.notes):
            return
        assert self._report_id is not None  # no report, no notes
        # It stays in sight, so that a slip can be taken back; what is stored is what is left.
        notes = [dict(note) for note in self.notes]
        notes[index]["done"] = bool(message["done"])
        self.notes = notes
        left = [Note(note["message"], note["text"], note["where"]) for note in notes if not note["done"]]
        replace_doubts(self._workspace, self._report_id, left)


def keep_unclear(workspace: Workspace, report_id: int, notes: Sequence[Note]) -> None:
    """Store what an import did not understand, behind what of it is left from earlier."""
    add_doubts(workspace, report_id, [replace(note, text=note.text.strip()) for note in notes])
