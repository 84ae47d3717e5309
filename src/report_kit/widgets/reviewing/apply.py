"""Carry edits of a report's printed text back into the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from report_kit.forms.report import Report
from report_kit.proofread import Edit, Finding
from report_kit.proofread.findings.finding import apply_edits

_LINES = {"title": "标题", "signature": "落款"}


def can_apply(report: Report, edits: Sequence[Edit]) -> bool:
    """Say whether all edits stand in prose, headings, title or signature; table cells have their own form."""
    return all(_target(report, edit) for edit in edits)


def apply(report: Report, edits: Sequence[Edit]) -> Report:
    """Return the report with edits made that were found in its printed text.

    Args:
        report: the report whose ``document()`` was checked.
        edits: ascending, not overlapping, for which :func:`can_apply` holds.

    Raises:
        ValueError: an edit stands in a table, across two paragraphs, or on a bound number.
    """
    targets: dict[str, list[Edit]] = {}
    for edit in edits:
        found = _target(report, edit)
        if found is None:
            raise ValueError("an edit does not stand in one paragraph, heading, title or signature")
        targets.setdefault(found[0], []).append(found[1])
    sections, headings = dict(report.sections), dict(report.headings)
    lines: dict[str, Any] = {}
    for name, own in targets.items():
        kind, _, section = name.partition(":")
        if kind == "section":
            sections[section] = apply_edits(report.section(section), own)
        elif kind == "heading":
            headings[section] = apply_edits(report.heading(section), own)
        else:
            lines[name] = apply_edits(getattr(report, name), own)
    return replace(report, sections=sections, headings=headings, **lines)


def place_name(report: Report, finding: Finding) -> str:
    """Return the section or table a finding stands in, in words."""
    if finding.cell:
        return "表格：" + "，".join(label for label in finding.cell if label)
    place = report.rendered.place(finding.start, finding.start)
    if place:
        return report.heading(place.section)
    line = report.rendered.line(finding.start, finding.start)
    if line is None:
        return "全文"
    return _LINES.get(line.name) or report.heading(line.name.partition(":")[2])


def _target(report: Report, edit: Edit) -> tuple[str, Edit] | None:
    """Return the part of the report an edit stands in, by name, and the edit within that part."""
    place = report.rendered.place(edit.start, edit.end)
    if report.rendered.is_bound(edit.start, edit.end):
        return None  # a bound number is changed where it has its home
    if place:
        return f"section:{place.section}", Edit(place.start, place.end, edit.replacement)
    line = report.rendered.line(edit.start, edit.end)
    return (line.name, Edit(line.start, line.end, edit.replacement)) if line else None
