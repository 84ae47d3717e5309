"""What a check returns: a list that can show itself in a notebook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from report_kit.proofread.findings.finding import Finding


class Findings(list[Finding]):
    """The findings of one text; at the end of a notebook's cell they show the text, marked, and the list.

    Args:
        findings: sorted by position.
        text: the text their offsets point into.
    """

    def __init__(self, findings: Iterable[Finding], text: str) -> None:
        super().__init__(findings)
        self.text = text

    def __reduce__(self) -> tuple[type[list[Finding]], tuple[list[Finding]]]:
        # What goes from one process to another are the findings: the text would cost more than they do.
        return list, (list(self),)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        from report_kit.proofread.findings.display import findings_text, marked_html

        return {"text/html": marked_html(self, self.text), "text/plain": findings_text(self, self.text)}
