"""How far a report has come, what is missing, and the way to the next open point."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from report_kit.widgets.drafting.points import Survey


class Progress(anywidget.AnyWidget):
    """A bar, a list of the open points, and a button (F9) that puts the caret where the next one is.

    The page finds the places by class: see ``mark_place``.
    """

    _esm = Path(__file__).with_name("progress.js")
    _css = Path(__file__).with_name("progress.css")
    done = traitlets.Int().tag(sync=True)
    total = traitlets.Int().tag(sync=True)
    points: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def show(self, found: Survey, name: Callable[[str], str]) -> None:
        """Show a survey; ``name`` gives the name of a target."""
        points = [
            {
                "place": place_class(point.target),
                "cell": "/".join(point.cell) if point.cell else "",
                "name": name(point.target),
                "text": point.text,
            }
            for point in found.open
        ]
        with self.hold_sync():
            self.total, self.done = len(found.points), len(found.points) - len(points)
            self.points = points


def place_class(target: str) -> str:
    """Return the class that marks where a point's target is on the page."""
    return f"rk-at-{target.replace('.', '-')}"


def mark_place(widget: widgets.DOMWidget, target: str) -> None:
    """Mark a widget as the place of a target."""
    widget.add_class(place_class(target))
