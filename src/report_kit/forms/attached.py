"""The end of a report's last section: what is attached (附件说明), and a note (附注).

GB/T 9704-2012 has places of their own for both, above and below the signature (7.3.4, 7.3.7), and says how
the names of what is attached are written: numbered 1. 2. … where there are several, without a mark behind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

NOTE = re.compile(r"（[^（）]+）")
"""A last paragraph that is wholly this is a note (附注), which is printed below the date."""

_ATTACHED = re.compile(r"附件：\s*(?:1[.．、]\s*)?(?=\S)")
_NUMBER = re.compile(r"(\d{1,2})[.．、]\s*(?=\S)")
_MARKS = "。；;. "


@dataclass(frozen=True)
class Ending:
    """The lines of the last section in their parts.

    Args:
        prose: before what is attached.
        names: of what is attached, without numbers and final marks.
        note: in its brackets; empty when there is none.
    """

    prose: tuple[str, ...]
    names: tuple[str, ...] = ()
    note: str = ""

    @property
    def lines(self) -> list[str]:
        """The lines as they are printed."""
        entries = ["".join(entry) for entry in attached_entries(self.names)]
        return [*self.prose, *entries, *filter(None, [self.note])]


def attached_entries(names: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return label, number and name of each as printed: the first has the label, a single one no number."""
    several = len(names) > 1
    return [
        ("附件：" if index == 1 else "", f"{index}." if several else "", name)
        for index, name in enumerate(names, 1)
    ]


def ending_of(lines: Sequence[str]) -> Ending:
    """Part the lines of the last section."""
    lines, note = list(lines), ""
    if lines and NOTE.fullmatch(lines[-1]):
        note = lines.pop()
    first = next((at for at, line in enumerate(lines) if _ATTACHED.match(line)), None)
    if first is None:
        return Ending(tuple(lines), note=note)
    names = [_ATTACHED.sub("", lines[first])]
    for number, line in enumerate(lines[first + 1 :], 2):
        found = _NUMBER.match(line)
        if found is None or int(found[1]) != number:
            return Ending(tuple(lines), note=note)  # prose goes on: it is no list of attachments
        names.append(line[found.end() :])
    return Ending(tuple(lines[:first]), tuple(name.rstrip(_MARKS) for name in names), note)
