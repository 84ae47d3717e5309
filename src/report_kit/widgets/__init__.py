"""What the notebooks call: one function a job, each of which shows a panel.

No module here may be called like a job: importing it would put it in the function's place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.errors import ReportKitError

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_kit.widgets.common.panel import Panel
    from report_kit.workspace import Workspace

__all__ = ["assess", "draft", "publish", "review", "sign", "tour"]


def tour() -> Panel:
    """Show the tour on a practice report (``00_新手上路``); the user's own reports are not opened."""
    from report_kit.widgets.guided_tour.panel import TourPanel

    return _guarded(TourPanel)


def draft() -> Panel:
    """Show the forms to write a report (``01_起草``)."""
    from report_kit.widgets.drafting.panel import DraftPanel

    return _show(DraftPanel)


def review() -> Panel:
    """Show the findings of the proofreader to decide about (``02_校对``)."""
    from report_kit.widgets.reviewing.panel import ReviewPanel

    return _show(ReviewPanel)


def sign() -> Panel:
    """Show where a report stands in the review, to read, comment and sign (``03_审核``)."""
    from report_kit.widgets.signing.panel import SigningPanel

    return _show(SigningPanel)


def publish() -> Panel:
    """Show what is left to do, and write the files to publish (``04_发布``)."""
    from report_kit.widgets.publishing.panel import PublishPanel

    return _show(PublishPanel)


def assess() -> Panel:
    """Show the scores of the units by month, and write the circular (``05_考核``)."""
    from report_kit.widgets.assessing.panel import AssessPanel

    return _show(AssessPanel)


def _show(panel: Callable[[Workspace], Panel]) -> Panel:
    """Open the workspace and the panel."""
    from report_kit.widgets.common.panel import open_workspace

    return _guarded(lambda: panel(open_workspace()))


def _guarded(make: Callable[[], Panel]) -> Panel:
    """Return the panel; an error the user can act on is shown without a traceback."""
    from report_kit.widgets.common.panel import Panel, Status

    try:
        return make()
    except ReportKitError as error:
        status = Status()
        status.say(str(error), "bad")
        return Panel([status])
