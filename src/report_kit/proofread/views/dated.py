"""What any official text says of itself: its title, the year in it, and the date it is signed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as Date

from report_kit.proofread.checking.check import Check, view

_DATE = re.compile(r"[\s（(]*(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日[\s）)]*")
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_LONGEST_TITLE = 60
_ENDING = 6


@dataclass(frozen=True, slots=True)
class Dated:
    """A text with the dates it names.

    Args:
        title: the first paragraph, where it is short and no sentence; else empty.
        year: the year in the title, ``None`` without one or with several.
        signed: the date that stands alone near the end.
        signed_at: where it stands; ``None`` without one.
    """

    title: str
    year: int | None
    signed: Date | None
    signed_at: tuple[int, int] | None


@view
def dated(check: Check) -> Dated:
    """Return title, year and date of the text."""
    paragraphs = [paragraph for paragraph in check.paragraphs if paragraph.text.strip()]
    first = paragraphs[0].text.strip() if paragraphs else ""
    title = first if len(first) <= _LONGEST_TITLE and not re.search("[。；，]", first) else ""
    years = {int(year) for year in _YEAR.findall(title)}
    year = years.pop() if len(years) == 1 else None
    for paragraph in reversed(paragraphs[-_ENDING:]):
        match = _DATE.fullmatch(paragraph.text)
        if match:
            try:
                signed = Date(*map(int, match.groups()))
            except ValueError:
                break
            return Dated(title, year, signed, (paragraph.start, paragraph.end))
    return Dated(title, year, None, None)
