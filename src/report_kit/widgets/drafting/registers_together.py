"""Put the rows of two people together: what only one changed is taken, for the rest a person chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import ipywidgets as widgets

from report_kit.ledger.book import Book
from report_kit.ledger.together import Choice, Clash, Together
from report_kit.widgets.common.panel import Status, button, html

_WORDS: dict[Choice, str] = {"mine": "用这里的", "theirs": "用别处的", "both": "两行都留"}


class TogetherForm(widgets.VBox):
    """The rows that two people changed differently, each with a choice.

    Args:
        status: where errors are shown.
        on_book: called with the book of all rows, to be saved.
    """

    children: tuple[widgets.Widget, ...]

    def __init__(self, status: Status, on_book: Callable[[Book], None]) -> None:
        self._status, self._on_book = status, on_book
        self.choices: list[widgets.RadioButtons] = []
        super().__init__()

    def offer(self, mine: Book) -> None:
        """Offer to put the rows of a book together with those its file holds now."""
        self.children = (button("合在一起", lambda: self._join(mine), style="primary"),)

    def clear(self) -> None:
        """Offer nothing."""
        self.choices = []
        self.children = ()

    def _join(self, mine: Book) -> None:
        with self._status.reporting():
            together = Together(mine)
            if not together.clashes:
                self._take(together)
                return
            self._show(mine, together.clashes)

    def _show(self, mine: Book, clashes: tuple[Clash, ...]) -> None:
        self.choices = [self._choice(clash) for clash in clashes]
        lines: list[widgets.Widget] = [
            html(
                f'<div style="line-height:1.6">有 {len(clashes)} 行两边都改了，请逐行选择；'
                "其余的已经合好。</div>"
            )
        ]
        for clash, choice in zip(clashes, self.choices, strict=True):
            lines += [html(_shown(clash)), choice]
        chosen = button("按所选的合在一起", lambda: self._chosen(mine, clashes), style="primary")
        self.children = (*lines, chosen)

    def _choice(self, clash: Clash) -> widgets.RadioButtons:
        return widgets.RadioButtons(
            options=[(_WORDS[choice], choice) for choice in clash.choices],
            value=None,
            layout=widgets.Layout(width="auto"),
        )

    def _chosen(self, mine: Book, clashes: tuple[Clash, ...]) -> None:
        missing = sum(choice.value is None for choice in self.choices)
        if missing:
            self._status.say(f"还有 {missing} 行没有选择，没有保存。", "bad")
            return
        with self._status.reporting():
            # Both sides may have gone on since: what was typed meanwhile is to be there, too.
            together = Together(mine)
            if together.clashes != clashes:
                self._show(mine, together.clashes)
                self._status.say("两边的内容又变了，请按现在的重新选择。", "bad")
                return
            self._take(together)

    def _take(self, together: Together) -> None:
        book = together.settle([choice.value for choice in self.choices])
        self.clear()
        self._on_book(book)


def _shown(clash: Clash) -> str:
    """Return a row as it stands here and there, as HTML."""
    labels = list(dict.fromkeys([*(clash.mine or {}), *(clash.theirs or {})]))
    differ = [label for label in labels if _of(clash.mine, label) != _of(clash.theirs, label)] or labels
    cells = "".join(
        f"<tr><th>{escape(label)}</th><td>{escape(_of(clash.mine, label))}</td>"
        f"<td>{escape(_of(clash.theirs, label))}</td></tr>"
        for label in differ
    )
    heads = "".join(
        f"<th>{name}{'（已删去）' if side is None else ''}</th>"
        for name, side in (("这里的", clash.mine), ("别处的", clash.theirs))
    )
    return (
        f'<div style="line-height:1.6"><b>{escape(clash.key)}</b>'
        '<table style="border-spacing:8px 2px;text-align:left">'
        f"<tr><th>列</th>{heads}</tr>{cells}</table></div>"
    )


def _of(side: Mapping[str, str] | None, label: str) -> str:
    return (side or {}).get(label, "")
