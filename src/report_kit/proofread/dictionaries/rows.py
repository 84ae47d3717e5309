"""Small tables of ``dictionaries/`` that are no lists of wrong expressions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from report_kit.errors import DataError
from report_kit.proofread.checking.check import Check
from report_kit.proofread.dictionaries.own import Dictionaries
from report_kit.resources import data_folder, read_lines

KEPT = ("leaders", "political")
"""The tables an office keeps itself: ours hold the format and an example."""


def kept_table(check: Check, name: str, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """Return the rows of ``<name>.tsv`` in the user's own folders of dictionaries, then those of ours.

    The columns ``since`` and ``until`` hold dates as 2024-01-31, or nothing (see ``in_force``).
    """
    given = check.given(Dictionaries)
    folders = given.folders if given else ()
    own = [folder / f"{name}.tsv" for folder in folders]
    rows = [row for path in own if path.exists() for row in parse_table(path, columns)]
    return (*rows, *read_table(name, columns))


def in_force(row: dict[str, str], day: date) -> bool:
    """Say whether a dated row holds on ``day``; an unreadable date never ends it."""
    since, until = (_date(row.get(column, "")) for column in ("since", "until"))
    return not (since and day < since) and not (until and day > until)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@cache
def read_table(name: str, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """Return the rows of the shipped ``<name>.tsv``; see ``parse_table``."""
    return parse_table(data_folder("dictionaries") / f"{name}.tsv", columns)


def parse_table(path: Path, columns: Sequence[str]) -> tuple[dict[str, str], ...]:
    """Return the rows of a file of tab-parted columns, without blank lines and lines that begin with ``#``.

    Raises:
        DataError: ``RK-311`` not readable as UTF-8 text, ``RK-312`` wrong header, ``RK-313`` a bad row.
    """
    lines = read_lines(path)
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not numbered or numbered[0][1].split("\t") != list(columns):
        raise DataError(
            "RK-312",
            "词典的表头不对",
            where=str(path),
            remedy="第一行应为（用制表符分隔）：" + " ".join(columns),
        )
    rows = []
    for number, line in numbered[1:]:
        values = [value.strip() for value in line.split("\t")]
        values += [""] * (len(columns) - len(values))
        if len(values) != len(columns) or not values[0]:
            raise DataError(
                "RK-313",
                f"词典有一行不能用：应有 {len(columns)} 列，第一列不能为空",
                where=f"{path} 第 {number} 行",
                remedy="请按 dictionaries/README.md 的说明改正该行",
            )
        rows.append(dict(zip(columns, values, strict=True)))
    return tuple(rows)
