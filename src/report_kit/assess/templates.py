"""What an office begins with: the scheme to change and empty sheets to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from report_kit.assess.known import FACTS
from report_kit.assess.scheme import SHIPPED, Scheme, default_scheme, read_scheme
from report_kit.assess.tables import HEADINGS, KINDS
from report_kit.ledger.csv_cells import guarded
from report_kit.ledger.sheets import csv_bytes

SCHEME_FILE = "考核方案.yaml"
_FIGURE = re.compile(r"[+-]?\d+(?:\.\d+)?")


def templates() -> dict[str, bytes]:
    """Return the files by name."""
    made = {SCHEME_FILE: SHIPPED.read_bytes()}
    for kind, name in KINDS.items():
        headings = HEADINGS[kind]
        if kind == "monthly":
            headings = (*headings, *FACTS, "加分", "减分", "否决", "备注")
        made[f"{name}.csv"] = csv_bytes([headings])
    return made


def find_scheme(paths: Iterable[str | Path], given: str | Path | None = None) -> Scheme:
    """Return the scheme given, else the ``考核方案.yaml`` beside the data, else the package's.

    Raises:
        SchemeError: ``RK-841``.
    """
    if given is not None:
        return read_scheme(Path(given))
    for path in map(Path, paths):
        own = (path if path.is_dir() else path.parent) / SCHEME_FILE
        if own.is_file():
            return read_scheme(own)
    return default_scheme()


def safe_csv(lines: Sequence[tuple[str, ...]]) -> bytes:
    """Return lines as CSV in which no text is taken for a formula."""
    return csv_bytes(
        [tuple(text if _FIGURE.fullmatch(text) else guarded(text, None) for text in line) for line in lines]
    )
