"""Commands end in order on files made to exhaust or deceive them; ``measure_hostile.py`` has them all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import measure_hostile
from hostile import containers, others, pages, papers

SECONDS, MEMORY = 60.0, 600.0


def test_there_are_enough() -> None:
    made = (others.settings, others.forms, others.dictionaries, papers.pictures, pages.markdowns)
    assert sum(len(make()) for make in made) > 30


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "name", "make"),
    [
        ("paper", "forms-9x10.pdf", lambda: papers.forms(9, 10)),
        ("paper", "forms-30x2.pdf", lambda: papers.forms(30, 2)),
        ("office", "far-cell.xlsx", containers.far_cell),
        ("office", "merged-all.xlsx", lambda: containers.merged("A1:XFD1048576")),
        ("text", "notes.html", lambda: b"<p>" + b"<sup>1</sup>" * 40_000),
        ("text", "attributes.html", lambda: b"<p " + b"a " * 100_000 + b">a</p>"),
        ("text", "brackets.txt", lambda: "（".encode() * 100_000),
        ("settings", "deep.toml", lambda: others.settings()["deep.toml"]),
        ("form", "aliases.yaml", lambda: others.forms()["aliases.yaml"]),
        ("dictionary", "backtracking.tsv", lambda: others.dictionaries()["backtracking.tsv"]),
        ("register", "far.xlsx", lambda: others.registers()["far.xlsx"]),
        ("register", "merged.xlsx", lambda: others.registers()["merged.xlsx"]),
    ],
)
def test_ends_in_order(kind: str, name: str, make: Callable[[], bytes]) -> None:
    command, _ = measure_hostile.KINDS[kind]
    ended = measure_hostile.given(name, make(), command, SECONDS)
    assert ended.is_right(SECONDS, MEMORY), ended
