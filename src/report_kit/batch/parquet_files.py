"""Parquet files that are there whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from report_kit.durable import write_durably
from report_kit.errors import InputError, UsageError, reason_of

# Rows held at once where a file is read through.
_TOGETHER = 4096


def write_table(table: pa.Table, path: Path, notes: Mapping[str, str] | None = None) -> None:
    """Write a table in one step.

    Args:
        table: what.
        path: where.
        notes: what is to be known of the file beside its rows (see ``notes``).

    Raises:
        UsageError: ``RK-610``.
    """
    if notes:
        table = table.replace_schema_metadata(dict(notes))
    buffer = pa.BufferOutputStream()
    pq.write_table(table, buffer, compression="zstd")
    try:
        write_durably(path, buffer.getvalue().to_pybytes())
    except OSError as error:
        raise UsageError(
            "RK-610",
            f"文件写不进去（{reason_of(error)}）",
            where=str(path),
            remedy="请检查文件夹是否存在、是否有写入权限、磁盘是否已满，或换一个位置",
        ) from error


def notes(path: Path) -> dict[str, str]:
    """Return what is noted of a file; nothing where it is not there or no whole Parquet file."""
    try:
        found = pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowException):
        return {}
    return {key.decode(): value.decode() for key, value in found.items()}


def rows(path: Path, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file, few at a time.

    Raises:
        InputError: ``RK-667``.
    """
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(_TOGETHER, columns=columns):
                yield from batch.to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise InputError(
            "RK-667",
            f"压缩包或数据文件读不出来（{reason_of(error)}）",
            where=str(path),
            remedy="请重新取得这个文件，或解开后校对其中的文件",
        ) from None
