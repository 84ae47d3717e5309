"""What no text of a document can hold, whatever file it comes from."""

from __future__ import annotations

import re

UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""What no file format of ours can carry: controls, lone surrogates, non-characters; and the controls of the
direction of writing, which show a text in another order than it has (Unicode Technical Report 36)."""


def printable(text: str) -> str:
    """Return ``text`` without what cannot be printed or would show it in another order; line ends stay."""
    return UNPRINTABLE.sub("", text)
