"""The tour itself: where one is, the step's task, its widgets, and whether it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from report_kit.resources import read_yaml
from report_kit.widgets.common.panel import Panel, Status, button, html, workspace_location
from report_kit.widgets.guided_tour.practice import Practice
from report_kit.widgets.guided_tour.steps import STEPS
from report_kit.widgets.jupyter.lab import SETTINGS_FOLDER

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Words:
    """What is said about a step; all but ``id`` and ``title`` are HTML."""

    id: str
    title: str
    about: str
    todo: list[str]
    done: str


@cache
def words() -> tuple[Words, ...]:
    """Return the words of all steps, in order."""
    return tuple(Words(**entry) for entry in read_yaml(_HERE / "steps.yaml"))


class Guide(anywidget.AnyWidget):
    """The way through the tour: all steps, those done, and the task of the one that is open.

    A click on a step sends its number; Python opens it by setting ``step``.
    """

    _esm = _HERE / "guide.js"
    _css = _HERE / "guide.css"
    steps: traitlets.List[Any] = traitlets.List().tag(sync=True)
    done: traitlets.List[Any] = traitlets.List().tag(sync=True)
    step = traitlets.Int().tag(sync=True)
    verdict: traitlets.Dict[str, Any] = traitlets.Dict({"good": False, "text": ""}).tag(sync=True)


class TourPanel(Panel):
    """The ten-minute tour.

    Args:
        folder: where the practice report is kept; beside the settings of the workspace when omitted.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.practice = Practice(folder or _practice_folder())
        entries = [{"title": w.title, "about": w.about, "todo": w.todo} for w in words()]
        self.guide = Guide(steps=entries)
        self.guide.on_msg(self._picked)
        self.body, self.status = widgets.VBox(), Status()
        self.forward = button("下一步", self._go_on, style="primary", width="10em")
        self.again = button("这一步重做", self.redo, width="10em")
        self.restart_button = button("重新开始", self.restart, width="10em")
        buttons = widgets.HBox([self.forward, self.again, self.restart_button])
        super().__init__([self.guide, self.body, html("<hr>"), self.status, buttons])
        left = [n for n, entry in enumerate(words()) if entry.id not in self.practice.done]
        self.show_step(left[0] if left else 0)

    def show_step(self, number: int) -> None:
        """Show a step as the practice report is now."""
        with self.status.reporting():
            self.step = STEPS[number](self.practice, self.look)
            self.body.children = tuple(self.step.show())
            self.guide.step = number
            self.look()

    def look(self) -> None:
        """Say whether the open step is done, and what is missing."""
        with self.status.reporting():
            missing = self.step.missing()
            if not missing:
                self.practice.mark(self.step.id)
            done = f"✓ {words()[self.guide.step].done}"
            if len(self.practice.done) == len(STEPS):
                done += _ALL_DONE
            # Above and below what one works in, so that it is seen from both ends of a long table.
            self.status.say(missing or done, "plain" if missing else "good")
            self.guide.verdict = {"good": not missing, "text": missing or done}
            self._count()

    def redo(self) -> None:
        """Put the open step back to its beginning."""
        with self.status.reporting():
            self.step.reset()
            self.practice.mark(self.step.id, done=False)
            self.show_step(self.guide.step)

    def restart(self) -> None:
        """Begin the whole tour again with an untouched report."""
        with self.status.reporting():
            self.practice.restart()
            self.show_step(0)

    def fallback(self) -> list[tuple[str, str]]:
        """Return the steps in words."""
        done = self.practice.done
        steps = [("✓ " if entry.id in done else "○ ") + entry.title for entry in words()]
        return [("练习的各个步骤", "\n".join(steps))]

    def _count(self) -> None:
        self.guide.done = [n for n, entry in enumerate(words()) if entry.id in self.practice.done]
        last = self.guide.step == len(STEPS) - 1
        self.forward.layout.display = "none" if last else None
        self.forward.disabled = self.step.id not in self.practice.done

    def _go_on(self) -> None:
        self.show_step(self.guide.step + 1)

    def _picked(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        number = message.get("step")
        if isinstance(number, int) and 0 <= number < len(STEPS):
            self.show_step(number)


def _practice_folder() -> Path:
    location = workspace_location()
    return Path("." if "://" in location else location) / SETTINGS_FOLDER / "practice"


_ALL_DONE = "全部做完了。现在双击左边文件列表里的“01_起草”，写自己的报告。"
