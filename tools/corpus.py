"""The training text, and which of its lines serve what."""

from __future__ import annotations

import hashlib
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

# Official prose on which false alarms are measured: these lines train nothing.
CLEAN_SOURCES = ("gov_reports", "statecouncil_docs")
Role = Literal["count", "rank", "measure"]


def lines_of(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the name and the lines of every ``NAME.txt`` or ``NAME.txt.xz``.

    Raises:
        FileNotFoundError: there is none.
    """
    paths = sorted(folder.glob("*.txt*"))
    if not paths:
        # Without text all would go on, and end in a model of nothing.
        raise FileNotFoundError(f"no text in {folder}")
    for path in paths:
        if path.suffix == ".xz":
            text = lzma.decompress(path.read_bytes()).decode("utf-8")
        else:
            text = path.read_text(encoding="utf-8")
        yield path.name.partition(".")[0], text.split("\n")


def role(name: str, line: str) -> Role:
    """Say what a line is for: counted by the model, seen only by the ranker, or only measured on."""
    ending = hashlib.sha1(line.encode()).hexdigest()[-2:]
    if name in CLEAN_SOURCES:
        return {"0": "measure", "1": "rank"}.get(ending[-1], "count")  # type: ignore[return-value]
    return "rank" if ending in ("00", "40", "80", "c0") else "count"
