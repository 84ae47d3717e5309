"""A stretch of running text: a paragraph, or a cell of a table."""

from __future__ import annotations

from report_kit.document import Cell, Paragraph

Passage = Paragraph | Cell
"""``document.text[start:end] == text``."""
