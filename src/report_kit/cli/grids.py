"""Tables of figures, for the terminal and for Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report_kit.cli.width import columns, pad

_GAP = 3


@dataclass(frozen=True)
class Grid:
    """A table; the first column names the rows, the others hold figures."""

    title: str
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def text(self) -> str:
        """Lay the table out by display width."""
        table = [self.head, *self.rows]
        widths = [max(columns(row[index]) for row in table) + _GAP for index in range(len(self.head))]
        lines = ["".join(pad(cell, width) for cell, width in zip(row, widths, strict=True)) for row in table]
        return "\n".join([self.title, *(f"  {line.rstrip()}" for line in lines)])

    def markdown(self) -> str:
        """Return a Markdown table under its title in bold."""
        return f"**{self.title}**\n\n{self.markdown_rows()}"

    def markdown_rows(self) -> str:
        """Return a Markdown table without a title."""
        rule = ("---", *("---:" for _ in self.head[1:]))
        return "\n".join(f"| {' | '.join(row)} |" for row in (self.head, rule, *self.rows))
