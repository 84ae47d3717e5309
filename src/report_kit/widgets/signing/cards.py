"""The cards of the page: each shows what Python gives it, and sends what a person did.

A passphrase is sent in a message and nowhere kept: what a widget keeps may be saved with a notebook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from report_kit.widgets.common.panel import reporting

_HERE = Path(__file__).parent

Act = Callable[[Mapping[str, Any]], str]
"""Does what a person asked for, and returns what to say of it."""


class Card(anywidget.AnyWidget):
    """A card; ``view`` is what it shows, ``said`` what came of the last click.

    Args:
        act: called with every message of the page; what it raises is said in the card.
    """

    _css = _HERE / "cards.css"
    view: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    said: traitlets.Dict[str, str] = traitlets.Dict({"text": "", "tone": "plain"}).tag(sync=True)
    busy = traitlets.Bool().tag(sync=True)

    def __init__(self, act: Act) -> None:
        super().__init__()
        self._act = act
        self.on_msg(self._received)

    def tell(self, text: str, tone: str = "plain") -> None:
        """Say something in the card."""
        self.said = {"text": text, "tone": tone}

    def _received(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        self.busy = True
        self.tell("")
        try:
            with reporting(self.tell):
                self.tell(self._act(message), "good")
        finally:
            # Also after an error: a page whose buttons stay grey helps nobody.
            self.busy = False


class ReadingCard(Card):
    """The text with its findings and comments."""

    _esm = _HERE / "reading.js"


class SigningCard(Card):
    """The questions of a step, the verdict, and the passphrase."""

    _esm = _HERE / "signing.js"


class PeopleCard(Card):
    """Who takes part: add people, choose a passphrase."""

    _esm = _HERE / "people.js"
