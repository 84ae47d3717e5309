"""Where the headings of a register are in a sheet: in one row, or in two or three under group headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from report_kit.ledger.cells import plain
from report_kit.ledger.files import Sheet
from report_kit.ledger.schema import RegisterForm, fold_heading, load_schema

_SEARCHED_LINES = 12
_LEAST_HEADINGS = 4
_DEEPEST = 3


@dataclass(frozen=True)
class Headings:
    """The headings found.

    Args:
        form: the register they are of.
        first: index of their first line in ``Sheet.lines``.
        last: index of their last line.
        texts: a heading for each column, empty where there is none.
    """

    form: RegisterForm
    first: int
    last: int
    texts: tuple[str, ...]


def find_headings(sheet: Sheet) -> Headings | None:
    """Return the register whose headings stand in a sheet, and where; ``None`` when there are none."""
    best: tuple[float, Headings] | None = None
    for first in range(min(_SEARCHED_LINES, len(sheet.lines))):
        for form in load_schema().registers.values():
            for headings in _of_form(sheet, first, form):
                own = known(form, headings.texts)
                if len(own) < min(_LEAST_HEADINGS, len(form.columns)):
                    continue
                # Short registers share headings with longer ones: what counts is the part met.
                there = {fold_heading(text) for text in headings.texts if text}
                score = len(own) / len(form.columns) + len(own) / max(1, len(there))
                if best is None or score > best[0]:
                    best = (score, headings)
    return best[1] if best else None


def known(form: RegisterForm, texts: Sequence[str]) -> set[str]:
    """Return the keys of the columns that headings name."""
    return {
        column.key
        for text in texts
        if text and (column := form.by_heading.get(fold_heading(text))) is not None
    }


def _of_form(sheet: Sheet, first: int, form: RegisterForm) -> Iterator[Headings]:
    """Yield the headings that begin at a line: its own, then with the lines below where those add some."""
    rows: list[tuple[str, ...]] = []
    number = sheet.lines[first][0]
    for last in range(first, min(first + _DEEPEST, len(sheet.lines))):
        at, cells = sheet.lines[last]
        if at != number + last - first:
            return
        rows.append(tuple(plain(cell).replace("\n", "") for cell in cells))
        texts = joined(form, rows)
        if last > first:
            if not _are_headings(form, rows[-2], rows[-1]):
                return
            more = len(known(form, texts))
            # Each of the lines has to add something: a title above, or a row of the register below, does not.
            if more <= len(known(form, joined(form, rows[:-1]))) or more <= len(
                known(form, joined(form, rows[1:]))
            ):
                continue
        yield Headings(form, first, last, texts)


def joined(form: RegisterForm, rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return one heading a column for rows of headings, the groups above.

    A group stands in the first of its columns; the columns to the right that are blank above belong to it.
    """
    width = max(len(row) for row in rows)
    texts = [""] * width
    for row in rows:
        above, group = texts, ""
        texts = [""] * width
        for position in range(width):
            upper, lower = above[position], row[position] if position < len(row) else ""
            group = upper or group
            texts[position] = _one(form, upper or (group if lower else ""), lower)
    return tuple(texts)


def _one(form: RegisterForm, upper: str, lower: str) -> str:
    """Return the heading of a column from what stands in it and above it: the first that is known."""
    if not upper or not lower:
        return upper or lower
    candidates = (f"{upper}{lower}", lower, upper)
    return next((text for text in candidates if fold_heading(text) in form.by_heading), candidates[0])


def _are_headings(form: RegisterForm, above: Sequence[str], row: Sequence[str]) -> bool:
    """Say whether a row under headings is of headings too, not the first row of the register."""
    texts = joined(form, [above, row])
    filled = [position for position, text in enumerate(row) if text]
    # A word of the register's row may be a heading by chance; the column's own heading above it is no sign.
    named = sum(
        fold_heading(texts[position]) in form.by_heading and texts[position].endswith(row[position])
        for position in filled
    )
    return named >= 2 and named * 2 >= len(filled)
