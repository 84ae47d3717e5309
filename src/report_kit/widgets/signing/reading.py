"""The text as reviewers read it: by section, cut where a finding, a comment or a figure begins or ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from report_kit.forms.binding import Figure, resolve
from report_kit.forms.report import Report, format_date
from report_kit.proofread import Finding
from report_kit.proofread.findings.display import suggestion
from report_kit.review.changes import Change
from report_kit.review.checks import Checked
from report_kit.review.comments import DONE_WORDS, GONE_WORDS, Comment
from report_kit.widgets.common.textdiff import compare, marked
from report_kit.widgets.reviewing.apply import place_name

Span = tuple[int, int, str]
"""Where something begins and ends in a section's text as it is written, and what it is."""

_ACTIONS = {"comment": "", "reply": "回复", "done": DONE_WORDS, "reopen": "重新提出"}


def head_of(report: Report) -> str:
    """Return title, agency and signature as HTML."""
    signed = "　".join(filter(None, (report.signature, format_date(report.date) if report.date else "")))
    return f"<b>{escape(report.title)}</b><br>落款：{escape(signed) or '（还没有）'}"


def sections_of(
    report: Report, checked: Checked, comments: Sequence[Comment], previous: Report | None
) -> list[dict[str, Any]]:
    """Return the sections as the page draws them.

    Args:
        report: the report.
        checked: what was found in it.
        comments: as they stand on it.
        previous: last year's.
    """
    found = _by_section(report, checked.open)
    grids = report.grids()
    known = {section.id for section in report.spec.sections}
    shown = []
    for section in report.spec.sections:
        key = section.id
        own = [one for one in comments if _section_of(report, one.section) == key]
        text = report.section(key)
        spans = [span for span, _ in found.get(key, ()) if span]
        spans += [
            (one.place.start, one.place.end, f"thread {one.thread}")
            for one in own
            if one.place and one.section == key and not one.is_done
        ]
        shown.append(
            {
                "id": key,
                "heading": report.heading(key) if section.level else "（开头）",
                "level": section.level,
                "paragraphs": [list(_segments(report, part, at, spans)) for part, at in _paragraphs(text)],
                "required": section.required,
                "tables": [_table(grids[name]) for name in section.tables],
                "findings": [said for _, said in found.get(key, ())],
                "threads": [thread_of(report, one) for one in own],
                "last": previous.resolved().prose_of(key) if previous else "",
            }
        )
    rest = [one for one in comments if _section_of(report, one.section) not in known]
    elsewhere = [said for _, said in found.get("", ())]
    if rest or elsewhere:
        threads = [thread_of(report, one) for one in rest]
        shown.append(
            {
                "id": "",
                "heading": "全文、标题和落款" if not rest else "全文，和已经删去的部分",
                "level": 1,
                "paragraphs": [],
                "required": False,
                "tables": [],
                "findings": elsewhere,
                "threads": threads,
                "last": "",
            }
        )
    return shown


def thread_of(report: Report, comment: Comment) -> dict[str, Any]:
    """Return a comment with its replies as the page draws it."""
    first = comment.entries[0]
    quote = comment.quote or _cell_name(report, comment.section)
    return {
        "id": comment.thread,
        "quote": quote,
        "gone": GONE_WORDS if comment.is_gone else "",
        "done": comment.is_done,
        "entries": [
            {
                "text": entry.text,
                "act": _ACTIONS[entry.action],
                "signed": f"{entry.who}　{entry.made:%m-%d %H:%M}　第 {entry.revision} 版",
            }
            for entry in (first, *comment.entries[1:])
        ],
    }


def changes_html(since: int | None, changes: Sequence[Change]) -> str:
    """Return what was changed since a person last looked, sentence by sentence; nothing for who never did."""
    if since is None:
        return ""
    if not changes:
        words = f"您上次看的是第 {since} 版，以后文字没有改过。"
        return f'<div class="rk-signing"><p class="faint">{words}</p></div>'
    items = "".join(
        f"<b>{escape(change.place)}</b>"
        f'<div class="change">{marked(compare(change.before.strip(), change.after.strip()))}</div>'
        for change in changes
    )
    head = f"您上次看的是第 {since} 版，以后改了 {len(changes)} 处"
    folded = f'<details class="since" open><summary>{head}</summary>{items}</details>'
    return f'<div class="rk-signing">{folded}</div>'


def _by_section(
    report: Report, findings: Sequence[Finding]
) -> dict[str, list[tuple[Span | None, dict[str, str]]]]:
    """Return the findings by the section they stand in, with the place in its prose where they have one."""
    by: dict[str, list[tuple[Span | None, dict[str, str]]]] = {}
    headings = {report.heading(section.id): section.id for section in report.spec.sections}
    for finding in findings:
        place = report.rendered.place(finding.start, finding.end)
        said = {
            "severity": finding.severity.value,
            "label": finding.severity.label,
            "text": finding.text,
            "message": finding.message,
            "idea": suggestion(finding),
            "place": "",
        }
        if place:
            span = (place.start, place.end, f"found {finding.severity.value}")
            by.setdefault(place.section, []).append((span, said))
            continue
        name = place_name(report, finding)
        section = headings.get(name, "") or _of_table(report, finding)
        by.setdefault(section, []).append((None, said | {"place": name}))
    return by


def _of_table(report: Report, finding: Finding) -> str:
    """Return the section of the table a finding stands in, empty when it stands in none."""
    if not finding.cell:
        return ""
    for section in report.spec.sections:
        for name in section.tables:
            table = report.spec.table(name)
            if any(row.label == finding.cell[0] for block in table.blocks for row in block.rows):
                return section.id
    return ""


def _section_of(report: Report, about: str) -> str:
    """Return the section a comment belongs to: its own, or that of its table."""
    if about.count(":") != 2:
        return about
    table = about.partition(":")[0]
    return next((section.id for section in report.spec.sections if table in section.tables), "")


def _cell_name(report: Report, about: str) -> str:
    if about.count(":") != 2:
        return ""
    name, row, column = about.split(":")
    table = next((table for table in report.spec.tables if table.id == name), None)
    if table is None or (row, column) not in table.addresses:
        return about
    return "，".join(table.names(row, column))


def _table(grid: Any) -> dict[str, Any]:
    return {
        "id": grid.table,
        "caption": grid.caption,
        "lines": [
            [
                {
                    "text": cell.text,
                    "rows": cell.rowspan,
                    "columns": cell.colspan,
                    "scope": cell.scope,
                    "at": f"{grid.table}:{':'.join(cell.address)}" if cell.address else "",
                }
                for cell in line
            ]
            for line in grid.lines()
        ],
    }


def _paragraphs(text: str) -> Iterator[tuple[str, int]]:
    """Yield the paragraphs of a section, and where each begins in it."""
    at = 0
    for part in text.split("\n") if text else ():
        yield part, at
        at += len(part) + 1


def _segments(report: Report, text: str, at: int, spans: Sequence[Span]) -> Iterator[dict[str, Any]]:
    """Yield a paragraph in pieces; each knows where it stands in the section as it is written.

    A bound figure is one piece: its parts stand nowhere in the text as it is written.
    """
    printed = resolve(text, report.lookup)
    figures = [Figure(f.start, f.end, f.source + at, f.source_end + at) for f in printed.figures]
    end = at + len(text)
    cuts = {at, end}
    cuts |= {cut for start, stop, _ in spans for cut in (start, stop) if at < cut < end}
    for figure in figures:
        cuts = {cut for cut in cuts if not figure.source < cut < figure.source_end}
        cuts |= {figure.source, figure.source_end}
    ordered = sorted(cuts)
    bound = {figure.source: printed.text[figure.start : figure.end] for figure in figures}
    for start, stop in pairwise(ordered):
        kinds = sorted({kind for low, high, kind in spans if low < stop and high > start})
        yield {
            "text": bound.get(start, text[start - at : stop - at]),
            "start": start,
            "end": stop,
            "bound": start in bound,
            "kinds": kinds,
        }
