"""Check the whole report while a person writes it, so that the editors also mark what only shows there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from report_kit.errors import ReportKitError
from report_kit.forms.render import INDENT, RUN_IN_ENDS
from report_kit.forms.report import Report
from report_kit.proofread import Context, Finding, Proofreader
from report_kit.widgets.common.prose_checks import ProseChecks, moved

log = logging.getLogger("report_kit")

PAUSE = 2.0
"""Seconds after the last change; a change itself is marked much sooner, by the check of its paragraph."""


class WholeCheck:
    """Runs beside the kernel's own work, a while after the last change.

    Args:
        report: returns the report as it stands now, with its context.
        checks: learns what was found.
        done: called when it has learnt, with the error when the check was not possible.
    """

    def __init__(
        self,
        report: Callable[[], tuple[Report, Context]],
        checks: ProseChecks,
        done: Callable[[ReportKitError | None], None],
        proofreader: Proofreader,
    ) -> None:
        self._report, self._checks, self._done, self._proofreader = report, checks, done, proofreader
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    def soon(self, pause: float = PAUSE) -> bool:
        """Ask for a check; ``False`` outside a kernel, where nothing runs beside the caller."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return False
        self.stop()
        self._timer = loop.call_later(pause, self._start)
        return True

    def stop(self) -> None:
        """Forget a check that was asked for."""
        if self._timer:
            self._timer.cancel()

    def _start(self) -> None:
        if self._task and not self._task.done():
            self.soon()  # one at a time
        else:
            self._task = asyncio.ensure_future(self._run())

    async def _run(self) -> None:
        problem = None
        try:
            report, context = self._report()
            found = await asyncio.to_thread(self._proofreader.check, report.document(), context)
            learn(self._checks, report, found)
        except ReportKitError as error:
            problem = error
        except Exception:
            log.exception("the check of the whole report failed")
        self._done(problem)


def learn(checks: ProseChecks, report: Report, findings: list[Finding]) -> None:
    """Give the findings of a whole report to the checks of its prose, section by section."""
    by_section: dict[str, list[Finding]] = {key: [] for key in report.sections}
    for finding in findings:
        place = report.rendered.place(finding.start, finding.end)
        if place:
            by_section[place.section].append(moved(finding, place.start - finding.start))
    for section, own in by_section.items():
        checks.learn(report.section(section), own, lead(report, section))


def lead(report: Report, section: str) -> str:
    """Return what is printed before a section's first paragraph, on its line."""
    heading = report.heading(section)
    run_in = report.spec.section(section).level == 2 and heading.endswith(RUN_IN_ENDS)
    return heading if run_in else INDENT
