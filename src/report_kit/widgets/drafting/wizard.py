"""Leads through a report: progress over the whole, guidance beside each field, last year's text."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from report_kit.errors import ReportKitError
from report_kit.forms.own import counterpart
from report_kit.forms.report import Report
from report_kit.proofread import Context, Proofreader, fingerprint
from report_kit.widgets.common.prose_checks import moved
from report_kit.widgets.drafting.guide import Guide
from report_kit.widgets.drafting.points import Problems, survey
from report_kit.widgets.drafting.progress import Progress
from report_kit.widgets.fields.editor import Editor, Ignored

PAUSE = 0.6
"""Seconds after the last change; typing must not wait for it."""

_FRAME = {"title": "标题", "signature": "落款", "date": "成文日期"}


class Wizard:
    """What is left to do in the report that is open.

    Args:
        report: the report as it was opened.
        previous: last year's, if there is one.
        read: returns the report as it stands in the forms, its context, and the cells that hold no figure.
        proofreader: with the rules of the form's ``completeness``.
        ignored: the findings a person has judged right.
    """

    def __init__(
        self,
        report: Report,
        previous: Report | None,
        read: Callable[[], tuple[Report, Context, Problems]],
        proofreader: Proofreader,
        ignored: Ignored,
    ) -> None:
        self._report, self._read, self._proofreader, self._ignored = report, read, proofreader, ignored
        self._previous = previous.resolved() if previous else None
        self._editors: dict[str, Editor] = {}
        self.guides: dict[str, Guide] = {}
        self.progress = Progress()
        self._timer: asyncio.TimerHandle | None = None

    def guide(self, section_id: str, editor: Editor) -> Guide | None:
        """Return what stands beside a section's field, ``None`` when there is nothing to say."""
        section = self._report.spec.section(section_id)
        last = ""
        if self._previous:
            last = self._previous.prose_of(counterpart(self._report, section_id, self._previous))
        self._editors[section_id] = editor
        if not (section.questions or last):
            return None
        made = Guide(
            section,
            self._report.heading(section_id),
            self._report.year,
            self._report.level,
            last,
            lambda passage, apart: append(editor, passage, apart=apart),
        )
        self.guides[section_id] = made
        return made

    def soon(self, pause: float = PAUSE) -> None:
        """Look again in a while; at once outside a kernel, where nothing runs beside the caller."""
        self.stop()
        try:
            self._timer = asyncio.get_running_loop().call_later(pause, self.refresh)
        except RuntimeError:
            self.refresh()

    def stop(self) -> None:
        """Forget a look that was asked for."""
        if self._timer:
            self._timer.cancel()

    def refresh(self) -> None:
        """Show how far the report has come."""
        try:
            report, context, problems = self._read()
            reasons = self._ignored.reasons()
            found = survey(report, context, self._proofreader, problems, reasons)
        except ReportKitError:
            return  # what is wrong is said where it is: this only counts
        self.progress.show(found, self._name)
        for name, guide in self.guides.items():
            own = [point for point in found.points if point.target == name]
            missing = sum(not point.done for point in own) if own else None
            guide.tell(found.answered[name], missing, self._stale(self._editors[name], reasons))

    def _stale(self, editor: Editor, reasons: Mapping[str, str]) -> Sequence[tuple[str, str]]:
        """Return the passages of a field that look like last year's, and why; not those judged right."""
        text, lead = str(editor.value), editor.lead
        found = []
        for finding in editor.checks.known(text, lead):
            mark = fingerprint(moved(finding, len(lead)), lead + text)
            if finding.rule in self._report.spec.stale and mark not in reasons:
                found.append((_sentence(text, finding.start, finding.end), finding.message))
        return found

    def _name(self, target: str) -> str:
        spec = self._report.spec
        if any(table.id == target for table in spec.tables):
            table = spec.table(target)
            number, stop, _ = spec.section(table.section).title.partition("、")
            return f"第{number}部分的表格" if stop else f"表格“{table.called}”"
        return _FRAME.get(target) or self._report.heading(target)


def append(editor: Editor, passage: str, *, apart: bool) -> None:
    """Put a passage behind what stands in a field; ``apart`` makes a paragraph of its own of it."""
    text = str(editor.value).rstrip("\n")
    editor.value = text + ("\n" if text and apart else "") + passage


def _sentence(text: str, start: int, end: int) -> str:
    """Return the sentence that holds a passage."""
    low = max(text.rfind(mark, 0, start) for mark in "。；\n") + 1
    ends = [at for mark in "。；\n" if (at := text.find(mark, end)) >= 0]
    return text[low : min(ends, default=len(text))].strip()
