"""Cells of CSV files that a spreadsheet program would take for formulas, written so that it shows text."""

from __future__ import annotations

import re

from report_kit.ledger.schema import Column

# An apostrophe before them is what Excel itself uses for text; a cell that has one of its own gets another.
_FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_GUARDED = re.compile(r"''*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_FIGURE = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")
_FIGURES = ("int", "amount")


def guarded(text: str, column: Column | None) -> str:
    """Return the text of a cell as it is to be written.

    A lone dash, which people write for nothing, and figures in a column of figures are no formulas.
    """
    if text == "-" or (column is not None and column.type in _FIGURES and _FIGURE.fullmatch(text)):
        return text
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text of a cell that was written by ``guarded``, or by another program that does the same."""
    return text[1:] if _GUARDED.match(text) else text
