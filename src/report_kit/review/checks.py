"""What the machine has to say of a report that is in the workspace: open findings, and what is absent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from report_kit.forms.carry import earlier_form
from report_kit.proofread.findings.accepted import fingerprint
from report_kit.settings import (
    Settings,
    accepted_file,
    find_settings,
    make_context,
    make_proofreader,
    read_accepted,
)
from report_kit.workspace import Decision, Workspace

if TYPE_CHECKING:
    from report_kit.forms.report import Report
    from report_kit.proofread import Context, Finding, Proofreader


@dataclass(frozen=True)
class Waiver:
    """Why a finding needs no more attention, who said so and when (ISO 8601); may be empty."""

    reason: str
    who: str
    when: str

    @classmethod
    def of(cls, decision: Decision) -> Waiver:
        """Return why and by whom something was decided."""
        return cls(decision.reason, decision.who, decision.made.isoformat(timespec="seconds"))

    def signed(self) -> str:
        """Return who said so and when, to the minute; empty where neither is known."""
        return "　".join(filter(None, (self.who, self.when[:16].replace("T", " "))))


@dataclass(frozen=True)
class Checked:
    """What was found in a report.

    Args:
        text: the text that the findings' offsets point into.
        open: findings nobody has settled.
        waived: settled ones, each with why.
        failed: rules that broke: what they look for was not looked for.
    """

    text: str
    open: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Waiver], ...]
    failed: tuple[str, ...]


def check(
    workspace: Workspace, report_id: int, report: Report, proofreader: Proofreader | None = None
) -> Checked:
    """Run the rules on a report; last year's is held beside it where it is in the workspace.

    Raises:
        DataError: ``RK-341`` to ``RK-345`` the settings or the acceptances cannot be used.
    """
    settings = find_settings(workspace_folder(workspace))
    document = report.document()
    result = (proofreader or make_proofreader(settings)).run(
        document, context_of(workspace, report, settings)
    )
    reasons = waivers(workspace, report_id)
    found = [(finding, reasons.get(fingerprint(finding, document.text))) for finding in result.findings]
    return Checked(
        document.text,
        tuple(finding for finding, waiver in found if waiver is None),
        tuple((finding, waiver) for finding, waiver in found if waiver is not None),
        tuple(failure.rule for failure in result.failures),
    )


def workspace_folder(workspace: Workspace) -> Path:
    """Return the folder whose settings hold: the workspace's, or the current one where that is a database."""
    return workspace.folder or Path.cwd()


def waivers(workspace: Workspace, report_id: int) -> dict[str, Waiver]:
    """Return why findings are settled, by fingerprint.

    What was decided about this report goes before what ``report-kit accept`` has recorded.

    Raises:
        DataError: ``RK-341`` to ``RK-345`` the settings or the acceptances cannot be read.
    """
    folder = workspace_folder(workspace)
    file = accepted_file(find_settings(folder), folder / "_")
    decided = {decision.fingerprint: decision for decision in workspace.decisions(report_id)}
    ignored = {key: Waiver.of(made) for key, made in decided.items() if made.action == "ignore"}
    accepted = {
        key: Waiver(made.reason, made.who, made.when)
        for key, made in read_accepted(file).items()
        if key not in decided
    }
    return accepted | ignored


def previous_of(workspace: Workspace, report: Report, back: int = 1) -> Report | None:
    """Return the agency's report of an earlier year, of the form of the same family in force then, if any."""
    form = earlier_form(report, back)
    found = workspace.find(report.agency, report.year - back, form) if form else None
    return workspace.load(found.id).report if found else None


def context_of(workspace: Workspace, report: Report, settings: Settings) -> Context:
    """Return what the proofreader should know of a report, last year's included where there is one."""
    previous = previous_of(workspace, report)
    own = make_context(settings, report.agency, report.level, report.year)
    return replace(own, report=report, previous=previous)


def absent(report: Report) -> list[str]:
    """Return in words what is still empty: required sections, cells, signature and date."""
    lines = [
        f"还没有写：{report.heading(section.id)}"
        for section in report.spec.sections
        if section.required and not report.section(section.id)
    ]
    for table in report.spec.tables:
        blanks = sum(report.tables[table.id][row][column] is None for row, column in table.addresses)
        if blanks:
            lines.append(f"{table.title}还有 {blanks} 格没有填")
    if not report.signature and report.spec.signature.by:
        lines.append("还没有落款")
    if report.date is None and report.spec.signature.dated:
        lines.append("还没有成文日期")
    return lines
