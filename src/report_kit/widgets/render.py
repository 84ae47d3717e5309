"""Findings in words and as HTML, as the panels use them; a list of findings shows itself the same way."""

from report_kit.proofread.display import CONTEXT, context, findings_html, findings_text, suggestion, summary

__all__ = ["CONTEXT", "context", "findings_html", "findings_text", "suggestion", "summary"]
