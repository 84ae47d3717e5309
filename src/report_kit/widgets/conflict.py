"""Show a refused save: both versions side by side, part by part, and let a person choose."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from report_kit.forms.report import Report
from report_kit.widgets.merge import Difference, Side, differences, merged
from report_kit.widgets.panel import Status, button, html
from report_kit.workspace import StaleRevisionError

_CELL = (
    "border:1px solid #c7ccd1;padding:6px 10px;vertical-align:top;width:50%;"
    "white-space:pre-wrap;line-height:1.6"
)


class Conflict(widgets.VBox):
    """Two versions of one report and a choice for every part that differs.

    Args:
        error: the refused save.
        base: the report both versions started from.
        on_merge: called with the report put together as chosen.
    """

    def __init__(self, error: StaleRevisionError, base: Report, on_merge: Callable[[Report], None]) -> None:
        self._mine, self._theirs = error.mine, error.theirs.report
        self._choices: dict[str, widgets.ToggleButtons] = {}
        notice = Status()
        notice.say(str(error), "bad")
        rows: list[widgets.Widget] = [notice]
        for difference in differences(base, self._mine, self._theirs):
            choice = widgets.ToggleButtons(
                options=[("用我的", "mine"), ("用对方的", "theirs")], value=difference.suggested
            )
            self._choices[difference.part] = choice
            rows += [html(_beside(difference)), choice]
        rows.append(button("按以上选择合并并保存", lambda: on_merge(self.merged()), style="primary"))
        super().__init__(rows)

    def merged(self) -> Report:
        """Return the report put together as chosen so far."""
        sides: dict[str, Side] = {part: choice.value for part, choice in self._choices.items()}
        return merged(self._mine, self._theirs, sides)


def _beside(difference: Difference) -> str:
    return (
        f'<div style="font-weight:600;margin-top:8px">{escape(difference.name)}</div>'
        '<table style="border-collapse:collapse;width:100%;table-layout:fixed">'
        f'<tr><th style="{_CELL}">我的</th><th style="{_CELL}">对方的（已保存）</th></tr>'
        f'<tr><td style="{_CELL}">{escape(difference.mine)}</td>'
        f'<td style="{_CELL}">{escape(difference.theirs)}</td></tr></table>'
    )
