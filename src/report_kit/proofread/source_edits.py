"""Apply fixes to the text of the original file, where a reader put cut paragraphs together."""

from __future__ import annotations

from collections.abc import Sequence

from report_kit.document import Document
from report_kit.proofread.finding import Edit, apply_edits


def edit_source(document: Document, edits: Sequence[Edit], *, heal: bool) -> str:
    """Return the file's text with ``edits`` made.

    Args:
        document: the document checked.
        edits: ascending, not overlapping, offsets into ``document.text``.
        heal: leave the joints of cut paragraphs out, so that these stay together. Otherwise the file's
            line ends stay as they are, except inside a passage that is replaced.
    """
    if heal or not document.segments:
        return apply_edits(document.text, list(edits))
    return apply_edits(document.source, [in_source(document, edit) for edit in edits])


def in_source(document: Document, edit: Edit) -> Edit:
    """Return ``edit`` with offsets into the source; a passage across a joint takes the joint with it."""
    spans = document.source_spans(edit.start, edit.end)
    if not spans:
        return Edit(len(document.source), len(document.source), edit.replacement)
    return Edit(spans[0][0], spans[-1][1], edit.replacement)
