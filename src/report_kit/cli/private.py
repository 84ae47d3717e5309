"""What of a checked document is shown: numbers and names of people are masked unless asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.proofread.findings.private import is_private, without_private

if TYPE_CHECKING:
    from report_kit.cli.inputs import Checked

__all__ = ["is_private", "shown_text"]


def shown_text(item: Checked) -> str:
    """Return the text of a document as results show it, see ``without_private``."""
    if item.shows_private:
        return item.document.text
    found = [*item.findings, *(finding for finding, _ in item.accepted)]
    return without_private(item.document.text, found)
