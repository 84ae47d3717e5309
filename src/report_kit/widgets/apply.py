"""Carry edits of a report's printed text back into its sections."""

from __future__ import annotations

from collections.abc import Sequence

from report_kit.forms.render import Place
from report_kit.forms.report import Report
from report_kit.proofread import Edit, Finding
from report_kit.proofread.finding import apply_edits


def places(report: Report, edits: Sequence[Edit]) -> list[Place]:
    """Return where the edits stand in the prose; empty when one of them does not stand in prose.

    Titles, headings and tables are edited in their own fields, not through a finding.
    """
    found = [report.rendered.place(edit.start, edit.end) for edit in edits]
    return [place for place in found if place] if all(found) else []


def apply(report: Report, edits: Sequence[Edit]) -> Report:
    """Return the report with the edits made in its sections.

    Args:
        report: the report whose ``document()`` was checked.
        edits: ascending, not overlapping, all in prose (see :func:`places`).

    Raises:
        ValueError: an edit does not stand in the prose of one section.
    """
    found = places(report, edits)
    if len(found) != len(edits):
        raise ValueError("an edit does not stand in the prose of one section")
    by_section: dict[str, list[Edit]] = {}
    for edit, place in zip(edits, found, strict=True):
        by_section.setdefault(place.section, []).append(Edit(place.start, place.end, edit.replacement))
    for section, own in by_section.items():
        report = report.with_section(section, apply_edits(report.section(section), own))
    return report


def place_name(report: Report, finding: Finding) -> str:
    """Return the section or table a finding stands in, in words."""
    if finding.cell:
        return "表格：" + "，".join(label for label in finding.cell if label)
    place = report.rendered.place(finding.start, finding.end)
    if place is None:
        # Across paragraphs, or in a title or heading: name the section before.
        place = report.rendered.place(finding.start, finding.start)
    return report.heading(place.section) if place else "标题、表格或落款"
