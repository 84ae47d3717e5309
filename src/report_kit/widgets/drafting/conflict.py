"""Show a refused save: both versions side by side, part by part, and let a person choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

import ipywidgets as widgets

from report_kit.widgets.common.merge import Difference, Side
from report_kit.widgets.common.panel import Status, button, html
from report_kit.widgets.common.textdiff import beside, compare

_CELL = (
    "border:1px solid #c7ccd1;padding:6px 10px;vertical-align:top;width:50%;"
    "white-space:pre-wrap;line-height:1.6;text-align:left"
)


class Conflict(widgets.VBox):
    """Two versions of one report and a choice for every part that differs.

    Args:
        words: why the save was refused.
        found: the parts that differ.
        on_merge: called with the side chosen for each part.
    """

    def __init__(
        self, words: str, found: Sequence[Difference], on_merge: Callable[[Mapping[str, Side]], None]
    ) -> None:
        self._choices: dict[str, widgets.ToggleButtons] = {}
        notice = Status()
        notice.say(words, "bad")
        rows: list[widgets.Widget] = [notice]
        for difference in found:
            choice = widgets.ToggleButtons(
                options=[("用我的", "mine"), ("用对方的", "theirs")], value=difference.suggested
            )
            self._choices[difference.part] = choice
            rows += [html(_beside(difference)), choice]
        rows.append(button("按以上选择合并并保存", lambda: on_merge(self.chosen()), style="primary"))
        super().__init__(rows)

    def chosen(self) -> dict[str, Side]:
        """Return the side chosen for each part so far."""
        return {part: choice.value for part, choice in self._choices.items()}


def _beside(difference: Difference) -> str:
    theirs, mine = beside(compare(difference.theirs, difference.mine))
    return (
        f'<div style="font-weight:600;margin-top:8px">{escape(difference.name)}</div>'
        '<table style="border-collapse:collapse;width:100%;table-layout:fixed">'
        f'<tr><th style="{_CELL}">我的</th><th style="{_CELL}">对方的（已保存）</th></tr>'
        f'<tr><td style="{_CELL}">{mine}</td>'
        f'<td style="{_CELL}">{theirs}</td></tr></table>'
    )
