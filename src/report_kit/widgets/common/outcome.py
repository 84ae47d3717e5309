"""What came of reading a file, and what was filled in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import ipywidgets as widgets

from report_kit.forms.report import Note
from report_kit.widgets.common.panel import button, html


class Outcome(widgets.VBox):
    """Stays until it is put away, so that it can be worked through beside the forms."""

    def show(self, head: str, filled: Sequence[Note]) -> None:
        """Show what happened in one sentence, and what was filled in."""
        parts = [f'<div role="status" style="font-weight:600">{escape(head)}</div>']
        if filled:
            parts.append(_listed("已经预填，请核对：", filled))
        box = html(
            '<div style="line-height:1.6;padding:8px 12px;border:1px solid var(--jp-border-color1,#c7ccd1);'
            f'border-left:4px solid var(--jp-brand-color1,#1669c9)">{"".join(parts)}</div>'
        )
        shown: tuple[widgets.Widget, ...] = (box, button("知道了，收起", self.close_up))
        self.children = shown

    def close_up(self) -> None:
        """Put it away."""
        self.children = ()


def _listed(title: str, notes: Sequence[Note]) -> str:
    items = "".join(f"<li>{_words(note)}</li>" for note in notes)
    return f'<div style="margin-top:6px">{escape(title)}</div><ul style="margin:2px 0">{items}</ul>'


def _words(note: Note) -> str:
    where = f"<b>{escape(note.where)}</b>：" if note.where else ""
    return f"{where}{escape(note.message)}{f'：“{escape(note.text)}”' if note.text.strip() else ''}"
