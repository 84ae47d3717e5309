"""The words of a comment, and how to know them again after Word, WPS or LibreOffice have saved the file.

Programs renumber comments and drop what they do not know, but keep the text. So the last line of every
comment bears its number in the copy and the rule: ``〔校对 12 spelling.homophone〕``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from report_kit.proofread.findings.finding import SAFETY, Edit, Finding, apply_edits

_TRACKED = "已写成修订，请接受或拒绝"
_LONGEST = 80
_TAIL = re.compile(r"〔校对 (\d+) ([a-z]+(?:\.[a-z_]+)+)〕\s*$")
_CHANGE = re.compile(r"^建议：改为“(.*)”（", re.MULTILINE)
_DELETION = re.compile(r"^建议：删去“", re.MULTILINE)
# XML 1.0 cannot hold them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Signed:
    """What the text of one of our comments says.

    Args:
        number: of the comment in the copy.
        rule: that found it.
        message: why.
        severity: its label.
        replacement: what was to replace the passage, if the comment can tell it.
        tracked: the fix was written as tracked changes; else those in the passage are of other findings.
    """

    number: int
    rule: str
    message: str
    severity: str
    replacement: str | None
    tracked: bool


def compose(number: int, finding: Finding, *, place: str = "", tracked: bool = False) -> str:
    """Return the text of a comment, line by line.

    Args:
        number: of this comment in the copy, from 1.
        finding: what it says.
        place: what the finding is about when the comment can not stand there (页眉, 脚注).
        tracked: the best fix is already written as a tracked change.
    """
    lines = [f"【{finding.severity.label}】{finding.message}"]
    if place:
        lines.append(f"所指：{place}里的“{_short(finding.text)}”")
    suggestion = suggest(finding)
    if suggestion:
        safety = _TRACKED if tracked else SAFETY[finding.fixes[0].safety]
        lines.append(f"建议：{suggestion}（{safety}）")
    elif tracked:
        lines.append(f"建议：{_TRACKED}")
    if finding.source:
        lines.append(f"依据：{finding.source}")
    lines.append(f"〔校对 {number} {finding.rule}〕")
    return _CONTROL.sub("", "\n".join(lines))


def parse(text: str) -> Signed | None:
    """Read the text of a comment; ``None`` when it is not one of ours."""
    tail = _TAIL.search(text)
    if not tail:
        return None
    change = _CHANGE.search(text)
    replacement = change.group(1) if change else "" if _DELETION.search(text) else None
    first = text.lstrip().splitlines()[0]
    severity, _, message = first.removeprefix("【").partition("】")
    return Signed(
        int(tail.group(1)), tail.group(2), message or first, severity, replacement, _TRACKED in text
    )


def suggest(finding: Finding) -> str:
    """Say in words what the best fix makes of the passage; empty when it is too long, or changes others."""
    new = rewritten(finding)
    if new is None:
        return ""
    return f"改为“{new}”" if new else f"删去“{_short(finding.text)}”"


def rewritten(finding: Finding) -> str | None:
    """Return what the best fix makes of the passage; ``None`` when a comment can not tell it."""
    edits = finding.fixes[0].edits if finding.fixes else ()
    if not edits or edits[0].start < finding.start or edits[-1].end > finding.end:
        return None
    local = [Edit(edit.start - finding.start, edit.end - finding.start, edit.replacement) for edit in edits]
    new = apply_edits(finding.text, local)
    return new if len(new) <= _LONGEST and not re.search(r"[\n\t]", new) else None


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}……{text[-_LONGEST // 2 :]}"
