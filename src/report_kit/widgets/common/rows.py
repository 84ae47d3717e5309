"""Rows of a register in a few words."""

from __future__ import annotations

from report_kit.ledger.register import Row


def about(row: Row) -> str:
    """Return a register row in a few words: where it stands, its number, what it is about."""
    about = row.text("id") or row.text("doc_no")
    title = row.text("title") or row.text("what") or row.text("unit")
    return "　".join(part for part in (row.where, about, title) if part)
