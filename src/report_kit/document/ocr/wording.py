"""What was read, spelled as Chinese texts are: no picture shows how wide a blank or a mark is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from report_kit.document.ocr.engine import Mark

_HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff01-\uff65“”‘’…—％]")
_FULL = dict(zip(",:;?!()", "，：；？！（）", strict=True))
_CALL = re.compile(r"(?<=[A-Za-z])(\()[!-'*-~ ]*\)")
_LATIN = re.compile(r"[A-Za-z/]")


def as_written(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return the characters of a line without the blanks beside Chinese ones, its marks full width there.

    Between figures (1,234 and 12:30) and in Latin text they stay.
    """
    kept = [
        mark
        for at, mark in enumerate(marks)
        if not mark.text.isspace() or not (_is_han(marks, at, -1) or _is_han(marks, at, 1))
    ]
    latin = set(_latin_brackets("".join(mark.text[:1] for mark in kept)))
    return tuple(
        replace(mark, text=_FULL[mark.text])
        if mark.text in _FULL and at not in latin and _among_han(kept, at)
        else mark
        for at, mark in enumerate(kept)
    )


def _latin_brackets(text: str) -> Iterator[int]:
    """Yield where the brackets of Latin text stand, those that open behind a letter, as in f(x)."""
    for match in _CALL.finditer(text):
        yield match.start(1)
        yield match.end() - 1


def _is_han(marks: Sequence[Mark], at: int, step: int) -> bool:
    """Say whether the character beside is Chinese, or the line ends there."""
    beside = at + step
    return not 0 <= beside < len(marks) or _HAN.match(marks[beside].text) is not None


def _among_han(marks: Sequence[Mark], at: int) -> bool:
    text = [mark.text for mark in marks]
    before, after = text[at - 1] if at else "", text[at + 1] if at + 1 < len(text) else ""
    if text[at] in "()":
        return True
    if (before.isdigit() and after.isdigit()) or _LATIN.match(before) or _LATIN.match(after):
        return False
    return bool(_HAN.match(before) or _HAN.match(after))
