"""The streams of a command: no control character of a text, a name or a message reaches the terminal.

Sequences that begin with an escape can rewrite what a terminal shows, its title and the clipboard, and a file
may be named with them. Colours of our own go through ``styled``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

# C0 without line ends and tabs, DEL, C1, and halves of pairs, which no encoding can write.
_CONTROL = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]|\r(?!\n)")


def clean(text: str) -> str:
    """Return a text as it may be shown: for each control character a mark that there is one."""
    return _CONTROL.sub("\ufffd", text)


class CleanStream:
    """A text stream that cleans what is written to it.

    It has no ``buffer``: click would write to that past it.
    """

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.cleans = True

    def write(self, text: str) -> int:
        """Write a text, cleaned."""
        return self.stream.write(clean(text) if self.cleans else text)

    def writelines(self, lines: list[str]) -> None:
        """Write texts, cleaned."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        if name == "buffer":
            raise AttributeError(name)
        return getattr(self.stream, name)


@contextmanager
def clean_streams() -> Iterator[None]:
    """Clean what is written to the streams inside the context; a stream that is closed stays so."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast("Any", stream and CleanStream(stream)) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


@contextmanager
def styled() -> Iterator[None]:
    """Write to the output as it is inside the context: what is clean but for our own colours, or no text."""
    stream = sys.stdout
    if not isinstance(stream, CleanStream):
        yield
        return
    stream.cleans = False
    try:
        yield
    finally:
        stream.cleans = True


def bare(stream: TextIO) -> TextIO:
    """Return the stream behind one that cleans, for what moves the cursor itself."""
    return stream.stream if isinstance(stream, CleanStream) else stream


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether a person looks at a stream; a closed one nobody does."""
    return stream is not None and stream.isatty()
