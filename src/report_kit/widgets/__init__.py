"""What the notebooks call: one function a job, each of which shows a panel."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from report_kit.errors import ReportKitError

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_kit.widgets.panel import Panel
    from report_kit.workspace import Workspace

__all__ = ["draft", "publish", "review", "tour"]


def tour() -> Panel:
    """Show the tour on a practice report (``00_新手上路``); the user's own reports are not opened."""
    from report_kit.widgets.tour.panel import TourPanel

    return _guarded(TourPanel)


def draft() -> Panel:
    """Show the forms to write a report (``01_起草``)."""
    from report_kit.widgets.draft import DraftPanel

    return _show(DraftPanel)


def review() -> Panel:
    """Show the findings of the proofreader to decide about (``02_校对``)."""
    from report_kit.widgets.review import ReviewPanel

    return _show(ReviewPanel)


def publish() -> Panel:
    """Show what is left to do, and write the files to publish (``04_发布``)."""
    from report_kit.widgets.publish import PublishPanel

    return _show(PublishPanel)


def _show(panel: Callable[[Workspace], Panel]) -> Panel:
    """Open the workspace and the panel."""
    from report_kit.widgets.panel import open_workspace

    return _guarded(lambda: panel(open_workspace()))


def _guarded(make: Callable[[], Panel]) -> Panel:
    """Return the panel; an error the user can act on is shown without a traceback."""
    from report_kit.widgets.panel import Panel, Status

    try:
        return make()
    except ReportKitError as error:
        status = Status()
        status.say(str(error), "bad")
        return Panel([status])


_JOBS = {name: globals()[name] for name in __all__}


class _JobModule(ModuleType):
    """A module of the same name as a job: importing it puts it in the job's place, so it can be called."""

    def __call__(self) -> Panel:
        return _JOBS[self.__name__.rpartition(".")[2]]()  # type: ignore[no-any-return]


class _Package(ModuleType):
    def __setattr__(self, name: str, value: object) -> None:
        if name in _JOBS and isinstance(value, ModuleType):
            value.__class__ = _JobModule
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
