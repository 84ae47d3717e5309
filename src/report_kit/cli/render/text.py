"""Findings for people: grouped by file and severity, with the sentence, the reason and the suggestion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from report_kit.cli.place import line_column, surroundings
from report_kit.cli.private import is_private, shown_text
from report_kit.cli.terminal import clean

if TYPE_CHECKING:
    from report_kit.cli.inputs import Checked
    from report_kit.document import Document
    from report_kit.proofread import Finding, Severity

_COLOURS = {"error": "red", "warning": "yellow", "hint": "cyan"}


def render(checked: Iterable[Checked], colour: bool, show_accepted: bool = False) -> Iterator[str]:
    """Yield one block per file and a line of totals at the end; no control characters but of our colours."""
    for piece in _pieces(checked, colour, show_accepted):
        yield piece if isinstance(piece, _Styled) else clean(piece)


class _Styled(str):
    """A piece that has been cleaned, and coloured."""

    __slots__ = ()


def _pieces(checked: Iterable[Checked], colour: bool, show_accepted: bool) -> Iterator[str]:
    totals: Counter[str] = Counter()
    files = 0
    for item in checked:
        files += 1
        shown = shown_text(item)
        counts = Counter(finding.severity.value for finding in item.findings)
        totals += counts
        settled = f"；已认可 {len(item.accepted)} 处" if item.accepted else ""
        unread = "；有内容没有校对" if item.document.has_unread else ""
        yield _style(f"{item.path}：{summary(counts)}{settled}{unread}\n", colour, bold=True)
        if item.recognised:
            yield f"  {item.recognised.line}\n"
        for severity in _severities():
            found = [finding for finding in item.findings if finding.severity is severity]
            if found:
                yield _style(
                    f"\n{severity.label} {len(found)} 处\n", colour, fg=_COLOURS[severity.value], bold=True
                )
            for finding in found:
                yield from _finding(item, shown, finding, colour)
        if item.accepted and show_accepted:
            yield _style(f"\n已认可 {len(item.accepted)} 处\n", colour, bold=True)
            for finding, acceptance in item.accepted:
                yield from _finding(item, shown, finding, colour)
                yield f"    认可：{acceptance.said()}\n"
        yield from _left_out(item.document, colour)
        yield "\n"
    if files > 1:
        yield f"共 {files} 个文件：{summary(totals)}\n"


def _severities() -> tuple[Severity, ...]:
    from report_kit.proofread import Severity

    return tuple(Severity)


def summary(counts: Counter[str]) -> str:
    """Return the numbers of findings in words; ``counts`` is by severity."""
    if not counts:
        return "没有发现问题"
    parts = [
        f"{severity.label} {counts[severity.value]} 处"
        for severity in _severities()
        if counts[severity.value]
    ]
    return "，".join(parts)


def _finding(item: Checked, shown: str, finding: Finding, colour: bool) -> Iterator[str]:
    from report_kit.proofread.findings.display import suggestion
    from report_kit.proofread.findings.finding import SAFETY

    line, column = line_column(item.document, finding)
    where = f"{line}:{column}"
    if finding.cell:
        where += f"（表格：{'／'.join(part for part in finding.cell if part)}）"
    yield _Styled(f"  {clean(where)}  {_style(finding.rule, colour, dim=True)}\n")
    before, passage, after = surroundings(shown, finding.start, finding.end)
    marked = _style(f"【{passage}】", colour, fg=_COLOURS[finding.severity.value])
    yield _Styled(f"    {clean(before)}{marked}{clean(after)}\n")
    yield f"    {finding.message}\n"
    if (said := suggestion(finding)) and (item.shows_private or not is_private(finding)):
        yield f"    建议：{said}（{SAFETY[finding.fixes[0].safety]}）\n"
    if finding.source:
        yield f"    依据：{finding.source}\n"


def _left_out(document: Document, colour: bool) -> Iterator[str]:
    """Yield what of the file was not checked, and what was read of it less surely."""
    from report_kit.document.omissions import omission_groups

    for heading, lines in omission_groups(document.omissions):
        yield _style(f"\n{heading}\n", colour, bold=True)
        for line in lines:
            yield f"  {line}\n"


def _style(text: str, colour: bool, **style: bool | str) -> str:
    text = clean(text)
    return _Styled(click.style(text, **style)) if colour else text  # type: ignore[arg-type]
