"""What stands on the sheets, before it is set: lines of a form, rows of a table."""

from __future__ import annotations

from dataclasses import dataclass

TICKED, OPEN = "☑", "☐"


@dataclass(frozen=True)
class Signing:
    """The place for one signature: who signed in the system and when, beside the line for the hand.

    Args:
        by: as the system has it (张三 副镇长); empty for a line to sign by hand alone.
        when: date and time; empty likewise.
    """

    by: str = ""
    when: str = ""


@dataclass(frozen=True)
class Line:
    """A row of the form: what it is called, what stands in it, and the signature it asks for, if any."""

    label: str
    text: str
    signing: Signing | None = None


@dataclass(frozen=True)
class Form:
    """A sheet of one page.

    Args:
        title: at the top.
        corner: small lines above it, at the right.
        lines: its rows.
        foot: small lines below.
    """

    title: str
    corner: tuple[str, ...]
    lines: tuple[Line, ...]
    foot: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A column of a summary: its heading and its share of the width."""

    head: str
    share: float


@dataclass(frozen=True)
class Summary:
    """A table on a page turned sideways; it may go on."""

    title: str
    corner: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...]


def tick(text: str, ticked: bool) -> str:
    """Return a box with its words."""
    return f"{TICKED if ticked else OPEN}{text}"
