"""What the panels of all notebooks share: a status line, a text fallback, and opening the workspace."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from html import escape
from typing import Any

import ipywidgets as widgets

from report_kit.errors import ReportKitError
from report_kit.widgets.jupyter.lab import WORKSPACE_VARIABLE
from report_kit.widgets.jupyter.server import MARK
from report_kit.workspace import Workspace

log = logging.getLogger("report_kit")

# With a background of their own, so that they can be read in either theme.
_COLOURS = {
    "good": "#1b6b3a;background:#e6f4ea;padding:0 6px",
    "bad": "#b3261e;background:#fde7e5;padding:0 6px",
    "open": "#8a5a00;background:#fff4d6;padding:0 6px",
    "plain": "inherit",
}
_RERUN = "这里是可以操作的界面，需要先运行才会出现：请点上方菜单“运行”，再点“运行所有单元格”。"


def workspace_location() -> str:
    """Return what ``REPORT_KIT_WORKSPACE`` names (a folder or URL), else this folder."""
    return os.environ.get(WORKSPACE_VARIABLE) or "."


def open_workspace() -> Workspace:
    """Open the workspace of the notebooks."""
    return Workspace(workspace_location())


class Panel(widgets.VBox):
    """A panel that leaves readable text in the notebook.

    A saved notebook opened without its kernel has no widgets. ``fallback`` gives what to read then: a
    list of (heading, text) pairs.
    """

    def fallback(self) -> list[tuple[str, str]]:
        """Return what a reader without a kernel should see."""
        return []

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle = super()._repr_mimebundle_(**kwargs)
        parts = [("", _RERUN), *self.fallback()]
        bundle["text/plain"] = "\n".join(line for part in parts for line in part if line)
        bundle["text/html"] = "".join(
            (f"<h4>{escape(heading)}</h4>" if heading else "")
            + "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
            for heading, text in parts
        )
        return bundle, {MARK: True}


class Status(widgets.HTML):
    """One line that says what happened last."""

    def say(self, text: str, tone: str = "plain") -> None:
        """Show ``text`` (plain text, line ends kept) in a tone, see ``notice``."""
        self.value = notice(text, tone)

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Show an error in the panel instead of a traceback nobody here can read, or would even see."""
        with reporting(self.say):
            yield


@contextmanager
def reporting(say: Callable[[str, str], None]) -> Iterator[None]:
    """Give what went wrong to ``say``, in words and the tone ``bad``, in place of a traceback."""
    try:
        yield
    except ReportKitError as error:
        say(str(error), "bad")
    except Exception as error:
        log.exception("unexpected error in a panel")
        what = f"{type(error).__name__}：{error}"
        say(f"程序出错，这一步没有完成（{what}）。已保存的内容不受影响。", "bad")


def notice(text: str, tone: str = "plain") -> str:
    """Return plain text as HTML, line ends kept, in the tone ``good``, ``bad``, ``open`` or ``plain``."""
    body = escape(text).replace("\n", "<br>")
    return f'<div style="line-height:1.6;color:{_COLOURS[tone]}">{body}</div>'


def saved_words(number: int, when: datetime) -> str:
    """Return the words that acknowledge a save."""
    return f"已保存 {when:%H:%M:%S}（第 {number} 版）"


def button(text: str, action: Callable[[], None], *, style: str = "", width: str = "auto") -> widgets.Button:
    """Return a button that calls ``action`` when clicked."""
    # In a column a widget is as wide as the page unless told otherwise.
    layout = widgets.Layout(width=width, align_self="flex-start")
    made = widgets.Button(description=text, button_style=style, layout=layout)
    made.on_click(lambda _button: action())
    return made


def html(text: str) -> widgets.HTML:
    """Return a widget that shows an HTML fragment."""
    return widgets.HTML(text)
