"""The sheets as PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from report_kit.export.fonts import stacks, visible
from report_kit.export.typeset import typeset
from report_kit.review.sheets.paper import Form, Summary

_HERE = Path(__file__).resolve().parent


def form_pdf(form: Form, author: str, day: date) -> bytes:
    """Return the form on one page.

    Raises:
        ExportError: ``RK-502`` typst refused it.
    """
    lines = [
        {
            "label": _lines(line.label),
            "text": _lines(line.text),
            "signing": {"by": visible(line.signing.by), "when": line.signing.when} if line.signing else None,
        }
        for line in form.lines
    ]
    data = {**_head(form, author), "lines": lines}
    return typeset(_HERE / "form.typ", data, day, "bundled", [])


def summary_pdf(summary: Summary, author: str, day: date) -> bytes:
    """Return the summary; raises like ``form_pdf``."""
    data = {
        **_head(summary, author),
        "columns": [{"head": column.head, "share": column.share} for column in summary.columns],
        "rows": [[_lines(cell) for cell in row] for row in summary.rows],
    }
    return typeset(_HERE / "summary.typ", data, day, "bundled", [])


def _head(page: Form | Summary, author: str) -> dict[str, Any]:
    return {
        "title": visible(page.title),
        "author": visible(author),
        "corner": [visible(line) for line in page.corner],
        "foot": [visible(line) for line in page.foot],
        "fonts": stacks("bundled"),
    }


def _lines(text: str) -> list[str]:
    return [visible(line) for line in text.split("\n")]
