"""Small tables of ``dictionaries/`` that are no lists of wrong expressions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from report_kit.errors import DataError
from report_kit.resources import data_folder, read_lines

Row = dict[str, str]


def in_force(row: Row, day: date) -> bool:
    """Say whether a dated row holds on ``day``; an unreadable date never ends it."""
    since, until = (_date(row.get(column, "")) for column in ("since", "until"))
    return not (since and day < since) and not (until and day > until)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@cache
def read_table(name: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
    """Return the rows of the shipped ``<name>.tsv``; see ``parse_table``."""
    return parse_table(data_folder("dictionaries") / f"{name}.tsv", columns)


def parse_table(path: Path, columns: Sequence[str]) -> tuple[Row, ...]:
    """Return the rows of a file of tab-parted columns; see ``numbered_rows``."""
    return tuple(row for _, row in numbered_rows(path, columns))


def numbered_rows(path: Path, columns: Sequence[str]) -> list[tuple[int, Row]]:
    """Return the rows of a file of tab-parted columns with the numbers of their lines, the first is 1.

    Blank lines and lines that begin with ``#`` are left out.

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
    rows: list[tuple[int, Row]] = []
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
        rows.append((number, dict(zip(columns, values, strict=True))))
    return rows
