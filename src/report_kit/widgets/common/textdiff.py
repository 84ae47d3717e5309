"""What changed between two texts, in pieces a person can read."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from html import escape
from itertools import groupby, takewhile
from typing import Literal, NamedTuple

Kind = Literal["same", "del", "ins"]

_STYLES = {
    "del": "color:#8c1d18;background:#fde7e5;text-decoration:line-through",
    "ins": "color:#0f5223;background:#dcf3e2;text-decoration:underline",
}
_MARK = "color:#1f2429;background:#ffe9a8"


class Piece(NamedTuple):
    """A run of characters that both texts have, or only the old (``del``) or the new one (``ins``)."""

    kind: Kind
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """Return the pieces from which both texts can be read: paragraph by paragraph, then by character.

    Without its ``ins`` pieces the result is ``old``, without its ``del`` pieces ``new``.
    """
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[i1:i2]), "".join(after[j1:j2])
        pieces += [Piece("same", gone)] if tag == "equal" else _characters(gone, come)
    return _joined(pieces)


def marked(pieces: Iterable[Piece]) -> str:
    """Return the pieces as HTML, what went as ``<del>``, what came as ``<ins>``."""
    return "".join(
        escape(text) if kind == "same" else f'<{kind} style="{_STYLES[kind]}">{_visible(text)}</{kind}>'
        for kind, text in pieces
    )


def beside(pieces: Iterable[Piece]) -> tuple[str, str]:
    """Return the old and the new text as HTML, what only one of them has as ``<mark>``."""
    pieces = list(pieces)

    def side(own: Kind) -> str:
        return "".join(
            escape(text) if kind == "same" else f'<mark style="{_MARK}">{_visible(text)}</mark>'
            for kind, text in pieces
            if kind in ("same", own)
        )

    return side("del"), side("ins")


def _visible(text: str) -> str:
    """A line end that came or went is seen as a sign of its own."""
    return escape(text).replace("\n", "¶\n")


def _characters(old: str, new: str) -> list[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece("same", old[i1:i2]))
        else:
            found += [Piece("del", old[i1:i2]), Piece("ins", new[j1:j2])]
    return _without_crumbs(_joined(found))


def _without_crumbs(pieces: list[Piece]) -> list[Piece]:
    """Take a character or two that two different passages happen to share into the change around them.

    As in diff-match-patch: what stayed between two changes has to be longer than either of them to be worth
    the reader's eye.
    """
    while True:
        for number, piece in enumerate(pieces):
            if piece.kind == "same" and _small(piece.text, pieces[:number], pieces[number + 1 :]):
                crumb = [Piece("del", piece.text), Piece("ins", piece.text)]
                pieces = _joined([*pieces[:number], *crumb, *pieces[number + 1 :]])
                break
        else:
            return pieces


def _small(text: str, before: list[Piece], after: list[Piece]) -> bool:
    sizes = [
        max((len(piece.text) for piece in side), default=0)
        for side in (_change(before[::-1]), _change(after))
    ]
    return len(text) <= min(4, *sizes)


def _change(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces before the first that both texts have."""
    return list(takewhile(lambda piece: piece.kind != "same", pieces))


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Join neighbours: a change is at most one piece that went and one that came."""
    joined: list[Piece] = []
    for same, run in groupby(pieces, key=lambda piece: piece.kind == "same"):
        group = list(run)
        kinds: tuple[Kind, ...] = ("same",) if same else ("del", "ins")
        joined += [Piece(kind, "".join(text for k, text in group if k == kind)) for kind in kinds]
    return [piece for piece in joined if piece.text]
