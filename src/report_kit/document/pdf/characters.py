"""The characters of a page of a PDF in their boxes, those that nobody sees apart."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from report_kit.document.pdf.drawings import Box, Drawings, address, is_white

_KANGXI = (0x2F00, 0x2FD5)
_NO_CHARACTERS = {0, 0xFFFD, 0xFFFE, 0xFFFF}
_TINY = 1.0
_UNSEEN = (3, 7)  # text rendering modes that paint nothing (ISO 32000-1, 9.3.6)
# The blank of a font is about a quarter as wide as the font is high.
_BLANK = 0.25
_BEYOND = 0.1


@dataclass(frozen=True, slots=True)
class Char:
    """A character in its box, in points; ``y`` grows upwards.

    ``block`` is the number of the paragraph or cell the file says it is in, 0 where it says none.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    block: int = 0

    @property
    def size(self) -> float:
        """The height of the box, about the size of the font."""
        return self.top - self.bottom


@dataclass
class Found:
    """The characters of a page with the angle each runs at, and how many are left out and why."""

    chars: list[tuple[Char, int]] = field(default_factory=list)
    unread: int = 0
    slanted: int = 0
    hidden: int = 0
    recognised: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """What the characters of one object have in common."""

    block: int
    white: bool
    unseen: bool


def find_characters(textpage: Any, count: int, owners: Mapping[int, int], drawings: Drawings) -> Found:
    """Return the characters of a page.

    Args:
        textpage: of the library.
        count: how many it has.
        owners: block by number of marked content.
        drawings: what is drawn on the page.
    """
    from pypdfium2 import raw

    found = Found()
    last: dict[int, Char] = {}
    at = 0
    piece = _Piece(0, False, False)
    high = 0
    # Looked up once: a page has thousands of characters.
    page, boxes = textpage.raw, _Boxes(textpage.raw)
    unicode_of, object_of, angle_of = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetTextObject,
        raw.FPDFText_GetCharAngle,
    )
    for index in range(count):
        if raw.FPDFText_IsGenerated(page, index) == 1:
            continue
        code = unicode_of(page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        item = object_of(page, index)
        if item and address(item) != at:
            at = address(item)
            piece = _piece(item, owners)
        if (code < 0x20 or code == 0xFFFE) and raw.FPDFText_IsHyphen(page, index) == 1:
            code = ord("-")  # the library has a code of its own for one at the end of a line
        if code in _NO_CHARACTERS or code > 0x10FFFF:
            found.unread += 1
            continue
        if code < 0x20 or 0x7F <= code < 0xA0:
            continue
        turned = angle_of(page, index)
        angle = _turn(turned) if turned else 0
        box = boxes.of(index)
        text = chr(code)
        if angle < 0 or box is None:
            found.slanted += not text.isspace()
            continue
        if _KANGXI[0] <= code <= _KANGXI[1]:
            text = unicodedata.normalize("NFKC", text)
        if _is_hidden(text, box, piece, drawings, found):
            continue
        char = Char(text, *box, piece.block)
        found.chars.append((char, angle))
        last[at] = char
    _add_blanks(found, last, drawings)
    return found


def _piece(item: Any, owners: Mapping[int, int]) -> _Piece:
    from pypdfium2 import raw

    block = owners.get(raw.FPDFPageObj_GetMarkedContentID(item), 0) if owners else 0
    mode = raw.FPDFTextObj_GetTextRenderMode(item)
    return _Piece(block, is_white(item, False), mode in _UNSEEN)


def _is_hidden(text: str, box: Box, piece: _Piece, drawings: Drawings, found: Found) -> bool:
    """Say whether nobody sees a character; text unseen over a picture is what a program read in it."""
    if text.isspace():
        return False
    if piece.unseen:
        found.recognised += _inside(box, drawings.pictures)
        found.hidden += not _inside(box, drawings.pictures)
        return not _inside(box, drawings.pictures)
    white = piece.white and not _inside(box, drawings.fills) and not _inside(box, drawings.pictures)
    hidden = white or 0 < box[3] - box[1] < _TINY
    found.hidden += hidden
    return hidden


def _inside(box: Box, others: list[Box]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in others)


def _add_blanks(found: Found, last: Mapping[int, Char], drawings: Drawings) -> None:
    """Add the blanks that the library passes over.

    They are pieces of text of their own, or stand at the end of one that reaches beyond its last character.
    """
    for at, (x, y, size, right) in drawings.texts.items():
        if not size > 0 or not math.isfinite(x + y + size + right):
            continue
        char = last.get(at)
        if char is None:
            found.chars.append((Char(" ", x, y, x + _BLANK * size, y + size), 0))
        elif not char.text.isspace() and right > char.right + _BEYOND * size:
            found.chars.append((Char(" ", char.right, char.bottom, right, char.top), 0))


def _turn(radians: float) -> int:
    """Return a quarter turn, -1 for text that runs aslant."""
    degrees = round(math.degrees(radians)) % 360
    return next((turn for turn in (0, 90, 180, 270) if abs((degrees - turn + 180) % 360 - 180) <= 3), -1)


class _Boxes:
    """The places that the characters of a page take."""

    def __init__(self, textpage: Any) -> None:
        from pypdfium2 import raw

        self._raw, self._page = raw, textpage
        self._loose, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()

    def of(self, index: int) -> Box | None:
        """Return left, bottom, right and top of the place of a character."""
        raw, loose, matrix = self._raw, self._loose, self._matrix
        if not raw.FPDFText_GetLooseCharBox(self._page, index, loose):
            return None
        left, right, bottom, top = loose.left, loose.right, loose.bottom, loose.top
        if left > right:
            left, right = right, left
        if bottom > top:
            bottom, top = top, bottom
        size = raw.FPDFText_GetFontSize(self._page, index)
        if raw.FPDFText_GetMatrix(self._page, index, matrix):
            size *= math.hypot(matrix.c, matrix.d)
        if top - bottom > 2 * size > 0:
            # For text that runs downwards the library gives a box as large as the font before it is scaled.
            tight = [ctypes.c_double() for _ in range(4)]
            raw.FPDFText_GetCharBox(self._page, index, *tight)
            x, y = (tight[0].value + tight[1].value) / 2, (tight[2].value + tight[3].value) / 2
            left, bottom, right, top = x - size / 2, y - size / 2, x + size / 2, y + size / 2
        return (left, bottom, right, top) if math.isfinite(left + bottom + right + top) else None
