"""Findings as HTML and as plain text: for the cell magic, and for notebooks read without a kernel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from report_kit.proofread.finding import Finding

CONTEXT = 24
"""Characters of the paragraph shown on either side of a finding."""

_STYLE = {"error": "#b3261e", "warning": "#8a5a00", "hint": "#35618e"}


def context(finding: Finding, text: str) -> tuple[str, str, str]:
    """Return what stands before, in and after ``finding``, within its paragraph.

    Args:
        finding: the finding.
        text: the text its offsets point into.

    Returns:
        Three pieces of ``text``; the outer two begin or end with “…” where they are cut.
    """
    start = max(text.rfind("\n", 0, finding.start) + 1, finding.start - CONTEXT)
    line_end = text.find("\n", finding.end)
    end = min(len(text) if line_end < 0 else line_end, finding.end + CONTEXT)
    before, after = text[start : finding.start], text[finding.end : end]
    if start and text[start - 1] != "\n":
        before = "…" + before
    if end < len(text) and text[end] != "\n":
        after += "…"
    return before, finding.text, after


def suggestion(finding: Finding, number: int = 0) -> str:
    """Return fix ``number`` in words, empty when there is none."""
    if number >= len(finding.fixes):
        return ""
    fix = finding.fixes[number]
    if fix.replacement is None:
        return f"一次改好 {len(fix.edits)} 处" if len(fix.edits) > 1 else "按建议修改"
    return f"改为“{fix.replacement}”" if fix.replacement else "删去这几个字"


def summary(findings: Iterable[Finding]) -> str:
    """Return how many findings there are of each severity, such as “错误 2 处，警告 1 处”."""
    found = sorted(findings, key=lambda finding: finding.severity.order)
    if not found:
        return "没有发现问题"
    groups = groupby(found, key=lambda finding: finding.severity)
    return "，".join(f"{severity.label} {len(list(group))} 处" for severity, group in groups)


def findings_html(findings: Sequence[Finding], text: str) -> str:
    """Return the findings as an HTML fragment with its own inline styles, in order of severity."""
    parts = [f"<p><b>{escape(summary(findings))}</b></p>"]
    for finding in sorted(findings, key=lambda item: (item.severity.order, item.start)):
        before, marked, after = (escape(part) for part in context(finding, text))
        colour = _STYLE[finding.severity.value]
        notes = "；".join(escape(note) for note in (suggestion(finding), finding.source) if note)
        parts.append(
            f'<div style="border-left:4px solid {colour};padding:2px 10px;margin:6px 0">'
            f'<div><b style="color:{colour}">{finding.severity.label}</b> {before}'
            f'<mark style="background:#ffe08a">{marked or "▲"}</mark>{after}</div>'
            f"<div>{escape(finding.message)}</div>"
            f'<div style="color:#666">{notes}</div></div>'
        )
    return "".join(parts)


def findings_text(findings: Sequence[Finding], text: str) -> str:
    """Return the findings as plain text, one paragraph each, in order of severity."""
    parts = [summary(findings)]
    for finding in sorted(findings, key=lambda item: (item.severity.order, item.start)):
        before, marked, after = context(finding, text)
        notes = "；".join(note for note in (finding.message, suggestion(finding), finding.source) if note)
        parts.append(f"[{finding.severity.label}] {before}【{marked}】{after}\n    {notes}")
    return "\n".join(parts)
