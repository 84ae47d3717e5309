"""Characters that are not seen and part words for a program alone: soft hyphens, zero-width blanks, marks.

They come with text copied from web pages and chat programs, and would hide a mistake or break a figure in
two. So rules work on a view of the document without them (``seen``). What shows (a variation selector after
a character that has variants) is none of them.
"""

from __future__ import annotations

import re

from report_kit.document.model import Span

# Unicode's Default_Ignorable_Code_Point without what takes room (fillers) or chooses a glyph.
_INVISIBLE = re.compile(
    "["
    "\u00ad\u034f\u061c\u180e"  # soft hyphen, grapheme joiner, Arabic letter mark, Mongolian vowel separator
    "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"  # zero-width, word joiner, direction
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # byte order mark, annotations, tags
    # Joiners and emoji selectors where they stand behind no emoji.
    "]+|(?<![\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55"
    "\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff])(?:\u200d|[\ufe00-\ufe0f](?!\u20e3))+"
)


def invisible_spans(text: str) -> list[Span]:
    """Return the stretches of invisible characters, ascending."""
    return [match.span() for match in _INVISIBLE.finditer(text)]


def visible(text: str) -> str:
    """Return the text without invisible characters."""
    return text if text.isascii() else _INVISIBLE.sub("", text)
