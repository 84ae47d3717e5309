"""Where a finding stands: line and column in the file, and the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_kit.document import Document
    from report_kit.proofread import Finding

_AROUND = 24
_LONGEST = 60
_SENTENCE_END = re.compile(r"[。！？；\n\t]")


def line_column(document: Document, finding: Finding) -> tuple[int, int]:
    """Return line and column (both from 1) of the beginning of a finding in the file."""
    spans = finding.source_spans or document.source_spans(finding.start, finding.start + 1)
    return document.source_lines.line_column(spans[0][0] if spans else len(document.source))


def surroundings(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what stands before, at and after ``text[start:end]``, within its sentence.

    Line ends and tabs become spaces; a long passage is shortened in the middle.
    """
    low = max(
        (match.end() for match in _SENTENCE_END.finditer(text, max(0, start - _AROUND), start)), default=None
    )
    before = text[max(0, start - _AROUND) if low is None else low : start]
    if low is None and start > _AROUND:
        before = "…" + before.lstrip()
    stop = _SENTENCE_END.search(text, end, end + _AROUND)
    after = text[end : stop.end() if stop else end + _AROUND]
    if stop is None and end + _AROUND < len(text):
        after += "…"
    passage = text[start:end]
    if len(passage) > _LONGEST:
        passage = passage[: _LONGEST // 2] + "……" + passage[-_LONGEST // 2 :]
    return _line(before).lstrip(), _line(passage), _line(after).rstrip()


def _line(text: str) -> str:
    return re.sub(r"[\s\u3000]+", " ", text)
