"""Characters of symbol fonts: in the file a code of the private use area, on paper ≥ or ☑.

Symbol after Adobe's encoding vector (unicode.org, ADOBE/symbol.txt); the others after the characters that
Unicode 7 encoded for them, where a plainer one is read as the same, that one.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

UNKNOWN = "\ufffc"
PRIVATE = re.compile("[\uf020-\uf0ff]")
_DATA = Path(__file__).with_suffix(".tsv")


@cache
def _table() -> dict[tuple[str, int], str]:
    table = {}
    for line in _DATA.read_text(encoding="utf-8").splitlines()[1:]:
        font, first, characters = line.split("\t")
        for code, character in enumerate(characters, int(first, 16)):
            table[font, code] = character
    return table


def symbol(font: str, code: int) -> str | None:
    """Return what the font shows for a code (00xx or F0xx); ``None`` where it is not known.

    Args:
        font: name of the font, in any case; empty where none is stated, which is read as Symbol.
        code: the code.
    """
    if code >> 8 not in (0x00, 0xF0):
        return None
    return _table().get((font.lower() or "symbol", code & 0xFF))


def is_symbol_font(font: str) -> bool:
    """Say whether a font is one of the known ones."""
    return font.lower() in ("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings")
