"""Parquet: one row a document, its text in the column ``text``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from report_kit.batch.sources.content import Content, Place, unreadable
from report_kit.batch.sources.jsonlines import NAMES, content_of

KIND = "parquet"
EXTENSIONS = (".parquet",)


def places(path: Path) -> Iterator[Place]:
    """Yield the rows, by number."""
    file = _open(path)
    try:
        if "text" not in file.schema_arrow.names:
            raise unreadable(path, "没有文字 text 这一列")
        rows = file.metadata.num_rows
    finally:
        file.close()
    for number in range(rows):
        yield Place(str(number), str(number + 1))


def read(path: Path, place: str) -> Content:
    """Return the text of one row."""
    stamp = path.stat().st_mtime_ns if path.exists() else 0
    number = int(place)
    starts = _starts(path, stamp)
    group = bisect_right(starts, number) - 1
    table = _group(path, stamp, group)
    row = table.slice(number - starts[group], 1).to_pylist()
    if not row:
        raise unreadable(path, "没有这一行", place)
    return content_of(row[0], path, f"第 {number + 1} 行")


@lru_cache(maxsize=4)
def _starts(path: Path, stamp: int) -> list[int]:
    file = _open(path)
    try:
        meta = file.metadata
        sizes = (meta.row_group(index).num_rows for index in range(meta.num_row_groups))
        return [0, *accumulate(sizes)][:-1] or [0]
    finally:
        file.close()


# Rows are asked for in order, so the group at hand is nearly always the one of the row before.
@lru_cache(maxsize=1)
def _group(path: Path, stamp: int, group: int) -> Any:
    import pyarrow as pa

    file = _open(path)
    try:
        wanted = [name for name in ("text", *NAMES) if name in file.schema_arrow.names]
        return file.read_row_group(group, columns=wanted)
    except (pa.ArrowException, OSError) as error:
        raise unreadable(path, error) from None
    finally:
        file.close()


def _open(path: Path) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise unreadable(path, error) from None
