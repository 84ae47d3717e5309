"""From the text that was checked to the original: fixes and findings where the two differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from report_kit.document import Document
from report_kit.proofread.findings.finding import Edit, Finding, apply_edits


def edit_source(document: Document, edits: Sequence[Edit], *, heal: bool) -> str:
    """Return the file's text with ``edits`` made.

    Args:
        document: the document checked.
        edits: ascending, not overlapping, offsets into ``document.text``.
        heal: leave the joints of cut paragraphs out, so that these stay together. Otherwise the file's
            line ends stay as they are, except inside a passage that is replaced.
    """
    if heal or not document.joins:
        return apply_edits(document.text, list(edits))
    return apply_edits(document.source, [in_source(document, edit) for edit in edits])


def in_source(document: Document, edit: Edit) -> Edit:
    """Return ``edit`` with offsets into the source; a passage across a joint takes the joint with it."""
    spans = document.source_spans(edit.start, edit.end)
    if not spans:
        return Edit(len(document.source), len(document.source), edit.replacement)
    return Edit(spans[0][0], spans[-1][1], edit.replacement)


def finding_in_source(document: Document, finding: Finding) -> Finding:
    """Return ``finding`` as one in ``document.source``: what is invisible inside it belongs to it."""
    whole = in_source(document, Edit(finding.start, finding.end, ""))
    fixes = (
        replace(fix, edits=tuple(in_source(document, edit) for edit in fix.edits)) for fix in finding.fixes
    )
    return replace(
        finding,
        start=whole.start,
        end=whole.end,
        text=document.source[whole.start : whole.end],
        fixes=tuple(fixes),
    )
