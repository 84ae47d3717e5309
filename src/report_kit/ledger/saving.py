"""A save under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from report_kit.document.limits import MAX_CONTAINER_BYTES, read_bytes
from report_kit.ledger.book_rows import Line
from report_kit.ledger.kept import BookChangedError, Keeper

Again = TypeVar("Again")


@dataclass
class Saving(Generic[Again]):
    """A save under way, apart from the book, so that another thread can do it.

    Args:
        path: the file.
        keeper: writes it, and keeps what it held.
        expected: what the file must hold; ``None`` for anything.
        rendered: makes the new content; ``None``: nothing is to be written.
        reread: makes a book of the new content.
        lines: the rows when it began.
        typed: what was typed in each of them.
        refused: cells not to be written.
        again: the file as it was read back.
    """

    path: Path
    keeper: Keeper
    expected: bytes | None
    rendered: Callable[[], bytes] | None
    reread: Callable[[bytes], Again]
    lines: tuple[Line, ...]
    typed: tuple[dict[int, str], ...]
    refused: frozenset[tuple[str, int]]
    again: Again | None = None

    @property
    def writes(self) -> bool:
        """Whether there is anything to write."""
        return self.rendered is not None

    def write(self) -> None:
        """Write the file and read it back: its rows are read, not believed. Raises as ``Book.save``."""
        if self.expected is not None and read_bytes(self.path, MAX_CONTAINER_BYTES) != self.expected:
            raise BookChangedError(self.path)
        if self.rendered is not None:
            written = self.rendered()
            again = self.reread(written)
            self.keeper.replace(self.path, written, self.expected)
            self.again = again
