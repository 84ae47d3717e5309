"""Findings as HTML and as plain text: in a notebook's cell, and for notebooks read without a kernel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

from report_kit.proofread.findings.finding import Finding

CONTEXT = 24
"""Characters of the paragraph shown on either side of a finding."""

WHOLE = 3000
"""Characters up to which a text is shown whole; of a longer one, the paragraphs with findings."""

_LONGEST = 84  # characters of a suggestion


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
    """Return fix ``number`` in words; empty when there is none, or it is too long for a line."""
    if number >= len(finding.fixes):
        return ""
    fix = finding.fixes[number]
    if fix.replacement is None:
        return f"一次改好 {len(fix.edits)} 处" if len(fix.edits) > 1 else "按建议修改"
    said = f"改为“{fix.replacement}”" if fix.replacement else f"删去“{finding.text}”"
    return said if len(said) <= _LONGEST else ""


def summary(findings: Iterable[Finding]) -> str:
    """Return how many findings there are of each severity, such as “错误 2 处，警告 1 处”."""
    found = sorted(findings, key=lambda finding: finding.severity.order)
    if not found:
        return "没有发现问题"
    groups = groupby(found, key=lambda finding: finding.severity)
    return "，".join(f"{severity.label} {len(list(group))} 处" for severity, group in groups)


def findings_html(findings: Sequence[Finding], text: str) -> str:
    """Return the findings as an HTML fragment with its own styles, in order of severity."""
    ordered = sorted(findings, key=lambda item: (item.severity.order, item.start))
    return _framed(findings, [_item(finding, text) for finding in ordered])


def marked_html(findings: Sequence[Finding], text: str) -> str:
    """Return the text with its findings marked and numbered, then the findings by these numbers.

    Of a text longer than ``WHOLE`` only the paragraphs with findings are shown.
    """
    ordered = sorted(findings, key=lambda item: (item.start, item.end))
    shown, left_out, start = [], 0, 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        own = [(n, item) for n, item in enumerate(ordered, 1) if start <= item.start <= end]
        if own or len(text) <= WHOLE:
            shown.append(f"<p>{_marked(own, text, start, end)}</p>")
        else:
            left_out += bool(paragraph.strip())
        start = end + 1
    if left_out:
        shown.append(f'<p class="rk-notes">没有问题的 {left_out} 段没有列出。</p>')
    items = [_item(finding, text, f"{number}. ") for number, finding in enumerate(ordered, 1)]
    return _framed(findings, [f'<div class="rk-text">{"".join(shown)}</div>', *items])


@cache
def _style() -> str:
    return f"<style>{Path(__file__).with_suffix('.css').read_text(encoding='utf-8')}</style>"


def _framed(findings: Sequence[Finding], parts: Iterable[str]) -> str:
    return f'{_style()}<div class="rk-found"><p><b>{escape(summary(findings))}</b></p>{"".join(parts)}</div>'


def _item(finding: Finding, text: str, number: str = "") -> str:
    before, marked, after = (escape(part) for part in context(finding, text))
    notes = "；".join(escape(note) for note in (suggestion(finding), finding.source) if note)
    return (
        f'<div class="rk-item rk-{finding.severity.value}">'
        f"<div><b>{number}{finding.severity.label}</b> {before}<mark>{marked or '▲'}</mark>{after}</div>"
        f"<div>{escape(finding.message)}</div>"
        f'<div class="rk-notes">{notes}</div></div>'
    )


def _marked(findings: Sequence[tuple[int, Finding]], text: str, start: int, end: int) -> str:
    """Return ``text[start:end]`` with its findings marked; of two that overlap the earlier keeps its mark."""
    parts, position = [], start
    for number, finding in findings:
        first, last = max(position, finding.start), min(max(position, finding.end), end)
        parts.append(escape(text[position:first]))
        passage = escape(text[first:last]) or ("" if finding.text else "▲")
        if passage:
            parts.append(f'<mark class="rk-{finding.severity.value}">{passage}</mark>')
        parts.append(f"<sup>{number}</sup>")
        position = last
    return "".join([*parts, escape(text[position:end])])


def findings_text(findings: Sequence[Finding], text: str) -> str:
    """Return the findings as plain text, one paragraph each, in order of severity."""
    parts = [summary(findings)]
    for finding in sorted(findings, key=lambda item: (item.severity.order, item.start)):
        before, marked, after = context(finding, text)
        notes = "；".join(note for note in (finding.message, suggestion(finding), finding.source) if note)
        parts.append(f"[{finding.severity.label}] {before}【{marked}】{after}\n    {notes}")
    return "\n".join(parts)
